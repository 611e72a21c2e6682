// Makes an ordinary object answer the calls of an Atlassian interface, and refuse by name the calls it has no answer
// for.
package org.jigit.headless.jira;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A dynamic proxy in front of an object with public methods of the same names and parameter types. Such an object needs to
 * answer only the calls that are made; a new use of the interface announces itself by an exception with the method's name.
 */
public final class StandIn implements InvocationHandler {

    private final Class<?> type;
    private final Object answers;
    private final Map<Method, Method> known = new ConcurrentHashMap<>();

    private StandIn(Class<?> type, Object answers) {
        this.type = type;
        this.answers = answers;
    }

    /** The interface, answered by the given object. */
    public static <T> T of(Class<T> type, Object answers) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new StandIn(type, answers)));
    }

    /** The object that answers for a stand-in made here. */
    static Object answersOf(Object standIn) {
        return ((StandIn) Proxy.getInvocationHandler(standIn)).answers;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        try {
            return known.computeIfAbsent(method, this::answer).invoke(answers, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }

    private Method answer(Method asked) {
        try {
            Method answer = answers.getClass().getMethod(asked.getName(), asked.getParameterTypes());
            answer.setAccessible(true);
            return answer;
        } catch (NoSuchMethodException missing) {
            throw new UnsupportedOperationException(
                    "the headless Jira does not answer " + type.getName() + "#" + asked.toGenericString(), missing);
        }
    }
}
