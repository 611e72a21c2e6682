// Two nodes on one database: work is done once, both see it, and what a killed node leaves is finished by the other.
package org.jigit.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jigit.it.replay.Fault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoNodesIT {
    private static Database database;
    private static Stage one;
    private static Stage two;

    @BeforeAll
    static void start() throws Exception {
        var data = Stage.folder("homes").resolve("nodes-data");
        Stage.remove(data);
        database = Database.start(data);
        var shared = Stage.folder("homes").resolve("nodes-shared");
        Stage.remove(shared);
        one = node("node-1", shared.toString());
        two = node("node-2", shared.toString());
    }

    private static Stage node(String name, String shared) throws Exception {
        var arguments = new ArrayList<>(database.arguments());
        arguments.addAll(List.of("--shared-home", shared, "--node-id", name));
        var node = Stage.open(name, List.of(), arguments);
        if (node.admin().get(Jira.plugin()).status() == 404) {
            node.install();
        }
        return node;
    }

    @AfterAll
    static void stop() throws Exception {
        try (var server = database) {
            if (one != null) {
                one.close();
            }
            if (two != null) {
                two.close();
            }
        }
    }

    @Test
    @Order(1)
    void what_one_node_stores_the_other_shows() throws Exception {
        try (var scene = new Scene(two)) {
            var issue = scene.issue("Shared");
            var repository = scene.repository("r");
            scene.connectWithWebhook();
            assertEquals(
                    202,
                    scene.send(repository.push("main", "dev1", issue + " received by one node"))
                            .status());
            Stage.eventually(
                    "the other node shows it",
                    Scene.AT_ONCE,
                    () -> one.as("dev1").get(Scene.development(issue)).json(),
                    now -> now.path("summary").path("commits").path("count").asInt() == 1);
            // a secret and an address that one node made are known to the other
            var elsewhere = scene.webhook().replace(two.url(), one.url());
            assertEquals(
                    202,
                    repository
                            .push("main", "dev1", issue + " received by the other")
                            .send(elsewhere, scene.secret())
                            .status());
            scene.shows(issue, 0, 2, 0, Scene.AT_ONCE);
        }
    }

    @Test
    @Order(2)
    void two_nodes_read_every_page_once() throws Exception {
        try (var scene = new Scene(two)) {
            var issue = scene.issue("Together");
            for (int n = 0; n < 12; n++) {
                scene.repository("r" + n).push("main", "dev1", issue + " in repository " + n);
            }
            scene.host().fault(Fault.of(".*/(commits|branches|pulls)", 1_000, new Fault.Late(Duration.ofMillis(150))));
            scene.create(scene.configuration());
            one.admin().post("/rest/headless/1.0/jobs/run", java.util.Map.of());
            scene.read();
            assertEquals(List.of(0, 12, 0), scene.counts(issue));
            var targets = scene.host().seen().stream()
                    .map(seen -> seen.target())
                    .filter(target -> target.contains("/commits?"))
                    .toList();
            assertEquals(new HashSet<>(targets).size(), targets.size(), "a page was read twice: " + targets);
        }
    }

    @Test
    @Order(3)
    void the_work_of_a_killed_node_is_finished_by_the_other() throws Exception {
        try (var scene = new Scene(two)) {
            var issue = scene.issue("Killed");
            for (int n = 0; n < 20; n++) {
                scene.repository("r" + n).push("main", "dev1", issue + " in repository " + n);
            }
            scene.host().fault(Fault.of(".*/(commits|branches|pulls)", 1_000, new Fault.Late(Duration.ofMillis(300))));
            // projects of other nodes are noticed with the heartbeat
            one.admin().post("/rest/headless/1.0/jobs/run", java.util.Map.of());
            var created = Scene.expect(201, one.admin().post(Scene.CONFIGURATIONS, scene.configuration()));
            scene.adopt(created.json().path("id").asLong());
            Stage.eventually(
                    "node 1 is at work", Scene.SOON, () -> scene.host().seen().size(), requests -> requests >= 6);
            one.process().kill();
            scene.host().heal();
            var killed = Instant.now();
            assertTrue(endLeases() > 0, "node 1 held no lease when it was killed");
            while (!scene.counts(issue).equals(List.of(0, 20, 0))) {
                assertTrue(
                        Instant.now().isBefore(killed.plus(Scene.SOON)), "the work is not taken over: " + scene.get());
                scene.heartbeat();
                Thread.sleep(500);
            }
            scene.read();
            System.out.println("[it] a killed node's work was finished after " + Stage.millis(killed) + " ms");
        }
    }

    /** Lets three minutes pass for the leases: as long as a node may be silent before another one takes over. */
    private static int endLeases() throws Exception {
        try (var connection = DriverManager.getConnection(database.url(), Database.USER, Database.USER);
                var tables = connection.getMetaData().getTables(null, "public", "AO\\_%\\_TASK", null)) {
            assertTrue(tables.next(), "no table of tasks");
            try (var statement = connection.createStatement()) {
                return statement.executeUpdate("UPDATE \"" + tables.getString("TABLE_NAME")
                        + "\" SET \"LEASE_UNTIL\" = \"LEASE_UNTIL\" - 180000 WHERE \"LEASE_UNTIL\" > 0");
            }
        }
    }
}
