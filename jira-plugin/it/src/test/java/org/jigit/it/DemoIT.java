// What `./build.sh run` starts, as a newcomer meets it: ready by itself, with work on the issues; and gone without a
// trace.
package org.jigit.it;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {

    @Test
    void it_is_ready_by_itself_and_goes_on_with_its_data(@TempDir Path data) throws Exception {
        String commits;
        try (var demo = new Running("demo", "--data", data.toString())) {
            var dev1 = Jira.as(demo.url(), "dev1");
            var items = Scene.expect(200, dev1.get(Scene.development("PAY-1") + "/items"))
                    .json();
            commits = items.path("repositories").findValuesAsText("sha").toString();
            assertTrue(commits.length() > 200, "too few commits on PAY-1: " + items);
            assertEquals(
                    List.of("NoSuchTransition", "Logged"),
                    items.findValues("smart_commits").stream()
                            .flatMap(results -> StreamSupport.stream(results.spliterator(), false))
                            .map(result -> result.path("code").asText("Logged"))
                            .toList(),
                    items.toString());
            assertEquals(List.of("up_to_date"), states(demo.url()));
            assertTrue(demo.said().contains("/browse/PAY-1"), "it does not say where to look: " + demo.said());
        }
        try (var demo = new Running("demo-again", "--data", data.toString())) {
            var dev1 = Jira.as(demo.url(), "dev1");
            var items = Scene.expect(200, dev1.get(Scene.development("PAY-1") + "/items"))
                    .json();
            assertEquals(
                    commits, items.path("repositories").findValuesAsText("sha").toString());
            assertEquals(List.of("up_to_date"), states(demo.url()), "one connection, not two");
        }
    }

    @Test
    void it_runs_on_postgresql_and_leaves_nothing_behind() throws Exception {
        String url;
        Path folder;
        var children = new ArrayList<ProcessHandle>();
        try (var demo = new Running("demo-postgres", "--db", "postgres")) {
            url = demo.url();
            assertEquals(List.of("up_to_date"), states(url));
            var line = Pattern.compile("everything is in (\\S+)").matcher(demo.said());
            assertTrue(line.find(), demo.said());
            folder = Path.of(line.group(1));
            assertTrue(Files.exists(folder));
            children.addAll(demo.process.descendants().toList());
            var database = Files.readAllLines(folder.resolve("postgres/postmaster.pid"))
                    .get(0);
            children.add(ProcessHandle.of(Long.parseLong(database)).orElseThrow());
            assertTrue(children.size() >= 2, "a Jira and a database: " + children);
        }
        assertFalse(Files.exists(folder), folder + " is left");
        for (var child : children) {
            // The database's own helpers end a moment after it.
            assertDoesNotThrow(() -> child.onExit().get(5, TimeUnit.SECONDS), () -> "left running: " + child.info());
        }
        var anonymous = Jira.anonymous(url);
        assertThrows(IOException.class, () -> anonymous.get("/rest/api/2/serverInfo"));
    }

    @Test
    void two_nodes_are_one_jira_and_one_goes_on_without_the_other() throws Exception {
        try (var demo = new Running("demo-nodes", "--db", "postgres", "--nodes", "2")) {
            var urls = demo.urls();
            assertEquals(2, new HashSet<>(urls).size(), "READY with the addresses of two nodes: " + urls);
            var commits = new HashSet<String>();
            for (var url : urls) {
                assertEquals(List.of("up_to_date"), states(url), url);
                var items = Scene.expect(200, Jira.as(url, "dev1").get(Scene.development("PAY-1") + "/items"));
                commits.add(items.json()
                        .path("repositories")
                        .findValuesAsText("sha")
                        .toString());
            }
            assertEquals(1, commits.size(), "both show the same: " + commits);
            var nodes = demo.process
                    .children()
                    .filter(child -> child.info().commandLine().orElse("").contains("--node-id"))
                    .toList();
            assertEquals(2, nodes.size(), "two Jiras: " + nodes);
            var killed = nodes.get(1);
            killed.destroyForcibly();
            killed.onExit().get(5, TimeUnit.SECONDS);
            var left = urls.stream().filter(DemoIT::answers).toList();
            assertEquals(1, left.size(), "one is killed, one is left of " + urls);
            assertEquals(List.of("up_to_date"), states(left.get(0)));
            assertTrue(demo.process.isAlive(), "the demo ended with one of its nodes: " + demo.said());
        }
    }

    private static boolean answers(String url) {
        try {
            return Jira.anonymous(url).get("/rest/api/2/serverInfo").status() == 200;
        } catch (IOException e) {
            return false; // nobody listens there
        }
    }

    @Test
    void empty_it_has_neither_issue_nor_connection() throws Exception {
        try (var demo = new Running("demo-empty", "--empty")) {
            assertEquals(List.of(), states(demo.url()));
            assertEquals(
                    404,
                    Jira.as(demo.url(), "admin").get("/rest/api/2/issue/PAY-1").status());
            assertEquals(200, Jira.as(demo.url(), "admin").get(Jira.plugin()).status());
        }
    }

    @Test
    void a_mistake_in_the_arguments_is_told_in_a_sentence() throws Exception {
        for (var mistake : List.of(
                List.of("--port", "70000"),
                List.of("--port"),
                List.of("--db", "oracle"),
                List.of("--dta", "x"),
                List.of("--nodes", "2"),
                List.of("--nodes", "0", "--db", "postgres"))) {
            var command = new ArrayList<>(command());
            command.addAll(mistake);
            var result = NodeTool.run(command, Path.of("."), 30);
            assertEquals(2, result.code(), result.output());
            assertEquals(1, result.output().lines().count(), result.output());
            assertTrue(result.output().startsWith("run: "), result.output());
        }
    }

    private static List<String> states(String url) throws IOException {
        var states = new ArrayList<String>();
        for (var connection : Scene.expect(200, Jira.as(url, "admin").get(Scene.CONFIGURATIONS))
                .json()) {
            states.add(connection.path("status").path("state").asText());
        }
        return states;
    }

    private static List<String> command() throws IOException {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djigit.headless.dir=" + Places.headless(),
                "-Djigit.plugin.jar=" + Places.pluginJar(),
                "-cp",
                Path.of(System.getProperty("jigit.it.dir")).resolve("target/demo") + "/*",
                "org.jigit.it.Demo");
    }

    /** A demo that runs; closing it is what Ctrl-C does. */
    private static final class Running implements AutoCloseable {
        private final Process process;
        private final Path output;
        private final String url;

        Running(String name, String... arguments) throws Exception {
            var command = new ArrayList<>(command());
            command.addAll(List.of("--port", "0"));
            command.addAll(List.of(arguments));
            output = Stage.folder("logs").resolve(name + ".log");
            var started = Instant.now();
            process = NodeTool.start(command, Path.of("."), output);
            url = Stage.eventually(
                    "READY", Duration.ofSeconds(150), this::ready, line -> !line.isEmpty() || !process.isAlive());
            assertFalse(url.isEmpty(), "it ended: " + said());
            System.out.println("[it] " + name + " was ready after " + Stage.millis(started) + " ms");
        }

        private String ready() throws IOException {
            return said().lines()
                    .filter(line -> line.startsWith("READY "))
                    .map(line -> line.substring("READY ".length()))
                    .findFirst()
                    .orElse("");
        }

        /** The address of the first node. */
        String url() {
            return urls().get(0);
        }

        List<String> urls() {
            return List.of(url.split(" "));
        }

        String said() throws IOException {
            return Files.readString(output);
        }

        @Override
        public void close() throws Exception {
            // Ctrl-C reaches the children, too, but what a service manager sends does not
            process.destroy();
            assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it did not stop");
            NodeTool.end(process);
        }
    }
}
