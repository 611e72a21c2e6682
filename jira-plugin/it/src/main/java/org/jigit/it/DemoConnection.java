// The demo's connection to the stand-in: created, read, and told by webhooks what happens next.
package org.jigit.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jigit.it.replay.Delivery;
import org.jigit.it.replay.DemoData;
import org.jigit.it.replay.Json;
import org.jigit.it.replay.ReplayHost;

/** The connection of the demo, whose smart commits are on. */
final class DemoConnection {
    /** Its name. */
    static final String NAME = "Octo organisation";

    private static final String CONFIGURATIONS = "/rest/jigit/1.0/configurations";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Jira admin;
    private final String path;

    private DemoConnection(Jira admin, long id) {
        this.admin = admin;
        this.path = CONFIGURATIONS + "/" + id;
    }

    /** The connection that an earlier run created. */
    static Optional<DemoConnection> find(Jira admin) throws IOException {
        for (var connection : done(admin.get(CONFIGURATIONS)).json()) {
            if (connection.path("repoName").asText().equals(NAME)) {
                return Optional.of(
                        new DemoConnection(admin, connection.path("id").asLong()));
            }
        }
        return Optional.empty();
    }

    /** Creates it; the token is one of the stand-in's. */
    static DemoConnection create(Jira admin, ReplayHost host, String token) throws IOException {
        var settings = Json.object(
                "repoName",
                NAME,
                "serverUrl",
                host.url(),
                "serviceType",
                host.serviceType(),
                "token",
                token,
                "repoType",
                "GroupOfRepositories",
                "repositoryId",
                DemoData.ORGANISATION,
                "smartCommitEnabled",
                true,
                "smartCommitIdentity",
                "VOUCHED");
        return new DemoConnection(
                admin,
                done(admin.post(CONFIGURATIONS, settings)).json().path("id").asLong());
    }

    /** Waits until everything is read. */
    void waitUntilRead() throws IOException {
        await(
                "the stand-in is read",
                path,
                connection -> connection.path("status").path("state").asText().equals("up_to_date"));
    }

    /** Sends what happened by webhook, signed as the host does, and waits until the commands in it are over. */
    void tell(List<Delivery> deliveries) throws IOException {
        var webhook = done(admin.post(path + "/secret", Map.of())).json();
        for (var delivery : deliveries) {
            var reply = delivery.send(
                    webhook.path("url").asText(), webhook.path("secret").asText());
            if (reply.status() != 202) {
                throw new IOException("a webhook was not accepted: " + reply);
            }
        }
        await("the commands are over", path + "/smart-commits", DemoConnection::isOver);
        waitUntilRead();
    }

    private static boolean isOver(JsonNode smartCommits) {
        var states = smartCommits.path("commits").findValuesAsText("state");
        return !states.isEmpty() && !states.contains("waiting") && !states.contains("running");
    }

    private void await(String what, String path, Predicate<JsonNode> wished) throws IOException {
        var end = Instant.now().plus(PATIENCE);
        var answer = done(admin.get(path)).json();
        while (!wished.test(answer)) {
            if (Instant.now().isAfter(end)) {
                throw new IOException(what + ": not within " + PATIENCE.toMinutes() + " minutes: " + answer);
            }
            Jira.pause(250);
            answer = done(admin.get(path)).json();
        }
    }

    private static Jira.Answer done(Jira.Answer answer) throws IOException {
        if (answer.status() / 100 != 2) {
            throw new IOException("expected success, found " + answer);
        }
        return answer;
    }
}
