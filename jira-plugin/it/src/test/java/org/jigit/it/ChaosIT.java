// Two or three nodes under everything that goes wrong, by a seed: killed nodes, a database that restarts, a host that
// limits, fails and goes down, webhooks that are lost, late and doubled; in the end the tables are compared with the
// host.
package org.jigit.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jigit.it.replay.Fault;
import org.jigit.it.replay.Json;
import org.jigit.it.replay.Model;
import org.jigit.it.replay.ReplayHost;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * {@code ./build.sh test chaos --seed N --minutes M} sets {@code jigit.chaos.seed} and {@code jigit.chaos.seconds}. The same seed
 * gives the same events in the same order; what they meet depends on the machine.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChaosIT {
    private static final long SEED = Long.getLong("jigit.chaos.seed", 1);
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("jigit.chaos.seconds", 60));
    private static final String PROJECT = "CHAOS";
    private static final String ORGANISATION = "octo-org";

    private static final Random RANDOM = new Random(SEED);
    private static final List<String> EVENTS = new ArrayList<>();
    private static final Instant BEGAN = Instant.now();
    private static final int NODES = 2 + RANDOM.nextInt(2);

    private static Cluster cluster;
    private static ReplayHost host;
    private static World world;
    private static Webhooks webhooks;
    private static ExecutorService restarts;

    @BeforeAll
    static void start() throws Exception {
        System.out.println("[it] chaos: seed " + SEED + ", " + TIME.toSeconds() + " s, " + NODES + " nodes");
        cluster = Cluster.start("chaos", NODES);
        var model = new Model();
        host = ReplayHost.start(model, 0);
        host.allow(10_000_000);
        model.token(Scene.TOKEN, "dev1");
        model.organisation(ORGANISATION);
        world = new World(model, ORGANISATION, PROJECT, RANDOM);
        restarts = Executors.newSingleThreadExecutor();
        Scene.expect(
                201, cluster.any().admin().post("/rest/api/2/project", Json.object("key", PROJECT, "name", "Chaos")));
        cluster.heartbeat(); // projects of other nodes are noticed with it
    }

    @AfterAll
    static void stop() throws Exception {
        Files.write(Stage.folder("logs").resolve("chaos-events.log"), EVENTS);
        if (restarts != null) {
            restarts.shutdownNow();
            restarts.awaitTermination(3, TimeUnit.MINUTES);
        }
        try (var nodes = cluster;
                var server = host;
                var sender = webhooks) {
            System.out.println("[it] chaos: " + EVENTS.size() + " events, " + sender);
        }
    }

    @Test
    @Order(1)
    void what_killed_nodes_were_reading_is_read_by_those_that_are_left() throws Exception {
        host.fault(Fault.of(".*/(commits|branches|pulls)", 1_000, new Fault.Late(Duration.ofMillis(250))));
        connect();
        Stage.eventually("nodes are at work", Scene.SOON, () -> host.seen().size(), requests -> requests >= 8);
        for (int number = 1; number < NODES; number++) {
            happened("kill -9 node " + number + " while it reads");
            cluster.kill(number);
        }
        try (var tables = new Tables(cluster.database())) {
            assertTrue(tables.number("select count(*) from {TASK} where [LEASE_UNTIL] > 0") > 0, "nobody was at work");
        }
        host.heal();
        for (int number = 1; number < NODES; number++) {
            startAgain(number);
        }
        isAsOnTheHost();
    }

    @Test
    @Order(2)
    void what_was_answered_2xx_is_there_though_nodes_are_killed_meanwhile() throws Exception {
        host.goDown(); // so that nothing but webhooks can tell
        for (int number = 0; number < NODES; number++) {
            for (int n = 0; n < 20; n++) {
                world.push().deliveries().forEach(webhooks::insist);
            }
            happened("kill -9 node " + number + " while it takes webhooks");
            cluster.kill(number);
            for (int n = 0; n < 20; n++) {
                world.push().deliveries().forEach(webhooks::insist);
            }
            startAgain(number);
        }
        webhooks.arrive();
        try (var tables = new Tables(cluster.database())) {
            var stored = new HashSet<>(tables.list("select [SHA] from {COMMIT}", row -> row.getString(1)));
            var missing = new ArrayList<String>();
            for (var row : world.expected(webhooks.told())) {
                var sha = row.key().replaceFirst(".* ", "");
                if (row.kind().equals("commit") && row.required() && !stored.contains(sha)) {
                    missing.add(row.toString());
                }
            }
            assertEquals(List.of(), missing, "answered 2xx and not there");
        }
        host.comeBack();
        isAsOnTheHost();
    }

    @Test
    @Order(3)
    void after_chaos_the_tables_say_what_the_host_says() throws Exception {
        if (webhooks == null) {
            connect(); // it was asked for without those before it
        }
        var end = Instant.now().plus(TIME);
        while (Instant.now().isBefore(end)) {
            event();
            Thread.sleep(RANDOM.nextInt(150));
        }
        isAsOnTheHost();
    }

    @Test
    @Order(4)
    void every_wrong_row_that_is_put_in_by_hand_is_found() throws Exception {
        var some = "(select min([ID]) from {%s} where %s)";
        var lost = some.formatted("COMMIT", "[UNREACHABLE_SINCE] is not null and [PARENTS] is not null");
        var commit = some.formatted("COMMIT", "[UNREACHABLE_SINCE] is null");
        var pull = some.formatted("PULL_REQUEST", "[STATE] = 'open'");
        var branch = some.formatted("BRANCH", "[DELETED] = false");
        var changes = List.of(
                "update {REPOSITORY} set [NAME] = 'x' where [ID] = " + some.formatted("REPOSITORY", "true"),
                "update {BRANCH} set [HEAD] = 'x' where [ID] = " + branch,
                "update {BRANCH} set [DELETED] = true where [ID] = " + branch,
                "delete from {BRANCH} where [ID] = " + branch,
                "update {COMMIT} set [MESSAGE] = [MESSAGE] || '.' where [ID] = " + commit,
                "update {COMMIT} set [PARENTS] = null where [ID] = " + commit,
                "update {COMMIT} set [UNREACHABLE_SINCE] = 1 where [ID] = " + commit,
                "update {COMMIT} set [UNREACHABLE_SINCE] = null where [ID] = " + lost,
                "update {COMMIT} set [REPOSITORY_ID] = 0 where [ID] = " + commit,
                "delete from {COMMIT} where [ID] = " + commit,
                "insert into {COMMIT} ([HASH], [REPOSITORY_ID], [SHA], [MESSAGE])"
                        + " select 'x', [REPOSITORY_ID], [SHA], [MESSAGE] from {COMMIT} where [ID] = " + commit,
                "update {PULL_REQUEST} set [STATE] = 'merged' where [ID] = " + pull,
                "update {PULL_REQUEST} set [UPDATED_AT] = [UPDATED_AT] - 1000 where [ID] = " + pull,
                "delete from {LINK} where [ID] = " + some.formatted("LINK", "true"),
                "update {LINK} set [ISSUE_KEY] = 'CHAOS-99' where [ID] = " + some.formatted("LINK", "true"),
                "update {LINK} set [AT] = 1 where [ID] = " + some.formatted("LINK", "[AT] is not null"),
                "insert into {LINK} ([HASH], [ISSUE_KEY], [KIND], [ROW_ID]) values ('x', 'CHAOS-1', 'commit', 0)");
        try (var tables = new Tables(cluster.database())) {
            var expected = world.expected(webhooks.told());
            for (var change : changes) {
                assertNotEquals(List.of(), Comparison.differences(expected, tables.rowsAfter(change)), change);
            }
            assertEquals(List.of(), Comparison.differences(expected, tables.rows()), "they are taken back");
        }
    }

    /** Gives the host some history, and connects the cluster to it. */
    private static void connect() throws IOException {
        for (int n = 0; n < 6; n++) {
            world.add();
            world.fill(150);
        }
        var configuration = Json.object(
                "repoName",
                "Chaos",
                "serverUrl",
                host.url(),
                "serviceType",
                host.serviceType(),
                "token",
                Scene.TOKEN,
                "repoType",
                "GroupOfRepositories",
                "repositoryId",
                ORGANISATION,
                "commitsPeriod",
                3_000);
        var created = Scene.expect(201, cluster.any().admin().post(Scene.CONFIGURATIONS, configuration))
                .json();
        var secret = Scene.expect(
                        200,
                        cluster.any()
                                .admin()
                                .post(
                                        Scene.CONFIGURATIONS + "/"
                                                + created.path("id").asLong() + "/secret",
                                        java.util.Map.of()))
                .json();
        var path = "/rest/jigit/1.0/webhooks/" + secret.path("address").asText();
        webhooks = new Webhooks(cluster, path, secret.path("secret").asText(), new Told());
    }

    private static void event() throws Exception {
        var what = RANDOM.nextInt(1_000);
        if (what < 750) {
            var change = world.next();
            happened(change.what() + webhooks.happen(change.deliveries(), RANDOM));
        } else if (what < 770) {
            happened("a burst of webhooks");
            for (int n = 0; n < 40; n++) {
                world.push().deliveries().forEach(delivery -> webhooks.send(delivery, Duration.ZERO));
            }
        } else if (what < 900) {
            fault();
        } else if (what < 915) {
            var pause = 200 + RANDOM.nextInt(3_000);
            happened("the host is down for " + pause + " ms");
            host.goDown();
            Thread.sleep(pause);
            host.comeBack();
        } else if (what < 960) {
            var by = Duration.ofSeconds(RANDOM.nextInt(180) - 60);
            happened("the clock of the database jumps by " + by.toSeconds() + " s");
            try (var tables = new Tables(cluster.database())) {
                tables.jump(by);
            }
        } else if (what < 985) {
            var number = RANDOM.nextInt(NODES);
            var pause = RANDOM.nextInt(5_000);
            if (cluster.up().size() > 1 && cluster.kill(number)) {
                happened("kill -9 node " + number);
                restarts.execute(() -> restart(number, pause));
            }
        } else if (cluster.up().size() == NODES) {
            // no Jira starts without its database
            var how = Database.Stop.values()[RANDOM.nextInt(2)];
            var pause = RANDOM.nextInt(1_500);
            happened("the database stops (" + how + ") for " + pause + " ms");
            cluster.database().stop(how);
            Thread.sleep(pause);
            cluster.database().startAgain();
        }
    }

    private static void fault() {
        var times = 1 + RANDOM.nextInt(6);
        var kind =
                switch (RANDOM.nextInt(6)) {
                    case 0 -> Fault.serverError(List.of(500, 502, 503).get(RANDOM.nextInt(3)));
                    case 1 -> Fault.secondaryLimit(RANDOM.nextBoolean() ? 429 : 403, 1 + RANDOM.nextInt(3));
                    case 2 -> Fault.primaryLimit(Instant.now().getEpochSecond() + 2);
                    case 3 -> new Fault.Truncated();
                    default -> new Fault.Late(Duration.ofMillis(RANDOM.nextInt(1_500)));
                };
        var path = List.of(".*", ".*/commits", ".*/branches", ".*/pulls").get(RANDOM.nextInt(4));
        happened(kind + " for " + times + " requests of " + path);
        host.fault(Fault.of(path, times, kind));
    }

    /** Starts a node again; who waits for it sees when it does not start. */
    private static void restart(int number, long pause) {
        try {
            Thread.sleep(pause);
            startAgain(number);
        } catch (IOException e) {
            happened("node " + number + " did not start: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void startAgain(int number) throws IOException {
        cluster.startAgain(number);
        happened("node " + number + " is there again");
    }

    private static void isAsOnTheHost() throws Exception {
        try {
            compare();
        } catch (AssertionError e) {
            synchronized (EVENTS) {
                throw new AssertionError(
                        "seed " + SEED + ": " + e.getMessage() + "\nafter these events:\n" + String.join("\n", EVENTS),
                        e);
            }
        }
    }

    /** Ends all faults, lets everything be read, and compares what is stored with what the host has. */
    private static void compare() throws Exception {
        host.heal();
        webhooks.arrive();
        Stage.eventually(
                "all nodes are there", Duration.ofMinutes(3), () -> cluster.up().size(), count -> count == NODES);
        var began = Instant.now();
        try (var tables = new Tables(cluster.database())) {
            tables.update("update {CONNECTION} set [REST_UNTIL] = null");
            tables.jump(Duration.ofSeconds(46));
            Stage.eventually(
                    "what killed nodes left is taken over when a lease is over",
                    Scene.SOON,
                    tables::abandoned,
                    count -> count == 0);
            // the first reads what is new, the second looks for what was lost, the third finds nothing more
            for (int round = 1; round <= 3; round++) {
                tables.everythingIsDue();
                cluster.heartbeat();
                Stage.eventually(
                        "all tasks rest, without a lease and without a problem",
                        Duration.ofSeconds(90),
                        tables::restless,
                        List::isEmpty);
            }
            var expected = world.expected(webhooks.told());
            var stored = tables.rows();
            var differences = Comparison.differences(expected, stored);
            System.out.println("[it] chaos: " + stored.size() + " rows compared with " + expected.size()
                    + " that may be there, " + Stage.millis(began) + " ms after the last event");
            assertTrue(
                    differences.isEmpty(),
                    () -> differences.size() + " differences\n" + String.join("\n", differences));
        }
        assertEquals(List.of(), cluster.mistakes(), "mistakes in the logs");
    }

    private static void happened(String what) {
        synchronized (EVENTS) {
            EVENTS.add(Stage.millis(BEGAN) + " ms: " + what);
        }
    }
}
