// Who sees what: everything is for people who may browse the issue and view development tools, and for nobody else.
package org.jigit.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.jigit.it.replay.Json;
import org.junit.jupiter.api.Test;

class PermissionsIT {

    @Test
    void only_people_with_the_right_see_the_work_on_an_issue() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Seen");
            var repository = scene.repository("r");
            repository.push("main", "dev1", issue + " a title nobody else may read");
            scene.connect();
            for (var path : List.of(Scene.development(issue), Scene.development(issue) + "/items")) {
                assertEquals(200, scene.stage().as("dev1").get(path).status(), path);
                var withoutRight = Scene.expect(403, scene.stage().as("dev2").get(path));
                assertEquals(
                        "no_permission",
                        withoutRight.json().path("error").path("code").asText());
                var outside = Scene.expect(404, scene.stage().as("outsider").get(path));
                assertEquals(
                        "issue_not_found",
                        outside.json().path("error").path("code").asText());
                var nobody = Jira.anonymous(scene.stage().url()).get(path);
                assertTrue(List.of(401, 404).contains(nobody.status()), nobody.toString());
                for (var answer : List.of(withoutRight, outside)) {
                    assertFalse(answer.text().contains("nobody else may read"), answer.toString());
                }
            }
            var missing = scene.stage().as("dev1").get(Scene.development(scene.project() + "-999"));
            assertEquals(
                    missing.json().path("error").path("code"),
                    scene.stage()
                            .as("outsider")
                            .get(Scene.development(issue))
                            .json()
                            .path("error")
                            .path("code"),
                    "an issue that may not be seen looks like one that is not there");
        }
    }

    @Test
    void the_issue_page_shows_the_panel_only_to_people_with_the_right() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Panel");
            scene.repository("r").push("main", "dev1", issue + " a title nobody else may read");
            scene.connect();
            var seen = Scene.expect(200, scene.stage().as("dev1").get("/browse/" + issue))
                    .text();
            assertTrue(seen.contains("data-jigit=\"panel\""), "no panel on dev1's issue page");
            assertTrue(seen.contains("page=org.jigit.jira:"), "no tab on dev1's issue page");
            var hidden = Scene.expect(200, scene.stage().as("dev2").get("/browse/" + issue))
                    .text();
            assertFalse(hidden.contains("nobody else may read"), "dev2 reads a title");
            assertFalse(hidden.contains("data-jigit"), "dev2 gets the panel");
            assertFalse(hidden.contains("page=org.jigit.jira:"), "dev2 gets the tab");
        }
    }

    @Test
    void only_administrators_see_and_change_connections() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            scene.repository("r");
            scene.connect();
            var one = Scene.CONFIGURATIONS + "/" + scene.connection();
            for (var name : List.of("dev1", "dev2", "outsider")) {
                var person = scene.stage().as(name);
                assertEquals(403, person.get(Scene.CONFIGURATIONS).status(), name);
                assertEquals(403, person.get(one).status(), name);
                assertEquals(403, person.get(one + "/progress").status(), name);
                assertEquals(403, person.get("/rest/jigit/1.0/hosts").status(), name);
                assertEquals(
                        403,
                        person.post(Scene.CONFIGURATIONS, scene.configuration()).status(),
                        name);
                assertEquals(403, person.put(one, scene.configuration()).status(), name);
                assertEquals(403, person.delete(one).status(), name);
                assertEquals(403, person.delete(one + "/reindex").status(), name);
                assertEquals(403, person.get(Scene.CONFIGURATIONS + "/removed").status(), name);
                for (var action : List.of("enable", "disable", "pause", "resume", "reindex", "test", "secret")) {
                    assertEquals(403, person.post(one + "/" + action, Map.of()).status(), name + " " + action);
                }
            }
            var nobody = Jira.anonymous(scene.stage().url());
            assertEquals(401, nobody.get(Scene.CONFIGURATIONS).status());
            assertEquals(401, nobody.delete(one).status());
            assertEquals(401, nobody.delete(one + "/reindex").status());
            assertEquals("up_to_date", scene.get().path("status").path("state").asText(), "somebody changed it");
        }
    }

    @Test
    void a_form_from_another_site_changes_nothing() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            scene.repository("r");
            scene.connect();
            var one = Scene.CONFIGURATIONS + "/" + scene.connection();
            var answer = scene.stage()
                    .admin()
                    .send("POST", one + "/disable", "application/x-www-form-urlencoded", "a=b".getBytes());
            assertTrue(List.of(403, 415).contains(answer.status()), answer.toString());
            assertEquals("up_to_date", scene.get().path("status").path("state").asText());
        }
    }

    @Test
    void unknown_and_unsupported_fields_are_refused_by_name() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            scene.repository("r");
            var refusals = Map.<String, Object>of(
                    "colour", "green",
                    "serverUrl", "http://git.example.com",
                    "serviceType", "Subversion",
                    "repoType", "Everything",
                    "requestTimeout", "soon",
                    "commentCommitEnabled", true);
            for (var refusal : refusals.entrySet()) {
                var configuration = scene.configuration();
                configuration.put(refusal.getKey(), refusal.getValue());
                var answer = Scene.expect(400, scene.stage().admin().post(Scene.CONFIGURATIONS, configuration));
                assertTrue(answer.text().contains(refusal.getKey()), "does not name the field: " + answer);
                assertFalse(answer.text().contains(Scene.TOKEN), "the token comes back: " + answer);
            }
            assertEquals(
                    400,
                    scene.stage()
                            .admin()
                            .send("POST", Scene.CONFIGURATIONS, "application/json", "{\"repoName\":".getBytes())
                            .status());
            scene.connect();
            var again = scene.stage().admin().post(Scene.CONFIGURATIONS, scene.configuration());
            assertTrue(List.of(400, 409).contains(again.status()), "the same name twice: " + again);
        }
    }

    @Test
    void the_connection_test_says_what_is_wrong_before_anything_is_saved() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            scene.repository("r");
            var test = Scene.CONFIGURATIONS + "/test";
            var right = Scene.expect(200, scene.stage().admin().post(test, scene.configuration()))
                    .json();
            assertTrue(right.path("ok").asBoolean(), right.toString());
            assertTrue(right.path("checks").size() >= 2, right.toString());
            var wrongToken = scene.configuration();
            wrongToken.put("token", "ghp_wrong");
            var wrong = Scene.expect(200, scene.stage().admin().post(test, wrongToken))
                    .json();
            assertFalse(wrong.path("ok").asBoolean(), wrong.toString());
            assertTrue(Json.pretty(wrong).contains("failed"), "no check failed: " + wrong);
            assertFalse(wrong.toString().contains("ghp_wrong"), "the token comes back: " + wrong);
            var nowhere = scene.configuration();
            nowhere.put("serverUrl", "http://127.0.0.1:1");
            assertFalse(Scene.expect(200, scene.stage().admin().post(test, nowhere))
                    .json()
                    .path("ok")
                    .asBoolean());
        }
    }
}
