// The laws of "Why is something missing?": every answer that the tables can give, and none that they cannot.
package org.jigit.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jigit.Json;
import org.jigit.Refusal;
import org.jigit.Rig;
import org.jigit.connection.Connection;
import org.jigit.core.Messages.Commit;
import org.jigit.core.Messages.State;
import org.jigit.store.Rows;
import org.jigit.store.Session;
import org.jigit.store.Store;
import org.jigit.store.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ExplanationLaws {
    private static final String SHA = "4f9c2ab0c1d2e3f4a5b6c7d8e9f0a1b2c3d4e5f6";
    private static final String SHOP = "https://git.example.com/acme/shop";

    private Rig rig;
    private Connection connection;

    abstract TestDatabase start() throws Exception;

    @BeforeAll
    void open(@TempDir Path home) throws Exception {
        rig = new Rig(home, start());
    }

    @AfterAll
    void close() throws Exception {
        rig.close();
    }

    /** A connection whose two repositories are read to the end. */
    @BeforeEach
    void read() {
        rig.test.clear();
        connection = rig.configurations.create(
                json("{'repoName':'Shop','serverUrl':'https://git.example.com','serviceType':'GitHub',"
                        + "'repoType':'GroupOfRepositories','repositoryId':'acme'}"),
                false);
        Rows rows = new Rows()
                .repository("r1", "acme/shop")
                .repository("r2", "acme/web")
                .branch("r1", "feature/PAY-7-cart", SHA, false, "PAY-7")
                .branch("r1", "PAY-8-old", SHA, true, "PAY-8")
                .commit(commit(SHA, "PAY-7", "OPS-1"))
                .pull("r1", 87, "PAY-7 Cart", State.OPEN, Rows.NOON, "PAY-7")
                .pull("r2", 87, "OPS-1 Web", State.OPEN, Rows.NOON, "OPS-1");
        rig.test.database.run(session -> {
            new Store(rig.tasks)
                    .apply(session, Rows.scope(connection.id()), rows.update(), Store.Source.LISTING, 1_000);
            session.update("update {TASK} set [COMPLETE] = ?", true);
            session.update("update {REPOSITORY} set [URL] = ? where [FULL_NAME] = ?", SHOP, "acme/shop");
        });
    }

    private static Commit commit(String sha, String... keys) {
        return new Commit("r1", sha, "Cart", "dev1", Rows.NOON, Rows.NOON, List.of("p"), null, List.of(keys));
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
    }

    private JsonObject ask(String text) {
        JsonObject body = new JsonObject();
        body.addProperty("text", text);
        return rig.explanation.of(connection.id(), body);
    }

    private List<JsonObject> answers(String text) {
        return StreamSupport.stream(ask(text).getAsJsonArray("answers").spliterator(), false)
                .map(answer -> answer.getAsJsonObject())
                .toList();
    }

    private List<String> codes(String text) {
        return answers(text).stream()
                .map(answer -> answer.get("code").getAsString())
                .toList();
    }

    private String first(String text) {
        return answers(text).get(0).get("message").getAsString();
    }

    private void change(String settings) {
        rig.configurations.change(connection.id(), json(settings), false);
        rig.test.database.run(session -> session.update("update {TASK} set [COMPLETE] = ?", true));
    }

    @Test
    void what_is_there_is_found_however_it_is_written() {
        String cart = "It is there: pull request #87 of acme/shop, on PAY-7.";
        String commit = "It is there: commit 4f9c2ab of acme/shop, on OPS-1, PAY-7.";
        String branch = "It is there: branch feature/PAY-7-cart of acme/shop, on PAY-7.";
        for (List<String> row : List.of(
                List.of(SHA, commit, "the whole id"),
                List.of("4F9C2AB", commit, "the beginning of an id, in any case"),
                List.of(SHOP + "/commit/" + SHA, commit, "a web address"),
                List.of(SHOP + "/-/commit/4f9c2ab?x=1#note", commit, "as another server writes it"),
                List.of(SHOP + "/pull/87/commits/" + SHA, commit, "a commit of a pull request"),
                List.of("acme/shop#87", cart, "with its repository"),
                List.of(SHOP + "/pull/87/files", cart, "a web address"),
                List.of(SHOP + "/-/merge_requests/87", cart, "as another server writes it"),
                List.of("https://git.example.com/c/acme/shop/+/87", cart, "the path of the repository in an address"),
                List.of("feature/PAY-7-cart", branch, "a name"),
                List.of("refs/heads/feature/PAY-7-cart", branch, "a whole name"),
                List.of(SHOP + "/tree/feature/PAY-7-cart", branch, "a web address"),
                List.of(SHOP + "/src/branch/feature/PAY-7-cart", branch, "as another server writes it"))) {
            assertEquals(row.get(1), first(row.get(0)), row.get(0) + ": " + row.get(2));
        }
        assertEquals(List.of("there", "there"), codes("#87"), "one in each repository");
        assertEquals(List.of("there", "there"), codes("87"));
        assertEquals(List.of("there", "deleted"), codes("PAY-8-old"));
    }

    @Test
    void an_issue_is_answered_with_what_names_it_by_any_of_its_keys() {
        JsonObject items = answers("pay-7").get(0);
        assertEquals("It is there: 3 items on PAY-7.", items.get("message").getAsString());
        assertEquals("1", items.getAsJsonObject("params").get("commits").getAsString());
        assertEquals("It is there: 3 items on BILL-7.", first("BILL-7"), "a former key");
        assertEquals(List.of("nothing_names"), codes("PAY-9"));
        assertEquals(List.of("no_issue"), codes("PAY-4000"), "no such issue in this Jira");
    }

    @Test
    void what_names_no_issue_by_the_rules_is_not_kept() {
        assertEquals(
                "It names UTF-8, and there is no project UTF in this Jira. Former keys were looked at too.",
                first("UTF-8"));
        assertEquals(List.of("unknown_project"), codes("fix/UTF-8-names"));
        assertEquals(List.of("no_issue_key"), codes("fix/names"));
        change("{'projectKeys':['PAY'],'ignoredKeys':['PAY-9']}");
        assertEquals(List.of("not_served"), codes("OPS-1"));
        assertEquals(List.of("not_served"), codes("OPS-1-web"));
        assertEquals(List.of("ignored_key"), codes("PAY-9"));
        change("{'ignoredKeys':[],'keyPattern':'PAY-[0-9]'}");
        assertEquals(List.of("key_pattern"), codes("PAY-10"));
        assertTrue(first("PAY-10").contains("PAY-[0-9]"));
    }

    @Test
    void what_is_not_kept_though_all_was_read_is_not_explained_away() {
        assertEquals(List.of("not_kept"), codes("0123456789abcdef"));
        assertEquals(List.of("not_kept"), codes("#12"));
        assertTrue(first("#12").endsWith("that is not noted."), first("#12"));
        assertEquals(List.of("no_such_branch"), codes("PAY-9-new"), "all names were read");
        change("{'indexDaysLimit':30,'branchStrategy':'SELECTED','branches':['main']}");
        assertEquals(List.of("not_kept", "history_limit", "branches_only"), codes("0123456789abcdef"));
        assertEquals(List.of("not_kept", "history_limit"), codes("#12"));
        assertEquals(List.of("no_such_branch"), codes("PAY-9-new"), "whatever the strategy, names are read");
        change("{'branchStrategy':'DEFAULT','indexPullRequests':false}");
        assertEquals(List.of("pull_requests_off"), codes("#12"));
        assertEquals(List.of("nothing_names", "history_limit", "default_branch_only"), codes("PAY-9"));
    }

    @Test
    void what_is_not_read_yet_says_how_far_reading_is() {
        rig.test.database.run(session -> session.update(
                "update {TASK} set [COMPLETE] = ?, [DONE] = 3, [TOTAL] = 12, [SEEN] = 6100 where [KIND] = ? and [REPOSITORY_ID] ="
                        + " (select [ID] from {REPOSITORY} where [FULL_NAME] = ?)",
                false,
                "branches",
                "acme/shop"));
        assertEquals(List.of("not_read_yet"), codes("0123456789abcdef"));
        assertEquals(
                "acme/shop is not read to the end yet: 3 of 12 branches, 6100 commits so far.",
                first(SHOP + "/commit/0123456789abcdef"));
        assertEquals(List.of("not_kept"), codes(SHOP + "/pull/12"), "pull requests are read");
        assertEquals(List.of("branches_not_read_yet"), codes("acme/shop"));
        assertEquals(List.of("repository_read"), codes("acme/web"));
        rig.test.database.run(session -> session.update(
                "update {TASK} set [PROBLEM] = ?, [PROBLEM_AT] = 5 where [COMPLETE] = ?",
                Json.write(Json.error("unavailable", new JsonObject(), "the host answered 502")),
                false));
        assertEquals(
                "Reading acme/shop does not go on since 1970-01-01T00:00:00.005Z: the host answered 502.",
                answers(SHOP + "/commit/0123456789abcdef").get(1).get("message").getAsString());
    }

    @Test
    void a_cancelled_reading_is_a_reason_and_the_names_of_branches_are_read_all_the_same() {
        rig.test.database.run(
                session -> session.update("update {TASK} set [COMPLETE] = ? where [KIND] = ?", false, "branches"));
        rig.configurations.cancel(connection.id());
        assertEquals(List.of("not_read_yet", "cancelled"), codes("0123456789abcdef"), "it looks for what is young");
        rig.test.database.run(session -> session.update("update {TASK} set [COMPLETE] = ?, [AGAIN] = ?", true, false));
        assertEquals(List.of("cancelled"), codes("0123456789abcdef"));
        assertTrue(first("0123456789abcdef").endsWith(" in 2 repositories, only what had been read is there."));
        assertEquals(List.of("cancelled"), codes(SHOP + "/commit/0123456789abcdef"));
        assertTrue(first("acme/shop").endsWith(" in 1 repository, only what had been read is there."));
        assertEquals(List.of("cancelled"), codes("PAY-9"), "it may be named by what was not read");
        assertEquals(List.of("not_kept"), codes(SHOP + "/pull/12"), "pull requests were read");
        assertEquals(List.of("no_such_branch"), codes("PAY-9-new"));
        assertEquals(List.of("there"), codes(SHA), "what was read stays");
    }

    @Test
    void a_repository_that_is_not_there_is_said_with_what_the_connection_reads() {
        assertEquals(List.of("no_such_repository", "scope"), codes("acme/other#3"));
        assertEquals(List.of("other_server"), codes("https://elsewhere.example/acme/shop/pull/87"));
        change("{'repositoryPattern':'shop|web','repositoryExclude':'.*-old','repositories':['acme/shop']}");
        assertEquals(
                List.of("no_such_repository", "scope", "repositoryPattern", "repositoryExclude", "repositories"),
                codes("https://git.example.com/acme/other/pull/3"));
        rig.test.database.run(session ->
                session.update("update {REPOSITORY} set [HIDDEN_SINCE] = 5 where [FULL_NAME] = ?", "acme/shop"));
        assertEquals(List.of("there", "repository_hidden"), codes("acme/shop#87"));
        assertEquals(List.of("repository_hidden"), codes("acme/shop#88"));
        assertEquals(List.of("repository_hidden"), codes("acme/shop"));
    }

    @Test
    void a_connection_at_rest_says_so() {
        rig.configurations.act(connection.id(), "pause");
        assertEquals(List.of("paused"), codes("0123456789abcdef"));
        rig.configurations.act(connection.id(), "disable");
        assertEquals(List.of("disabled"), codes("PAY-9-new"));
        rig.configurations.act(connection.id(), "enable");
        rig.configurations.act(connection.id(), "resume");
        rig.test.database.run(session -> session.update(
                "update {TASK} set [PROBLEM] = ?, [PROBLEM_AT] = 5 where [KIND] = ?",
                Json.write(Json.error("auth_failed", new JsonObject(), "the host answered 401")),
                "repositories"));
        assertEquals(List.of("stopped"), codes("PAY-9-new"));
        assertEquals("The connection has stopped: the host answered 401.", first("PAY-9-new"));
        rig.test.database.run(session -> {
            session.update(
                    "update {TASK} set [PROBLEM] = ?, [PROBLEM_AT] = ?, [COMPLETE] = ? where [KIND] = ?",
                    Session.text(null),
                    Session.number(null),
                    false,
                    "repositories");
            session.update("update {CONNECTION} set [REST_UNTIL] = <now> + 600000");
        });
        assertEquals(List.of("waiting", "listing"), codes("PAY-9-new"));
    }

    @Test
    void what_no_branch_leads_to_any_more_says_so() {
        rig.test.database.run(
                session -> session.update("update {COMMIT} set [UNREACHABLE_SINCE] = 5, [UNREACHABLE_BY] = ?", "main"));
        assertEquals(List.of("there", "no_branch"), codes("4f9c2ab"));
    }

    @Test
    void what_was_asked_is_told_and_what_is_no_question_is_refused() {
        JsonObject about = ask(SHOP + "/pull/87").getAsJsonObject("about");
        assertEquals(
                "pull_request #87 acme/shop",
                String.join(
                        " ",
                        about.get("kind").getAsString(),
                        about.get("name").getAsString(),
                        about.get("repository").getAsString()));
        for (String text : List.of("", "  ", "a\nb", "x".repeat(3_000), "https://", "https://%%%")) {
            Refusal refusal = assertThrows(Refusal.class, () -> ask(text), text);
            assertEquals(400, refusal.status());
            assertEquals("text", refusal.params().get("field"));
        }
        assertEquals(
                "unknown_field",
                assertThrows(Refusal.class, () -> rig.explanation.of(connection.id(), json("{'q':'x'}")))
                        .code());
        assertEquals(
                404,
                assertThrows(Refusal.class, () -> rig.explanation.of(99, json("{'text':'x'}")))
                        .status());
        assertFalse(
                Json.write(ask("https://dev1:t0ken@git.example.com/acme/other/pull/3"))
                        .contains("t0ken"),
                "credentials of an address are not repeated");
    }
}
