// The main road, once per database: upload, connect, read, webhook, issue, update, disable, upgrade, uninstall.
package org.jigit.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jigit.it.replay.DemoData;
import org.jigit.it.replay.Json;
import org.jigit.it.replay.Model;
import org.jigit.it.replay.ReplayHost;
import org.junit.jupiter.api.Test;

/** The main road; a subclass says on which database. */
abstract class MainStory {
    abstract Stage stage() throws Exception;

    @Test
    void work_in_a_repository_appears_on_its_issue() throws Exception {
        try (var scene = new Scene(stage())) {
            var issue = scene.issue("Try again");
            var other = scene.issue("Something else");
            var repository = scene.repository("payments");
            scene.host().model().tickFrom(java.time.Instant.now().minusSeconds(3_600));
            var branch = "feature/" + issue + "-try-again";
            repository.push(branch, "dev1", issue + " Try again", "no key here", issue + " " + other + ": Wait longer");
            repository.open(issue + " Try again", "As " + other + " says", "dev2", branch, "main", false);
            scene.connect();

            assertEquals(List.of(1, 2, 1), scene.counts(issue));
            assertEquals(List.of(0, 1, 1), scene.counts(other));
            var summary = scene.summary(issue);
            assertEquals(
                    1,
                    summary.path("summary")
                            .path("pull_requests")
                            .path("states")
                            .path("open")
                            .asInt());
            Stage.eventually(
                    "the project is connected",
                    Scene.SOON,
                    () -> scene.summary(issue).path("connected").asBoolean(),
                    is -> is);

            assertEquals(List.of(branch), scene.texts(issue, "branches", "name"));
            assertEquals(List.of(repository.head(branch)), scene.texts(issue, "branches", "head"));
            var commits = scene.rows(issue, "commits");
            assertEquals(repository.head(branch), commits.get(0).path("sha").asText(), "newest first");
            var newest = repository.commit(repository.head(branch));
            assertEquals(newest.message(), commits.get(0).path("message").asText());
            assertEquals("dev1", commits.get(0).path("author").asText());
            assertEquals(Json.read(Json.bytes(newest.parents())), commits.get(0).path("parents"));
            var pull = scene.rows(issue, "pull_requests").get(0);
            assertEquals(1, pull.path("number").asInt());
            assertEquals(issue + " Try again", pull.path("title").asText());
            assertEquals("open", pull.path("state").asText());
            assertEquals(branch, pull.path("source_branch").asText());
            assertEquals("main", pull.path("target_branch").asText());
            assertEquals("dev2", pull.path("author").asText());
            assertTrue(pull.path("url").asText().startsWith(scene.host().url()), pull.toString());
        }
    }

    @Test
    void a_signed_webhook_is_seen_within_two_seconds() throws Exception {
        try (var scene = new Scene(stage())) {
            var issue = scene.issue("Fresh");
            var repository = scene.repository("payments");
            scene.connectWithWebhook();
            scene.shows(issue, 0, 0, 0, Scene.SOON);
            var reply = scene.send(repository.push(issue + "-fresh", "dev1", issue + " Fresh from the oven"));
            assertEquals(202, reply.status(), reply.body());
            scene.shows(issue, 1, 1, 0, Scene.AT_ONCE);
            reply = scene.send(repository.open(issue + " Fresh", null, "dev1", issue + "-fresh", "main", true));
            assertEquals(202, reply.status(), reply.body());
            scene.shows(issue, 1, 1, 1, Scene.AT_ONCE);
            assertEquals(
                    "draft",
                    scene.rows(issue, "pull_requests").get(0).path("state").asText());
            scene.send(repository.merge(1, "dev2"));
            Stage.eventually(
                    "the pull request is merged",
                    Scene.AT_ONCE,
                    () -> scene.rows(issue, "pull_requests")
                            .get(0)
                            .path("state")
                            .asText(),
                    "merged"::equals);
            scene.send(repository.deleteBranch(issue + "-fresh", "dev2"));
            Stage.eventually(
                    "the branch is gone",
                    Scene.AT_ONCE,
                    () -> scene.rows(issue, "branches"),
                    rows -> rows.isEmpty() || rows.get(0).path("deleted").asBoolean());
        }
    }

    @Test
    void the_demo_story_is_on_every_issue_of_the_demo() throws Exception {
        var admin = stage().admin();
        var model = new Model();
        DemoData.tell(model, java.time.Instant.now());
        model.token(Scene.TOKEN, "dev1");
        try (var scene = new Scene(stage());
                var host = ReplayHost.start(model, 0)) {
            var configuration = scene.configuration();
            configuration.put("serverUrl", host.url());
            configuration.put("repositoryId", DemoData.ORGANISATION);
            scene.create(configuration).read();
            assertEquals(List.of(1, 7, 3), scene.counts("PAY-1"));
            for (int number = 1; number <= 8; number++) {
                var counts = scene.counts("PAY-" + number);
                assertTrue(counts.stream().mapToInt(Integer::intValue).sum() > 0, "nothing on PAY-" + number);
            }
            for (int number = 1; number <= 3; number++) {
                var counts = scene.counts("OPS-" + number);
                assertTrue(counts.stream().mapToInt(Integer::intValue).sum() > 0, "nothing on OPS-" + number);
            }
            var progress = scene.get().path("progress").path("repositories");
            assertEquals(4, progress.path("done").asInt(), "repositories, the empty one too");
            assertFalse(admin.get("/browse/PAY-1").text().isEmpty());
        }
    }
}
