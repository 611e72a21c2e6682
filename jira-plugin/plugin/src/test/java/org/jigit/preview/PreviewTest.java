// A text or a webhook is explained as this Jira would take it, whoever asks badly is told where, and nothing is kept.
package org.jigit.preview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jigit.Refusal;
import org.jigit.Rig;
import org.jigit.connection.Connection;
import org.jigit.connection.Credentials;
import org.jigit.http.Outbound;
import org.jigit.store.Ledger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PreviewTest {
    private static final Path PUSH = Path.of("../../src/host/github/fixtures/deliveries/push/new_branch.json");

    private Rig rig;
    private Outbound outbound;
    private Preview preview;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        rig = new Rig(home);
        outbound = new Outbound(new Ledger(rig.test.database, "node"));
        Credentials credentials = new Credentials(rig.hosts, outbound, rig.connections);
        preview = new Preview(
                rig.core,
                rig.hosts,
                rig.connections,
                rig.projects,
                new LatestCommits(rig.core, rig.hosts, credentials, rig.test.database, rig.projects));
    }

    @AfterAll
    void stop() throws Exception {
        outbound.close();
        rig.close();
    }

    @BeforeEach
    void clear() {
        rig.test.clear();
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }

    private Connection connect(String more) {
        return rig.configurations.create(
                json(
                        "{'repoName':'Shop','serverUrl':'https://git.example.com','serviceType':'GitHub','token':'never-told',"
                                + "'repoType':'GroupOfRepositories','repositoryId':'acme'" + more + "}"),
                false);
    }

    private JsonObject text(String text, String more) {
        JsonObject request = json("{'texts':[{'field':'commit'}]" + more + "}");
        request.getAsJsonArray("texts").get(0).getAsJsonObject().addProperty("text", text);
        return preview.explain(request).getAsJsonArray("texts").get(0).getAsJsonObject();
    }

    private static JsonElement json(JsonElement in, String... path) {
        JsonElement at = in;
        for (String name : path) {
            at = at.isJsonArray()
                    ? at.getAsJsonArray().get(Integer.parseInt(name))
                    : at.getAsJsonObject().get(name);
        }
        return at;
    }

    private static JsonArray array(String... texts) {
        JsonArray array = new JsonArray();
        List.of(texts).forEach(array::add);
        return array;
    }

    @Test
    void a_browser_learns_projects_rules_and_hosts_and_no_secret() {
        Connection connection = connect(
                ",'projectKeys':['PAY'],'ignoredKeys':['PAY-1'],'keyPattern':'PAY-.*','smartCommitEnabled':true,"
                        + "'smartCommitIdentity':'EMAIL'");
        JsonObject facts = preview.facts();
        assertEquals(json("{'keys':['OPS','PAY'],'former':{'BILL':'PAY'}}"), facts.get("projects"));
        assertEquals(array("jira.example.com"), facts.get("instance_hosts"));
        assertEquals(
                json(
                        "{'id':" + connection.id() + ",'name':'Shop','host':'github','title':'GitHub',"
                                + "'rules':{'served':['BILL','PAY'],'ignored':['PAY-1'],'key_pattern':'PAY-.*'},'smart_commits':'email'}"),
                json(facts, "connections", "0"));
        assertTrue(
                facts.getAsJsonArray("hosts").contains(json("{'name':'gerrit','title':'Gerrit'}")), facts.toString());
        assertEquals(8, facts.get("hours_per_day").getAsInt());
        assertEquals(5, facts.get("days_per_week").getAsInt());
        assertFalse(facts.toString().contains("never-told"));
    }

    @Test
    void smart_commits_of_a_connection_are_off_until_somebody_says_as_whom_they_run() {
        connect("");
        assertEquals(
                "off",
                json(preview.facts(), "connections", "0", "smart_commits").getAsString());
        rig.test.clear();
        connect(",'smartCommitEnabled':true");
        assertEquals(
                "vouched",
                json(preview.facts(), "connections", "0", "smart_commits").getAsString());
    }

    @Test
    void what_is_not_said_is_as_in_this_jira() {
        JsonObject told = text("🎉 BILL-7 waits (UTF-8)\n\nBILL-7 #time 1d #close", "");
        assertEquals(array("BILL-7"), told.get("keys"));
        assertEquals(array("capitals", "known"), json(told, "occurrences", "0", "because"));
        assertEquals(3, json(told, "occurrences", "0", "utf16", "0").getAsInt());
        assertEquals("no_project", json(told, "misses", "0", "code").getAsString());
        assertEquals(8 * 3600, json(told, "commands", "0", "args", "seconds").getAsInt());
    }

    @Test
    void projects_may_be_others_or_not_known() {
        assertEquals(
                array("SHOP-1"),
                text("SHOP-1 PAY-1", ",'known_projects':['SHOP']").get("keys"));
        assertEquals(
                array("SHOP-1", "PAY-1"),
                text("SHOP-1 PAY-1", ",'known_projects':null").get("keys"));
        String link = "https://other.example.org/browse/PAY-1";
        assertEquals(array(), text(link, "").get("keys"));
        assertEquals(array("PAY-1"), text(link, ",'instance_hosts':null").get("keys"));
    }

    @Test
    void rules_are_those_of_a_connection_or_ones_own() {
        long id = connect(",'projectKeys':['PAY']").id();
        JsonObject told = text("OPS-1 PAY-1", ",'connection':" + id);
        assertEquals(array("PAY-1"), told.get("keys"));
        assertEquals("not_served", json(told, "misses", "0", "code").getAsString());
        assertEquals(
                array("OPS-1"),
                text("OPS-1 PAY-1", ",'rules':{'ignored':['PAY']}").get("keys"));
    }

    @Test
    void a_webhook_says_what_it_would_bring_and_nothing_is_stored() throws Exception {
        JsonObject recorded = json(Files.readString(PUSH));
        JsonObject request = json("{'host':'GitHub','headers':[{'name':'X-GitHub-Event','value':'push'}]}");
        request.addProperty("body", recorded.get("body").toString());
        JsonObject told = preview.explain(request);
        assertEquals("update", json(told, "delivery", "outcome").getAsString());
        assertFalse(json(told, "delivery", "verified").getAsBoolean());
        assertEquals(array("PAY-7"), json(told, "rows", "commits", "0", "issue_keys"));
        assertEquals("feature/PAY-7-refunds", json(told, "texts", "0", "name").getAsString());
        for (String table : List.of("REPOSITORY", "BRANCH", "COMMIT", "LINK", "DELIVERY", "REQUEST")) {
            assertEquals(0, rig.test.count(table), table);
        }
    }

    @Test
    void what_is_wrong_is_refused_by_its_path() {
        long id = connect("").id();
        String text = "'texts':[{'field':'commit','text':'PAY-1'}]";
        List<String[]> refused = List.of(
                new String[] {"{" + text + ",'colour':1}", "400 unknown_field colour"},
                new String[] {"{'texts':[{'field':'commit','text':'','size':1}]}", "400 unknown_field texts[0].size"},
                new String[] {"{" + text + ",'rules':{'served':null,'all':1}}", "400 unknown_field rules.all"},
                new String[] {"{}", "400 missing_field texts"},
                new String[] {"{'texts':[{'field':'commit'}]}", "400 missing_field texts[0].text"},
                new String[] {"{'texts':'PAY-1'}", "400 wrong_value texts"},
                new String[] {"{'texts':[{'field':'tag','text':''}]}", "400 wrong_value texts[0].field"},
                new String[] {"{'texts':[{'field':'commit','text':7}]}", "400 wrong_value texts[0].text"},
                new String[] {"{" + text + ",'message':'deliver'}", "400 wrong_value message"},
                new String[] {"{" + text + ",'known_projects':['PAY',1]}", "400 wrong_value known_projects[1]"},
                new String[] {"{" + text + ",'hours_per_day':25}", "400 wrong_value hours_per_day"},
                new String[] {"{" + text + ",'connection':'1'}", "400 wrong_value connection"},
                new String[] {"{" + text + ",'connection':1.5}", "400 wrong_value connection"},
                new String[] {"{" + text + ",'rules':{},'connection':" + id + "}", "400 wrong_value rules"},
                new String[] {"{" + text + ",'host':'github'}", "400 wrong_value texts"},
                new String[] {"{" + text + ",'body':'{}'}", "400 missing_field host"},
                new String[] {"{'host':'github','headers':[{'name':'X'}]}", "400 missing_field headers[0].value"},
                new String[] {"{" + text + ",'rules':{'key_pattern':'('}}", "400 misconfigured keyPattern"},
                new String[] {"{'host':'cvs'}", "400 misconfigured null"},
                new String[] {"{" + text + ",'connection':4711}", "404 unknown_connection null"});
        for (String[] each : refused) {
            Refusal refusal = assertThrows(Refusal.class, () -> preview.explain(json(each[0])), each[0]);
            assertEquals(
                    each[1],
                    refusal.status() + " " + refusal.code() + " "
                            + refusal.params().get("field"),
                    each[0]);
        }
    }

    @Test
    void more_than_a_person_reads_is_refused() {
        JsonObject many = json("{'texts':[]}");
        for (int text = 0; text < 101; text++) {
            many.getAsJsonArray("texts").add(json("{'field':'commit','text':'PAY-1'}"));
        }
        assertEquals(
                "texts: expected a list of at most 100 objects",
                assertThrows(Refusal.class, () -> preview.explain(many)).getMessage());
        Refusal large = assertThrows(Refusal.class, () -> text("ü".repeat(1 << 20) + "x", ""));
        assertEquals("413 too_large", large.status() + " " + large.code());
    }

    @Test
    void commits_are_those_of_a_connection() {
        for (String request : List.of("{}", "{'connection':null}")) {
            Refusal refusal = assertThrows(Refusal.class, () -> preview.commits(json(request)));
            assertEquals(
                    "missing_field connection",
                    refusal.code() + " " + refusal.params().get("field"));
        }
        assertEquals(
                404,
                assertThrows(Refusal.class, () -> preview.commits(json("{'connection':4711}")))
                        .status());
        assertEquals(
                "unknown_field",
                assertThrows(Refusal.class, () -> preview.commits(json("{'connection':1,'branch':'main'}")))
                        .code());
    }
}
