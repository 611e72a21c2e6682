// Connections out and in: the same when nothing changed, shown before it is done, and no secret on the way.
package org.jigit.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jigit.Json;
import org.jigit.Refusal;
import org.jigit.Rig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransferTest {
    private Rig rig;
    private Transfer transfer;

    @BeforeAll
    void open(@TempDir Path home) throws Exception {
        rig = new Rig(home);
        transfer = new Transfer(rig.connections, rig.configurations);
    }

    @AfterAll
    void close() throws Exception {
        rig.close();
    }

    @BeforeEach
    void connect() {
        rig.test.clear();
        create("Shop", "t0p");
        create("Web", "s3cret");
    }

    private Connection create(String name, String token) {
        return rig.configurations.create(
                json("{'repoName':'" + name + "','serverUrl':'https://git.example.com','serviceType':'GitHub','token':'"
                        + token + "','repoType':'GroupOfRepositories','repositoryId':'acme'}"),
                false);
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
    }

    private static JsonObject connection(JsonObject file, int at) {
        return file.getAsJsonArray("connections").get(at).getAsJsonObject();
    }

    private Connection stored(String name) {
        return rig.connections.all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> changes(JsonObject plan) {
        List<String> changes = new ArrayList<>();
        for (JsonElement each : plan.getAsJsonArray("connections")) {
            JsonObject step = each.getAsJsonObject();
            List<String> fields = new ArrayList<>();
            step.getAsJsonArray("fields")
                    .forEach(field ->
                            fields.add(field.getAsJsonObject().get("field").getAsString()));
            changes.add(
                    step.get("name").getAsString() + " " + step.get("change").getAsString() + " " + fields);
        }
        return changes;
    }

    @Test
    void what_was_exported_changes_nothing_when_it_comes_back() {
        JsonObject file = transfer.export();
        assertFalse(Json.write(file).contains("t0p"), "no secret leaves");
        assertEquals("xxxxxxx", connection(file, 0).get("token").getAsString());
        assertEquals("", connection(file, 0).get("privateKey").getAsString());
        assertEquals(List.of("Shop none []", "Web none []"), changes(transfer.plan(file, false)));
        long updated = stored("Shop").updatedAt();
        transfer.apply(file, false);
        assertEquals(updated, stored("Shop").updatedAt(), "not even stored again");
    }

    @Test
    void a_plan_shows_the_fields_and_changes_nothing_and_applying_it_does_that_alone() {
        JsonObject file = transfer.export();
        file.getAsJsonArray("connections").remove(1);
        connection(file, 0).addProperty("indexDaysLimit", 30);
        connection(file, 0).addProperty("enabled", false);
        JsonObject plan = transfer.plan(file, false);
        assertEquals(List.of("Shop change [indexDaysLimit, enabled]"), changes(plan));
        JsonObject days = connection(plan, 0).getAsJsonArray("fields").get(0).getAsJsonObject();
        assertEquals(
                "0 30",
                days.get("before").getAsString() + " " + days.get("after").getAsString());
        assertFalse(plan.get("applied").getAsBoolean());
        assertTrue(stored("Shop").enabled());
        assertTrue(transfer.apply(file, false).get("applied").getAsBoolean());
        assertEquals(30, stored("Shop").settings().number("indexDaysLimit"));
        assertFalse(stored("Shop").enabled());
        assertEquals("t0p", rig.connections.secret(stored("Shop"), "token"), "the stored token is kept");
        assertEquals(2, rig.connections.all().size(), "what the file does not name is left alone");
    }

    @Test
    void where_no_secret_is_stored_the_connection_comes_disabled_and_says_what_it_needs() {
        JsonObject file = transfer.export();
        rig.test.clear();
        JsonObject plan = transfer.plan(file, false);
        assertEquals("[\"token\"]", connection(plan, 0).get("needs").toString());
        assertEquals("create", connection(plan, 0).get("change").getAsString());
        assertEquals(0, rig.connections.all().size());
        JsonObject done = transfer.apply(file, false);
        assertEquals("[\"token\"]", connection(done, 0).get("needs").toString());
        assertFalse(stored("Shop").enabled());
        assertNull(rig.connections.secret(stored("Shop"), "token"));
        JsonObject again = transfer.plan(file, false);
        assertEquals("[\"token\"]", connection(again, 0).get("needs").toString(), "as long as it has none");
    }

    @Test
    void a_file_may_bring_a_secret_and_then_it_is_shown_only_that() {
        JsonObject file = transfer.export();
        connection(file, 0).addProperty("token", "n3w");
        JsonObject plan = transfer.plan(file, false);
        assertEquals("Shop change [token]", changes(plan).get(0));
        assertFalse(Json.write(plan).contains("n3w"));
        assertFalse(Json.write(transfer.apply(file, false)).contains("n3w"));
        assertEquals("n3w", rig.connections.secret(stored("Shop"), "token"));
    }

    @Test
    void one_that_cannot_be_imported_keeps_all_of_them_out() {
        JsonObject file = transfer.export();
        connection(file, 0).addProperty("indexDaysLimit", 30);
        connection(file, 1).addProperty("serverUrl", "https://evil.example");
        JsonObject problem = connection(transfer.plan(file, false), 1).getAsJsonObject("problem");
        assertEquals("token_needed", problem.get("code").getAsString(), "a stored token follows to no other server");
        Refusal refusal = assertThrows(Refusal.class, () -> transfer.apply(file, false));
        assertEquals(400, refusal.status());
        assertEquals("not_imported", refusal.code());
        assertTrue(refusal.getMessage().contains("\"Web\""), refusal.getMessage());
        assertEquals(0, stored("Shop").settings().number("indexDaysLimit"));
    }

    @Test
    void what_is_no_export_is_refused_by_name() {
        JsonObject twice = transfer.export();
        JsonArray all = twice.getAsJsonArray("connections");
        all.add(all.get(0).deepCopy());
        for (JsonObject file : List.of(
                twice,
                json("{}"),
                json("{'connections':{}}"),
                json("{'connections':[5]}"),
                json("{'connections':[{}]}"),
                json("{'version':2,'connections':[]}"),
                json("{'connections':[],'colour':1}"))) {
            assertEquals(
                    400,
                    assertThrows(Refusal.class, () -> transfer.plan(file, false), file::toString)
                            .status());
        }
    }
}
