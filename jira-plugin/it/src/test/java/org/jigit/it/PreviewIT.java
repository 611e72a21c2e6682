// "Try a message" over REST: for administrators only, explained as this Jira would take it, and stored nowhere.
package org.jigit.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jigit.it.replay.AzureDevOpsHost;
import org.jigit.it.replay.Fault;
import org.jigit.it.replay.GitLabHost;
import org.jigit.it.replay.Json;
import org.junit.jupiter.api.Test;

class PreviewIT {
    private static final String PREVIEW = "/rest/jigit/1.0/preview";
    private static final String COMMITS = PREVIEW + "/commits";
    private static final String PAGE = "/plugins/servlet/jigit/connections";

    private static Map<String, Object> commit(String message) {
        return Json.object("texts", List.of(Json.object("field", "commit", "text", message)));
    }

    private static JsonNode commits(Scene scene) throws IOException {
        return Scene.expect(200, scene.stage().admin().post(COMMITS, Json.object("connection", scene.connection())))
                .json();
    }

    private static JsonNode refusal(Scene scene) throws IOException {
        var refused =
                Scene.expect(502, scene.stage().admin().post(COMMITS, Json.object("connection", scene.connection())));
        assertFalse(refused.text().contains(Scene.TOKEN), refused.toString());
        return refused.json().path("error");
    }

    private static List<String> texts(JsonNode list, String field) {
        var texts = new ArrayList<String>();
        list.forEach(each ->
                texts.add(field.isEmpty() ? each.asText() : each.path(field).asText()));
        return texts;
    }

    @Test
    void an_administrator_sees_what_a_text_would_be_linked_to() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Tried");
            var facts = Scene.expect(200, scene.stage().admin().get(PREVIEW)).json();
            assertTrue(texts(facts.path("projects").path("keys"), "").contains(scene.project()), facts.toString());
            assertEquals("[\"localhost\"]", facts.path("instance_hosts").toString());
            assertTrue(texts(facts.path("hosts"), "name").contains("gerrit"), facts.toString());

            var told = Scene.expect(200, scene.stage().admin().post(PREVIEW, commit(issue + " waits (UTF-8) #close")))
                    .json();
            var text = told.path("texts").path(0);
            assertEquals(List.of(issue), texts(text.path("keys"), ""));
            assertEquals("no_project", text.path("misses").path(0).path("code").asText());
            assertEquals(
                    "transition", text.path("commands").path(0).path("command").asText());
            assertEquals(List.of(0, 0, 0), scene.counts(issue));
        }
    }

    @Test
    void nobody_else_may_ask() throws Exception {
        var stage = Stage.shared();
        for (var name : List.of("dev1", "dev2", "outsider")) {
            assertEquals(403, stage.as(name).get(PREVIEW).status(), name);
            assertEquals(403, stage.as(name).post(PREVIEW, commit("PAY-1")).status(), name);
            assertEquals(
                    403,
                    stage.as(name).post(COMMITS, Json.object("connection", 1)).status(),
                    name);
        }
        var nobody = Jira.anonymous(stage.url());
        assertEquals(401, nobody.get(PREVIEW).status());
        assertEquals(401, nobody.post(PREVIEW, commit("PAY-1")).status());
        assertEquals(401, nobody.post(COMMITS, Json.object("connection", 1)).status());
    }

    @Test
    void what_cannot_be_explained_says_why() throws Exception {
        var admin = Stage.shared().admin();
        var unknown = Scene.expect(400, admin.post(PREVIEW, Json.object("texts", List.of(), "colour", "green")));
        assertEquals(
                "colour",
                unknown.json().path("error").path("params").path("field").asText());
        assertEquals(
                400,
                admin.send("POST", PREVIEW, "application/json", "{\"texts\":".getBytes())
                        .status());
        assertEquals(
                413,
                admin.send("POST", PREVIEW, "application/json", new byte[26 << 20])
                        .status());
        var form = admin.send("POST", PREVIEW, "application/x-www-form-urlencoded", "a=b".getBytes());
        assertTrue(List.of(403, 415).contains(form.status()), form.toString());
        Scene.expect(404, admin.post(COMMITS, Json.object("connection", 4711)));
    }

    @Test
    void the_newest_commits_are_those_of_the_repository_that_moved_last() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Kept");
            var busy = scene.repository("busy");
            scene.repository("quiet");
            for (int n = 0; n < 105; n++) {
                busy.push("main", "dev1", n == 104 ? issue + " the newest UTF-8" : "commit " + n);
            }
            scene.connect();
            scene.quiet();
            scene.host().forget();
            var told = commits(scene);
            assertEquals(busy.fullName(), told.path("repository").asText());
            assertEquals(scene.host().seen().size(), told.path("requests").asInt());
            assertEquals(4, told.path("requests").asInt(), "account, repository, branches, commits");
            assertEquals(100, told.path("texts").size());
            var newest = told.path("texts").path(0);
            assertEquals(busy.head("main").substring(0, 7), newest.path("name").asText());
            assertEquals(issue + " the newest UTF-8", newest.path("text").asText());
            assertEquals(List.of(issue), texts(newest.path("keys"), ""));
            assertEquals("commit 103", told.path("texts").path(1).path("text").asText(), "also without a key");
        }
    }

    @Test
    void a_connection_that_was_never_read_is_asked_as_well() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            scene.repository("a");
            scene.repository("b").push("main", "dev1", scene.project() + "-1 begins");
            var configuration = scene.configuration();
            configuration.put("enabled", false);
            configuration.put("repositoryPattern", "b");
            configuration.put("projectKeys", List.of("PAY"));
            scene.create(configuration);
            var told = commits(scene);
            assertEquals(scene.organisation() + "/b", told.path("repository").asText());
            assertEquals(List.of(scene.project() + "-1 begins", "Begin"), texts(told.path("texts"), "text"));
            assertEquals(
                    "not_served",
                    told.path("texts")
                            .path(0)
                            .path("misses")
                            .path(0)
                            .path("code")
                            .asText(),
                    "the connection's own rules");
        }
        try (var scene = new Scene(Stage.shared())) {
            var repository = scene.host().model().repository(scene.organisation(), "empty");
            var configuration = scene.configuration();
            configuration.put("enabled", false);
            configuration.put("repoType", "SingleRepository");
            configuration.put("repositoryId", repository.fullName());
            scene.create(configuration);
            var told = commits(scene);
            assertEquals(repository.fullName(), told.path("repository").asText());
            assertEquals(0, told.path("texts").size(), "no commit yet");
        }
    }

    @Test
    void other_hosts_are_asked_in_their_own_way() throws Exception {
        for (var host : List.of(GitLabHost.start(), AzureDevOpsHost.services())) {
            try (var scene = new Scene(Stage.shared(), host)) {
                var issue = scene.issue("Elsewhere");
                var repository = scene.repository("r");
                repository.push("main", "dev1", issue + " elsewhere");
                var configuration = scene.configuration();
                configuration.put("enabled", false);
                scene.create(configuration);
                for (var read : List.of(false, true)) {
                    if (read) {
                        scene.act("enable");
                        scene.read();
                    }
                    var told = commits(scene);
                    assertEquals(repository.fullName(), told.path("repository").asText(), host.name());
                    assertEquals(
                            List.of(issue + " elsewhere", "Begin"), texts(told.path("texts"), "text"), host.name());
                }
            }
        }
    }

    @Test
    void what_the_host_says_is_told() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            scene.repository("r");
            var configuration = scene.configuration();
            configuration.put("enabled", false);
            scene.create(configuration);
            scene.host().fault(Fault.of(".*", 1, new Fault.Answer(401, Map.of(), "{\"message\":\"Bad credentials\"}")));
            assertEquals("auth_failed", refusal(scene).path("code").asText());
            scene.host().fault(Fault.of(".*/commits", 1, Fault.secondaryLimit(403, 90)));
            var limited = refusal(scene);
            assertEquals("rate_limited", limited.path("code").asText(), limited.toString());
            assertTrue(limited.path("params").has("until"), limited.toString());
            scene.host().goDown();
            var down = refusal(scene);
            assertEquals("unavailable", down.path("code").asText(), down.toString());
            assertTrue(down.path("message").asText().contains(": "), "why there was no answer: " + down);
            scene.host().comeBack();
            assertEquals(1, commits(scene).path("texts").size(), "a failure leaves nothing behind");
        }
    }

    @Test
    void the_page_says_where_the_core_for_browsers_is() throws Exception {
        var stage = Stage.shared();
        var page = Scene.expect(200, stage.admin().get(PAGE)).text();
        assertTrue(page.contains(PAGE + "#/try"), "no way to it in the administration");
        var root = stage.url().replaceFirst(".*?//[^/]*", "");
        for (var file : Map.of("js", "jigit-core.js", "wasm", "jigit-core.wasm", "worker", "jigit-preview-worker.js")
                .entrySet()) {
            var found = Pattern.compile("data-core-" + file.getKey() + "=\"" + root + "(/[^\"]*/" + file.getValue()
                            + "\\?v=[0-9a-f]{12})\"")
                    .matcher(page);
            assertTrue(found.find(), file + " is not on the page");
            var served = Scene.expect(200, Jira.anonymous(stage.url()).get(found.group(1)));
            assertTrue(
                    served.header("Content-Type")
                            .startsWith(file.getKey().equals("wasm") ? "application/wasm" : "application/javascript"),
                    served.header("Content-Type"));
        }
    }
}
