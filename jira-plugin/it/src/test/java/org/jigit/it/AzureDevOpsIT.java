// The app on Azure DevOps, Services and Server: a stand-in that Microsoft's client reads as the real one, see
// StandInsIT.
package org.jigit.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import org.jigit.it.replay.AzureDevOpsHost;
import org.jigit.it.replay.AzureDevOpsPayloads;
import org.jigit.it.replay.Fault;
import org.jigit.it.replay.Hook;
import org.jigit.it.replay.Repository;
import org.jigit.it.replay.StandIn;
import org.junit.jupiter.api.Test;

class AzureDevOpsIT extends HostStories {

    @Test
    void a_connection_covers_what_it_was_told_to() throws Exception {
        try (var scene = scene()) {
            var issue = scene.issue("Scopes");
            var model = scene.host().model();
            scene.repository("own").push("main", "dev1", issue + " in the project");
            var spaced = model.repository("Payments Team", "payments api");
            spaced.push("main", "dev1", issue + " in another project");
            model.repository("Payments Team", "web").push("main", "dev1", issue + " beside it");
            model.repository("Payments Team", "empty");

            assertEquals(1, covered(scene, issue, "SingleRepository", spaced.fullName(), false));
            assertEquals(2, covered(scene, issue, "GroupOfRepositories", "Payments Team", false));
            assertEquals(1, covered(scene, issue, "GroupOfRepositories", scene.organisation(), false));
            assertEquals(3, covered(scene, issue, "AllRepositories", "", false));
        }
    }

    /** Jira takes HTTP Basic for the name and password of a person, and lets nobody pass who is none. */
    @Test
    void http_basic_is_refused_by_jira_itself() throws Exception {
        try (var scene = scene()) {
            var issue = scene.issue("Basic");
            var repository = scene.repository("r");
            scene.connectWithWebhook();
            var before = repository.head("main");
            repository.push("main", "dev1", issue + " pushed");
            var push = AzureDevOpsPayloads.push(repository, "main", before, "dev1");
            var reply = AzureDevOpsPayloads.withPassword(push, scene.secret()).send(scene.webhook());
            assertEquals(401, reply.status());
            assertTrue(reply.body().contains("Basic Authentication Failure"), reply.body());
            scene.quiet();
            assertEquals(List.of(0, 0, 0), scene.counts(issue));
        }
    }

    @Test
    void a_server_of_2020_is_asked_for_the_version_it_knows() throws Exception {
        try (var scene = new Scene(Stage.shared(), AzureDevOpsHost.server2020())) {
            var issue = scene.issue("Older");
            var repository = scene.repository("r");
            repository.push(issue + "-topic", "dev1", issue + " on an older server");
            repository.open(issue + " there", null, "dev1", issue + "-topic", "main", false);
            var often = scene.configuration();
            often.put("commitsPeriod", SyncIT.SHORT_PERIOD_MS);
            scene.create(often).read();
            assertEquals(List.of(1, 1, 1), scene.counts(issue));
            assertEquals(new TreeSet<>(List.of("6.0 200", "7.0 400")), versions(scene));
            scene.quiet();
            scene.host().forget();
            SyncIT.heartbeats(scene, () -> scene.host().seen().size() >= 8);
            assertEquals(new TreeSet<>(List.of("6.0 200")), versions(scene), "the version is remembered");
            scene.host().model().revoke(Scene.TOKEN);
            scene.act("reindex");
            var stopped = scene.state("stopped");
            assertEquals("auth_failed", stopped.path("status").path("code").asText(), stopped.toString());
        }
    }

    private static TreeSet<String> versions(Scene scene) {
        var versions = new TreeSet<String>();
        for (var one : scene.host().seen()) {
            versions.add(one.query().replaceFirst(".*api-version=", "") + " " + one.status());
        }
        return versions;
    }

    @Override
    StandIn start() throws IOException {
        return AzureDevOpsHost.services();
    }

    @Override
    long number(Repository repository, long n) {
        return (repository.id() - 700_000_000) * 1_000 + n;
    }

    @Override
    String path(long number) {
        return "/pullrequest/" + number;
    }

    @Override
    String page(StandIn host, Repository repository) {
        return host.address() + "/" + repository.owner().login() + "/_git/" + repository.name();
    }

    @Override
    Hook push(Repository repository, String branch, String before, String login) {
        return AzureDevOpsPayloads.push(repository, branch, before, login);
    }

    @Override
    Hook opened(Repository repository, long n, String login) {
        return AzureDevOpsPayloads.pullRequest(repository, n, "created");
    }

    @Override
    Hook merged(Repository repository, long n, String login) {
        return AzureDevOpsPayloads.pullRequest(repository, n, "merged");
    }

    @Override
    Hook renamed(Repository repository, String oldName) {
        return AzureDevOpsPayloads.renamed(repository, oldName);
    }

    @Override
    Hook proven(Hook hook, String secret) {
        return AzureDevOpsPayloads.withHeader(hook, secret);
    }

    @Override
    Fault.Kind limit(int seconds) {
        return AzureDevOpsHost.throttled(seconds);
    }

    @Override
    int requestsOfLimited() {
        return 1;
    }
}
