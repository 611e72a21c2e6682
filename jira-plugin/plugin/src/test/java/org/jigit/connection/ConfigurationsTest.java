// Configurations are read strictly, keep their secrets, and never send them elsewhere.
package org.jigit.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jigit.Json;
import org.jigit.Refusal;
import org.jigit.Rig;
import org.jigit.core.Messages;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConfigurationsTest {
    private Rig rig;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        rig = new Rig(home);
    }

    @AfterAll
    void stop() throws Exception {
        rig.close();
    }

    @BeforeEach
    void clear() {
        rig.test.clear();
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
    }

    private static JsonObject valid() {
        return json("{'repoName':'Shop','serverUrl':'https://git.example.com','serviceType':'GitHub','token':'t0p',"
                + "'repoType':'GroupOfRepositories','repositoryId':'acme'}");
    }

    private static JsonObject valid(String field, String value) {
        JsonObject body = valid();
        body.add(field, JsonParser.parseString(value.replace('\'', '"')));
        return body;
    }

    private Connection create() {
        return rig.configurations.create(valid(), false);
    }

    private String token(Connection connection) {
        return rig.connections.secret(connection, "token");
    }

    private Refusal refused(JsonObject body) {
        Refusal refusal = assertThrows(Refusal.class, () -> rig.configurations.create(body, false), body::toString);
        assertEquals(400, refusal.status());
        assertEquals(0, rig.test.count("CONNECTION"));
        return refusal;
    }

    @Test
    void a_created_connection_has_jigits_fields_and_a_masked_token() {
        JsonObject view = rig.view.one(create());
        assertEquals("Shop", view.get("repoName").getAsString());
        assertEquals("GitHub", view.get("serviceType").getAsString());
        assertEquals("xxxxxxx", view.get("token").getAsString());
        assertEquals(300_000, view.get("commitsPeriod").getAsLong());
        assertEquals("ALL", view.get("branchStrategy").getAsString());
        assertTrue(view.get("enabled").getAsBoolean());
        assertEquals("reading", view.getAsJsonObject("status").get("state").getAsString());
        assertTrue(view.getAsJsonObject("webhook").get("address").getAsString().matches("….{4}"));
        assertFalse(view.getAsJsonObject("webhook").get("has_secret").getAsBoolean());
        assertEquals(1, rig.test.count("TASK"), "the repositories are listed first");
        assertFalse(Json.write(view).contains("t0p"));
    }

    @Test
    void what_was_read_can_be_written_back() {
        Connection connection = create();
        JsonObject view = rig.view.one(connection);
        Connection after = rig.configurations.change(connection.id(), view, false);
        assertEquals(
                Json.write(connection.settings().json()),
                Json.write(after.settings().json()));
        assertEquals("t0p", token(after), "the mask keeps the token");
    }

    @Test
    void tokens_can_be_replaced_and_taken_away() {
        Connection connection = create();
        assertEquals("t0p", token(rig.configurations.change(connection.id(), json("{'indexDaysLimit':30}"), false)));
        assertEquals("new", token(rig.configurations.change(connection.id(), json("{'token':'new'}"), false)));
        Connection without = rig.configurations.change(connection.id(), json("{'token':''}"), false);
        assertNull(token(without));
        assertEquals("", rig.view.one(without).get("token").getAsString());
    }

    @Test
    void a_stored_token_does_not_follow_to_another_server() {
        Connection connection = create();
        Refusal refusal = assertThrows(
                Refusal.class,
                () -> rig.configurations.change(
                        connection.id(), json("{'serverUrl':'https://evil.example','token':'xxxxxxx'}"), true));
        assertEquals("token_needed", refusal.code());
        JsonObject moved = json("{'serverUrl':'https://other.example','token':'other'}");
        assertEquals("other", token(rig.configurations.change(connection.id(), moved, false)));
        assertEquals(
                "token_needed",
                assertThrows(Refusal.class, () -> {
                            JsonObject typed = valid("id", String.valueOf(connection.id()));
                            typed.remove("token");
                            typed.addProperty("serverUrl", "https://evil.example");
                            rig.configurations.draft(typed, rig.configurations.find(connection.id()), true);
                        })
                        .code());
    }

    @Test
    void unknown_fields_and_wrong_values_are_refused_by_name() {
        for (List<String> row : List.of(
                List.of("colour", "1", "unknown_field", "not a field"),
                List.of("repoName", "''", "missing_field", "a name is needed"),
                List.of("repoName", "5", "wrong_value", "not a text"),
                List.of("repoName", "'a\\nb'", "wrong_value", "two lines"),
                List.of("serverUrl", "'git.example.com'", "address_not_allowed", "no scheme"),
                List.of("serverUrl", "'http://git.example.com'", "not_https", "not encrypted"),
                List.of("serverUrl", "'https://a b'", "wrong_value", "not an address"),
                List.of("serviceType", "'CVS'", "unknown_service_type", "no such host"),
                List.of("repoType", "'Everything'", "wrong_value", "no such scope"),
                List.of("requestTimeout", "1.5", "wrong_value", "not whole"),
                List.of("requestTimeout", "10", "wrong_value", "seconds instead of milliseconds"),
                List.of("enabled", "'yes'", "wrong_value", "not a flag"),
                List.of("token", "7", "wrong_value", "not a text"),
                List.of("token", "'a b'", "wrong_value", "a blank, which no token has"),
                List.of("token", "'xxxxxxx'", "token_needed", "nothing is stored yet"),
                List.of("projectKeys", "['NOPE']", "unknown_project", "no such project"),
                List.of("privateKey", "'---'", "wrong_value", "not a key"),
                List.of("username", "'dev1'", "not_supported", "this host has no such credential"),
                List.of("privateKey", "'xxxxxxx'", "token_needed", "nothing is stored yet"),
                List.of("branchStrategy", "'SOME'", "wrong_value", "no such strategy"),
                List.of("branches", "'main'", "wrong_value", "not a list"),
                List.of("repositoryPattern", "['a']", "wrong_value", "not a text"),
                List.of("repositories", "[7]", "wrong_value", "not texts"),
                List.of("keyPattern", "'PAY-('", "misconfigured", "not a pattern"),
                List.of("ignoredKeys", "'PAY-1'", "wrong_value", "not a list"),
                List.of("smartCommitIdentity", "'ANYBODY'", "wrong_value", "no such way"),
                List.of("commentCommitEnabled", "true", "not_supported", "would be ignored"),
                List.of("level", "'PROJECT'", "not_supported", "would be ignored"))) {
            Refusal refusal = refused(valid(row.get(0), row.get(1)));
            assertEquals(row.get(2), refusal.code(), row.get(0) + ": " + row.get(3));
            assertEquals(row.get(0), refusal.params().get("field"), row.toString());
            assertTrue(
                    refusal.getMessage().contains(row.get(0)) || refusal.code().equals("address_not_allowed"),
                    refusal.getMessage());
        }
        assertEquals(
                1,
                refused(valid("keyPattern", "'PAY-('")).getMessage().split("keyPattern: ", -1).length - 1,
                "named once");
        JsonObject single = valid("repoType", "'SingleRepository'");
        single.addProperty("repositoryId", "");
        assertEquals("missing_field", refused(single).code());
        assertEquals(
                "branches", refused(valid("branchStrategy", "'MASK'")).params().get("field"));
    }

    @Test
    void branches_are_chosen_in_jigits_words_old_and_new() {
        for (List<String> row : List.of(
                List.of("{}", "ALL", "[]", "all is what one gets"),
                List.of("{'branchStrategy':'default'}", "DEFAULT", "[]", "any case"),
                List.of(
                        "{'branchStrategy':'SELECTED','branches':['a','','a'],'defaultBranch':'b'}",
                        "SELECTED",
                        "[a, b]",
                        ""),
                List.of("{'branchStrategy':'mask','defaultBranch':'bug/*'}", "MASK", "[bug/*]", "Jigit's own habit"),
                List.of("{'branchStrategy':'ALL','defaultBranch':'b'}", "ALL", "[]", "a branch says nothing there"),
                List.of("{'indexAllBranches':false}", "DEFAULT", "[]", "the older switch"),
                List.of(
                        "{'indexAllBranches':false,'branches':['a']}",
                        "SELECTED",
                        "[a]",
                        "the older switch with branches"),
                List.of("{'indexAllBranches':false,'branchStrategy':'ALL'}", "ALL", "[]", "the newer one counts"))) {
            JsonObject body = valid();
            json(row.get(0)).entrySet().forEach(entry -> body.add(entry.getKey(), entry.getValue()));
            Connection connection = rig.configurations.create(body, false);
            var message = rig.hosts.message(connection);
            assertEquals(row.get(1), message.branchStrategy().name(), row.toString());
            assertEquals(row.get(2), message.branches().toString(), row.toString());
            assertEquals(row.get(1).equals("ALL"), connection.settings().flag("indexAllBranches"), "both say the same");
            rig.configurations.remove(connection.id());
        }
    }

    @Test
    void everything_is_a_scope_without_a_name() {
        JsonObject body = valid("repoType", "'allrepositories'");
        Connection connection = rig.configurations.create(body, false);
        assertEquals("AllRepositories", connection.settings().text("repoType"));
        assertEquals("", connection.settings().text("repositoryId"));
        assertTrue(rig.connections.scope(connection).admits("anyone/anything"));
    }

    @Test
    void a_changed_filter_lists_again_and_a_changed_strategy_reads_branches_again() {
        long id = create().id();
        rig.test.database.run(session -> {
            session.update("update {TASK} set [STATE] = ?, [COMPLETE] = ?", "{}", true);
            session.update(
                    "insert into {TASK} ([HASH], [CONNECTION_ID], [REPOSITORY_ID], [KIND], [STATE], [DUE_AT], [LEASE_UNTIL],"
                            + " [ATTEMPT], [POKES], [HISTORY], [COMPLETE], [DONE], [SEEN]) values (?, ?, 7, ?, ?, 0, 0, 0, 0, ?, ?, 0, 0)",
                    "h",
                    id,
                    "branches",
                    "{}",
                    false,
                    true);
        });
        assertEquals(List.of("branches", "repositories"), untouched());
        rig.configurations.change(id, json("{'repoName':'Store'}"), false);
        assertEquals(List.of("branches", "repositories"), untouched(), "a name changes nothing of it");
        rig.configurations.change(id, json("{'repositoryPattern':'shop.*','repositories':['acme/shop']}"), false);
        assertEquals(List.of("branches"), untouched());
        rig.configurations.change(id, json("{'branchStrategy':'DEFAULT'}"), false);
        assertEquals(List.of(), untouched());
        assertFalse(rig.connections.scope(rig.configurations.find(id)).admits("acme/new"), "only a listing adds now");
    }

    private List<String> untouched() {
        return rig.test.database.read(session -> session.list(
                "select [KIND] from {TASK} where [STATE] is not null order by [KIND]", row -> row.getString(1)));
    }

    @Test
    void what_the_core_finds_wrong_is_refused_by_the_fields_name() {
        Messages.Error mistake = new Messages.Error(
                Messages.Code.MISCONFIGURED,
                List.of(new Messages.Param("field", "repositoryPattern"), new Messages.Param("at", "14")),
                "missing )",
                "");
        Refusal refusal = assertThrows(Refusal.class, () -> Configurations.refuse(mistake));
        assertEquals(400, refusal.status());
        assertEquals("repositoryPattern: missing )", refusal.getMessage());
        assertEquals("repositoryPattern", refusal.params().get("field"));
        Configurations.refuse(new Messages.Error(Messages.Code.UNAVAILABLE, List.of(), "later", ""));
    }

    @Test
    void a_webhook_secret_may_come_from_elsewhere() {
        long id = create().id();
        Configurations.WebhookSecret own = rig.configurations.ownSecret(id, json("{'secret':' made-by-the-host '}"));
        Connection connection = rig.configurations.find(id);
        assertEquals(List.of("made-by-the-host"), rig.connections.webhookSecrets(connection, 0));
        assertEquals(rig.connections.address(connection), own.address());
        for (String wrong : List.of("{}", "{'secret':'short'}", "{'secret':'two words'}", "{'secret':8}", "{'s':1}")) {
            assertEquals(
                    400,
                    assertThrows(Refusal.class, () -> rig.configurations.ownSecret(id, json(wrong)), wrong)
                            .status());
        }
        assertEquals(List.of("made-by-the-host"), rig.connections.webhookSecrets(connection, 0));
    }

    @Test
    void names_are_taken_only_once() {
        create();
        Refusal refusal =
                assertThrows(Refusal.class, () -> rig.configurations.create(valid("repoName", "'SHOP'"), false));
        assertEquals("name_taken", refusal.code());
        assertEquals(1, rig.test.count("CONNECTION"));
    }

    @Test
    void connections_are_listed_by_the_projects_that_they_serve() {
        rig.configurations.create(valid("projectKeys", "['BILL']"), false);
        assertEquals(1, rig.configurations.all("PAY").size(), "BILL is a former key of PAY");
        assertEquals(0, rig.configurations.all("OPS").size());
        assertEquals(1, rig.configurations.all(null).size());
    }

    @Test
    void actions_change_the_state() {
        long id = create().id();
        for (List<String> row : List.of(
                List.of("disable", "disabled"),
                List.of("enable", "reading"),
                List.of("pause", "paused"),
                List.of("resume", "reading"))) {
            Connection after = rig.configurations.act(id, row.get(0));
            assertEquals(
                    row.get(1),
                    rig.view.one(after).getAsJsonObject("status").get("state").getAsString(),
                    row.get(0));
        }
        assertEquals(
                404,
                assertThrows(Refusal.class, () -> rig.configurations.act(id + 1, "pause"))
                        .status());
    }

    @Test
    void a_webhook_secret_is_shown_once_and_the_one_before_counts_for_a_day() {
        long id = create().id();
        Configurations.WebhookSecret first = rig.configurations.newSecret(id);
        assertEquals(32, first.address().length());
        Configurations.WebhookSecret second = rig.configurations.newSecret(id);
        assertEquals(first.address(), second.address());
        Connection connection = rig.configurations.find(id);
        long now = System.currentTimeMillis();
        assertEquals(List.of(second.secret(), first.secret()), rig.connections.webhookSecrets(connection, now));
        assertEquals(List.of(second.secret()), rig.connections.webhookSecrets(connection, now + 25 * 3_600_000L));
        assertEquals(
                id, rig.connections.byAddress(first.address()).orElseThrow().id());
        assertTrue(rig.view
                .one(connection)
                .getAsJsonObject("webhook")
                .get("has_secret")
                .getAsBoolean());
    }

    @Test
    void a_new_project_lets_a_connection_look_again_once() {
        long id = create().id();
        rig.test.database.run(session -> session.update("update {TASK} set [COMPLETE] = ?", true));
        assertFalse(rig.newProjects.look(), "nothing is new");
        rig.jira.put("SHOP", Set.of("SHOP"));
        rig.projects.refresh();
        try {
            assertTrue(rig.newProjects.look());
            assertEquals(
                    "reading",
                    rig.view
                            .one(rig.configurations.find(id))
                            .getAsJsonObject("status")
                            .get("state")
                            .getAsString());
            assertFalse(rig.newProjects.look(), "another node, or the next heartbeat");
        } finally {
            rig.jira.remove("SHOP");
            rig.projects.refresh();
        }
        assertFalse(rig.newProjects.look(), "a project less is no reason to read");
    }

    @Test
    void removing_leaves_nothing_behind() {
        long id = create().id();
        rig.configurations.remove(id);
        assertEquals(0, rig.test.count("CONNECTION"));
        assertEquals(0, rig.test.count("TASK"));
        assertEquals(
                404,
                assertThrows(Refusal.class, () -> rig.configurations.remove(id)).status());
    }
}
