// Every request of the app, held against the documents that GitHub publishes; and where those lead to another server.
package org.jigit.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jigit.it.replay.Seen;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class PrismIT {
    private static final List<AutoCloseable> OPEN = new ArrayList<>();
    private static Prism cloud;
    private static Prism server;
    private static Trap trap;
    private static Stage stage;

    @BeforeAll
    static void start() throws Exception {
        cloud = opened(Prism.start("api.github.com", ""));
        server = opened(Prism.start("ghes-3.17", "/api/v3"));
        trap = opened(new Trap());
        stage = opened(Stage.open(
                "prism", List.of("-Dhttps.proxyHost=127.0.0.1", "-Dhttps.proxyPort=" + trap.port()), List.of()));
        stage.install();
        cloud.up();
        server.up();
    }

    private static <T extends AutoCloseable> T opened(T one) {
        OPEN.add(0, one);
        return one;
    }

    @BeforeEach
    void forget() {
        trap.forget();
    }

    @AfterAll
    static void stop() throws Exception {
        for (var one : OPEN) {
            one.close();
        }
    }

    @Test
    void every_request_that_leaves_is_valid_by_githubs_own_documents() throws Exception {
        var seen = new ArrayList<Seen>();
        seen.addAll(anOrganisation());
        seen.addAll(aPerson());
        seen.addAll(everything());
        seen.addAll(aRenamedRepository());
        for (var prism : List.of(cloud, server)) {
            try (var examples = new Examples(prism)) {
                seen.addAll(asAnApp(examples));
                assertEquals(List.of(), examples.mistakes());
            }
        }
        var described =
                Scene.expect(200, stage.admin().get("/rest/jigit/1.0/hosts")).json();
        assertEquals(
                List.of(), Endpoints.of(described, "github").unseen("", seen), "requests that nothing here asks for");

        var requests = new TreeSet<String>();
        for (var one : seen) {
            // GraphQL is held against GitHub's schema by a test of the core.
            if (!one.path().equals("/graphql")) {
                requests.add(one.method() + " " + named(one.target()));
            }
        }
        System.out.println("[it] " + requests.size() + " different requests are held against GitHub's documents");
        var mistakes = new ArrayList<String>();
        for (var request : requests) {
            var parts = request.split(" ", 2);
            cloud.mistake(parts[0], parts[1]).ifPresent(mistakes::add);
            server.mistake(parts[0], parts[1]).ifPresent(mistakes::add);
        }
        assertEquals(List.of(), mistakes);
    }

    /** The documents do not tell of the paths with ids to which GitHub's own links lead; their parameters are the same. */
    private static String named(String target) {
        return target.replaceFirst("^/api/v3", "")
                .replaceFirst("^/repositories/\\d+", "/repos/octo-org/payments")
                .replaceFirst("^/organizations/\\d+/", "/orgs/octo-org/")
                .replaceFirst("^/user/\\d+/", "/users/dev1/");
    }

    @Test
    void a_request_that_is_not_valid_is_noticed() throws Exception {
        for (var prism : List.of(cloud, server)) {
            for (var target : List.of(
                    "/repos/octo-org/payments/branches?per_page=many",
                    "/repos/octo-org/payments/commits?since=yesterday",
                    "/repos/octo-org/payments/pulls?state=merged",
                    "/orgs/octo-org/repos?type=every",
                    "/users/dev1/repos?affiliation=owner",
                    "/no/such/path")) {
                assertTrue(prism.mistake("GET", target).isPresent(), prism.root() + target);
            }
            assertTrue(prism.mistake("POST", "/app/installations/mine/access_tokens")
                    .isPresent());
            assertTrue(prism.mistake("GET", "/repos/octo-org/payments/pulls?state=all")
                    .isEmpty());
        }
    }

    @Test
    void githubs_examples_are_read_and_their_links_to_another_server_are_refused() throws Exception {
        for (var prism : List.of(cloud, server)) {
            try (var examples = new Examples(prism);
                    var scene = new Scene(stage)) {
                var configuration = scene.configuration();
                configuration.put("serverUrl", examples.url() + prism.root());
                configuration.put("repoType", "SingleRepository");
                configuration.put("repositoryId", "octocat/Hello-World");
                scene.create(configuration);
                Stage.eventually(
                        "lists of every kind are asked for",
                        Scene.SOON,
                        () -> examples.seen().stream()
                                .map(one -> one.path().replaceFirst(".*/", ""))
                                .toList(),
                        asked -> asked.containsAll(List.of("Hello-World", "branches", "pulls")));
                var status = Stage.eventually(
                        "the foreign links are refused",
                        Scene.SOON,
                        () -> scene.get().path("status"),
                        now -> now.path("code").asText().equals("redirected"));
                assertEquals(
                        "https://api.github.com",
                        status.path("params").path("link_origin").asText());
                Thread.sleep(1_000);
                var asked = examples.seen().stream().map(Seen::target).toList();
                assertTrue(asked.stream().noneMatch(target -> target.contains("page=2")), asked.toString());
                assertEquals(List.of(), trap.seen(), "another server was asked");
                assertEquals(List.of(), examples.mistakes());
            }
        }
    }

    @Test
    void the_trap_sees_what_leaves_for_another_server() throws Exception {
        try (var scene = new Scene(stage)) {
            var configuration = scene.configuration();
            configuration.put("serverUrl", "https://github.com");
            var tested = Scene.expect(200, stage.admin().post(Scene.CONFIGURATIONS + "/test", configuration))
                    .json();
            assertEquals(
                    List.of("CONNECT api.github.com:443 HTTP/1.1"),
                    trap.seen().stream().distinct().toList(),
                    tested.toString());
        }
    }

    /** Pages of everything, a limit in days, and a second look. */
    private static List<Seen> anOrganisation() throws Exception {
        try (var scene = new Scene(stage)) {
            var repository = scene.repository("read");
            for (int n = 0; n < 110; n++) {
                repository.push("main", "dev1", "commit " + n);
            }
            for (int n = 0; n < 110; n++) {
                repository.createBranch("branch/" + n, "main", "dev1");
                repository.open("pull " + n, null, "dev1", "branch/" + n, "main", false);
                scene.host().model().repository(scene.organisation(), "left-out-" + n);
            }
            var configuration = scene.configuration();
            configuration.put("repositoryPattern", "read");
            configuration.put("indexDaysLimit", 30);
            Scene.expect(200, stage.admin().post(Scene.CONFIGURATIONS + "/test", configuration));
            scene.create(configuration).read();
            scene.act("reindex");
            scene.read();
            scene.quiet();
            return scene.host().seen();
        }
    }

    private static List<Seen> aPerson() throws Exception {
        try (var scene = new Scene(stage)) {
            for (int n = 0; n < 110; n++) {
                scene.host().model().repository("dev7", "r" + n);
            }
            var configuration = scene.configuration();
            configuration.put("repositoryId", "dev7");
            configuration.put("repositoryPattern", "r1");
            scene.create(configuration).read();
            return scene.host().seen();
        }
    }

    private static List<Seen> everything() throws Exception {
        try (var scene = new Scene(stage)) {
            scene.repository("r");
            var configuration = scene.configuration();
            configuration.put("repoType", "AllRepositories");
            configuration.put("repositoryId", "");
            scene.create(configuration).read();
            return scene.host().seen();
        }
    }

    private static List<Seen> aRenamedRepository() throws Exception {
        try (var scene = new Scene(stage)) {
            var repository = scene.repository("before");
            var configuration = scene.configuration();
            configuration.put("repoType", "SingleRepository");
            configuration.put("repositoryId", scene.organisation() + "/before");
            scene.create(configuration).read();
            scene.host().model().rename(repository, "after");
            scene.act("reindex");
            scene.read();
            return scene.host().seen();
        }
    }

    /** On GitHub's examples, where every token has ended long ago. */
    private static List<Seen> asAnApp(Examples examples) throws Exception {
        try (var scene = new Scene(stage)) {
            var configuration = scene.configuration();
            configuration.put("serverUrl", examples.url() + examples.prism.root());
            configuration.remove("token");
            configuration.put("appId", "1");
            configuration.put("privateKey", key());
            configuration.put("repositoryId", "octocat");
            Scene.expect(200, stage.admin().post(Scene.CONFIGURATIONS + "/test", configuration));
            scene.create(configuration);
            Stage.eventually(
                    "the repositories of the installation are asked for",
                    Scene.SOON,
                    examples::seen,
                    seen -> seen.stream()
                            .anyMatch(one -> one.target().endsWith("/installation/repositories?per_page=100")));
            return examples.seen();
        }
    }

    private static String key() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        var der = generator.generateKeyPair().getPrivate().getEncoded();
        var lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN PRIVATE KEY-----\n" + lines.encodeToString(der) + "\n-----END PRIVATE KEY-----\n";
    }

    /** Lets the app read GitHub's examples, and notes what Prism finds wrong with its requests. */
    private static final class Examples extends Between {
        private final List<String> mistakes = new CopyOnWriteArrayList<>();
        private final Prism prism;

        Examples(Prism prism) throws IOException {
            this.prism = prism;
            to(prism.url());
        }

        List<String> mistakes() {
            return List.copyOf(mistakes);
        }

        @Override
        Answer answer(Asked asked) throws IOException, InterruptedException {
            var answer = pass(asked.with("accept", Prism.MEDIA_TYPE));
            var violations = String.join(" ", answer.headers().getOrDefault(Prism.VIOLATIONS, List.of()));
            var isKnown = !asked.target().equals("/graphql");
            if (isKnown && (answer.status() >= 400 || Prism.ofTheRequest(violations))) {
                mistakes.add(asked.method() + " " + asked.target() + " -> " + answer.status() + " " + violations);
            }
            return answer;
        }
    }

    /** The proxy through which requests to other servers would leave: it takes their first line and hangs up. */
    private static final class Trap implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final List<String> seen = new CopyOnWriteArrayList<>();

        Trap() throws IOException {
            var thread = new Thread(this::take, "trap");
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return socket.getLocalPort();
        }

        List<String> seen() {
            return List.copyOf(seen);
        }

        void forget() {
            seen.clear();
        }

        private void take() {
            while (!socket.isClosed()) {
                try (var one = socket.accept()) {
                    var lines = new InputStreamReader(one.getInputStream(), StandardCharsets.US_ASCII);
                    seen.add(new BufferedReader(lines).readLine());
                } catch (SocketException e) {
                    return; // closed, as it was told
                } catch (IOException e) {
                    seen.add(e.toString());
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
