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
import org.jigit.headless.plugins.States.State;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Element;

/**
 * The plugins of this node. Jars lie in {@code plugins/installed-plugins} of the shared home, as in Jira; each node loads them
 * when it starts, and follows what is changed on another node. Every change happens alone, and is finished on this node when the
 * call returns.
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
            jars = files.filter(each -> each.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
        for (Path jar : jars) {
            try {
                Descriptor descriptor = Descriptor.of(jar);
                load(descriptor, present(states.of(descriptor.key())));
            } catch (InstallException | BundleException e) {
                LOG.error("the plugin {} did not start: {}", jar.getFileName(), e.getMessage(), e);
            }
        }
    }

    /** A jar that somebody put there by hand is installed, whatever was known before. */
    private State present(State known) {
        if (known.installed()) {
            return known;
        }
        State state = new State(known.key(), true, known.build() + 1, true);
        states.put(state);
        return state;
    }

    private void load(Descriptor descriptor, State state) throws BundleException, IOException, InstallException {
        Entry entry = new Entry(descriptor, state.build());
        entries.put(descriptor.key(), entry);
        entry.bundle = container.install(descriptor.jar());
        if (state.enabled()) {
            bringUp(entry);
        }
    }

    /** Does here what was done on another node since. */
    public synchronized void follow() {
        for (State state : states.all()) {
            try {
                follow(state);
            } catch (InstallException | BundleException | IOException e) {
                LOG.error("the plugin {} did not follow another node: {}", state.key(), e.getMessage(), e);
            }
        }
    }

    private void follow(State state) throws BundleException, IOException, InstallException {
        Entry entry = entries.get(state.key());
        if (entry != null && (!state.installed() || entry.build != state.build())) {
            takeDown(entry);
            drop(entry);
            entries.remove(state.key());
            entry = null;
        }
        if (entry == null && state.installed()) {
            for (Path jar : jarsOf(state.key())) {
                load(Descriptor.of(jar), state);
            }
        } else if (entry != null && entry.running != null && !state.enabled()) {
            takeDown(entry);
        } else if (entry != null && entry.running == null && state.enabled() && !entry.failed) {
            bringUp(entry);
        }
    }

    private List<Path> jarsOf(String key) throws IOException, InstallException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path jar :
                    files.filter(each -> each.toString().endsWith(".jar")).toList()) {
                if (Descriptor.of(jar).key().equals(key)) {
                    found.add(jar);
                }
            }
        }
        return found;
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
                drop(old);
                Files.deleteIfExists(old.descriptor.jar());
            }
            Path jar = folder.resolve(key + "-" + described.version() + ".jar");
            Path part = Files.copy(upload, folder.resolve(key + ".part"), StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, jar, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            State state = new State(key, true, states.of(key).build() + 1, true);
            states.put(state);
            load(Descriptor.of(jar), state);
            return entries.get(key).installed();
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
        states.put(new State(key, true, entry.build, true));
        return entry.installed();
    }

    @Override
    public synchronized Installed disable(String key) {
        Entry entry = known(key);
        takeDown(entry);
        states.put(new State(key, true, entry.build, false));
        return entry.installed();
    }

    @Override
    public synchronized void uninstall(String key) {
        Entry entry = known(key);
        takeDown(entry);
        entries.remove(key);
        try {
            drop(entry);
            Files.deleteIfExists(entry.descriptor.jar());
            states.put(new State(key, false, entry.build, true));
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

    private void drop(Entry entry) throws BundleException {
        if (entry.bundle != null) {
            leaks.watch(entry.descriptor.key(), entry.bundle);
            entry.bundle.uninstall();
            entry.bundle = null;
            container.refresh();
        }
    }

    private void bringUp(Entry entry) throws InstallException {
        String key = entry.descriptor.key();
        entry.failed = true;
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
            entry.failed = false;
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
        private final long build;
        private RunningPlugin running;
        private boolean failed;

        private Entry(Descriptor descriptor, long build) {
            this.descriptor = descriptor;
            this.build = build;
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

    private static final Duration CONTEXT_LIMIT =
            Duration.ofSeconds(Integer.getInteger("headless.context.seconds", 30));
    private static final Logger LOG = LoggerFactory.getLogger(InstalledPlugins.class);
}
