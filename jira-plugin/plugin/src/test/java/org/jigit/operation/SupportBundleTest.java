// The support bundle: what helps is in it, and no secret of this world is.
package org.jigit.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jigit.Json;
import org.jigit.Rig;
import org.jigit.connection.Configurations;
import org.jigit.core.Messages.State;
import org.jigit.store.Deliveries;
import org.jigit.store.Ledger;
import org.jigit.store.Nodes;
import org.jigit.store.Rows;
import org.jigit.store.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupportBundleTest {
    private static Map<String, String> files(byte[] zip) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(
                        entry.getName().replace("jigit-support/", ""),
                        new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    @Test
    void it_says_what_is_wrong_and_holds_no_secret(@TempDir Path home) throws Exception {
        try (Rig rig = new Rig(home)) {
            JsonObject asked = JsonParser.parseString(
                            "{'repoName':'Shop','serverUrl':'https://git.example.com','serviceType':'Gerrit','username':'svc-jira',"
                                    + "'token':'t0p-s3cret','repoType':'AllRepositories'}")
                    .getAsJsonObject();
            long id = rig.configurations.create(asked, false).id();
            asked.addProperty("repoName", "Web");
            asked.addProperty("serviceType", "GitHub");
            asked.remove("username");
            long web = rig.configurations.create(asked, false).id();
            Configurations.WebhookSecret webhook = rig.configurations.newSecret(web);
            Configurations.WebhookSecret second = rig.configurations.newSecret(web);
            long now = System.currentTimeMillis();
            rig.test.database.run(session -> {
                new Store(rig.tasks)
                        .apply(
                                session,
                                Rows.scope(id),
                                new Rows()
                                        .repository("r1", "acme/shop")
                                        .branch("r1", "PAY-1-secret-branch", "aa", false, "PAY-1")
                                        .commit("r1", "aa", "PAY-1 a message of a commit", "PAY-1")
                                        .pull("r1", 7, "PAY-1 a title", State.OPEN, Rows.NOON, "PAY-1")
                                        .update(),
                                Store.Source.LISTING,
                                now);
                session.update(
                        "update {TASK} set [PROBLEM] = ?, [PROBLEM_AT] = 5, [STATE] = ? where [KIND] = ?",
                        Json.write(Json.error("unavailable", new JsonObject(), "the host answered 502")),
                        "a saved state",
                        "branches");
                new Deliveries()
                        .count(
                                session,
                                web,
                                new Deliveries.Note(null, "push", "rejected", "bad_signature"),
                                "198.51.100.0/24",
                                now);
            });
            new Ledger(rig.test.database, "node-1")
                    .note(new Ledger.Entry(id, now, "GET", "https://git.example.com", "/projects/", 502, 312, 1_804));
            new Ledger(rig.test.database, "node-1")
                    .note(new Ledger.Entry(id, now - 48 * 3_600_000L, "GET", "https://old.example", "/", 200, 1, 1));
            Nodes nodes = new Nodes(rig.test.database, "node-1", "1.2.3", rig.core);
            nodes.seen();
            byte[] zip = new SupportBundle(
                            rig.test.database,
                            rig.connections,
                            rig.view,
                            new HealthReport(
                                    rig.test.database, nodes, new EngineSetting(HealthLaws.settings(), rig.core)),
                            nodes,
                            Rig.applicationProperties())
                    .zip();
            Map<String, String> files = files(zip);
            assertEquals(
                    List.of(
                            "about.txt",
                            "connections.json",
                            "deliveries.csv",
                            "health.json",
                            "requests.csv",
                            "tasks.json",
                            "versions.json"),
                    List.copyOf(files.keySet()));
            assertTrue(files.get("tasks.json").contains("the host answered 502"));
            assertTrue(
                    files.get("requests.csv").contains(",GET,https://git.example.com,/projects/,502,312,1804,node-1"));
            assertFalse(files.get("requests.csv").contains("old.example"), "only the last hours");
            assertTrue(files.get("deliveries.csv").contains("push,rejected,bad_signature"));
            assertTrue(files.get("versions.json").contains("1.2.3"));
            assertTrue(files.get("health.json").contains("\"troubled\": 1"), files.get("health.json"));
            assertTrue(files.get("connections.json").contains("\"token\": \"xxxxxxx\""));
            String all = String.join("\n", files.values());
            List<String> found = new ArrayList<>();
            List<String> secrets = new ArrayList<>(List.of(
                    "t0p-s3cret",
                    webhook.secret(),
                    second.secret(),
                    webhook.address(),
                    webhook.address().substring(webhook.address().length() - 4) + "\"",
                    "a message of a commit",
                    "a title",
                    "secret-branch",
                    "a saved state",
                    "svc-jira",
                    "dev1",
                    "198.51.100"));
            // As they are stored: encrypted, and still none of anybody's business.
            rig.test.database.read(session -> session.list(
                    "select [TOKEN], [SECRET], [SECRET_BEFORE], [ADDRESS], [ADDRESS_HASH] from {CONNECTION}", row -> {
                        for (int column = 1; column <= 5; column++) {
                            String value = row.getString(column);
                            if (value != null) {
                                secrets.add(value);
                            }
                        }
                        return null;
                    }));
            secrets.stream().filter(all::contains).forEach(found::add);
            assertEquals(List.of(), found);
            assertTrue(secrets.size() > 18, "the encrypted ones are looked for, too");
        }
    }
}
