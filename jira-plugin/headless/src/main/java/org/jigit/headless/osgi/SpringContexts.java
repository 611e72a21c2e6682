// Follows the Spring contexts that Gemini Blueprint makes for plugins: up, failed and why, or waiting for which
// service.
package org.jigit.headless.osgi;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.Bundle;

/**
 * Listens to Gemini's events. Spring and Gemini live in bundles, so their classes are met by name only.
 *
 * <pre>
 * contexts.expect(bundle);
 * bundle.start();
 * Object context = contexts.await(bundle, Duration.ofSeconds(30));
 * </pre>
 */
public final class SpringContexts {

    private final Map<Long, Waiting> waiting = new ConcurrentHashMap<>();

    /** Registers the listener with the extender's own bundle, where Gemini's classes are. */
    public SpringContexts(OsgiContainer container) throws ClassNotFoundException {
        Bundle extender = bundle(container, "gemini.blueprint.extender");
        Class<?> listener = extender.loadClass(LISTENER);
        Object proxy = Proxy.newProxyInstance(
                listener.getClassLoader(), new Class<?>[] {listener}, (self, method, arguments) -> {
                    switch (method.getName()) {
                        case "onOsgiApplicationEvent" -> met(arguments[0]);
                        case "equals" -> {
                            return self == arguments[0];
                        }
                        case "hashCode" -> {
                            return System.identityHashCode(self);
                        }
                        case "toString" -> {
                            return "listener of the headless Jira";
                        }
                        default -> throw new UnsupportedOperationException(method.toString());
                    }
                    return null;
                });
        extender.getBundleContext().registerService(LISTENER, proxy, null);
    }

    private static Bundle bundle(OsgiContainer container, String part) {
        for (Bundle bundle : container.context().getBundles()) {
            if (bundle.getSymbolicName().contains(part)) {
                return bundle;
            }
        }
        throw new IllegalStateException("no bundle " + part);
    }

    /** True when Gemini makes a Spring context for this bundle. */
    public static boolean hasContext(Bundle bundle) {
        return bundle.getHeaders().get("Spring-Context") != null
                || bundle.findEntries("META-INF/spring", "*.xml", false) != null;
    }

    /** Begins to watch a bundle; called before it starts. */
    public void expect(Bundle bundle) {
        waiting.put(bundle.getBundleId(), new Waiting(new CompletableFuture<>(), new TreeSet<>()));
    }

    /**
     * Waits for the context of a bundle and hands it out; the bundle is not watched any more.
     *
     * @throws ContextException when it failed, or did not come in time, with the real cause
     */
    public Object await(Bundle bundle, Duration limit) throws ContextException, InterruptedException {
        Waiting wait = waiting.get(bundle.getBundleId());
        try {
            return wait.context.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable root = e.getCause();
            while (root.getCause() != null && root.getCause() != root) {
                root = root.getCause();
            }
            throw new ContextException(
                    "the Spring context of " + bundle.getSymbolicName() + " failed: " + root, e.getCause());
        } catch (TimeoutException e) {
            throw new ContextException(
                    "the Spring context of " + bundle.getSymbolicName() + " did not come up within " + limit.toSeconds()
                            + " s; it waits for " + wait.unsatisfied(),
                    e);
        } finally {
            waiting.remove(bundle.getBundleId());
        }
    }

    private void met(Object event) {
        Bundle bundle = (Bundle) call(event, "getBundle");
        Waiting wait = waiting.get(bundle.getBundleId());
        if (wait == null) {
            return;
        }
        String name = event.getClass().getSimpleName();
        switch (name) {
            case "OsgiBundleContextRefreshedEvent" -> wait.context.complete(call(event, "getApplicationContext"));
            case "BootstrappingDependencyEvent" -> {
                Object dependency = call(event, "getDependencyEvent");
                String filter = String.valueOf(call(call(dependency, "getServiceDependency"), "getServiceFilter"));
                wait.dependency(filter, dependency.getClass().getSimpleName().contains("Starting"));
            }
            default -> {
                if (name.endsWith("FailedEvent")) {
                    Throwable cause = (Throwable) call(event, "getFailureCause");
                    wait.context.completeExceptionally(cause == null ? new IllegalStateException(name) : cause);
                }
            }
        }
    }

    private static Object call(Object target, String name) {
        try {
            Method method = target.getClass().getMethod(name);
            method.setAccessible(true);
            return method.invoke(target);
        } catch (InvocationTargetException | IllegalAccessException | NoSuchMethodException e) {
            throw new IllegalStateException("Gemini's " + target.getClass().getName() + " has no " + name, e);
        }
    }

    private record Waiting(CompletableFuture<Object> context, Set<String> filters) {
        synchronized void dependency(String filter, boolean waits) {
            if (waits) {
                filters.add(filter);
            } else {
                filters.remove(filter);
            }
        }

        synchronized String unsatisfied() {
            return filters.isEmpty() ? "nothing that it names" : String.join(", ", filters);
        }
    }

    /** Says why a plugin has no Spring context. */
    public static final class ContextException extends Exception {
        private static final long serialVersionUID = 1L;

        ContextException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private static final String LISTENER =
            "org.eclipse.gemini.blueprint.context.event.OsgiBundleApplicationContextListener";
}
