// The app comes and goes twenty times while webhooks arrive and a slow host is read: nothing that was answered is lost,
// and
// nothing of it stays behind.
package org.jigit.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jigit.it.replay.Fault;
import org.jigit.it.replay.Repository;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@TestMethodOrder(MethodOrderer.MethodName.class)
class LifecycleUnderLoadIT {
    private static final int TIMES = Integer.getInteger("jigit.load.times", 20);
    /** After so many times, whatever grows only once has grown. */
    private static final int SETTLED = 3;

    private static Cluster cluster;

    @BeforeAll
    static void start() throws IOException {
        // soft references would keep old class loaders alive until memory is short
        cluster = Cluster.start("load", 1, "-XX:SoftRefLRUPolicyMSPerMB=0");
    }

    @AfterAll
    static void stop() throws IOException {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void disabled_and_enabled_twenty_times_it_loses_nothing_and_leaves_nothing() throws Exception {
        var admin = cluster.any().admin();
        underLoad(time -> {
            assertEquals(2, admin.put(Jira.plugin(), Map.of("enabled", false)).status() / 100);
            assertEquals(2, admin.put(Jira.plugin(), Map.of("enabled", true)).status() / 100);
            admin.awaitApp();
        });
    }

    @Test
    void upgraded_twenty_times_it_loses_nothing_and_leaves_nothing() throws Exception {
        var admin = cluster.any().admin();
        underLoad(time -> {
            var version = "0.1." + time;
            assertEquals(
                    version,
                    admin.install(LifecycleIT.repacked(version)).path("version").asText());
        });
    }

    /** Something that is done again and again. */
    private interface Doing {
        void time(int number) throws Exception;
    }

    private static void underLoad(Doing doing) throws Exception {
        var stage = cluster.any();
        try (var scene = new Scene(stage)) {
            var issue = scene.issue("Under load");
            scene.repository("read").push("main", "dev1", issue + " is read, not told");
            var told = scene.repository("told");
            scene.connectWithWebhook();
            scene.host().fault(Fault.of(".*", 1_000_000, new Fault.Late(Duration.ofMillis(100))));
            Map<String, Long> before = Map.of();
            var started = Instant.now();
            var load = new Load(scene, told, issue);
            try (load) {
                for (int number = 1; number <= TIMES; number++) {
                    doing.time(number);
                    // every part of it works once every time
                    load.awaitAnswer();
                    Scene.expect(200, stage.as("dev1").get(Scene.development(issue)));
                    Scene.expect(200, stage.as("dev1").get("/browse/" + issue));
                    Scene.expect(200, stage.admin().get("/rest/jigit/1.0/hosts"));
                    scene.heartbeat();
                    if (number == SETTLED) {
                        // As it does in the end, so that the threads that send requests are there.
                        scene.act("reindex");
                        scene.read();
                        before = threads(held(stage));
                    }
                }
            }
            System.out.println("[it] " + TIMES + " times in " + Stage.millis(started) + " ms, deliveries by status: "
                    + load.statuses);
            assertTrue(load.answered.size() > TIMES, "too little load: " + load.statuses);
            assertEquals(Set.of(), load.strange(), "a sender can do nothing with these statuses: " + load.statuses);
            try (var tables = new Tables(cluster.database())) {
                var missing = new HashSet<>(load.answered);
                missing.removeAll(tables.list("select [SHA] from {COMMIT}", row -> row.getString(1)));
                assertEquals(Set.of(), missing, "answered 2xx and not there");
            }
            scene.host().heal();
            scene.act("reindex");
            scene.read();
            leavesNothing(stage, before);
        }
        assertEquals(List.of(), cluster.mistakes());
    }

    private static void leavesNothing(Stage stage, Map<String, Long> before) throws Exception {
        // collects garbage first: only then ends the thread of an HTTP client that nobody holds any more
        Stage.eventually(
                "class loaders of old versions are collected",
                Scene.SOON,
                () -> Scene.expect(200, stage.admin().get("/rest/headless/1.0/loaders"))
                        .json()
                        .path(Jira.PLUGIN)
                        .asInt(0),
                old -> old == 0);
        // threads that wait for more work end after a minute
        var within = Duration.ofSeconds(90);
        Stage.eventually(
                "threads do not grow, from " + before,
                within,
                () -> threads(held(stage)),
                now -> now.entrySet().stream()
                        .allMatch(thread -> thread.getValue() <= before.getOrDefault(thread.getKey(), 0L)));
        Stage.eventually(
                "all database connections are given back",
                Scene.SOON,
                () -> held(stage).path("connections").asInt(-1),
                connections -> connections == 0);
    }

    private static JsonNode held(Stage stage) throws IOException {
        return Scene.expect(200, stage.admin().get("/rest/headless/1.0/held")).json();
    }

    /** Threads by name, but for those of the platform, which keeps as many as it needs. */
    private static Map<String, Long> threads(JsonNode held) {
        var threads = new TreeMap<String, Long>();
        held.path("threads").fields().forEachRemaining(thread -> {
            if (!thread.getKey().matches(PLATFORM)) {
                threads.put(thread.getKey(), thread.getValue().asLong());
            }
        });
        return threads;
    }

    private static final String PLATFORM =
            "(http-nio|jira |scheduler|Felix|Catalina|EclipseGemini|Gemini|Spring DM|cluster|upm).*";

    /** Two senders; each pushes to a branch that the host forgets at once, so that nothing but the webhook can tell of it. */
    private static final class Load implements AutoCloseable {
        private final Set<String> answered = ConcurrentHashMap.newKeySet();
        private final Map<String, AtomicInteger> statuses = new ConcurrentSkipListMap<>();
        private final List<Thread> senders = new ArrayList<>();
        private volatile boolean running = true;

        Load(Scene scene, Repository repository, String issue) {
            for (int number = 1; number <= 2; number++) {
                var branch = "forgotten-" + number;
                var sender = new Thread(() -> send(scene, repository, branch, issue), "sender-" + number);
                sender.start();
                senders.add(sender);
            }
        }

        private void send(Scene scene, Repository repository, String branch, String issue) {
            try {
                push(scene, repository, branch, issue);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void push(Scene scene, Repository repository, String branch, String issue) throws InterruptedException {
            for (int number = 1; running; number++) {
                var push = repository.push(branch, "dev1", issue + " told " + number + " on " + branch);
                var sha = repository.head(branch);
                repository.deleteBranch(branch, "dev1");
                var status = status(() -> scene.send(push).status());
                statuses.computeIfAbsent(status, name -> new AtomicInteger()).incrementAndGet();
                if (status.equals("202")) {
                    answered.add(sha);
                } else {
                    Thread.sleep(20);
                }
            }
        }

        private static String status(java.util.function.IntSupplier send) {
            try {
                return Integer.toString(send.getAsInt());
            } catch (UncheckedIOException e) {
                return e.getMessage();
            }
        }

        /** Statuses that tell a sender something else than accepted, not there now, or send it again. */
        Set<String> strange() {
            var strange = new HashSet<>(statuses.keySet());
            strange.removeIf(status -> status.matches("202|404|5.."));
            return strange;
        }

        /** Waits until another delivery is answered. */
        void awaitAnswer() throws Exception {
            var before = answered.size();
            Stage.eventually("a delivery is answered", Scene.SOON, answered::size, size -> size > before);
        }

        @Override
        public void close() throws InterruptedException {
            running = false;
            for (var sender : senders) {
                sender.join();
            }
        }
    }
}
