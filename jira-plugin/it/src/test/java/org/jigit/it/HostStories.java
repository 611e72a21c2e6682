// What the app does with a Git host of any kind, told once; each kind brings its stand-in, its webhooks and its
// numbers.
package org.jigit.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jigit.it.replay.Fault;
import org.jigit.it.replay.Hook;
import org.jigit.it.replay.Repository;
import org.jigit.it.replay.StandIn;
import org.junit.jupiter.api.Test;

abstract class HostStories {
    /** More than lists tell of a description, where they cut it. */
    private static final String LONG = "Described at length. ".repeat(25);

    abstract StandIn start() throws IOException;

    /** The number that people see of the n-th request of a repository. */
    abstract long number(Repository repository, long n);

    /** Where browsers find it below the repository's page. */
    abstract String path(long number);

    abstract String page(StandIn host, Repository repository);

    /** What the host sends when somebody has pushed; before is null where a branch is new. */
    abstract Hook push(Repository repository, String branch, String before, String login);

    /** What the host sends when somebody has opened the n-th request, or merged it. */
    abstract Hook opened(Repository repository, long n, String login);

    abstract Hook merged(Repository repository, long n, String login);

    abstract Hook renamed(Repository repository, String oldName);

    /** With the secret where the host sends it. */
    abstract Hook proven(Hook hook, String secret);

    abstract Fault.Kind limit(int seconds);

    /** How many requests a page costs that meets the limit. */
    abstract int requestsOfLimited();

    Scene scene() throws IOException {
        return new Scene(Stage.shared(), start());
    }

    @Test
    void all_of_a_repository_stands_on_the_issues_it_names() throws Exception {
        try (var scene = scene()) {
            var issue = scene.issue("All of it");
            var branch = issue + "-topic";
            var repository = scene.repository("r");
            repository.push("main", "dev1", "Told below\n\nThe second paragraph names " + issue + ".");
            repository.push(branch, "dev2", issue + " on a branch");
            repository.open(issue + " stays open", null, "dev2", branch, "main", false);
            repository.open("Named in its description", LONG + issue, "dev3", branch, "main", true);
            repository.open(issue + " merged", "", "dev2", branch, "main", false);
            repository.merge(3, "dev1");
            repository.open(issue + " given up", "", "dev2", branch, "main", false);
            repository.close(4, "dev1");
            repository.push("main", "dev1", "for nobody");
            var single = scene.configuration();
            single.put("repoType", "SingleRepository");
            single.put("repositoryId", repository.fullName());
            scene.repository("other").push("main", "dev1", issue + " in another repository");

            scene.create(single).read();

            assertEquals(List.of(1, 3, 4), scene.counts(issue));
            var page = page(scene.host(), repository);
            var told = scene.items(issue).path("repositories").path(0).path("repository");
            assertEquals(repository.fullName(), told.path("full_name").asText());
            assertEquals(page, told.path("url").asText());
            assertEquals("main", told.path("default_branch").asText());
            assertEquals(List.of(branch), scene.texts(issue, "branches", "name"));
            assertEquals(List.of(repository.head(branch)), scene.texts(issue, "branches", "head"));
            for (var row : scene.rows(issue, "commits")) {
                var commit = repository.commit(row.path("sha").asText());
                assertEquals(commit.message(), row.path("message").asText());
                assertEquals(commit.authorName(), row.path("author").asText());
                assertEquals(
                        commit.committedAt(),
                        Instant.parse(row.path("committed_at").asText()));
                assertEquals(commit.parents().size(), row.path("parents").size(), row.toString());
                assertTrue(
                        row.path("url").asText().startsWith(page + "/")
                                && row.path("url").asText().endsWith("/commit/" + commit.sha()),
                        row.toString());
            }
            var states = new TreeMap<Long, String>();
            for (var row : scene.rows(issue, "pull_requests")) {
                var number = row.path("number").asLong();
                states.put(
                        number,
                        row.path("state").asText() + " by " + row.path("author").asText());
                assertEquals(page + path(number), row.path("url").asText());
                assertEquals(branch, row.path("source_branch").asText());
                assertEquals("main", row.path("target_branch").asText());
                assertEquals(
                        number == number(repository, 3), !row.path("merged_at").isNull(), "merged, and when: " + row);
            }
            assertEquals(
                    Map.of(
                            number(repository, 1), "open by dev2",
                            number(repository, 2), "draft by dev3",
                            number(repository, 3), "merged by dev2",
                            number(repository, 4), "closed by dev2"),
                    states);
        }
    }

    @Test
    void more_than_one_page_is_read_to_the_end() throws Exception {
        try (var scene = scene()) {
            var issue = scene.issue("Pages");
            var repository = scene.repository("r");
            for (int n = 0; n < 230; n++) {
                repository.push("main", "dev1", (n % 50 == 0 ? issue + " " : "") + "commit " + n);
            }
            for (int n = 0; n < 105; n++) {
                var named = n % 25 == 0 ? issue + "-" : "";
                repository.createBranch(named + "branch-" + n, "main", "dev1");
                repository.open(named + "request " + n, null, "dev1", named + "branch-" + n, "main", false);
            }
            scene.connect();
            scene.shows(issue, 5, 5, 5, Scene.SOON);
        }
    }

    @Test
    void a_webhook_is_believed_with_the_right_proof_and_shows_at_once() throws Exception {
        try (var scene = scene()) {
            var issue = scene.issue("Fresh");
            var repository = scene.repository("r");
            scene.connectWithWebhook();
            scene.quiet();

            var before = repository.head("main");
            repository.push("main", "dev1", issue + " pushed");
            var push = push(repository, "main", before, "dev1");
            scene.host().forget();
            assertEquals(401, push.send(scene.webhook()).status(), "no proof");
            assertEquals(
                    401, proven(push, "not-the-secret").send(scene.webhook()).status(), "a wrong one");
            scene.quiet();
            assertEquals(List.of(0, 0, 0), scene.counts(issue), "what was refused was stored");
            assertEquals(List.of(), scene.host().seen(), "what was refused made the app ask");

            send(scene, push);
            scene.shows(issue, 0, 1, 0, Scene.AT_ONCE);
            send(scene, push);
            scene.quiet();
            assertEquals(List.of(0, 1, 0), scene.counts(issue), "the same again");

            var branch = issue + "-new";
            repository.createBranch(branch, "main", "dev2");
            send(scene, push(repository, branch, null, "dev2"));
            scene.shows(issue, 1, 1, 0, Scene.AT_ONCE);
            assertEquals(List.of("false"), scene.texts(issue, "branches", "deleted"));

            repository.open(issue + " asked for", null, "dev2", branch, "main", false);
            send(scene, opened(repository, 1, "dev2"));
            scene.shows(issue, 1, 1, 1, Scene.AT_ONCE);
            assertEquals(List.of("open"), scene.texts(issue, "pull_requests", "state"));
            repository.merge(1, "dev1");
            send(scene, merged(repository, 1, "dev1"));
            becomes(scene, issue, "pull_requests", "state", "merged");
            assertEquals(List.of("dev2"), scene.texts(issue, "pull_requests", "author"), "not who merged it");

            before = repository.head(branch);
            repository.deleteBranch(branch, "dev2");
            send(scene, push(repository, branch, before, "dev2"));
            becomes(scene, issue, "branches", "deleted", "true");
        }
    }

    private void send(Scene scene, Hook hook) {
        assertEquals(202, proven(hook, scene.secret()).send(scene.webhook()).status());
    }

    private static void becomes(Scene scene, String issue, String kind, String field, String text) throws Exception {
        Stage.eventually(
                "the " + field + " of " + kind,
                Scene.AT_ONCE,
                () -> scene.texts(issue, kind, field),
                List.of(text)::equals);
    }

    @Test
    void a_refused_token_stops_the_connection_and_says_why() throws Exception {
        try (var scene = scene()) {
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
            scene.host().model().token("renewed-token", "dev1");
            var renewed = scene.configuration();
            renewed.put("token", "renewed-token");
            Scene.expect(200, scene.stage().admin().put(Scene.CONFIGURATIONS + "/" + scene.connection(), renewed));
            scene.read();
        }
    }

    @Test
    void a_limit_is_waited_for_and_reading_goes_on() throws Exception {
        try (var scene = scene()) {
            var issue = scene.issue("Limited");
            scene.repository("r").push("main", "dev1", issue + " behind the limit");
            scene.host().fault(Fault.of(".*/(branches|refs)", 1, limit(3)));
            var started = Instant.now();
            scene.create(scene.configuration());
            var waiting = scene.state("waiting");
            assertFalse(waiting.path("status").path("code").isNull(), "no reason: " + waiting);
            SyncIT.heartbeats(scene, () -> scene.counts(issue).get(1) == 1);
            assertTrue(Stage.millis(started) >= 3_000, "it did not wait: " + Stage.millis(started) + " ms");
            scene.read();
            var lists = scene.host().seen().stream()
                    .filter(one -> one.path().matches(".*/(branches|refs)"))
                    .count();
            assertEquals(requestsOfLimited(), lists, "asked again during the wait, or for what was answered");
        }
    }

    @Test
    void a_deleted_branch_and_a_rewritten_one_are_found_by_polls() throws Exception {
        try (var scene = scene()) {
            var issue = scene.issue("Rewritten");
            var repository = scene.repository("r");
            var base = repository.head("main");
            repository.push("topic", "dev1", issue + " first try");
            repository.createBranch(issue + "-gone", "main", "dev1");
            var often = scene.configuration();
            often.put("commitsPeriod", SyncIT.SHORT_PERIOD_MS);
            scene.create(often).read();
            assertEquals(List.of(1, 1, 0), scene.counts(issue));
            repository.deleteBranch(issue + "-gone", "dev1");
            repository.forcePush("topic", base, "dev1", issue + " second try");
            SyncIT.heartbeats(
                    scene, () -> scene.texts(issue, "branches", "deleted").equals(List.of("true")));
            SyncIT.heartbeats(scene, () -> unreachable(scene, issue)
                    .equals(new TreeSet<>(List.of(issue + " first try: true", issue + " second try: false"))));
        }
    }

    @Test
    void reading_again_repairs_at_once_and_forgets_when_it_is_told_to() throws Exception {
        try (var scene = scene()) {
            var issue = scene.issue("Again");
            var repository = scene.repository("r");
            var base = repository.head("main");
            repository.push("topic", "dev1", issue + " first try");
            repository.createBranch(issue + "-gone", "main", "dev1");
            scene.connect();
            repository.deleteBranch(issue + "-gone", "dev1");
            repository.forcePush("topic", base, "dev1", issue + " second try");
            scene.act("reindex");
            becomes(scene, issue, "branches", "deleted", "true");
            Stage.eventually(
                    "what is on no branch any more is marked",
                    Scene.SOON,
                    () -> unreachable(scene, issue),
                    new TreeSet<>(List.of(issue + " first try: true", issue + " second try: false"))::equals);
            var hard = scene.stage()
                    .admin()
                    .post(Scene.CONFIGURATIONS + "/" + scene.connection() + "/reindex", Map.of("mode", "hard"));
            assertEquals(200, hard.status(), hard.toString());
            scene.shows(issue, 0, 1, 0, Scene.SOON);
            assertEquals(
                    List.of("false"), List.of(unreachable(scene, issue).first().replaceFirst(".*: ", "")));
        }
    }

    /** Which commits are on a branch no more. */
    private static TreeSet<String> unreachable(Scene scene, String issue) throws IOException {
        var all = new TreeSet<String>();
        for (var row : scene.rows(issue, "commits")) {
            all.add(row.path("message").asText() + ": "
                    + !row.path("unreachable_since").isNull());
        }
        return all;
    }

    @Test
    void a_renamed_repository_is_recognised_by_its_id() throws Exception {
        try (var scene = scene()) {
            var issue = scene.issue("Renamed");
            var repository = scene.repository("before");
            repository.push("main", "dev1", issue + " under the old name");
            scene.connectWithWebhook();
            scene.host().model().rename(repository, "after");
            send(scene, renamed(repository, "before"));
            named(scene, issue, repository);
            repository.push("main", "dev1", issue + " under the new name");
            scene.act("reindex");
            scene.shows(issue, 0, 2, 0, Scene.SOON);
            assertEquals(1, scene.items(issue).path("repositories").size(), "one repository, not two");
        }
    }

    /** Waits until the repository has its present name on an issue. */
    static void named(Scene scene, String issue, Repository repository) throws Exception {
        Stage.eventually(
                "the new name is shown",
                Scene.SOON,
                () -> repositoryOf(scene, issue).path("full_name").asText(),
                repository.fullName()::equals);
    }

    private static JsonNode repositoryOf(Scene scene, String issue) throws IOException {
        return scene.items(issue).path("repositories").path(0).path("repository");
    }

    /** How many commits an issue shows once a connection covers this and no other does. */
    static int covered(Scene scene, String issue, String repoType, String id, boolean subgroups) throws Exception {
        if (scene.connection() != 0) {
            var deleted = scene.stage().admin().delete(Scene.CONFIGURATIONS + "/" + scene.connection());
            assertEquals(2, deleted.status() / 100, deleted.toString());
        }
        var configuration = scene.configuration();
        configuration.put("repoType", repoType);
        configuration.put("repositoryId", id);
        configuration.put("includeSubgroups", subgroups);
        scene.create(configuration).read();
        return scene.counts(issue).get(1);
    }
}
