// Puts the headless Jira together, starts it and stops it.
package org.jigit.headless;

import com.atlassian.event.api.EventPublisher;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import javax.servlet.ServletContext;
import javax.servlet.ServletException;
import javax.sql.DataSource;
import org.jigit.headless.database.Store;
import org.jigit.headless.database.Transactions;
import org.jigit.headless.jira.JiraModel;
import org.jigit.headless.modules.Fragments;
import org.jigit.headless.modules.HostBeans;
import org.jigit.headless.modules.TabPanels;
import org.jigit.headless.modules.Templates;
import org.jigit.headless.modules.WebFragments;
import org.jigit.headless.modules.WebResources;
import org.jigit.headless.osgi.OsgiContainer;
import org.jigit.headless.osgi.SpringContexts;
import org.jigit.headless.pages.Pages;
import org.jigit.headless.plugins.InstalledPlugins;
import org.jigit.headless.plugins.ModuleTypes;
import org.jigit.headless.rest.RestModules;
import org.jigit.headless.services.Cluster;
import org.jigit.headless.services.ClusterLocks;
import org.jigit.headless.services.Events;
import org.jigit.headless.services.HostServices;
import org.jigit.headless.services.Scheduler;
import org.jigit.headless.services.Settings;
import org.jigit.headless.services.SqlAccess;
import org.jigit.headless.services.Texts;
import org.jigit.headless.web.Parts;
import org.jigit.headless.web.ServletModules;
import org.jigit.headless.web.WebServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running headless Jira. */
public final class HeadlessJira implements Platform, AutoCloseable {

    private final Options options;
    private final Homes homes;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final Events events = new Events();
    private final Texts texts = new Texts(this::locale);
    private final WebResources resources = new WebResources(CONTEXT);
    private final ModuleTypes types = new ModuleTypes();
    private Store store;
    private Scheduler scheduler;
    private Model model;
    private Site site;
    private OsgiContainer container;
    private InstalledPlugins plugins;
    private Fragments fragments;
    private WebServer server;

    private HeadlessJira(Options options, Homes homes) {
        this.options = options;
        this.homes = homes;
    }

    /** Starts one; it takes requests, and the plugins of its home are there. */
    static HeadlessJira start(Options options) throws Exception {
        Path home = Files.createDirectories(options.home);
        Path shared = options.sharedHome == null ? home.resolve("shared") : options.sharedHome;
        Homes homes = new Homes(home, Files.createDirectories(shared));
        Log.to(Files.createDirectories(home.resolve("log")));
        HeadlessJira jira = new HeadlessJira(options, homes);
        try {
            jira.start();
            return jira;
        } catch (Exception | LinkageError e) {
            jira.close();
            throw e;
        }
    }

    private void start() throws Exception {
        running.push(events);
        store = closing(openStore());
        Settings settings = new Settings(store);
        ClusterLocks locks = closing(new ClusterLocks(store, nodeId(), LEASE));
        Cluster cluster = closing(new Cluster(store, nodeId(), isClustered()));
        scheduler = closing(new Scheduler(store));
        server = closing(new WebServer(homes.local().resolve("tomcat"), options.bind, options.port));
        JiraModel jira = closing(new JiraModel(this));
        model = jira;
        site = new Pages(this, jira);
        Templates.warmUp();
        container = closing(OsgiContainer.start(homes.local().resolve("osgi-cache"), folder("bundles")));
        SpringContexts contexts = new SpringContexts(container);
        plugins = closing(new InstalledPlugins(container, contexts, types, events, store, homes.shared()));
        Transactions forSql = options.separateConnections ? new Transactions(store.pool()) : store.transactions();
        HostServices services = new HostServices(
                this, model, settings, new SqlAccess(forSql), locks, cluster, scheduler, texts, resources);
        server.start(CONTEXT, servlets -> mount(servlets, services, settings, locks));
        services.register(container.context());
        plugins.start();
        if (isClustered()) {
            cluster.onPoll(plugins::follow);
        }
        scheduler.start();
        LOG.info("listening at {}", baseUrl());
    }

    private Locale locale() {
        return model.locale(model.currentUser());
    }

    private Store openStore() {
        return options.postgres
                ? Store.postgres(options.jdbcUrl, options.jdbcUser, options.jdbcPassword)
                : Store.h2(homes.local());
    }

    /** Called by Tomcat when the servlet context is there: only then can servlets and REST applications be made. */
    private void mount(ServletContext servlets, HostServices services, Settings settings, ClusterLocks locks)
            throws ServletException {
        HostBeans beans = new HostBeans(services.all());
        WebFragments web = new WebFragments(beans, texts, services::templates, CONTEXT);
        TabPanels tabs = new TabPanels(texts, services::templates);
        fragments = new Fragments(web, tabs, resources, texts);
        RestModules rest = new RestModules(model, servlets);
        ServletModules own = new ServletModules(model, site, servlets);
        types.set("ao", services.activeObjects(store, locks, settings));
        types.set("rest", rest::enable);
        types.set("servlet", own::servlet);
        types.set("servlet-filter", own::filter);
        types.set("web-section", web::section);
        types.set("web-item", web::item);
        types.set("web-panel", web::panel);
        types.set("issue-tabpanel", tabs::enable);
        types.set("web-resource", resources::enable);
        types.set("resource", (plugin, module) -> switch (module.getAttribute("type")) {
            case "i18n" -> texts.add(module.getAttribute("location"), plugin::resource);
            case "download" -> resources.download(plugin, module);
            default -> throw new IllegalArgumentException("the headless Jira does not know this type of resource");
        });
        Parts parts = new Parts(
                model, site, plugins, plugins.leaks(), resources, texts, rest, own, scheduler, store, folder("static"));
        WebServer.mount(servlets, parts);
        site.register(servlets);
        WebServer.mountFilters(servlets, own);
    }

    /** A folder beside the folder of jars; while tests run from classes, {@code headless.folder} names the place. */
    private static Path folder(String name) {
        String place = System.getProperty("headless.folder");
        if (place != null) {
            return Path.of(place).resolve(name).toAbsolutePath();
        }
        try {
            Path jar = Path.of(HeadlessJira.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return jar.getParent().resolveSibling(name);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T extends AutoCloseable> T closing(T part) {
        running.push(part);
        return part;
    }

    @Override
    public DataSource dataSource() {
        return store.transactions();
    }

    @Override
    public Database database() {
        return store.database();
    }

    @Override
    public Homes homes() {
        return homes;
    }

    @Override
    public EventPublisher events() {
        return events;
    }

    @Override
    public Modules modules() {
        return fragments;
    }

    @Override
    public Plugins plugins() {
        return plugins;
    }

    @Override
    public boolean startsEmpty() {
        return options.empty;
    }

    @Override
    public String nodeId() {
        return options.nodeId == null ? "single" : options.nodeId;
    }

    private boolean isClustered() {
        return options.postgres && options.nodeId != null;
    }

    @Override
    public String baseUrl() {
        return "http://localhost:" + server.port() + CONTEXT;
    }

    @Override
    public void onceAtATime(String name, Work work) throws Exception {
        store.onceAtATime(name, work);
    }

    /** Stops everything, last started first. */
    @Override
    public synchronized void close() {
        while (!running.isEmpty()) {
            AutoCloseable part = running.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("{} did not stop: {}", part.getClass().getSimpleName(), e.toString());
            }
        }
    }

    private static final String CONTEXT = "/jira";
    private static final Duration LEASE = Duration.ofMillis(Long.getLong("headless.lock.millis", 60_000));
    private static final Logger LOG = LoggerFactory.getLogger(HeadlessJira.class);
}
