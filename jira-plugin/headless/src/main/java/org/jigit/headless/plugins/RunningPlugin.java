// An enabled plugin: its bundle, its Spring context, and objects made of its classes.
package org.jigit.headless.plugins;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.w3c.dom.Element;

/** What module types see of a plugin. */
public final class RunningPlugin {

    private final Descriptor descriptor;
    private final Bundle bundle;
    private final Object spring;
    private final Map<Class<?>, Object> attached = new ConcurrentHashMap<>();

    /** The Spring context is null for a plugin without one. */
    RunningPlugin(Descriptor descriptor, Bundle bundle, Object spring) {
        this.descriptor = descriptor;
        this.bundle = bundle;
        this.spring = spring;
    }

    /** The plugin's key. */
    public String key() {
        return descriptor.key();
    }

    /** The plugin's version. */
    public String version() {
        return descriptor.version();
    }

    /** The plugin's name. */
    public String name() {
        return descriptor.name();
    }

    /** The complete key of one of its modules. */
    public String key(Element module) {
        return key() + ":" + Xml.attribute(module, "key");
    }

    /** Its bundle. */
    public Bundle bundle() {
        return bundle;
    }

    /** One of its classes, or one that it imports. */
    public Class<?> load(String name) {
        try {
            return bundle.loadClass(name);
        } catch (ClassNotFoundException | LinkageError e) {
            throw new IllegalArgumentException("the class " + name + " of " + key() + " cannot be loaded: " + e, e);
        }
    }

    /** One of its files, or null. */
    public URL resource(String path) {
        return bundle.getResource(path.startsWith("/") ? path.substring(1) : path);
    }

    /** Something that lives as long as this plugin is enabled; made when it is first asked for. */
    public <T> T attached(Class<T> type, Supplier<T> make) {
        return type.cast(attached.computeIfAbsent(type, each -> make.get()));
    }

    /** Makes an object of the named class, its constructor filled from the plugin's Spring context, and checks its type. */
    public <T> T create(String name, Class<T> type) {
        Class<?> found = load(name);
        if (!type.isAssignableFrom(found)) {
            throw new IllegalArgumentException("the class " + name + " of " + key() + " is no " + type.getName());
        }
        return type.cast(create(found));
    }

    /** Makes an object of a class, its constructor filled from the plugin's Spring context. */
    public Object create(Class<?> type) {
        try {
            if (spring == null) {
                Constructor<?> constructor = type.getDeclaredConstructor();
                return constructor.newInstance();
            }
            Class<?> contextType =
                    spring.getClass().getClassLoader().loadClass("org.springframework.context.ApplicationContext");
            Object factory =
                    contextType.getMethod("getAutowireCapableBeanFactory").invoke(spring);
            Class<?> factoryType = contextType
                    .getClassLoader()
                    .loadClass("org.springframework.beans.factory.config.AutowireCapableBeanFactory");
            Method createBean = factoryType.getMethod("createBean", Class.class, int.class, boolean.class);
            return createBean.invoke(factory, type, BY_CONSTRUCTOR, false);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("no " + type.getName() + " could be made: " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no " + type.getName() + " could be made: " + e, e);
        }
    }

    private static final int BY_CONSTRUCTOR = 3;
}
