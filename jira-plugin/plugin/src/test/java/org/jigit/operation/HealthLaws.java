// The laws of health: the same from every node, true to the tables, and gone from the JVM when the app is.
package org.jigit.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.atlassian.sal.api.pluginsettings.PluginSettings;
import com.atlassian.sal.api.pluginsettings.PluginSettingsFactory;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import org.jigit.Json;
import org.jigit.Rig;
import org.jigit.core.Core;
import org.jigit.store.Housekeeping;
import org.jigit.store.Ledger;
import org.jigit.store.Nodes;
import org.jigit.store.Rows;
import org.jigit.store.Store;
import org.jigit.store.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HealthLaws {
    private Rig rig;
    private Nodes nodes;
    private HealthReport report;
    private EngineSetting engine;
    private long id;

    abstract TestDatabase start() throws Exception;

    @BeforeAll
    void open(@TempDir Path home) throws Exception {
        rig = new Rig(home, start());
        nodes = new Nodes(rig.test.database, "node-1", "1.2.3", rig.core);
        engine = new EngineSetting(settings(), rig.core);
        report = new HealthReport(rig.test.database, nodes, engine);
    }

    @AfterAll
    void close() throws Exception {
        rig.close();
    }

    /** Five tasks: one listing, two for each of two repositories, all due later. */
    @BeforeEach
    void connect() {
        rig.test.clear();
        id = create("Shop");
        rig.test.database.run(session -> {
            new Store(rig.tasks)
                    .apply(
                            session,
                            Rows.scope(id),
                            new Rows()
                                    .repository("r1", "acme/shop")
                                    .repository("r2", "acme/web")
                                    .update(),
                            Store.Source.LISTING,
                            1_000);
            session.update("update {TASK} set [DUE_AT] = <now> + 600000");
        });
    }

    private long create(String name) {
        return rig.configurations
                .create(
                        JsonParser.parseString("{'repoName':'" + name
                                        + "','serverUrl':'https://git.example.com','serviceType':'GitHub',"
                                        + "'repoType':'GroupOfRepositories','repositoryId':'acme'}")
                                .getAsJsonObject(),
                        false)
                .id();
    }

    private void set(String assignments, String kind, Object... parameters) {
        Object[] all = java.util.Arrays.copyOf(parameters, parameters.length + 1);
        all[parameters.length] = kind;
        rig.test.database.run(session -> session.update("update {TASK} set " + assignments + " where [KIND] = ?", all));
    }

    private void trouble(String kind, String code, long at) {
        set(
                "[PROBLEM] = ?, [PROBLEM_AT] = ?",
                kind,
                Json.write(Json.error(code, new JsonObject(), "the host answered")),
                at);
    }

    @Test
    void the_queue_is_counted_as_it_is_claimed() {
        set("[DUE_AT] = 7", "branches");
        set("[LEASE_UNTIL] = <now> + 45000, [OWNER] = ?", "repositories", "node-1:0b1c");
        trouble("pull_requests", "unavailable", 5);
        assertEquals(new HealthReport.Queue(1, 2, 2, 0, 2, 0, 7L), report.queue());
        set("[DUE_AT] = 0", "branches");
        assertNull(report.queue().oldestDue(), "what was just asked for has not waited");
        rig.configurations.act(id, "pause");
        assertEquals(4, report.queue().resting(), "a paused connection keeps nobody waiting");
        assertEquals(0, report.queue().due());
        JsonObject lease = report.json().getAsJsonArray("leases").get(0).getAsJsonObject();
        assertEquals("node-1", lease.get("node").getAsString());
        assertEquals(1, lease.get("tasks").getAsInt());
    }

    @Test
    void each_connection_shows_the_problem_that_came_last() {
        trouble("branches", "unavailable", 5);
        trouble("repositories", "auth_failed", 9);
        long other = create("Other");
        rig.test.database.run(session -> session.update(
                "update {TASK} set [PROBLEM] = ?, [PROBLEM_AT] = 11 where [CONNECTION_ID] = ?",
                Json.write(Json.error("forbidden", new JsonObject(), "no")),
                other));
        assertEquals(
                List.of(other + " Other forbidden", id + " Shop auth_failed"),
                report.troubles().stream()
                        .map(each -> each.connectionId() + " " + each.connection() + " "
                                + each.problem().get("code").getAsString())
                        .toList());
    }

    /** Jira's settings, as a map. */
    static PluginSettingsFactory settings() {
        Map<String, Object> kept = new HashMap<>();
        PluginSettings settings = new PluginSettings() {
            @Override
            public Object get(String key) {
                return kept.get(key);
            }

            @Override
            public Object put(String key, Object value) {
                return kept.put(key, value);
            }

            @Override
            public Object remove(String key) {
                return kept.remove(key);
            }
        };
        return new PluginSettingsFactory() {
            @Override
            public PluginSettings createSettingsForKey(String key) {
                return settings;
            }

            @Override
            public PluginSettings createGlobalSettings() {
                return settings;
            }
        };
    }

    @Test
    void a_node_follows_what_is_chosen_for_all() {
        nodes.seen();
        assertEquals("wasm", report.json().get("engine").getAsString(), "where nobody chose");
        engine.choose(Core.Choice.JNI);
        nodes.seen();
        JsonObject json = report.json();
        JsonObject here = json.getAsJsonArray("nodes").get(0).getAsJsonObject();
        assertEquals("jni", json.get("engine").getAsString());
        assertEquals("jni", here.get("engine").getAsString());
        assertTrue(here.get("engine_reason").isJsonNull());
        engine.choose(Core.Choice.WASM);
        assertEquals("wasm", rig.core.running().engine());
    }

    @Test
    void nodes_are_known_while_they_are_seen() {
        nodes.seen();
        nodes.seen();
        new Nodes(rig.test.database, "node-2", "1.2.2", rig.core).seen();
        nodes.cleaned();
        JsonArray all = report.json().getAsJsonArray("nodes");
        assertEquals(2, all.size(), "one row each");
        JsonObject here = all.get(0).getAsJsonObject();
        assertEquals(
                "node-1 1.2.3 wasm",
                String.join(
                        " ",
                        here.get("name").getAsString(),
                        here.get("version").getAsString(),
                        here.get("engine").getAsString()));
        assertFalse(here.get("cleaned_at").isJsonNull());
        assertTrue(all.get(1).getAsJsonObject().get("cleaned_at").isJsonNull());
        rig.test.database.run(session -> session.update("update {NODE} set [SEEN_AT] = 5 where [NAME] = ?", "node-2"));
        new Housekeeping(rig.test.database).run();
        assertEquals(1, report.json().getAsJsonArray("nodes").size(), "gone for a month");
        assertEquals("node-1", report.json().get("here").getAsString());
        assertEquals(2, report.json().getAsJsonObject("rows").get("repository").getAsInt());
    }

    @Test
    void monitoring_sees_it_while_it_runs() throws Exception {
        Ledger ledger = new Ledger(rig.test.database, "node-1");
        Monitor monitor = new Monitor(report, rig.test.database, ledger, rig.receiver);
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("org.jigit:type=Sync");
        monitor.start();
        try {
            set("[DUE_AT] = <now> - 90000", "branches");
            trouble("branches", "unavailable", 5);
            long rows = (Long) server.getAttribute(name, "RowsWritten");
            ledger.note(new Ledger.Entry(id, 1, "GET", "https://git.example.com", "/x", 200, 1, 1));
            assertEquals(rows + 1, server.getAttribute(name, "RowsWritten"));
            assertEquals(1L, server.getAttribute(name, "RequestsSent"));
            assertEquals(2L, server.getAttribute(name, "TasksDue"));
            assertEquals(0L, server.getAttribute(name, "TasksAtWork"));
            assertEquals(3L, server.getAttribute(name, "TasksWaiting"));
            assertEquals(0L, server.getAttribute(name, "TasksResting"));
            assertEquals(2L, server.getAttribute(name, "TasksTroubled"));
            long waited = (Long) server.getAttribute(name, "OldestDueSeconds");
            assertTrue(waited >= 85 && waited <= 150, "waited " + waited);
            assertEquals(
                    "connection " + id + ": unavailable: the host answered", server.getAttribute(name, "LastError"));
            assertTrue(server.getAttribute(name, "Deliveries") instanceof TabularData);
            assertEquals(Map.of(), rig.receiver.received());
        } finally {
            monitor.stop();
        }
        assertFalse(server.isRegistered(name));
        monitor.stop();
    }
}
