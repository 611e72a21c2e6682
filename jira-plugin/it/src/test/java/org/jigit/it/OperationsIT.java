// How the app fares and why, in a running Jira: explanations, lists, health, support, configurations in and out.
package org.jigit.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jigit.it.replay.Json;
import org.junit.jupiter.api.Test;

class OperationsIT {
    private static final String REST = "/rest/jigit/1.0/";

    private static JsonNode explain(Scene scene, String text) throws IOException {
        return Scene.expect(200, scene.stage().admin().post(one(scene) + "/explain", Json.object("text", text)))
                .json()
                .path("answers");
    }

    private static String one(Scene scene) {
        return Scene.CONFIGURATIONS + "/" + scene.connection();
    }

    @Test
    void what_is_there_is_found_by_its_web_address_and_what_is_not_is_explained() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Explained");
            var repository = scene.repository("r");
            repository.push(issue + "-branch", "dev1", issue + " kept");
            repository.push("main", "dev1", "names nothing");
            repository.open(issue + " pull", "text", "dev1", issue + "-branch", "main", false);
            scene.connect();
            scene.shows(issue, 1, 1, 1, Scene.SOON);
            var group = scene.items(issue).path("repositories").path(0);
            var commit = group.path("commits").path("items").path(0);
            for (var text : List.of(
                    commit.path("sha").asText(),
                    commit.path("sha").asText().substring(0, 7),
                    commit.path("url").asText(),
                    issue + "-branch",
                    group.path("repository").path("url").asText() + "/tree/" + issue + "-branch",
                    group.path("pull_requests")
                            .path("items")
                            .path(0)
                            .path("url")
                            .asText())) {
                var answer = explain(scene, text).path(0);
                assertEquals("there", answer.path("code").asText(), text + ": " + answer);
                assertEquals(issue, answer.path("params").path("keys").asText(), text);
            }
            assertEquals(
                    "3",
                    explain(scene, issue).path(0).path("params").path("count").asText());
            assertEquals(
                    "not_kept",
                    explain(scene, "0123456789").path(0).path("code").asText());
            assertEquals(
                    "unknown_project",
                    explain(scene, "fix/NOPE-1").path(0).path("code").asText());
            scene.act("pause");
            assertEquals(
                    "paused", explain(scene, "0123456789").path(0).path("code").asText());
            assertEquals(
                    400,
                    scene.stage()
                            .admin()
                            .post(one(scene) + "/explain", Json.object("text", ""))
                            .status());
        }
    }

    @Test
    void lists_tell_what_is_done_what_came_and_what_was_asked() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Listed");
            var repository = scene.repository("r");
            scene.connectWithWebhook();
            assertEquals(
                    202,
                    scene.send(repository.push("main", "dev1", issue + " pushed"))
                            .status());
            assertEquals(
                    401,
                    repository
                            .push("main", "dev1", issue + " bad")
                            .send(scene.webhook(), "wrong")
                            .status());
            var admin = scene.stage().admin();
            var tasks = Scene.expect(200, admin.get(one(scene) + "/tasks")).json();
            assertEquals(3, tasks.path("total").asInt(), tasks.toString());
            var deliveries = Scene.expect(200, admin.get(one(scene) + "/deliveries"))
                    .json()
                    .path("rows");
            assertEquals("rejected", deliveries.path(0).path("outcome").asText(), deliveries.toString());
            assertEquals("update", deliveries.path(1).path("outcome").asText(), deliveries.toString());
            var requests = Scene.expect(200, admin.get(one(scene) + "/requests?limit=1"))
                    .json();
            var place = requests.path("next").asText();
            var second = Scene.expect(200, admin.get(one(scene) + "/requests?limit=1&cursor=" + place))
                    .json();
            assertFalse(second.path("rows").isEmpty());
            assertFalse(requests.path("rows").equals(second.path("rows")), "another page, another row");
            var file = Scene.expect(200, admin.get(one(scene) + "/requests?format=csv"));
            assertEquals("text/csv;charset=UTF-8", file.header("Content-Type").replace(" ", ""));
            assertTrue(file.header("Content-Disposition").contains("requests.csv"));
            assertTrue(file.text().startsWith("at,method,origin,endpoint,status,bytes,millis,node\r\n"), file.text());
            assertEquals(400, admin.get(one(scene) + "/requests?limit=0").status());
        }
    }

    @Test
    void the_core_runs_as_an_administrator_chooses_and_reads_the_same() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Native");
            var repository = scene.repository("r");
            var admin = scene.stage().admin();
            scene.connectWithWebhook();
            try {
                var chosen = Scene.expect(200, admin.put(REST + "health/engine", Json.object("engine", "jni")))
                        .json();
                var node = chosen.path("nodes").path(0);
                assertEquals("jni", chosen.path("engine").asText());
                assertEquals("jni", node.path("engine").asText(), node.toString());
                assertTrue(node.path("engine_reason").isNull(), node.toString());
                assertEquals(
                        202,
                        scene.send(repository.push("main", "dev1", issue + " told"))
                                .status());
                scene.shows(issue, 0, 1, 0, Scene.SOON);
                assertEquals(
                        401,
                        repository
                                .push("main", "dev1", issue + " bad")
                                .send(scene.webhook(), "wrong")
                                .status());
                assertEquals(
                        400,
                        admin.put(REST + "health/engine", Json.object("engine", "fast"))
                                .status());
            } finally {
                Scene.expect(200, admin.put(REST + "health/engine", Json.object("engine", "wasm")));
            }
            var health = Scene.expect(200, admin.get(REST + "health")).json();
            assertEquals("wasm", health.path("nodes").path(0).path("engine").asText());
        }
    }

    @Test
    void health_and_the_bundle_are_for_administrators_and_hold_no_secret() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Healthy");
            var message = issue + " a message that stays here";
            scene.repository("r").push("main", "dev1", message);
            scene.connectWithWebhook();
            scene.heartbeat();
            var admin = scene.stage().admin();
            var health = Scene.expect(200, admin.get(REST + "health")).json();
            assertEquals(
                    health.path("here").asText(),
                    health.path("nodes").path(0).path("name").asText(),
                    health.toString());
            assertEquals("wasm", health.path("nodes").path(0).path("engine").asText());
            assertTrue(health.path("nodes").path(0).path("version").asText().startsWith("0."), health.toString());
            assertTrue(health.path("rows").path("commit").asInt() >= 1, health.toString());
            var bundle = Scene.expect(200, admin.get(REST + "support-bundle"));
            var text = new StringBuilder();
            try (var zip = new ZipInputStream(new ByteArrayInputStream(bundle.body()))) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    text.append(entry.getName())
                            .append('\n')
                            .append(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            assertTrue(text.indexOf("Scene " + scene.project()) > 0, "the connection is in the bundle");
            for (var secret : List.of(
                    Scene.TOKEN,
                    scene.secret(),
                    scene.webhook().substring(scene.webhook().lastIndexOf('/') + 1),
                    message)) {
                assertFalse(text.indexOf(secret) >= 0, "the bundle holds what it must not");
            }
            for (var path : List.of(
                    "health",
                    "support-bundle",
                    "configurations/export",
                    "configurations/" + scene.connection() + "/tasks")) {
                assertEquals(403, scene.stage().as("dev1").get(REST + path).status(), path);
                assertEquals(
                        401,
                        Jira.anonymous(scene.stage().url()).get(REST + path).status(),
                        path);
            }
        }
    }

    @Test
    void connections_go_out_and_come_back() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            scene.connect();
            var admin = scene.stage().admin();
            var file = Scene.expect(200, admin.get(Scene.CONFIGURATIONS + "/export"));
            assertFalse(file.text().contains(Scene.TOKEN));
            var path = Scene.CONFIGURATIONS + "/import?mode=";
            var plan = Scene.expect(200, admin.send("POST", path + "plan", "application/json", file.body()))
                    .json();
            for (var step : plan.path("connections")) {
                assertEquals("none", step.path("change").asText(), step.toString());
            }
            var changed = file.text().replace("\"requestTimeout\": 10000", "\"requestTimeout\": 20000");
            var done = Scene.expect(
                            200,
                            admin.send(
                                    "POST",
                                    path + "apply",
                                    "application/json",
                                    changed.getBytes(StandardCharsets.UTF_8)))
                    .json();
            assertTrue(done.path("applied").asBoolean());
            assertEquals(20_000, scene.get().path("requestTimeout").asInt());
            assertEquals(400, admin.post(path + "now", Map.of()).status());
            scene.read();
        }
    }
}
