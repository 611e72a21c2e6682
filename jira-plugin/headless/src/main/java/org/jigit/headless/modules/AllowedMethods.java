// Which methods templates may call: of a plugin's own classes only those that its velocity-allowlist names, as since
// Jira 10.
package org.jigit.headless.modules;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.velocity.runtime.RuntimeServices;
import org.apache.velocity.util.RuntimeServicesAware;
import org.apache.velocity.util.introspection.Info;
import org.apache.velocity.util.introspection.SecureUberspector;
import org.apache.velocity.util.introspection.VelMethod;
import org.apache.velocity.util.introspection.VelPropertyGet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Velocity's door to methods. Velocity makes it by name, hence public; the rule comes as an application attribute. */
public final class AllowedMethods extends SecureUberspector implements RuntimeServicesAware {

    private Rule rule;

    @Override
    public void setRuntimeServices(RuntimeServices services) {
        super.setRuntimeServices(services);
        rule = (Rule) services.getApplicationAttribute(ATTRIBUTE);
    }

    @Override
    public VelMethod getMethod(Object target, String name, Object[] arguments, Info info) throws Exception {
        if (target != null && rule != null && rule.owns(target.getClass())) {
            Method method = introspector.getMethod(target.getClass(), name, arguments);
            if (method != null && !rule.allows(target.getClass(), method)) {
                refuse(target.getClass(), name, info);
                return null;
            }
        }
        return super.getMethod(target, name, arguments, info);
    }

    @Override
    public VelPropertyGet getPropertyGet(Object target, String name, Info info) throws Exception {
        VelPropertyGet found = super.getPropertyGet(target, name, info);
        if (found == null || target == null || rule == null || !rule.owns(target.getClass())) {
            return found;
        }
        Method method = introspector.getMethod(target.getClass(), found.getMethodName(), new Object[0]);
        if (method != null && rule.allows(target.getClass(), method)) {
            return found;
        }
        refuse(target.getClass(), found.getMethodName(), info);
        return null;
    }

    private static void refuse(Class<?> type, String method, Info info) {
        LOG.warn("{}: the template may not call {}#{}: it is in no velocity-allowlist", info, type.getName(), method);
    }

    /** What a plugin allows. */
    record Rule(ClassLoader loader, Set<String> allowed) {
        boolean owns(Class<?> type) {
            return type.getClassLoader() == loader;
        }

        boolean allows(Class<?> type, Method method) {
            String parameters = Arrays.stream(method.getParameterTypes())
                    .map(Class::getName)
                    .collect(Collectors.joining(","));
            String signature = "#" + method.getName() + "(" + parameters + ")";
            return allowed.contains(type.getName() + signature)
                    || allowed.contains(method.getDeclaringClass().getName() + signature);
        }
    }

    static final String ATTRIBUTE = "headless.allowed-methods";
    private static final Logger LOG = LoggerFactory.getLogger(AllowedMethods.class);
}
