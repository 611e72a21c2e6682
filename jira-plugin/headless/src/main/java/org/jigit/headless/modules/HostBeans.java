// Makes objects of Jira's own classes, their constructors filled with Jira's services.
package org.jigit.headless.modules;

import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.Map;

/** A container of the host's services, as far as conditions need one. */
public final class HostBeans {

    private final Map<Class<?>, Object> services;

    /** Over these services. */
    public HostBeans(Map<Class<?>, Object> services) {
        this.services = services;
    }

    /** An object of this class; its only constructor takes services. */
    Object create(Class<?> type) {
        Constructor<?> constructor = type.getConstructors()[0];
        Object[] arguments = Arrays.stream(constructor.getParameterTypes())
                .map(services::get)
                .toArray();
        try {
            return constructor.newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no " + type.getName() + " could be made", e);
        }
    }
}
