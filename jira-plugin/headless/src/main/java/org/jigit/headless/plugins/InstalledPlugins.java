// Installs, enables, disables and removes plugins, and has them again after a restart.
package org.jigit.headless.plugins;

import com.atlassian.event.api.EventPublisher;
import com.atlassian.sal.api.lifecycle.LifecycleAware;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jigit.headless.Plugins;
import org.jigit.headless.database.Store;
import org.jigit.headless.osgi.OsgiContainer;
import org.jigit.headless.osgi.SpringContexts;
import org.jigit.headless.osgi.SpringContexts.ContextException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Element;

/**
 * The plugins of this node. Jars lie in {@code plugins/installed-plugins} of the shared home, as in Jira; each node loads them
 * when it starts. Every change happens alone, and is finished when the call returns.
 */
public final class InstalledPlugins implements Plugins, AutoCloseable {

    private final OsgiContainer container;
    private final SpringContexts contexts;
    private final ModuleTypes types;
    private final EventPublisher events;
    private final Path folder;
    private final States states;
    private final Leaks leaks = new Leaks();
    private final Map<String, Entry> entries = new TreeMap<>();

    /** Knows these module types; others are refused by name. */
    public InstalledPlugins(
            OsgiContainer container,
            SpringContexts contexts,
            ModuleTypes types,
            EventPublisher events,
            Store store,
            Path sharedHome)
            throws Exception {
        this.container = container;
        this.contexts = contexts;
        this.types = types;
        this.events = events;
        this.folder = Files.createDirectories(sharedHome.resolve("plugins").resolve("installed-plugins"));
        this.states = new States(store);
    }

    /** Loads what was installed before this start; one that fails stays disabled, the others come up. */
    public synchronized void start() throws IOException {
        List<Path> jars;
        try (Stream<Path> files = Files.list(folder)) {
            jars = files.filter(each -> each.toString().endsWith(".jar")).sorted().toList();
        }
        for (Path jar : jars) {
            try {
                Entry entry = new Entry(Descriptor.of(jar));
                entries.put(entry.descriptor.key(), entry);
                entry.bundle = container.install(jar);
                if (states.isEnabled(entry.descriptor.key())) {
                    bringUp(entry);
                }
            } catch (InstallException | BundleException e) {
                LOG.error("the plugin {} did not start: {}", jar.getFileName(), e.getMessage(), e);
            }
        }
    }

    @Override
    public synchronized List<Installed> all() {
        return entries.values().stream()
                .map(Entry::installed)
                .sorted(Comparator.comparing(Installed::name))
                .toList();
    }

    @Override
    public synchronized Installed install(Path upload) throws InstallException {
        Descriptor described = Descriptor.of(upload);
        String key = described.key();
        try {
            Entry old = entries.remove(key);
            if (old != null) {
                takeDown(old);
                remove(old);
            }
            Path jar = folder.resolve(key + "-" + described.version() + ".jar");
            Files.copy(upload, jar, StandardCopyOption.REPLACE_EXISTING);
            Entry entry = new Entry(Descriptor.of(jar));
            entries.put(key, entry);
            entry.bundle = container.install(jar);
            container.refresh();
            bringUp(entry);
            states.setEnabled(key, true);
            return entry.installed();
        } catch (BundleException | IOException e) {
            throw new InstallException("the plugin " + key + " could not be installed: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized Installed enable(String key) throws InstallException {
        Entry entry = known(key);
        if (entry.running == null) {
            bringUp(entry);
        }
        states.setEnabled(key, true);
        return entry.installed();
    }

    @Override
    public synchronized Installed disable(String key) {
        Entry entry = known(key);
        takeDown(entry);
        states.setEnabled(key, false);
        return entry.installed();
    }

    @Override
    public synchronized void uninstall(String key) {
        Entry entry = known(key);
        takeDown(entry);
        entries.remove(key);
        try {
            remove(entry);
        } catch (BundleException | IOException e) {
            throw new IllegalStateException("the plugin " + key + " could not be removed", e);
        }
    }

    /** The watch over old class loaders. */
    public Leaks leaks() {
        return leaks;
    }

    private Entry known(String key) {
        Entry entry = entries.get(key);
        if (entry == null) {
            throw new IllegalArgumentException("no plugin has the key " + key);
        }
        return entry;
    }

    private void remove(Entry entry) throws BundleException, IOException {
        if (entry.bundle != null) {
            leaks.watch(entry.descriptor.key(), entry.bundle);
            entry.bundle.uninstall();
            entry.bundle = null;
            container.refresh();
        }
        Files.deleteIfExists(entry.descriptor.jar());
    }

    private void bringUp(Entry entry) throws InstallException {
        String key = entry.descriptor.key();
        try {
            entry.running = new RunningPlugin(entry.descriptor, entry.bundle, start(entry.bundle));
            for (Element module : entry.descriptor.modules()) {
                enable(entry, module);
            }
            for (LifecycleAware bean : lifecycle(entry.bundle)) {
                bean.onStart();
                entry.started.push(bean);
            }
            events.publish(new com.atlassian.plugin.event.events.PluginEnabledEvent(StandInPlugin.of(entry.running)));
            LOG.info("the plugin {} {} is enabled", key, entry.descriptor.version());
        } catch (Exception e) {
            takeDown(entry);
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new InstallException("the plugin " + key + " could not be enabled: " + e.getMessage(), e);
        } catch (LinkageError e) {
            takeDown(entry);
            throw new InstallException("the plugin " + key + " could not be enabled: " + e, e);
        }
    }

    private Object start(Bundle bundle) throws BundleException, ContextException, InterruptedException {
        boolean hasContext = SpringContexts.hasContext(bundle);
        if (hasContext) {
            contexts.expect(bundle);
        }
        bundle.start(Bundle.START_TRANSIENT);
        return hasContext ? contexts.await(bundle, CONTEXT_LIMIT) : null;
    }

    private void enable(Entry entry, Element module) throws Exception {
        ModuleType type = types.of(module.getTagName());
        if (type == null) {
            throw new InstallException("the headless Jira does not know the module type <" + module.getTagName() + ">");
        }
        if (Xml.attribute(module, "state", "enabled").equals("disabled")) {
            return;
        }
        try {
            entry.modules.push(type.enable(entry.running, module));
        } catch (Exception | LinkageError e) {
            String which = "<" + module.getTagName() + " key=\"" + module.getAttribute("key") + "\">";
            throw new InstallException(which + " does not work: " + e.getMessage(), e);
        }
    }

    /** SAL calls only beans that the plugin exports as services. */
    private List<LifecycleAware> lifecycle(Bundle bundle) {
        List<LifecycleAware> beans = new ArrayList<>();
        try {
            for (ServiceReference<LifecycleAware> reference :
                    container.context().getServiceReferences(LifecycleAware.class, null)) {
                if (bundle.equals(reference.getBundle())) {
                    beans.add(container.context().getService(reference));
                    container.context().ungetService(reference);
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
        return beans;
    }

    private void takeDown(Entry entry) {
        while (!entry.started.isEmpty()) {
            LifecycleAware bean = entry.started.pop();
            quietly(entry, bean::onStop);
        }
        while (!entry.modules.isEmpty()) {
            quietly(entry, entry.modules.pop());
        }
        entry.running = null;
        if (entry.bundle != null) {
            quietly(entry, () -> entry.bundle.stop(Bundle.STOP_TRANSIENT));
        }
    }

    /** What fails while a plugin goes must not keep the rest of it; Jira logs it too. */
    private static void quietly(Entry entry, AutoCloseable step) {
        try {
            step.close();
        } catch (Exception | LinkageError e) {
            LOG.error("the plugin {} failed while it was stopped", entry.descriptor.key(), e);
        }
    }

    /** Stops all plugins; they are there again after the next start. */
    @Override
    public synchronized void close() {
        entries.values().forEach(this::takeDown);
    }

    private static final class Entry {
        private final Descriptor descriptor;
        private final Deque<AutoCloseable> modules = new ArrayDeque<>();
        private final Deque<LifecycleAware> started = new ArrayDeque<>();
        private Bundle bundle;
        private RunningPlugin running;

        private Entry(Descriptor descriptor) {
            this.descriptor = descriptor;
        }

        private Installed installed() {
            return new Installed(
                    descriptor.key(),
                    descriptor.name(),
                    descriptor.version(),
                    descriptor.vendor(),
                    descriptor.description(),
                    running != null,
                    descriptor.params().getOrDefault("configure.url", ""));
        }
    }

    private static final Duration CONTEXT_LIMIT = Duration.ofSeconds(Integer.getInteger("headless.context.seconds", 30));
    private static final Logger LOG = LoggerFactory.getLogger(InstalledPlugins.class);
}
