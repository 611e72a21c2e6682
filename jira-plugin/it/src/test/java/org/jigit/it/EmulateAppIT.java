// The app as a GitHub App, on a GitHub server that other people wrote: keys, claims, tokens that end, installations.
package org.jigit.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jigit.it.replay.Delivery;
import org.jigit.it.replay.Json;
import org.jigit.it.replay.Seen;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EmulateAppIT {
    private static final KeyPair KEY = pair();
    private static Gate gate;
    private static Hook hook;
    private static Emulate github;

    @BeforeAll
    static void start() throws Exception {
        gate = new Gate();
        hook = new Hook();
        github = Emulate.start("emulate-app", gate.url(), seed());
        gate.to(github.url());
    }

    @AfterAll
    static void stop() {
        if (github != null) {
            github.close();
        }
        hook.close();
        gate.close();
    }

    @BeforeEach
    void reset() {
        gate.forget();
        gate.lifetime = Duration.ofHours(1);
    }

    @Test
    void an_app_reads_what_it_was_installed_on_and_its_own_webhook_keeps_it_fresh() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Installed");
            github.commit("acme/demo", "main", issue + " first");
            github.branch("acme/demo", issue + "-feature");
            github.commit("acme/demo", issue + "-feature", "work");
            github.pullRequest("acme/demo", issue + " to be reviewed", null, issue + "-feature");
            github.commit("acme/kept-out", "main", issue + " where the App is not installed");

            scene.create(app(scene, ON_ACME, "acme", pkcs8(KEY))).read();
            assertEquals(List.of(1, 1, 1), scene.counts(issue));
            assertEquals(List.of(issue + " first"), scene.texts(issue, "commits", "message"));
            assertEquals(List.of("open"), scene.texts(issue, "pull_requests", "state"));
            claimsGoToTheAppAndTokensElsewhere();

            var webhook = takeSecret(scene);
            hook.to(webhook);
            github.commit("acme/demo", "main", issue + " pushed while connected");
            scene.shows(issue, 1, 2, 1, Scene.AT_ONCE);
        }
    }

    /** What the claim says: https://docs.github.com/en/apps, "Generating a JSON Web Token". */
    private static void claimsGoToTheAppAndTokensElsewhere() {
        var now = Instant.now().getEpochSecond();
        for (var request : gate.seen()) {
            var carried = request.header("authorization").replaceFirst("^Bearer ", "");
            if (!request.path().startsWith("/app/")) {
                assertTrue(
                        gate.issued.containsKey(carried), request.target() + " carries no token of the installation");
                assertEquals(LONG, carried.length());
                continue;
            }
            var parts = carried.split("\\.");
            assertEquals(3, parts.length, request.target() + " carries no claim");
            var claim = Json.read(Base64.getUrlDecoder().decode(parts[1]));
            assertEquals(Integer.toString(ON_ACME), claim.path("iss").asText());
            assertTrue(claim.path("iat").asLong() <= now - 30, "some clocks are behind: " + claim);
            assertTrue(claim.path("exp").asLong() <= now + 600, "more than ten minutes are refused: " + claim);
            assertTrue(claim.path("exp").asLong() > now, claim.toString());
        }
    }

    @Test
    void a_key_of_either_form_opens_the_only_installation() throws Exception {
        for (var key : List.of(pkcs1(KEY), pkcs8(KEY), pkcs1(KEY).replace("\n", "\r\n"))) {
            try (var scene = new Scene(Stage.shared())) {
                var issue = scene.issue("Form");
                github.commit("admin/notes", "main", issue + " in notes");
                var configuration = app(scene, ON_ADMIN, "", key);
                configuration.put("repoType", "AllRepositories");
                var tested = Scene.expect(
                                200, scene.stage().admin().post(Scene.CONFIGURATIONS + "/test", configuration))
                        .json();
                assertTrue(tested.path("ok").asBoolean(), tested.toString());
                assertTrue(tested.toString().contains("\"admin\""), "the owner is not named: " + tested);
                scene.create(configuration).read();
                assertEquals(List.of(0, 1, 0), scene.counts(issue));
                assertEquals("xxxxxxx", scene.get().path("privateKey").asText());
            }
        }
    }

    @Test
    void a_wrong_key_stops_the_connection_until_there_is_the_right_one() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Key");
            github.commit("acme/demo", "main", issue + " behind the key");
            scene.create(app(scene, ON_ACME, "acme", pkcs8(pair())));
            var stopped = scene.state("stopped").path("status");
            assertEquals("auth_failed", stopped.path("code").asText(), stopped.toString());
            assertTrue(stopped.path("message").asText().contains("JSON web token"), stopped.toString());
            scene.heartbeat();
            Thread.sleep(1_500);
            assertEquals(1, gate.seen().size(), "a refused key is tried once: " + targets());

            scene.stage()
                    .admin()
                    .put(Scene.CONFIGURATIONS + "/" + scene.connection(), app(scene, ON_ACME, "acme", pkcs8(KEY)));
            scene.read();
            assertEquals(List.of(0, 1, 0), scene.counts(issue));
        }
    }

    @Test
    void an_app_that_is_not_installed_on_the_owner_says_so() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            scene.create(app(scene, ON_ADMIN, "acme", pkcs8(KEY)));
            var stopped = scene.state("stopped").path("status");
            assertEquals("not_found", stopped.path("code").asText(), stopped.toString());
            assertEquals("acme", stopped.path("params").path("scope").asText(), stopped.toString());
            assertEquals(List.of("/app/installations?per_page=100&page=1"), targets());
        }
    }

    @Test
    void a_token_that_still_counts_is_used_again() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            scene.create(app(scene, ON_ACME, "acme", pkcs8(KEY))).read();
            gate.forget();
            scene.act("reindex");
            Stage.eventually("it reads again", Scene.SOON, EmulateAppIT::targets, targets -> targets.size() >= 3);
            scene.read();
            assertTrue(
                    gate.seen().stream().noneMatch(one -> one.path().startsWith("/app/")),
                    targets().toString());
        }
    }

    @Test
    void a_token_is_renewed_in_the_last_minutes_before_it_ends() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Renewed");
            // Tokens are renewed five minutes before their end, so this one is good for some seconds.
            var good = Duration.ofSeconds(4);
            gate.lifetime = Duration.ofMinutes(5).plus(good);
            scene.create(app(scene, ON_ACME, "acme", pkcs8(KEY))).read();
            var first = tokens();
            Thread.sleep(good.toMillis());
            gate.forget();
            gate.lifetime = Duration.ofHours(1);
            github.commit("acme/demo", "main", issue + " read with another token");
            scene.act("reindex");
            scene.shows(issue, 0, 1, 0, Scene.SOON);
            assertTrue(Collections.disjoint(first, tokens()), "a token was used in its last five minutes");
            assertTrue(gate.seen().stream().noneMatch(one -> one.status() == 401), "a token was used after its end");
        }
    }

    @Test
    void a_token_that_is_not_accepted_any_more_is_exchanged_for_another() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Revoked");
            scene.create(app(scene, ON_ACME, "acme", pkcs8(KEY))).read();
            var first = tokens();
            gate.issued.clear();
            gate.forget();
            github.commit("acme/demo", "main", issue + " read with another token");
            scene.act("reindex");
            scene.shows(issue, 0, 1, 0, Scene.SOON);
            scene.read();
            assertNotEquals(first, tokens());
            assertTrue(gate.seen().stream().anyMatch(one -> one.status() == 401), "nothing was refused");
        }
    }

    @Test
    void events_of_an_installation_let_the_repositories_be_listed_again() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Added");
            scene.create(app(scene, ON_ADMIN, "admin", pkcs8(KEY))).read();
            var webhook = takeSecret(scene);
            var name = "added-" + scene.project().toLowerCase();
            github.call("POST", "/user/repos", Json.object("name", name, "private", true, "auto_init", true));
            github.commit("admin/" + name, "main", issue + " in a new repository");

            var added = event("installation_repositories", "added");
            assertEquals(401, added.send(webhook, "not the secret at all").status());
            Thread.sleep(1_000);
            assertEquals(List.of(0, 0, 0), scene.counts(issue), "a wrong signature let the repositories be listed");
            assertEquals(202, added.send(webhook, SECRET).status());
            scene.shows(issue, 0, 1, 0, Scene.SOON);

            for (var other : List.of(
                    event("installation", "created"),
                    event("installation", "new_permissions_accepted"),
                    event("installation", "suspend"),
                    event("installation_target", "renamed"))) {
                scene.read();
                gate.forget();
                assertEquals(202, other.send(webhook, SECRET).status());
                Stage.eventually(
                        other.event() + " lets the repositories be listed",
                        Scene.SOON,
                        EmulateAppIT::targets,
                        targets -> targets.contains("/installation/repositories?per_page=100"));
            }
            scene.read();
            assertEquals(List.of(0, 1, 0), scene.counts(issue), "what was read stays");
        }
    }

    private static Delivery event(String name, String action) {
        return Delivery.of(
                name,
                Json.bytes(Json.object(
                        "action", action,
                        "installation",
                                Json.object(
                                        "id",
                                        78,
                                        "app_id",
                                        ON_ADMIN,
                                        "account",
                                        Json.object("login", "admin", "id", 1, "type", "User")),
                        "repositories_added", List.of(),
                        "repositories_removed", List.of(),
                        "sender", Json.object("login", "admin", "id", 1))));
    }

    private static Map<String, Object> app(Scene scene, int id, String owner, String key) {
        var configuration = scene.configuration();
        configuration.put("serverUrl", gate.url());
        configuration.remove("token");
        configuration.put("appId", Integer.toString(id));
        configuration.put("privateKey", key);
        configuration.put("repositoryId", owner);
        return configuration;
    }

    /** Gives the connection the secret that the App has on the server; gives the webhook's address. */
    private static String takeSecret(Scene scene) throws IOException {
        return Scene.expect(
                        200,
                        scene.stage()
                                .admin()
                                .post(
                                        Scene.CONFIGURATIONS + "/" + scene.connection() + "/webhook/secret",
                                        Map.of("secret", SECRET)))
                .json()
                .path("url")
                .asText();
    }

    private static List<String> targets() {
        return gate.seen().stream().map(Seen::target).toList();
    }

    /** The tokens that requests carried. */
    private static List<String> tokens() {
        return gate.seen().stream()
                .filter(one -> !one.path().startsWith("/app/") && one.status() != 401)
                .map(one -> one.header("authorization"))
                .distinct()
                .toList();
    }

    private static KeyPair pair() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pkcs8(KeyPair pair) {
        return pem("PRIVATE KEY", pair.getPrivate().getEncoded());
    }

    /** As GitHub's files have it: what the octets of PKCS#8 hold. */
    private static String pkcs1(KeyPair pair) {
        var whole = pair.getPrivate().getEncoded();
        return pem("RSA PRIVATE KEY", Arrays.copyOfRange(whole, 26, whole.length));
    }

    private static String pem(String name, byte[] der) {
        var lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN " + name + "-----\n" + lines.encodeToString(der) + "\n-----END " + name + "-----\n";
    }

    /**
     * What emulate lacks of GitHub for an App: the list of an installation's repositories, for which its answers to the
     * installation's own token decide; refusing tokens that it did not issue; and tokens of another length and lifetime.
     */
    private static final class Gate extends Between {
        /** The tokens that the app has, each with emulate's own. */
        final Map<String, String> issued = new ConcurrentHashMap<>();

        volatile Duration lifetime;

        Gate() throws IOException {}

        @Override
        Answer answer(Asked asked) throws IOException, InterruptedException {
            if (asked.target().startsWith("/app/")) {
                var answer = pass(asked);
                return asked.method().equals("POST") && answer.status() == 201 ? lengthened(answer) : answer;
            }
            var token = issued.get(asked.header("authorization").replaceFirst("^Bearer ", ""));
            if (token == null) {
                return Answer.json(401, Map.of("message", "Bad credentials"));
            }
            var own = asked.with("authorization", "Bearer " + token);
            return asked.target().startsWith("/installation/repositories?") ? repositories(own) : pass(own);
        }

        private Answer lengthened(Answer answer) {
            var body = (ObjectNode) Json.read(answer.body());
            var token = body.path("token").asText();
            var longer = token + "x".repeat(LONG - token.length());
            issued.put(longer, token);
            body.put("token", longer);
            body.put("expires_at", Instant.now().plus(lifetime).toString());
            return Answer.json(201, body);
        }

        private Answer repositories(Asked asked) throws IOException, InterruptedException {
            var open = new ArrayList<JsonNode>();
            for (var owner : List.of("acme", "admin")) {
                for (var repository : github.call("GET", "/search/repositories?per_page=100&q=user:" + owner, null)
                        .path("items")) {
                    var path = "/repos/" + repository.path("full_name").asText();
                    if (pass(new Asked("GET", path, asked.headers(), asked.body()))
                                    .status()
                            == 200) {
                        open.add(repository);
                    }
                }
            }
            return Answer.json(200, Json.object("total_count", open.size(), "repositories", open));
        }
    }

    private static String seed() {
        return SEED.formatted(indented(pkcs1(KEY)), hook.url(), SECRET, indented(pkcs8(KEY)));
    }

    /** As the block of a YAML member of an App. */
    private static String indented(String pem) {
        return pem.indent(10);
    }

    /** Longer than the 40 characters that tokens had for years. */
    private static final int LONG = 520;

    private static final int ON_ACME = 4711;
    private static final int ON_ADMIN = 4712;
    private static final String SECRET = "the-secret-of-the-webhook-of-the-App";

    private static final String SEED =
            """
            tokens:
              ghp_peer_of_other_people: {login: admin, scopes: [repo, user, "admin:org", "admin:repo_hook"]}
            github:
              users:
                - {login: admin, name: Admin, email: admin@example.com}
              orgs:
                - {login: acme, name: Acme, members: [{login: admin, role: admin}]}
              repos:
                - {owner: acme, name: demo, auto_init: true, private: true}
                - {owner: acme, name: kept-out, auto_init: true, private: true}
                - {owner: admin, name: notes, auto_init: true, private: true}
              apps:
                - app_id: 4711
                  slug: on-acme
                  name: On Acme
                  permissions: {contents: read, metadata: read, pull_requests: read}
                  events: [push, create, delete, pull_request, repository]
                  private_key: |
            %s
                  webhook_url: %s
                  webhook_secret: %s
                  installations:
                    - {installation_id: 77, account: acme, repository_selection: selected, repositories: [acme/demo]}
                - app_id: 4712
                  slug: on-admin
                  name: On Admin
                  permissions: {contents: read, metadata: read, pull_requests: read}
                  events: [push]
                  private_key: |
            %s
                  installations:
                    - {installation_id: 78, account: admin, repository_selection: all}
            """;
}
