// The app comes and goes: disabled, enabled, upgraded, removed, brought back, and nothing of it stays behind.
package org.jigit.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.jigit.it.replay.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@TestMethodOrder(MethodOrderer.MethodName.class)
class LifecycleIT {
    private static Stage stage;

    @BeforeAll
    static void start() throws IOException {
        stage = Stage.open("lifecycle", List.of(), List.of());
        stage.install();
    }

    @AfterAll
    static void stop() throws IOException {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    void disabled_it_is_gone_and_enabled_it_goes_on() throws Exception {
        try (var scene = new Scene(stage)) {
            var issue = scene.issue("Disabled app");
            var repository = scene.repository("r");
            repository.push("main", "dev1", issue + " before");
            scene.connectWithWebhook();
            assertEquals(
                    2,
                    stage.admin().put(Jira.plugin(), Map.of("enabled", false)).status() / 100);
            assertEquals(404, stage.as("dev1").get(Scene.development(issue)).status());
            assertEquals(
                    404,
                    scene.send(repository.push("main", "dev1", issue + " meanwhile"))
                            .status());
            assertFalse(Scene.expect(200, stage.as("dev1").get("/browse/" + issue))
                    .text()
                    .contains("org.jigit.jira:"));
            scene.host().forget();
            scene.heartbeat();
            Thread.sleep(1_000);
            assertEquals(List.of(), scene.host().seen(), "a disabled app asks the host something");
            assertEquals(
                    2, stage.admin().put(Jira.plugin(), Map.of("enabled", true)).status() / 100);
            Stage.eventually(
                    "REST is back",
                    Scene.SOON,
                    () -> stage.as("dev1").get(Scene.development(issue)).status(),
                    status -> status == 200);
            assertTrue(scene.counts(issue).get(1) >= 1, "what was read is lost");
            scene.act("reindex");
            scene.shows(issue, 0, 2, 0, Scene.SOON);
        }
    }

    @Test
    void removed_and_brought_back_it_knows_everything() throws Exception {
        try (var scene = new Scene(stage)) {
            var issue = scene.issue("Removed app");
            var repository = scene.repository("r");
            repository.push("main", "dev1", issue + " before");
            scene.connectWithWebhook();
            assertEquals(204, stage.admin().delete(Jira.plugin()).status());
            assertEquals(404, stage.admin().get(Jira.plugin()).status());
            assertEquals(404, stage.as("dev1").get(Scene.development(issue)).status());
            assertEquals(200, stage.as("dev1").get("/browse/" + issue).status());
            stage.admin().install(Places.pluginJar());
            assertEquals(List.of(0, 1, 0), scene.counts(issue));
            assertEquals(
                    202,
                    scene.send(repository.push("main", "dev1", issue + " after"))
                            .status());
            scene.shows(issue, 0, 2, 0, Scene.SOON);
        }
    }

    @Test
    void what_is_no_app_is_refused_and_the_app_stays() throws Exception {
        var before = stage.admin().get(Jira.plugin()).json().path("version");
        var nonsense = Stage.folder("jars").resolve("nonsense.jar");
        java.nio.file.Files.writeString(nonsense, "hello");
        var answer = stage.admin().upload(nonsense);
        assertNotEquals(0, answer.status());
        assertEquals(before, stage.admin().get(Jira.plugin()).json().path("version"));
        assertEquals(200, stage.admin().get(Scene.CONFIGURATIONS).status());
    }

    @Test
    void a_restart_goes_on_where_it_stopped() throws Exception {
        var first = Stage.open("restart", List.of(), List.of());
        String issue;
        long connection;
        var model = new org.jigit.it.replay.Model();
        try (var host = org.jigit.it.replay.ReplayHost.start(model, 0)) {
            try (first) {
                first.install();
                issue = Scene.expect(
                                201,
                                first.admin()
                                        .post(
                                                "/rest/api/2/issue",
                                                Json.object(
                                                        "fields",
                                                        Json.object(
                                                                "project", Json.object("key", "PAY"),
                                                                "summary", "Restarted",
                                                                "issuetype", Json.object("name", "Task")))))
                        .json()
                        .path("key")
                        .asText();
                model.token(Scene.TOKEN, "dev1");
                model.organisation("octo-org");
                model.repository("octo-org", "r").push("main", "dev1", issue + " before the restart");
                connection = Scene.expect(
                                201,
                                first.admin()
                                        .post(
                                                Scene.CONFIGURATIONS,
                                                Json.object(
                                                        "repoName", "Restart",
                                                        "serverUrl", host.url(),
                                                        "serviceType", "GitHub",
                                                        "token", Scene.TOKEN,
                                                        "repoType", "GroupOfRepositories",
                                                        "repositoryId", "octo-org",
                                                        "enabled", true)))
                        .json()
                        .path("id")
                        .asLong();
                Stage.eventually("read", Scene.SOON, () -> commits(first, issue), count -> count == 1);
            }
            try (var second = Stage.reopen("restart", List.of(), List.of())) {
                if (second.admin().get(Jira.plugin()).status() == 404) {
                    second.install();
                }
                Stage.eventually("the rows are there", Scene.SOON, () -> commits(second, issue), count -> count == 1);
                model.byName("octo-org/r").push("main", "dev1", issue + " after the restart");
                second.admin().post(Scene.CONFIGURATIONS + "/" + connection + "/reindex", Map.of());
                Stage.eventually("reading goes on", Scene.SOON, () -> commits(second, issue), count -> count == 2);
            }
        }
    }

    private static int commits(Stage on, String issue) throws IOException {
        var answer = on.as("dev1").get(Scene.development(issue));
        return answer.status() == 200
                ? answer.json().path("summary").path("commits").path("count").asInt()
                : -answer.status();
    }

    /** The same app with another version. */
    static Path repacked(String version) throws IOException {
        var target = Stage.folder("jars").resolve("jigit-" + version + ".jar");
        try (var jar = new JarFile(Places.pluginJar().toFile())) {
            var manifest = new java.util.jar.Manifest(jar.getManifest());
            var before = manifest.getMainAttributes().getValue("Bundle-Version");
            manifest.getMainAttributes().put(new Attributes.Name("Bundle-Version"), version);
            try (var out = new JarOutputStream(java.nio.file.Files.newOutputStream(target), manifest)) {
                for (var entry : jar.stream().toList()) {
                    if (entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        continue;
                    }
                    var bytes = jar.getInputStream(entry).readAllBytes();
                    if (entry.getName().equals("atlassian-plugin.xml")) {
                        var text = new String(bytes, StandardCharsets.UTF_8);
                        assertTrue(text.contains("<version>" + before + "</version>"), text);
                        bytes = text.replace("<version>" + before + "</version>", "<version>" + version + "</version>")
                                .getBytes(StandardCharsets.UTF_8);
                    }
                    out.putNextEntry(new JarEntry(entry.getName()));
                    out.write(bytes);
                    out.closeEntry();
                }
            }
        }
        return target;
    }
}
