// The laws of lists: every row once, in order, page by page, and nothing in them that is a secret.
package org.jigit.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jigit.Json;
import org.jigit.Refusal;
import org.jigit.Rig;
import org.jigit.operation.Logs.Log;
import org.jigit.store.Deliveries;
import org.jigit.store.Ledger;
import org.jigit.store.Rows;
import org.jigit.store.Store;
import org.jigit.store.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LogsLaws {
    private Rig rig;
    private Logs logs;
    private long id;

    abstract TestDatabase start() throws Exception;

    @BeforeAll
    void open(@TempDir Path home) throws Exception {
        rig = new Rig(home, start());
        logs = new Logs(rig.test.database);
    }

    @AfterAll
    void close() throws Exception {
        rig.close();
    }

    @BeforeEach
    void connect() {
        rig.test.clear();
        id = rig.configurations
                .create(
                        JsonParser.parseString(
                                        "{'repoName':'Shop','serverUrl':'https://git.example.com','serviceType':'GitHub',"
                                                + "'repoType':'GroupOfRepositories','repositoryId':'acme'}")
                                .getAsJsonObject(),
                        false)
                .id();
    }

    private List<String> texts(Log log, String field, Integer limit) {
        List<String> texts = new ArrayList<>();
        String cursor = null;
        do {
            JsonObject page = logs.page(log, id, limit, cursor);
            for (JsonElement row : page.getAsJsonArray("rows")) {
                JsonElement cell = row.getAsJsonObject().get(field);
                texts.add(cell.isJsonNull() ? null : cell.getAsString());
            }
            cursor = page.get("next").isJsonNull() ? null : page.get("next").getAsString();
        } while (cursor != null);
        return texts;
    }

    private void request(long at, String endpoint) {
        new Ledger(rig.test.database, "node-1")
                .note(new Ledger.Entry(id, at, "GET", "https://git.example.com", endpoint, 200, 81_204, 212));
    }

    @Test
    void requests_come_newest_first_and_each_once() {
        for (int at = 0; at < 7; at++) {
            request(at < 4 ? 1_000 : 1_000 + at, "/" + at);
        }
        List<String> wanted = List.of("/6", "/5", "/4", "/3", "/2", "/1", "/0");
        for (int limit : new int[] {1, 2, 3, 7, 200}) {
            assertEquals(wanted, texts(Log.REQUESTS, "endpoint", limit), "pages of " + limit);
        }
        assertEquals(7, logs.page(Log.REQUESTS, id, 2, null).get("total").getAsInt());
        assertEquals(0, logs.page(Log.DELIVERIES, id, null, null).get("total").getAsInt());
        rig.configurations.create(
                JsonParser.parseString(
                                "{'repoName':'Other','serverUrl':'https://git.example.com','serviceType':'GitHub',"
                                        + "'repoType':'AllRepositories'}")
                        .getAsJsonObject(),
                false);
        assertEquals(7, texts(Log.REQUESTS, "endpoint", null).size(), "another connection has a list of its own");
    }

    @Test
    void deliveries_tell_what_became_of_them() {
        Deliveries deliveries = new Deliveries();
        rig.test.database.run(session -> {
            deliveries.note(session, id, new Deliveries.Note("d-1", "push", "update", null), 1_000);
            Deliveries.Note bad = new Deliveries.Note(null, "push", "rejected", "bad_signature");
            deliveries.count(session, id, bad, "198.51.100.0/24", 2_000);
            deliveries.count(session, id, bad, "198.51.100.0/24", 3_000);
        });
        assertEquals(List.of("rejected", "update"), texts(Log.DELIVERIES, "outcome", null));
        JsonObject refused = logs.page(Log.DELIVERIES, id, 1, null)
                .getAsJsonArray("rows")
                .get(0)
                .getAsJsonObject();
        assertEquals("1970-01-01T00:00:03.000Z", refused.get("at").getAsString());
        assertEquals(2, refused.get("times").getAsInt());
        assertEquals("198.51.100.0/24", refused.get("network").getAsString());
    }

    @Test
    void tasks_come_most_urgent_first_and_say_what_they_are_at() {
        rig.test.database.run(session -> new Store(rig.tasks)
                .apply(
                        session,
                        Rows.scope(id),
                        new Rows()
                                .repository("r1", "acme/shop")
                                .repository("r2", "acme/web")
                                .update(),
                        Store.Source.LISTING,
                        1_000));
        rig.test.database.run(session -> {
            session.update("update {TASK} set [DUE_AT] = <now> + 600000");
            session.update("update {TASK} set [DUE_AT] = 5 where [KIND] = ?", "repositories");
            session.update(
                    "update {TASK} set [HISTORY] = ?, [DUE_AT] = 5 where [KIND] = ? and [REPOSITORY_ID] ="
                            + " (select [ID] from {REPOSITORY} where [FULL_NAME] = ?)",
                    true,
                    "branches",
                    "acme/shop");
            session.update(
                    "update {TASK} set [LEASE_UNTIL] = <now> + 45000, [OWNER] = ? where [KIND] = ? and [REPOSITORY_ID] ="
                            + " (select [ID] from {REPOSITORY} where [FULL_NAME] = ?)",
                    "node-1:0b1c",
                    "branches",
                    "acme/web");
            session.update(
                    "update {TASK} set [PROBLEM] = ?, [PROBLEM_AT] = 7, [DUE_AT] = 0 where [KIND] = ? and [REPOSITORY_ID] ="
                            + " (select [ID] from {REPOSITORY} where [FULL_NAME] = ?)",
                    Json.write(Json.error("unavailable", new JsonObject(), "the host answered 502")),
                    "pull_requests",
                    "acme/web");
        });
        List<String> wanted = List.of("at_work", "trouble", "due", "waiting", "due");
        for (int limit : new int[] {1, 2, 5}) {
            assertEquals(wanted, texts(Log.TASKS, "state", limit), "live before history, pages of " + limit);
        }
        JsonObject first =
                logs.page(Log.TASKS, id, 1, null).getAsJsonArray("rows").get(0).getAsJsonObject();
        assertEquals("node-1", first.get("node").getAsString());
        assertEquals("acme/web", first.get("repository").getAsString());
        String csv = logs.csv(Log.TASKS, id);
        assertTrue(csv.startsWith("kind,phase,due_at,"), csv);
        assertTrue(csv.contains("the host answered 502"), csv);
        assertEquals(6, csv.split("\r\n").length);
    }

    @Test
    void files_run_nothing_in_a_spreadsheet() {
        request(1_000, "=1+1");
        request(2_000, "a,\"b\"");
        String csv = logs.csv(Log.REQUESTS, id);
        assertTrue(csv.contains(",'=1+1,"), csv);
        assertTrue(csv.contains(",\"a,\"\"b\"\"\","), csv);
        assertEquals("", logs.csv(Log.DELIVERIES, id), "nothing came");
    }

    @Test
    void wrong_pages_are_refused_by_name() {
        for (String cursor : List.of("1", "x.1", "1.2.3", "-1.2", "1.2;")) {
            Refusal refusal = assertThrows(Refusal.class, () -> logs.page(Log.REQUESTS, id, null, cursor), cursor);
            assertEquals("cursor", refusal.params().get("field"));
        }
        assertThrows(Refusal.class, () -> logs.page(Log.TASKS, id, null, "3.1.1"));
        assertEquals(
                "limit",
                assertThrows(Refusal.class, () -> logs.page(Log.TASKS, id, 201, null))
                        .params()
                        .get("field"));
        assertEquals(
                404,
                assertThrows(Refusal.class, () -> logs.page(Log.TASKS, 99, null, null))
                        .status());
    }
}
