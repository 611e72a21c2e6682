// Jira's events: calls the annotated methods of registered listeners on the thread that publishes.
package org.jigit.headless.services;

import com.atlassian.event.api.AsynchronousPreferred;
import com.atlassian.event.api.EventListener;
import com.atlassian.event.api.EventPublisher;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps nothing of a listener once it is unregistered, so that a plugin's class loader can go. */
public final class Events implements EventPublisher, AutoCloseable {

    private final List<Registered> listeners = new CopyOnWriteArrayList<>();
    private final ExecutorService asynchronous = Executors.newFixedThreadPool(2, Threads.named("events"));

    @Override
    public void publish(Object event) {
        for (Registered listener : listeners) {
            for (Method method : listener.methods) {
                if (method.getParameterTypes()[0].isInstance(event)) {
                    if (event.getClass().isAnnotationPresent(AsynchronousPreferred.class)) {
                        asynchronous.execute(() -> call(listener.target, method, event));
                    } else {
                        call(listener.target, method, event);
                    }
                }
            }
        }
    }

    private static void call(Object target, Method method, Object event) {
        try {
            method.invoke(target, event);
        } catch (InvocationTargetException e) {
            LOG.error("the listener {} failed on {}", method, event.getClass().getName(), e.getCause());
        } catch (IllegalAccessException e) {
            LOG.error("the listener {} cannot be called", method, e);
        }
    }

    @Override
    public void register(Object listener) {
        List<Method> methods = new ArrayList<>();
        for (Method method : listener.getClass().getMethods()) {
            if (method.isAnnotationPresent(EventListener.class)) {
                if (method.getParameterCount() != 1) {
                    throw new IllegalArgumentException("an event listener takes one parameter: " + method);
                }
                method.setAccessible(true);
                methods.add(method);
            }
        }
        if (methods.isEmpty()) {
            throw new IllegalArgumentException(
                    listener.getClass().getName() + " has no public method with @EventListener");
        }
        unregister(listener);
        listeners.add(new Registered(listener, methods));
    }

    @Override
    public void unregister(Object listener) {
        listeners.removeIf(each -> each.target == listener);
    }

    @Override
    public void unregisterAll() {
        listeners.clear();
    }

    /** The listeners whose classes come from this loader; a plugin that is gone should have left none. */
    public List<String> of(ClassLoader loader) {
        return listeners.stream()
                .map(each -> each.target.getClass())
                .filter(type -> type.getClassLoader() == loader)
                .map(Class::getName)
                .toList();
    }

    @Override
    public void close() {
        asynchronous.shutdownNow();
    }

    private record Registered(Object target, List<Method> methods) {
        @Override
        public String toString() {
            return target.getClass().getName() + Arrays.toString(methods.toArray());
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Events.class);
}
