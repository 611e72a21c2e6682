// The OSGi framework with Spring and Gemini Blueprint inside, set as strictly as Jira's.
package org.jigit.headless.osgi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.FrameworkWiring;

/** A running framework. Plugins are installed into it by {@link #install}; {@link #refresh} lets old wirings go. */
public final class OsgiContainer implements AutoCloseable {

    private final Framework framework;

    private OsgiContainer(Framework framework) {
        this.framework = framework;
    }

    /** Starts the framework and the bundles of a folder. */
    public static OsgiContainer start(Path cache, Path bundles) throws BundleException, IOException {
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.put(Constants.FRAMEWORK_STORAGE, cache.toString());
        settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, Exports.all());
        Framework framework = new FrameworkFactory().newFramework(settings);
        framework.init();
        framework.start();
        OsgiContainer container = new OsgiContainer(framework);
        List<Bundle> installed = new ArrayList<>();
        try (Stream<Path> jars = Files.list(bundles)) {
            for (Path jar : jars.filter(each -> each.toString().endsWith(".jar"))
                    .sorted()
                    .toList()) {
                installed.add(container.context().installBundle(jar.toUri().toString()));
            }
        }
        if (installed.isEmpty()) {
            throw new IOException("no framework bundles in " + bundles);
        }
        for (Bundle bundle : installed) {
            if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                bundle.start();
            }
        }
        return container;
    }

    /** The host's own context, to register services in. */
    public BundleContext context() {
        return framework.getBundleContext();
    }

    /** Installs the bytes of a jar as a bundle. The location is unique, so that an old revision never comes back. */
    public Bundle install(Path jar) throws BundleException, IOException {
        String location = "plugin:" + jar.getFileName() + "#" + System.nanoTime();
        try (var bytes = Files.newInputStream(jar)) {
            return context().installBundle(location, bytes);
        }
    }

    /** Drops all wirings that nobody needs any more, and waits until they are gone. */
    public void refresh() {
        CountDownLatch done = new CountDownLatch(1);
        framework.adapt(FrameworkWiring.class).refreshBundles(null, event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                done.countDown();
            }
        });
        try {
            if (!done.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the OSGi framework did not refresh its bundles within 20 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(4000);
    }

    private static final Map<String, String> SETTINGS = Map.of(
            Constants.FRAMEWORK_STORAGE_CLEAN,
            Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
            Constants.FRAMEWORK_BUNDLE_PARENT,
            Constants.FRAMEWORK_BUNDLE_PARENT_FRAMEWORK,
            Constants.FRAMEWORK_BOOTDELEGATION,
            "META-INF.services,jdk.*,sun.*,com.sun.xml.bind.v2",
            "felix.bootdelegation.implicit",
            "false",
            "felix.log.level",
            "1");
}
