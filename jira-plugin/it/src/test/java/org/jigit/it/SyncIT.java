// Reading by itself: polls, limits, outages, refusals, renames and rewrites; and issues that move under it.
package org.jigit.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jigit.it.replay.Fault;
import org.jigit.it.replay.Json;
import org.jigit.it.replay.Payloads;
import org.jigit.it.replay.ReplayHost;
import org.junit.jupiter.api.Test;

class SyncIT {

    @Test
    void a_poll_without_webhooks_finds_what_changed() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Polled");
            var repository = scene.repository("r");
            repository.push("topic", "dev1", "work without a key");
            var often = scene.configuration();
            often.put("commitsPeriod", SHORT_PERIOD_MS);
            scene.create(often).read();
            repository.push("main", "dev1", issue + " seen by a poll");
            repository.createBranch(issue + "-new", "main", "dev1");
            repository.open(issue + " seen", null, "dev1", "topic", "main", false);
            heartbeats(scene, () -> scene.counts(issue).equals(List.of(1, 1, 1)));
            repository.deleteBranch(issue + "-new", "dev1");
            heartbeats(scene, () -> scene.rows(issue, "branches").stream()
                    .allMatch(row -> row.path("deleted").asBoolean()));
            scene.host()
                    .model()
                    .repository(scene.organisation(), "late")
                    .push("main", "dev2", issue + " in a new repository");
            heartbeats(scene, () -> scene.counts(issue).get(1) == 2);
        }
    }

    @Test
    void a_quiet_poll_costs_nothing() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            scene.repository("r").push("main", "dev1", "nothing for anybody");
            var often = scene.configuration();
            often.put("commitsPeriod", SHORT_PERIOD_MS);
            scene.create(often).read();
            scene.quiet();
            scene.host().forget();
            heartbeats(scene, () -> scene.host().seen().stream().anyMatch(one -> one.status() == 304));
        }
    }

    @Test
    void more_than_one_page_is_read_to_the_end() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Pages");
            var repository = scene.repository("r");
            for (int n = 0; n < 230; n++) {
                repository.push("main", "dev1", n % 2 == 0 ? issue + " commit " + n : "commit " + n);
            }
            for (int n = 0; n < 120; n++) {
                repository.createBranch("branch/" + n, "main", "dev1");
                repository.open(
                        n < 110 ? issue + " pull " + n : "pull " + n, null, "dev1", "branch/" + n, "main", false);
            }
            for (int n = 0; n < 105; n++) {
                scene.host().model().repository(scene.organisation(), "empty-" + n);
            }
            scene.connect();
            scene.shows(issue, 0, 115, 110, Scene.SOON);
            assertEquals(
                    106,
                    scene.get()
                            .path("progress")
                            .path("repositories")
                            .path("done")
                            .asInt());
        }
    }

    @Test
    void a_cancelled_reading_stays_where_it_is_while_new_work_appears_and_reading_again_completes_it()
            throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Cancelled");
            scene.host().model().tickFrom(Instant.now().minus(Duration.ofDays(60)));
            var repository = scene.repository("r");
            var messages = new String[MANY];
            Arrays.setAll(messages, number -> issue + " long ago, " + number);
            repository.push("main", "dev1", messages);
            var oldest =
                    repository.history(repository.head("main")).get(MANY - 1).sha();
            scene.host().model().setClock(InstantSource.system());
            scene.host().fault(Fault.of(".*/commits", MANY, new Fault.Late(Duration.ofSeconds(1))));
            var often = scene.configuration();
            often.put("commitsPeriod", SHORT_PERIOD_MS);
            scene.create(often).withWebhook();
            heartbeats(scene, () -> scene.counts(issue).get(1) > 0);
            var cancel = Scene.CONFIGURATIONS + "/" + scene.connection() + "/reindex";
            var cancelled =
                    Scene.expect(200, scene.stage().admin().delete(cancel)).json();
            assertEquals("cancelled", cancelled.path("status").path("state").asText(), cancelled.toString());
            var progress = cancelled.path("progress");
            assertEquals(1, progress.path("cancelled").path("repositories").asInt(), progress.toString());
            assertEquals(0, progress.path("repositories").path("done").asInt(), progress.toString());
            var read = scene.counts(issue).get(1);
            assertTrue(read < MANY, "it was read to the end before it could be cancelled: " + read);
            repository.push("main", "dev1", issue + " seen by a poll");
            heartbeats(scene, () -> scene.counts(issue).get(1) > read);
            var told = repository.push("main", "dev1", issue + " told by a webhook");
            assertEquals(202, scene.send(told).status());
            scene.shows(issue, 0, read + 2, 0, Scene.AT_ONCE);
            scene.host().forget();
            heartbeats(scene, () -> scene.host().seen().size() > 8);
            assertEquals(List.of(0, read + 2, 0), scene.counts(issue), "older history is not taken up by itself");
            assertEquals("cancelled", scene.get().path("status").path("state").asText());
            var why = Scene.expect(
                            200,
                            scene.stage()
                                    .admin()
                                    .post(
                                            Scene.CONFIGURATIONS + "/" + scene.connection() + "/explain",
                                            Json.object("text", oldest)))
                    .json();
            assertEquals("cancelled", why.path("answers").path(0).path("code").asText(), why.toString());
            scene.act("reindex");
            heartbeats(scene, () -> scene.counts(issue).get(1) == MANY + 2);
            var done = scene.read().get().path("progress");
            assertTrue(done.path("cancelled").isNull(), done.toString());
            assertEquals(1, done.path("repositories").path("done").asInt(), done.toString());
        }
    }

    @Test
    void a_rate_limit_is_waited_for_and_reading_goes_on() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Limited");
            scene.repository("r").push("main", "dev1", issue + " behind the limit");
            scene.host().fault(Fault.of(".*/commits", 1, Fault.secondaryLimit(429, 3)));
            var started = Instant.now();
            scene.create(scene.configuration());
            var waiting = scene.state("waiting");
            assertFalse(waiting.path("status").path("code").isNull(), "no reason: " + waiting);
            heartbeats(scene, () -> scene.counts(issue).get(1) == 1);
            assertTrue(Stage.millis(started) >= 3_000, "it did not wait: " + Stage.millis(started) + " ms");
            var refused = scene.host().seen().stream()
                    .filter(one -> one.status() == 429)
                    .count();
            assertEquals(1, refused, "the host was asked again during the wait");
            scene.read();
        }
    }

    @Test
    void an_exhausted_budget_is_waited_for_until_it_is_given_anew() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Exhausted");
            scene.repository("r").push("main", "dev1", issue + " behind the limit");
            var resetsAt = Instant.now().plusSeconds(4).getEpochSecond();
            scene.host().fault(Fault.of(".*/branches", 1, Fault.primaryLimit(resetsAt)));
            scene.create(scene.configuration());
            scene.state("waiting");
            heartbeats(scene, () -> scene.counts(issue).get(1) == 1);
            assertTrue(Instant.now().getEpochSecond() >= resetsAt, "it did not wait");
            var refused = scene.host().seen().stream()
                    .filter(one -> one.status() == 403)
                    .count();
            assertEquals(1, refused, "the host was asked again during the wait");
        }
    }

    @Test
    void server_errors_and_broken_answers_are_tried_again() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Ill");
            scene.repository("r").push("main", "dev1", issue + " behind an error");
            scene.host().fault(Fault.of(".*/commits", 1, Fault.serverError(502)));
            scene.host().fault(Fault.of(".*/branches", 1, new Fault.Truncated()));
            scene.create(scene.configuration());
            heartbeats(scene, () -> scene.counts(issue).get(1) == 1);
        }
    }

    @Test
    void a_refused_token_stops_the_connection_and_says_why() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Refused");
            scene.repository("r").push("main", "dev1", issue + " read before");
            scene.connect();
            scene.host().model().revoke(Scene.TOKEN);
            scene.act("reindex");
            var stopped = scene.state("stopped");
            assertEquals("auth_failed", stopped.path("status").path("code").asText(), stopped.toString());
            scene.quiet();
            scene.host().forget();
            scene.heartbeat();
            Thread.sleep(1_500);
            assertEquals(List.of(), scene.host().seen(), "a stopped connection asks the host nothing");
            assertEquals(List.of(0, 1, 0), scene.counts(issue), "what was read stays");
            scene.host().model().token("ghp_renewed", "dev1");
            var renewed = scene.configuration();
            renewed.put("token", "ghp_renewed");
            Scene.expect(200, scene.stage().admin().put(Scene.CONFIGURATIONS + "/" + scene.connection(), renewed));
            scene.read();
        }
    }

    @Test
    void writing_the_mask_keeps_the_stored_token() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Mask");
            var repository = scene.repository("r");
            scene.connect();
            assertEquals("xxxxxxx", scene.get().path("token").asText());
            var masked = scene.configuration();
            masked.put("token", "xxxxxxx");
            Scene.expect(200, scene.stage().admin().put(Scene.CONFIGURATIONS + "/" + scene.connection(), masked));
            repository.push("main", "dev1", issue + " read with the stored token");
            scene.act("reindex");
            scene.shows(issue, 0, 1, 0, Scene.SOON);
            for (var request : scene.host().seen()) {
                assertEquals("Bearer " + Scene.TOKEN, request.header("authorization"), request.target());
            }
        }
    }

    @Test
    void the_issue_page_does_not_care_whether_the_host_is_up() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Down");
            scene.repository("r").push("main", "dev1", issue + " from the database");
            scene.connect();
            scene.host().goDown();
            scene.act("reindex");
            scene.state("unreachable");
            var started = Instant.now();
            var page = Scene.expect(200, scene.stage().as("dev1").get("/browse/" + issue));
            assertTrue(page.text().contains(issue));
            assertEquals(List.of(0, 1, 0), scene.counts(issue));
            assertTrue(Stage.millis(started) < 3_000, "the page waited for the host: " + Stage.millis(started) + " ms");
            Stage.eventually(
                    "the age of the data is told",
                    Scene.SOON,
                    () -> scene.summary(issue).path("stale").size(),
                    hosts -> hosts == 1);
            scene.host().comeBack();
            scene.act("reindex");
            heartbeats(
                    scene,
                    () -> scene.get().path("status").path("state").asText().equals("up_to_date"));
        }
    }

    @Test
    void the_token_goes_to_no_other_host() throws Exception {
        var stranger = new org.jigit.it.replay.Model();
        stranger.token(Scene.TOKEN, "dev1");
        try (var other = ReplayHost.start(stranger, 0);
                var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Foreign");
            scene.repository("r").push("main", "dev1", issue + " read from the right one");
            scene.host().fault(Fault.of(".*/branches", 1, Fault.redirect(302, other.url() + "/repos/a/b/branches")));
            scene.host()
                    .fault(Fault.of(".*/pulls", 1, new Fault.NextLink(other.url() + "/repositories/1/pulls?page=2")));
            scene.create(scene.configuration());
            Stage.eventually(
                    "both traps were met",
                    Scene.SOON,
                    () -> scene.host().seen().stream()
                            .map(seen -> seen.path().replaceFirst(".*/", ""))
                            .toList(),
                    paths -> paths.contains("branches") && paths.contains("pulls"));
            scene.quiet();
            assertEquals(List.of(), other.seen(), "a request went to a foreign host");
        }
    }

    @Test
    void a_renamed_repository_is_followed() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Renamed");
            var repository = scene.repository("before");
            repository.push("main", "dev1", issue + " under the old name");
            var single = scene.configuration();
            single.put("repoType", "SingleRepository");
            single.put("repositoryId", scene.organisation() + "/before");
            scene.create(single).read();
            scene.host().model().rename(repository, "after");
            repository.push("main", "dev1", issue + " under the new name");
            scene.act("reindex");
            scene.shows(issue, 0, 2, 0, Scene.SOON);
            Stage.eventually(
                    "the new name is shown",
                    Scene.SOON,
                    () -> scene.items(issue)
                            .path("repositories")
                            .path(0)
                            .path("repository")
                            .path("full_name")
                            .asText(),
                    (scene.organisation() + "/after")::equals);
            assertEquals(1, scene.items(issue).path("repositories").size(), "one repository, not two");
        }
    }

    @Test
    void a_repository_of_a_renamed_webhook_keeps_its_rows() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Renamed by webhook");
            var repository = scene.repository("before");
            repository.push("main", "dev1", issue + " under the old name");
            scene.connectWithWebhook();
            scene.host().model().rename(repository, "after");
            assertEquals(202, scene.send(Payloads.renamed(repository, "before")).status());
            Stage.eventually(
                    "the new name is shown",
                    Scene.SOON,
                    () -> scene.items(issue)
                            .path("repositories")
                            .path(0)
                            .path("repository")
                            .path("full_name")
                            .asText(),
                    (scene.organisation() + "/after")::equals);
            assertEquals(List.of(0, 1, 0), scene.counts(issue));
        }
    }

    @Test
    void a_force_push_brings_the_new_commits_and_never_loses_the_old_ones_silently() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Rewritten");
            var repository = scene.repository("r");
            var base = repository.head("main");
            repository.push("topic", "dev1", issue + " first try");
            scene.connectWithWebhook();
            var push = repository.forcePush("topic", base, "dev1", issue + " second try");
            assertEquals(202, scene.send(push).status());
            scene.shows(issue, 0, 2, 0, Scene.AT_ONCE);
            scene.quiet();
            assertEquals(List.of(0, 2, 0), scene.counts(issue));
        }
    }

    @Test
    void a_moved_issue_keeps_its_links() throws Exception {
        try (var scene = new Scene(Stage.shared());
                var target = new Scene(Stage.shared())) {
            var issue = scene.issue("On the move");
            var repository = scene.repository("r");
            repository.push("main", "dev1", issue + " before the move");
            scene.connectWithWebhook();
            var moved = Scene.expect(
                    200,
                    scene.stage()
                            .admin()
                            .post("/rest/headless/1.0/issue/" + issue + "/move", Map.of("project", target.project())));
            var key = moved.json().path("key").asText();
            assertTrue(key.startsWith(target.project() + "-"), moved.toString());
            scene.shows(key, 0, 1, 0, Scene.AT_ONCE);
            assertEquals(
                    202,
                    scene.send(repository.push("main", "dev1", issue + " old key after the move"))
                            .status());
            assertEquals(
                    202,
                    scene.send(repository.push("main", "dev1", key + " new key"))
                            .status());
            scene.shows(key, 0, 3, 0, Scene.SOON);
        }
    }

    @Test
    void a_project_with_a_new_key_keeps_its_links() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("New key");
            var repository = scene.repository("r");
            repository.push("main", "dev1", issue + " under the old key");
            scene.connectWithWebhook();
            var newKey = "N" + scene.project();
            Scene.expect(
                    200,
                    scene.stage().admin().put("/rest/api/2/project/" + scene.project(), Json.object("key", newKey)));
            var renamed = issue.replace(scene.project(), newKey);
            scene.shows(renamed, 0, 1, 0, Scene.AT_ONCE);
            assertEquals(
                    202,
                    scene.send(repository.push("main", "dev1", renamed + " under the new key"))
                            .status());
            scene.shows(renamed, 0, 2, 0, Scene.SOON);
            assertEquals(
                    202,
                    scene.send(repository.push("main", "dev1", issue + " still under the old one"))
                            .status());
            scene.shows(renamed, 0, 3, 0, Scene.SOON);
        }
    }

    @Test
    void keys_of_no_project_are_not_kept() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Kept");
            var repository = scene.repository("r");
            repository.push("main", "dev1", "UTF-8 and SHA-256 are no issues", issue + " is one, ISO-8859 is none");
            scene.connect();
            scene.shows(issue, 0, 1, 0, Scene.SOON);
            var kept = scene.rows(issue, "commits").get(0).path("issue_keys");
            assertEquals(Json.read("[\"" + issue + "\"]"), kept);
        }
    }

    @Test
    void a_deleted_connection_takes_its_rows_along() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Removed");
            scene.repository("r").push("main", "dev1", issue + " for a while");
            scene.connect();
            var again = scene.configuration();
            var answer = scene.stage().admin().delete(Scene.CONFIGURATIONS + "/" + scene.connection());
            assertEquals(2, answer.status() / 100, answer.toString());
            assertEquals(
                    404,
                    scene.stage()
                            .admin()
                            .get(Scene.CONFIGURATIONS + "/" + scene.connection())
                            .status());
            assertEquals(List.of(0, 0, 0), scene.counts(issue));
            scene.create(again).read();
            assertEquals(List.of(0, 1, 0), scene.counts(issue));
        }
    }

    @Test
    void a_disabled_connection_is_silent_until_it_is_enabled() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Disabled");
            scene.repository("r").push("main", "dev1", issue + " later");
            var disabled = scene.configuration();
            disabled.put("enabled", false);
            scene.create(disabled);
            scene.heartbeat();
            Thread.sleep(1_000);
            assertEquals(List.of(), scene.host().seen());
            scene.act("enable");
            scene.shows(issue, 0, 1, 0, Scene.SOON);
            assertFalse(scene.host().seen().isEmpty());
        }
    }

    /** Lets the heartbeat come every second until it is so. */
    static void heartbeats(Scene scene, Wish wish) throws Exception {
        var end = Instant.now().plus(Duration.ofSeconds(60));
        while (!wish.fulfilled()) {
            assertTrue(Instant.now().isBefore(end), "not within 60 s; connection: " + scene.get());
            scene.heartbeat();
            Thread.sleep(1_000);
        }
    }

    /** What is hoped for. */
    interface Wish {
        boolean fulfilled() throws Exception;
    }

    /** Commits on some pages. */
    private static final int MANY = 900;

    /** A poll every second, as short as tests need it. */
    static final long SHORT_PERIOD_MS = 1_000;
}
