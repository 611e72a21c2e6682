// The app on a real Gerrit.
package org.jigit.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jigit.it.replay.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GerritIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final List<String> EVENTS = new CopyOnWriteArrayList<>();
    private static Gerrit gerrit;

    private GerritProxy proxy;
    private Scene scene;
    /** All projects of a test are below this. */
    private String prefix;

    @BeforeAll
    static void start() throws Exception {
        gerrit = Gerrit.start();
        gerrit.events(EVENTS::add);
        Stage.eventually("the stream of events is open", Scene.SOON, GerritIT::isHeard, heard -> heard);
    }

    /** Makes an event and looks whether any was heard. */
    private static boolean isHeard() throws IOException, InterruptedException {
        gerrit.call("PUT", "/projects/heard-" + COUNT.incrementAndGet(), Map.of());
        return !EVENTS.isEmpty();
    }

    @AfterAll
    static void stop() {
        if (gerrit != null) {
            gerrit.close();
        }
    }

    @BeforeEach
    void open() throws IOException {
        scene = new Scene(Stage.shared());
        proxy = new GerritProxy(gerrit);
        prefix = "team-" + COUNT.incrementAndGet();
    }

    @AfterEach
    void close() throws IOException {
        scene.close();
        var described = Scene.expect(200, scene.stage().admin().get("/rest/jigit/1.0/hosts"))
                .json();
        proxy.close();
        assertEquals(List.of(), Endpoints.of(described, "gerrit").strangers("/a", proxy.seen()));
    }

    private Map<String, Object> configuration(String repoType, String repositoryId) {
        var configuration = scene.configuration();
        configuration.putAll(Json.object(
                "serviceType",
                "Gerrit",
                "serverUrl",
                proxy.url(),
                "username",
                Gerrit.USER,
                "token",
                gerrit.password(),
                "repoType",
                repoType,
                "repositoryId",
                repositoryId));
        return configuration;
    }

    @Test
    void branches_commits_and_changes_in_all_states_are_on_their_issues() throws Exception {
        var project = gerrit.project(prefix + "/app");
        var merged = scene.issue("Merged");
        var open = scene.issue("Open");
        var draft = scene.issue("Work in progress");
        var abandoned = scene.issue("Abandoned");
        var hidden = scene.issue("Private");
        var branch = scene.issue("Branch");
        var submitted = project.change(merged + " first", "%topic=" + merged + "-topic");
        project.amend("");
        gerrit.submit(submitted);
        project.change(open + " waits\n\nAlso for " + merged, "");
        project.change(draft + " not yet", "%wip");
        var given = project.change(abandoned + " no", "");
        gerrit.call("POST", "/changes/" + given + "/abandon", Map.of());
        project.change(hidden + " not for all", "%private");
        project.git("checkout", "-q", "--detach", "origin/master");
        var pushed = project.commit(branch + " past review");
        project.push("refs/heads/feature/" + branch + "-side");

        scene.create(configuration("SingleRepository", project.name())).read();

        assertEquals(List.of(0, 1, 2), scene.counts(merged));
        assertEquals(Set.of("merged", "open"), Set.copyOf(scene.texts(merged, "pull_requests", "state")));
        assertEquals(List.of("open"), scene.texts(open, "pull_requests", "state"));
        assertEquals(List.of("draft"), scene.texts(draft, "pull_requests", "state"));
        assertEquals(List.of("closed"), scene.texts(abandoned, "pull_requests", "state"));
        assertEquals(List.of(0, 0, 0), scene.counts(hidden));
        assertEquals(List.of("feature/" + branch + "-side"), scene.texts(branch, "branches", "name"));

        var commit = scene.rows(branch, "commits").get(0);
        assertEquals(pushed, commit.path("sha").asText());
        assertEquals("Dev 1", commit.path("author").asText());
        assertEquals(
                Instant.parse(project.git("show", "-s", "--format=%aI", pushed)),
                Instant.parse(commit.path("authored_at").asText()));
        assertEquals(
                project.git("show", "-s", "--format=%P", pushed),
                commit.path("parents").get(0).asText());
        var change = scene.rows(open, "pull_requests").get(0);
        assertEquals("admin", change.path("author").asText());
        assertEquals("master", change.path("target_branch").asText());
        assertEquals(
                proxy.url() + "/c/" + project.name() + "/+/"
                        + change.path("number").asText(),
                change.path("url").asText());
    }

    @Test
    void a_long_history_is_read_in_pages_and_then_only_what_is_new() throws Exception {
        var project = gerrit.project(prefix);
        var issue = scene.issue("History");
        history(project, issue);
        proxy.withPagesOf(7);
        scene.create(configuration("SingleRepository", project.name())).read();
        assertEquals(List.of(0, 26, 0), scene.counts(issue));

        proxy.forget();
        project.commit(issue + " later");
        project.push("refs/heads/master");
        scene.act("reindex");
        scene.shows(issue, 0, 27, 0, Scene.SOON);
        scene.read();
    }

    @Test
    void without_gitiles_a_history_is_read_commit_by_commit() throws Exception {
        proxy.withoutGitiles();
        var project = gerrit.project(prefix);
        var issue = scene.issue("No gitiles");
        history(project, issue);
        gerrit.submit(project.change(issue + " reviewed", ""));
        scene.create(configuration("SingleRepository", project.name())).read();
        assertEquals(List.of(0, 27, 1), scene.counts(issue));
        assertEquals(
                1,
                proxy.seen().stream()
                        .filter(one -> one.path().contains("/gitiles/"))
                        .count(),
                "asked again although the plugin is not there");
    }

    @Test
    void the_newest_commits_are_tried_without_gitiles_only_the_very_newest() throws Exception {
        var project = gerrit.project(prefix);
        var issue = scene.issue("Tried");
        history(project, issue);
        var configuration = configuration("SingleRepository", project.name());
        configuration.put("enabled", false);
        scene.create(configuration);
        var all = tried();
        assertEquals(project.name(), all.path("repository").asText());
        assertEquals(
                issue + " merged",
                all.path("texts").path(0).path("text").asText().strip());
        assertTrue(all.path("texts").size() >= 26, all.toString());
        proxy.withoutGitiles();
        assertEquals(1, tried().path("texts").size());
    }

    private JsonNode tried() throws IOException {
        return Scene.expect(
                        200,
                        scene.stage()
                                .admin()
                                .post("/rest/jigit/1.0/preview/commits", Json.object("connection", scene.connection())))
                .json();
    }

    /** 26 commits for an issue on master, some of them by a merge. */
    private static void history(Gerrit.Clone project, String issue) throws IOException, InterruptedException {
        for (int n = 0; n < 15; n++) {
            project.commit(issue + " on master " + n);
        }
        project.git("checkout", "-q", "-b", "side", "HEAD~5");
        for (int n = 0; n < 10; n++) {
            project.commit(issue + " on the side " + n);
        }
        project.git("checkout", "-q", "master");
        project.git("merge", "-q", "--no-ff", "-m", issue + " merged", "side");
        project.push("refs/heads/master");
    }

    @Test
    void all_projects_below_a_path_are_read_but_those_that_the_account_does_not_see() throws Exception {
        var issue = scene.issue("Scopes");
        for (var name : List.of("one", "one/deep", "not seen", "hidden", "beside")) {
            var project = gerrit.project(name.equals("beside") ? prefix + "-beside" : prefix + "/" + name);
            project.commit(issue + " in " + name);
            project.push("refs/heads/master");
        }
        gerrit.call("PUT", "/projects/" + Gerrit.encoded(prefix + "/hidden") + "/config", Map.of("state", "HIDDEN"));
        gerrit.forAdministratorsOnly(prefix + "/not seen");

        var flat = configuration("GroupOfRepositories", prefix);
        flat.put("includeSubgroups", false);
        scene.create(flat).read();
        assertEquals(List.of(issue + " in one\n"), scene.texts(issue, "commits", "message"));

        var nested = configuration("GroupOfRepositories", prefix);
        nested.put("includeSubgroups", true);
        Scene.expect(200, scene.stage().admin().put(Scene.CONFIGURATIONS + "/" + scene.connection(), nested));
        scene.shows(issue, 0, 2, 0, Scene.SOON);
        scene.read();
        assertEquals(
                Set.of(issue + " in one\n", issue + " in one/deep\n"),
                Set.copyOf(scene.texts(issue, "commits", "message")));
    }

    @Test
    void events_make_what_happened_visible_at_once() throws Exception {
        var project = gerrit.project(prefix + "/app");
        scene.create(configuration("GroupOfRepositories", prefix));
        webhook = address();
        scene.read();
        relayed = EVENTS.size();

        var issue = scene.issue("Live");
        var change = project.change(issue + " to be seen", "%wip");
        relay("patchset-created");
        var started = Instant.now();
        scene.shows(issue, 0, 0, 1, Scene.AT_ONCE);
        System.out.println("[it] a change on Gerrit was on its issue " + Stage.millis(started) + " ms after its event");
        assertEquals(List.of("draft"), scene.texts(issue, "pull_requests", "state"));

        gerrit.call("POST", "/changes/" + change + "/ready", Map.of());
        relay("wip-state-changed");
        eventually(() -> scene.texts(issue, "pull_requests", "state").equals(List.of("open")));

        gerrit.call("PUT", "/changes/" + change + "/topic", Map.of("topic", issue + "-topic"));
        relay("topic-changed");
        eventually(() -> scene.texts(issue, "pull_requests", "source_branch").equals(List.of(issue + "-topic")));

        gerrit.submit(change);
        relay("change-merged");
        scene.shows(issue, 0, 1, 1, Scene.AT_ONCE);
        assertEquals(List.of("merged"), scene.texts(issue, "pull_requests", "state"));

        var abandoned = scene.issue("Abandoned");
        var given = project.change(abandoned + " no", "");
        relay("patchset-created");
        scene.shows(abandoned, 0, 0, 1, Scene.AT_ONCE);
        gerrit.call("POST", "/changes/" + given + "/abandon", Map.of());
        relay("change-abandoned");
        eventually(() -> scene.texts(abandoned, "pull_requests", "state").equals(List.of("closed")));

        var pushed = scene.issue("Pushed");
        project.commit(pushed + " past review");
        project.push("refs/heads/" + pushed + "-side");
        relay("ref-updated");
        scene.shows(pushed, 1, 1, 0, Scene.AT_ONCE);
        gerrit.call(
                "DELETE",
                "/projects/" + Gerrit.encoded(project.name()) + "/branches/" + Gerrit.encoded(pushed + "-side"),
                null);
        relay("ref-updated");
        eventually(() -> scene.rows(pushed, "branches").get(0).path("deleted").asBoolean());

        var late = gerrit.project(prefix + "/late");
        relay("project-created");
        var first = scene.issue("First in a new project");
        late.commit(first + " begins");
        late.push("refs/heads/master");
        relay("ref-updated");
        scene.shows(first, 0, 1, 0, Scene.SOON);
        scene.read();
    }

    @Test
    void events_about_references_that_are_no_branches_ask_gerrit_nothing() throws Exception {
        var project = gerrit.project(prefix);
        scene.create(configuration("SingleRepository", project.name()));
        webhook = address();
        scene.read();
        relayed = EVENTS.size();
        var change = project.change("no key", "");
        gerrit.call("POST", "/changes/" + change + "/revisions/current/review", Map.of("message", "Hm"));
        await("comment-added");
        proxy.forget();
        var references = 0;
        for (var event : events()) {
            var type = event.path("type").asText();
            if (List.of("comment-added", "ref-updated").contains(type)) {
                references += type.equals("ref-updated") ? 1 : 0;
                assertEquals(202, post(event));
            }
        }
        assertTrue(references >= 2, "Gerrit keeps a change in references: " + references);
        Thread.sleep(1_500);
        assertEquals(List.of(), proxy.seen());
    }

    @Test
    void events_from_an_address_that_is_not_listed_are_not_heard() throws Exception {
        var project = gerrit.project(prefix);
        var configuration = configuration("SingleRepository", project.name());
        configuration.put("webhookSources", List.of("192.0.2.0/24"));
        scene.create(configuration).read();
        webhook = address();
        var event = Json.read(Json.bytes(Map.of(
                "type",
                "ref-updated",
                "refUpdate",
                Map.of("project", project.name(), "refName", "refs/heads/master"))));
        proxy.forget();
        assertEquals(403, post(event));
        Thread.sleep(1_500);
        assertEquals(List.of(), proxy.seen());
        configuration.put("webhookSources", List.of("127.0.0.0/8", "::1"));
        Scene.expect(200, scene.stage().admin().put(Scene.CONFIGURATIONS + "/" + scene.connection(), configuration));
        scene.read();
        assertEquals(202, post(event));
    }

    /** The address of the webhook. */
    private String address() throws IOException {
        var answer = scene.stage().admin().post(Scene.CONFIGURATIONS + "/" + scene.connection() + "/secret", Map.of());
        return Scene.expect(200, answer).json().path("url").asText();
    }

    @Test
    void a_wrong_password_stops_the_connection() throws Exception {
        var project = gerrit.project(prefix);
        var configuration = configuration("SingleRepository", project.name());
        configuration.put("token", gerrit.password().toLowerCase());
        scene.create(configuration);
        var stopped = scene.state("stopped");
        assertEquals("auth_failed", stopped.path("status").path("code").asText(), stopped.toString());
        assertFalse(stopped.toString().contains(gerrit.password()), "the answer holds the password");
        configuration.put("token", gerrit.password());
        Scene.expect(200, scene.stage().admin().put(Scene.CONFIGURATIONS + "/" + scene.connection(), configuration));
        scene.read();
    }

    private String webhook;
    /** How many events were posted, or passed over. */
    private int relayed;

    /** Waits for an event of this type, and posts it and those before it. */
    private void relay(String type) throws Exception {
        await(type);
        for (var event : events()) {
            assertEquals(202, post(event), event.toString());
        }
    }

    private void await(String type) throws Exception {
        Stage.eventually(
                "Gerrit tells of " + type,
                Scene.SOON,
                () -> EVENTS.stream().skip(relayed).toList(),
                events -> events.stream().anyMatch(event -> event.contains("\"type\":\"" + type + "\"")));
        // What belongs to the same action comes with it.
        Thread.sleep(200);
    }

    /** The events that were not looked at yet. */
    private List<JsonNode> events() {
        var news = EVENTS.stream().skip(relayed).map(Json::read).toList();
        relayed += news.size();
        return news;
    }

    /** Sends an event as Gerrit's plugin webhooks does. */
    private int post(JsonNode event) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(webhook))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json; charset=utf-8")
                .header("X-Origin-Url", gerrit.url() + "/")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(event)))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static void eventually(Callable<Boolean> wish) throws Exception {
        Stage.eventually("the issue shows it", Scene.AT_ONCE, wish, Boolean.TRUE::equals);
    }
}
