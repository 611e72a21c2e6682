// The app on a GitLab server: a stand-in that python-gitlab reads as it reads the real one, see StandInsIT.
package org.jigit.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jigit.it.replay.Fault;
import org.jigit.it.replay.GitLabHost;
import org.jigit.it.replay.GitLabPayloads;
import org.jigit.it.replay.Hook;
import org.jigit.it.replay.Json;
import org.jigit.it.replay.Repository;
import org.jigit.it.replay.StandIn;
import org.junit.jupiter.api.Test;

class GitLabIT extends HostStories {

    @Test
    void a_connection_covers_what_it_was_told_to() throws Exception {
        try (var scene = scene()) {
            var issue = scene.issue("Scopes");
            var model = scene.host().model();
            var group = scene.organisation();
            model.organisation(group + "/sub");
            model.organisation(group + "/sub/deep");
            scene.repository("own").push("main", "dev1", issue + " in the group");
            var deep = model.repository(group + "/sub/deep", "payments");
            deep.push("main", "dev1", issue + " in a subgroup");
            model.repository("dev1", "notes").push("main", "dev1", issue + " of a person");
            model.repository(group, "empty");

            assertEquals(1, covered(scene, issue, "GroupOfRepositories", group, false));
            assertEquals(2, covered(scene, issue, "GroupOfRepositories", group, true));
            assertEquals(1, covered(scene, issue, "GroupOfRepositories", "dev1", false));
            assertEquals(1, covered(scene, issue, "SingleRepository", deep.fullName(), false));
            assertEquals(3, covered(scene, issue, "AllRepositories", "", false));
        }
    }

    @Test
    void a_project_that_moved_to_another_group_is_followed() throws Exception {
        try (var scene = scene()) {
            var issue = scene.issue("Moved");
            var model = scene.host().model();
            model.organisation(scene.organisation() + "/sub");
            var project = scene.repository("before");
            project.push("main", "dev1", issue + " in the old group");
            var oldName = project.fullName();
            assertEquals(1, covered(scene, issue, "SingleRepository", oldName, false));
            model.transfer(project, scene.organisation() + "/sub");
            project.push("main", "dev1", issue + " in the new group");
            scene.act("reindex");
            scene.shows(issue, 0, 2, 0, Scene.SOON);
            named(scene, issue, project);
            assertEquals(1, scene.items(issue).path("repositories").size(), "one repository, not two");
            assertTrue(
                    scene.host().seen().stream().anyMatch(one -> one.status() == 301),
                    "it was never asked for by its old name");
        }
    }

    @Test
    void a_signature_by_a_signing_token_is_checked() throws Exception {
        try (var scene = scene()) {
            var issue = scene.issue("Signed");
            var project = scene.repository("r");
            scene.connectWithWebhook();
            var token = signingToken("the key of this connection only!");
            Scene.expect(
                    200,
                    scene.stage()
                            .admin()
                            .post(
                                    Scene.CONFIGURATIONS + "/" + scene.connection() + "/webhook/secret",
                                    Json.object("secret", token)));
            var before = project.head("main");
            project.push("main", "dev1", issue + " signed");
            var push = GitLabPayloads.push(project, "main", before, "dev1");
            var now = Instant.now();
            var signed = GitLabPayloads.signed(push, token, now);
            var other = GitLabPayloads.signed(push, signingToken("the key of a stranger, as long.."), now);
            var changed = new String(signed.body(), StandardCharsets.UTF_8).replace("signed", "forged");
            var forged = new Hook(signed.headers(), changed.getBytes(StandardCharsets.UTF_8));
            var late = GitLabPayloads.signed(push, token, now.minusSeconds(3_600));
            for (var refused : List.of(push, other, forged, late)) {
                assertEquals(
                        401,
                        refused.send(scene.webhook()).status(),
                        refused.headers().toString());
            }
            scene.quiet();
            assertEquals(List.of(0, 0, 0), scene.counts(issue), "what was refused was stored");
            assertEquals(202, signed.send(scene.webhook()).status());
            scene.shows(issue, 0, 1, 0, Scene.AT_ONCE);
        }
    }

    private static String signingToken(String key) {
        return "whsec_" + Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_quiet_poll_is_answered_with_what_is_known() throws Exception {
        try (var scene = scene()) {
            scene.repository("r").push("main", "dev1", "nothing for anybody");
            var often = scene.configuration();
            often.put("commitsPeriod", SyncIT.SHORT_PERIOD_MS);
            scene.create(often).read();
            scene.quiet();
            scene.host().forget();
            SyncIT.heartbeats(scene, () -> scene.host().seen().stream().anyMatch(one -> one.status() == 304));
        }
    }

    @Test
    void a_verified_signature_vouches_for_the_author_of_commands() throws Exception {
        try (var scene = scene()) {
            var issue = scene.issue("Signed");
            scene.stage().admin().permit("dev1", scene.project(), "BROWSE_PROJECTS", "ADD_COMMENTS");
            var repository = scene.repository("r");
            repository.push("main", "dev1", "nothing for anybody");
            var signing = scene.configuration();
            signing.put("commitsPeriod", SyncIT.SHORT_PERIOD_MS);
            signing.put("smartCommitEnabled", true);
            scene.create(signing).read();
            repository.push("main", "dev1", issue + " #comment not signed");
            Stage.eventually(
                    "nobody vouches for what is not signed",
                    Scene.SOON,
                    () -> results(scene),
                    List.of("#comment: NotVouched")::equals);
            scene.host()
                    .fault(Fault.of(
                            ".*/signature",
                            1,
                            new Fault.Answer(
                                    200,
                                    Map.of("Content-Type", List.of("application/json")),
                                    "{\"signature_type\":\"SSH\",\"verification_status\":\"verified\"}")));
            repository.push("main", "dev1", issue + " #comment signed");
            Stage.eventually(
                    "the signature does",
                    Scene.SOON,
                    () -> scene.stage().admin().comments(issue).size(),
                    count -> count == 1);
            var asked = scene.host().seen().stream()
                    .filter(one -> one.target().endsWith("/signature"))
                    .count();
            assertEquals(2, asked, "once for each commit that gives commands");
        }
    }

    private static List<String> results(Scene scene) throws IOException {
        var answer = Scene.expect(
                200, scene.stage().admin().get(Scene.CONFIGURATIONS + "/" + scene.connection() + "/smart-commits"));
        var results = new ArrayList<String>();
        answer.json().path("commits").forEach(commit -> commit.path("results")
                .forEach(result -> results.add(result.path("text").asText() + ": "
                        + result.path("code").asText())));
        return results;
    }

    @Override
    StandIn start() throws IOException {
        return GitLabHost.start();
    }

    @Override
    long number(Repository repository, long n) {
        return n;
    }

    @Override
    String path(long number) {
        return "/-/merge_requests/" + number;
    }

    @Override
    String page(StandIn host, Repository repository) {
        return host.url() + "/" + repository.fullName();
    }

    @Override
    Hook push(Repository repository, String branch, String before, String login) {
        return GitLabPayloads.push(repository, branch, before, login);
    }

    @Override
    Hook opened(Repository repository, long n, String login) {
        return GitLabPayloads.mergeRequest(repository, n, "open", login);
    }

    @Override
    Hook merged(Repository repository, long n, String login) {
        return GitLabPayloads.mergeRequest(repository, n, "merge", login);
    }

    @Override
    Hook renamed(Repository repository, String oldName) {
        return GitLabPayloads.moved(
                repository, "project_rename", repository.owner().login() + "/" + oldName);
    }

    @Override
    Hook proven(Hook hook, String secret) {
        return GitLabPayloads.withToken(hook, secret);
    }

    @Override
    Fault.Kind limit(int seconds) {
        return GitLabHost.limit(seconds);
    }

    @Override
    int requestsOfLimited() {
        return 2;
    }
}
