// A platform without OSGi: a database in memory, a list of published events, and what a test says plugins add to pages.
package org.jigit.headless.jira;

import com.atlassian.event.api.EventPublisher;
import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.plugin.webfragment.model.JiraHelper;
import com.atlassian.jira.user.ApplicationUser;
import java.io.Serializable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jigit.headless.Homes;
import org.jigit.headless.Modules;
import org.jigit.headless.Platform;
import org.jigit.headless.Plugins;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * For tests of Jira's half alone. With {@code -Dheadless.test.jdbc=URL} they run on an empty PostgreSQL database instead, whose
 * public schema they drop.
 */
public final class SmallPlatform implements Platform, AutoCloseable {

    private final boolean empty;
    private final DataSource source;
    private final Connection keeper;
    private final Addition addition = new Addition();

    /** Everything that was published, in order. */
    public final List<Object> published = new ArrayList<>();

    public SmallPlatform(boolean empty) {
        this.empty = empty;
        try {
            source = POSTGRES == null ? memory() : postgres();
            keeper = source.getConnection();
            if (POSTGRES != null) {
                keeper.createStatement().execute("drop schema public cascade; create schema public");
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static DataSource memory() {
        JdbcDataSource memory = new JdbcDataSource();
        memory.setUrl("jdbc:h2:mem:" + UUID.randomUUID());
        return memory;
    }

    private static DataSource postgres() {
        PGSimpleDataSource postgres = new PGSimpleDataSource();
        postgres.setUrl(POSTGRES);
        return postgres;
    }

    @Override
    public DataSource dataSource() {
        return source;
    }

    @Override
    public Database database() {
        return POSTGRES == null ? Database.H2 : Database.POSTGRES;
    }

    @Override
    public Homes homes() {
        return new Homes(Path.of("local"), Path.of("shared"));
    }

    @Override
    public EventPublisher events() {
        return StandIn.of(EventPublisher.class, new Recorder(published));
    }

    /** Remembers what is published. */
    public record Recorder(List<Object> published) {
        public void publish(Object event) {
            published.add(event);
        }
    }

    @Override
    public Modules modules() {
        return addition;
    }

    @Override
    public Plugins plugins() {
        return StandIn.of(Plugins.class, new NoPlugins());
    }

    /** Nothing is installed. */
    public static final class NoPlugins {
        public List<Plugins.Installed> all() {
            return List.of();
        }
    }

    @Override
    public boolean startsEmpty() {
        return empty;
    }

    @Override
    public String nodeId() {
        return "node<1>";
    }

    @Override
    public String baseUrl() {
        return "http://localhost/jira";
    }

    @Override
    public void onceAtATime(String name, Work work) throws Exception {
        work.run();
    }

    @Override
    public void close() {
        try {
            keeper.close();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** One section, one item, one panel and one tab, as a plugin would add them. */
    private static final class Addition implements Modules {

        @Override
        public List<Section> sections(String location, Map<String, Object> context) {
            return location.equals("admin_plugins_menu") ? List.of(new Section("some", "Some app")) : List.of();
        }

        @Override
        public List<Item> items(String section, Map<String, Object> context) {
            return section.equals("admin_plugins_menu/some")
                    ? List.of(new Item("some-item", "Some page", "/jira/plugins/servlet/some", ""))
                    : List.of();
        }

        @Override
        public List<Panel> panels(String location, Map<String, Object> context) {
            return location.equals("atl.jira.view.issue.right.context")
                    ? List.of(new SomePanel(
                            "org.example:some-panel",
                            "Some <panel>",
                            "<b>panel of "
                                    + ((JiraHelper) context.get("helper"))
                                            .getContextParams()
                                            .get("issue") + "</b>"))
                    : List.of();
        }

        @Override
        public List<Tab> tabs(Issue issue, ApplicationUser user) {
            return List.of(new SomeTab("org.example:some-tab", "Some tab", List.of("<p>action of " + issue + "</p>")));
        }

        @Override
        public String resourceTags(String... contexts) {
            return "<meta name=\"contexts\" content=\"" + String.join(",", contexts) + "\">";
        }

        @Override
        public String text(String key, Serializable... arguments) {
            return key;
        }
    }

    private record SomePanel(String key, String label, String html) implements Modules.Panel {}

    private static final String POSTGRES = System.getProperty("headless.test.jdbc");

    private record SomeTab(String key, String label, List<String> actions) implements Modules.Tab {}
}
