// The app on a GitHub server that other people wrote: npm "emulate". See peers/package.json.
package org.jigit.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jigit.it.replay.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EmulateIT {
    private static final String REPOSITORY = "acme/demo";
    private static Emulate github;

    @BeforeAll
    static void start() throws Exception {
        github = Emulate.start("emulate", null, SEED);
    }

    @AfterAll
    static void stop() {
        if (github != null) {
            github.close();
        }
    }

    @Test
    void a_seeded_repository_is_read_and_kept_fresh_by_its_webhooks() throws Exception {
        try (var scene = new Scene(Stage.shared());
                var hook = new Hook()) {
            var one = scene.issue("Seeded");
            var two = scene.issue("Merged");
            var three = scene.issue("Fresh");
            github.commit(REPOSITORY, "main", one + " first");
            github.commit(REPOSITORY, "main", "no key");
            github.branch(REPOSITORY, two + "-feature");
            github.commit(REPOSITORY, two + "-feature", two + " on a branch, also for " + one);
            github.pullRequest(REPOSITORY, two + " to be merged", null, two + "-feature");
            github.call("PUT", "/repos/acme/demo/pulls/1/merge", Map.of());
            github.branch(REPOSITORY, "other");
            github.commit(REPOSITORY, "other", "work");
            github.pullRequest(REPOSITORY, "stays open", "For " + one, "other");

            var configuration = scene.configuration();
            configuration.put("serverUrl", github.url());
            configuration.put("token", Emulate.TOKEN);
            configuration.put("repoType", "SingleRepository");
            configuration.put("repositoryId", REPOSITORY);
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
            github.call(
                    "POST",
                    "/repos/acme/demo/hooks",
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

            github.commit(REPOSITORY, "main", three + " pushed while connected");
            var started = Instant.now();
            scene.shows(three, 0, 1, 0, Scene.AT_ONCE);
            System.out.println("[it] a commit on emulate was on its issue after " + Stage.millis(started) + " ms");

            hook.hold();
            github.commit(REPOSITORY, "main", three + " held back");
            var held = Stage.eventually("a push is held", Scene.SOON, hook::pushes, pushes -> pushes.size() > 0)
                    .get(0);
            assertEquals(401, hook.send(Hook.signedWrongly(held)), "a wrong signature");
            scene.quiet();
            assertEquals(List.of(0, 1, 0), scene.counts(three), "a delivery with a wrong signature was stored");
            assertEquals(202, hook.send(held));
            scene.shows(three, 0, 2, 0, Scene.AT_ONCE);
            assertEquals(202, hook.send(held), "the same again");
            scene.quiet();
            assertEquals(List.of(0, 2, 0), scene.counts(three));
        }
    }

    @Test
    void all_repositories_of_a_person_are_read() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Person");
            github.commit("admin/notes", "main", issue + " in notes");
            var configuration = scene.configuration();
            configuration.put("serverUrl", github.url());
            configuration.put("token", Emulate.TOKEN);
            configuration.put("repositoryId", "admin");
            scene.create(configuration).read();
            assertEquals(List.of(0, 1, 0), scene.counts(issue));
        }
    }

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
