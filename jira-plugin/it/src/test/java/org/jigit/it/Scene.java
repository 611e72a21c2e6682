// One test's own corner of a Jira: a project with issues, a stand-in with repositories, and the connection between
// them.
package org.jigit.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jigit.it.replay.Delivery;
import org.jigit.it.replay.Json;
import org.jigit.it.replay.Model;
import org.jigit.it.replay.ReplayHost;
import org.jigit.it.replay.Repository;
import org.jigit.it.replay.StandIn;

/** One test's own corner of a Jira. Closing it removes the connection and compares what was sent with what was declared. */
final class Scene implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(30);
    /** The promise for webhooks. */
    static final Duration AT_ONCE = Duration.ofSeconds(2);

    static final String TOKEN = "ghp_tOkEnOfTheStandIn0123456789abcdefghij";
    static final String CONFIGURATIONS = "/rest/jigit/1.0/configurations";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Stage stage;
    private final StandIn host;
    private final String project;
    private final String organisation;
    private long connection;
    private String webhook;
    private String secret;

    /** A project with a key of its own, and an organisation on a stand-in of its own. */
    Scene(Stage stage) throws IOException {
        this(stage, ReplayHost.start(new Model(), 0));
    }

    /** The same on a stand-in of another kind, which ends with the scene. */
    Scene(Stage stage, StandIn host) throws IOException {
        this.stage = stage;
        this.host = host;
        var number = COUNT.incrementAndGet();
        project = "T" + (char) ('A' + number / 26) + (char) ('A' + number % 26);
        organisation = "org-" + number;
        host.model().token(TOKEN, "dev1");
        host.model().organisation(organisation);
        expect(201, stage.admin().post("/rest/api/2/project", Json.object("key", project, "name", "Test " + project)));
    }

    Stage stage() {
        return stage;
    }

    StandIn host() {
        return host;
    }

    /** The key of the project. */
    String project() {
        return project;
    }

    /** The organisation's name. */
    String organisation() {
        return organisation;
    }

    long connection() {
        return connection;
    }

    String webhook() {
        return webhook;
    }

    String secret() {
        return secret;
    }

    /** A new issue; gives its key. */
    String issue(String summary) throws IOException {
        var fields = Json.object(
                "project", Json.object("key", project), "summary", summary, "issuetype", Json.object("name", "Task"));
        return expect(201, stage.admin().post("/rest/api/2/issue", Json.object("fields", fields)))
                .json()
                .path("key")
                .asText();
    }

    /** A new repository of the organisation with a first commit that names no issue. */
    Repository repository(String name) {
        var repository = host.model().repository(organisation, name);
        repository.push("main", "dev1", "Begin");
        return repository;
    }

    /** The configuration of a connection to the whole organisation. */
    Map<String, Object> configuration() {
        return Json.object(
                "repoName",
                "Scene " + project,
                "serverUrl",
                host.address(),
                "serviceType",
                host.serviceType(),
                "token",
                TOKEN,
                "repoType",
                "GroupOfRepositories",
                "repositoryId",
                organisation,
                "enabled",
                true);
    }

    /** Creates the connection and waits until all is read. */
    Scene connect() throws Exception {
        create(configuration());
        return read();
    }

    /** Creates the connection and a webhook secret, and waits until all is read. */
    Scene connectWithWebhook() throws Exception {
        return create(configuration()).withWebhook().read();
    }

    /** Makes a webhook secret. */
    Scene withWebhook() throws IOException {
        var answer = expect(200, stage.admin().post(CONFIGURATIONS + "/" + connection + "/secret", Map.of()));
        secret = answer.json().path("secret").asText();
        webhook = stage.url() + "/rest/jigit/1.0/webhooks/"
                + answer.json().path("address").asText();
        assertEquals(webhook, answer.json().path("url").asText(), "the address and the whole URL belong together");
        return this;
    }

    /** Creates the connection. */
    Scene create(Map<String, Object> configuration) throws IOException {
        var answer = expect(201, stage.admin().post(CONFIGURATIONS, configuration));
        connection = answer.json().path("id").asLong();
        return this;
    }

    /** Leaves the connection and its rows there when this closes. */
    void leaveConnection() {
        connection = 0;
    }

    /** Takes a connection that was created elsewhere. */
    void adopt(long id) {
        connection = id;
    }

    /** Waits until all is read. */
    Scene read() throws Exception {
        state("up_to_date");
        return this;
    }

    /** Waits until the connection is in this state; gives the connection. */
    JsonNode state(String state) throws Exception {
        return Stage.eventually(
                "connection " + connection + " becomes " + state,
                SOON,
                this::get,
                now -> now.path("status").path("state").asText().equals(state));
    }

    /** The connection as REST tells it. */
    JsonNode get() throws IOException {
        return expect(200, stage.admin().get(CONFIGURATIONS + "/" + connection)).json();
    }

    /** Does something to the connection: {@code reindex}, {@code pause} ... */
    void act(String action) throws IOException {
        var answer = stage.admin().post(CONFIGURATIONS + "/" + connection + "/" + action, Map.of());
        assertEquals(2, answer.status() / 100, answer.toString());
    }

    /** Lets the heartbeat come now, as after a minute of quiet. */
    void heartbeat() throws IOException {
        var answer = stage.admin().post("/rest/headless/1.0/jobs/run", Map.of());
        assertEquals(2, answer.status() / 100, answer.toString());
    }

    /** Sends a delivery as the host does. */
    Delivery.Reply send(Delivery delivery) {
        return delivery.send(webhook, secret);
    }

    /** The summary of an issue as this person gets it. */
    JsonNode summary(String issue) throws IOException {
        return expect(200, stage.as("dev1").get(development(issue))).json();
    }

    /** How many branches, commits and pull requests an issue shows. */
    List<Integer> counts(String issue) throws IOException {
        var summary = summary(issue).path("summary");
        return List.of(
                summary.path("branches").path("count").asInt(-1),
                summary.path("commits").path("count").asInt(-1),
                summary.path("pull_requests").path("count").asInt(-1));
    }

    /** Waits until an issue shows so many branches, commits and pull requests. */
    void shows(String issue, int branches, int commits, int pullRequests, Duration within) throws Exception {
        Stage.eventually(
                issue + " shows branches, commits and pull requests",
                within,
                () -> counts(issue),
                List.of(branches, commits, pullRequests)::equals);
    }

    /** Everything that an issue shows. */
    JsonNode items(String issue) throws IOException {
        return expect(200, stage.as("dev1").get(development(issue) + "/items")).json();
    }

    /** The rows of one kind that an issue shows, of all repositories. */
    List<JsonNode> rows(String issue, String kind) throws IOException {
        var rows = new ArrayList<JsonNode>();
        for (var group : items(issue).path("repositories")) {
            group.path(kind).path("items").forEach(rows::add);
        }
        return rows;
    }

    /** One field of the rows of one kind. */
    List<String> texts(String issue, String kind, String field) throws IOException {
        return rows(issue, kind).stream().map(row -> row.path(field).asText()).toList();
    }

    static String development(String issue) {
        return "/rest/jigit/1.0/issues/" + issue + "/development";
    }

    static Jira.Answer expect(int status, Jira.Answer answer) {
        assertEquals(status, answer.status(), answer.toString());
        return answer;
    }

    /** Waits until no request has come for a while. */
    void quiet() throws Exception {
        var count = host.seen().size();
        var since = Instant.now();
        var end = since.plus(SOON);
        while (Duration.between(since, Instant.now()).toMillis() < 1_000) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("requests do not end: " + host.seen().size());
            }
            Thread.sleep(50);
            if (host.seen().size() != count) {
                count = host.seen().size();
                since = Instant.now();
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (connection != 0) {
            var answer = stage.admin().delete(CONFIGURATIONS + "/" + connection);
            assertEquals(2, answer.status() / 100, answer.toString());
        }
        host.close();
        var described = expect(200, stage.admin().get("/rest/jigit/1.0/hosts")).json();
        assertEquals(
                List.of(),
                Endpoints.of(described, host.name()).strangers(host.root(), host.seen()),
                "requests that the endpoint list of describe does not allow");
    }
}
