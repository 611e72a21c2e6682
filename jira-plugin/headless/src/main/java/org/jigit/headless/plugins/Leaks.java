// Watches whether the class loaders of plugins that are gone are really gone.
package org.jigit.headless.plugins;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Holds weak references to old class loaders. Run Java with {@code -XX:SoftRefLRUPolicyMSPerMB=0}: Spring and the JDK keep soft
 * references for a while, which is no leak.
 */
public final class Leaks {

    private final Map<String, List<WeakReference<ClassLoader>>> old = new TreeMap<>();

    /** Remembers the class loader of a bundle that is about to be uninstalled. */
    synchronized void watch(String key, Bundle bundle) {
        List<WeakReference<ClassLoader>> loaders = old.computeIfAbsent(key, each -> new ArrayList<>());
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring != null && wiring.getClassLoader() != null) {
            loaders.add(new WeakReference<>(wiring.getClassLoader()));
        }
    }

    /** The number of old class loaders that are alive after a garbage collection, for each plugin key. */
    public synchronized Map<String, Integer> alive() throws InterruptedException {
        Map<String, Integer> counts = new TreeMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            System.gc();
            Thread.sleep(PAUSE);
            old.values().forEach(each -> each.removeIf(loader -> loader.get() == null));
            old.forEach((key, loaders) -> counts.put(key, loaders.size()));
            if (counts.values().stream().allMatch(count -> count == 0)) {
                break;
            }
        }
        return counts;
    }

    private static final int ROUNDS = 10;
    private static final long PAUSE = 100;
}
