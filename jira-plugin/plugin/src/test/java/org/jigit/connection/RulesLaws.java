// The laws of rules about keys: what a change of them takes away, and what it leaves.
package org.jigit.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jigit.Refusal;
import org.jigit.Rig;
import org.jigit.core.Messages.KeyRules;
import org.jigit.core.Messages.State;
import org.jigit.store.Rows;
import org.jigit.store.Store;
import org.jigit.store.Tasks;
import org.jigit.store.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RulesLaws {
    private Rig rig;
    private Store store;

    abstract TestDatabase start() throws Exception;

    @BeforeAll
    void open(@TempDir Path home) throws Exception {
        rig = new Rig(home, start());
        store = new Store(rig.tasks);
    }

    @AfterAll
    void close() throws Exception {
        rig.close();
    }

    @BeforeEach
    void clear() {
        rig.test.clear();
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
    }

    private Connection connect(String name) {
        return rig.configurations.create(
                json("{'repoName':'" + name + "','serverUrl':'https://git.example.com','serviceType':'GitHub',"
                        + "'repoType':'GroupOfRepositories','repositoryId':'acme'}"),
                false);
    }

    private void change(Connection connection, String settings) {
        rig.configurations.change(connection.id(), json(settings), false);
    }

    private void store(Connection connection, Rows rows) {
        rig.test.database.run(session ->
                store.apply(session, Rows.scope(connection.id()), rows.update(), Store.Source.LISTING, 1_000));
    }

    private static Rows shop() {
        return new Rows().repository("r1", "acme/shop");
    }

    private List<String> texts(String sql) {
        return rig.test.database.read(session -> session.list(sql, row -> row.getString(1)));
    }

    private List<String> links() {
        return texts("select [ISSUE_KEY] from {LINK} order by [ISSUE_KEY]");
    }

    @Test
    void what_is_not_wanted_any_more_goes_and_the_rest_stays() {
        Connection connection = connect("Shop");
        store(
                connection,
                shop().branch("r1", "OPS-1-x", "aa", false, "OPS-1")
                        .branch("r1", "PAY-1-x", "bb", false, "PAY-1")
                        .commit("r1", "aa", "OPS-1", "OPS-1")
                        .commit("r1", "bb", "PAY-1 OPS-1", "PAY-1", "OPS-1")
                        .pull("r1", 1, "OPS-1", State.OPEN, Rows.NOON, "OPS-1")
                        .pull("r1", 2, "BILL-7", State.MERGED, Rows.NOON, "BILL-7"));
        Connection other = connect("The same elsewhere");
        store(other, shop().commit("r1", "cc", "OPS-1", "OPS-1"));
        change(connection, "{'projectKeys':['PAY']}");
        assertEquals(
                List.of("BILL-7", "OPS-1", "PAY-1", "PAY-1"),
                links(),
                "a former key of the project served, and what another connection read");
        assertEquals(List.of("PAY-1-x"), texts("select [NAME] from {BRANCH}"));
        assertEquals(List.of("bb", "cc"), texts("select [SHA] from {COMMIT} order by [SHA]"));
        assertEquals(List.of("2"), texts("select [NUMBER] from {PULL_REQUEST}"));
        change(connection, "{'projectKeys':[],'ignoredKeys':['pay-1','BILL']}");
        assertEquals(List.of("OPS-1"), links());
        assertEquals(0, rig.test.count("BRANCH") + rig.test.count("PULL_REQUEST"));
        change(other, "{'keyPattern':'PAY-[0-9]+'}");
        assertEquals(List.of(), links());
        assertEquals(0, rig.test.count("COMMIT"));
        assertEquals(2, rig.test.count("REPOSITORY"), "repositories stay, to be read again");
    }

    @Test
    void only_a_change_of_rules_lets_repositories_be_read_again() {
        Connection connection = connect("Shop");
        store(connection, shop().commit("r1", "aa", "PAY-1", "PAY-1"));
        rig.test.database.run(session -> session.update("update {TASK} set [COMPLETE] = ?, [STATE] = ?", true, "read"));
        change(connection, "{'repoName':'Web shop','projectKeys':[],'ignoredKeys':[],'keyPattern':''}");
        assertEquals(
                3, texts("select [KIND] from {TASK} where [STATE] = 'read'").size());
        change(connection, "{'ignoredKeys':['PAY-9']}");
        assertEquals(
                List.of(Tasks.REPOSITORIES),
                texts("select [KIND] from {TASK} where [STATE] = 'read'"),
                "branches and pull requests begin anew, the list of repositories stays");
        assertEquals(
                "reading",
                rig.view
                        .one(rig.configurations.find(connection.id()))
                        .getAsJsonObject("status")
                        .get("state")
                        .getAsString());
        assertEquals(List.of("PAY-1"), links(), "nothing disappears meanwhile");
    }

    @Test
    void who_reads_by_former_rules_stores_nothing_any_more() {
        Connection connection = connect("Shop");
        store(connection, shop());
        rig.test.database.run(session -> session.update("delete from {TASK} where [KIND] = ?", Tasks.REPOSITORIES));
        Tasks.Claim claim = rig.tasks.claim("n1", false).orElseThrow();
        change(connection, "{'ignoredKeys':['PAY']}");
        Tasks.Saved saved = new Tasks.Saved("s", 1L, false, true, null, 0, null, 0, null, 0, Tasks.LEASE_MS);
        assertThrows(
                Tasks.LeaseLost.class,
                () -> rig.test.database.run(session -> rig.tasks.save(session, claim, saved, 1_000)));
    }

    @Test
    void more_keys_than_one_text_may_have_are_all_looked_at() {
        Connection connection = connect("Shop");
        String[] keys = IntStream.rangeClosed(1, 1_300)
                .mapToObj(number -> (number % 2 == 0 ? "PAY-" : "OPS-") + number)
                .toArray(String[]::new);
        store(connection, shop().commit("r1", "aa", "many", keys));
        change(connection, "{'projectKeys':['OPS'],'ignoredKeys':['OPS-1299']}");
        assertEquals(649, links().size());
        assertEquals(1, rig.test.count("COMMIT"));
        change(connection, "{'ignoredKeys':['OPS']}");
        assertEquals(0, rig.test.count("LINK") + rig.test.count("COMMIT"));
    }

    @Test
    void the_core_says_which_keys_are_not_wanted() {
        WantedKeys wanted = new WantedKeys(rig.core, rig.projects);
        List<String> linked = List.of("PAY-1", "PAY-20", "BILL-3", "OPS-4");
        assertEquals(Set.of(), wanted.without(new KeyRules(null, List.of(), ""), linked));
        assertEquals(
                Set.of("OPS-4", "PAY-20"),
                wanted.without(new KeyRules(List.of("PAY", "BILL"), List.of("PAY-20"), ""), linked));
        assertEquals(
                Set.of("BILL-3", "OPS-4", "PAY-20"),
                wanted.without(new KeyRules(null, List.of(), "PAY-[0-9]"), linked),
                "the whole key has to match");
        assertEquals(Set.copyOf(linked), wanted.without(new KeyRules(List.of(), List.of(), ""), linked));
        assertEquals(Set.of(), wanted.without(new KeyRules(List.of(), List.of(), ""), List.of()));
    }

    @Test
    void a_removed_connection_is_gone_at_once_and_its_rows_bit_by_bit() {
        Connection removed = connect("one");
        Connection other = connect("two");
        Rows many = shop();
        IntStream.range(0, 1_200).forEach(number -> many.commit("r1", "sha" + number, "PAY-1", "PAY-1"));
        store(removed, many);
        store(other, shop().commit("r1", "aa", "PAY-2", "PAY-2"));
        rig.connections.remove(removed.id());
        assertEquals(
                List.of(other.id()),
                rig.connections.all().stream().map(Connection::id).toList());
        assertThrows(Refusal.class, () -> rig.configurations.find(removed.id()));
        assertThrows(Refusal.class, () -> rig.connections.remove(removed.id()), "once");
        assertThrows(Refusal.class, () -> rig.connections.enable(removed.id(), true), "nobody brings it back");
        assertThrows(Refusal.class, () -> rig.connections.reindex(removed.id(), false));
        connect("one");
        Removals removals = new Removals(rig.test.database);
        JsonObject left = removals.left().get(0).getAsJsonObject();
        assertEquals("one", left.get("repoName").getAsString());
        assertEquals(1_200 + 1_200 + 1, left.get("rows_left").getAsInt(), "links, commits and the repository");
        int turns = 0;
        while (removals.goOn()) {
            turns++;
        }
        assertEquals(3 + 3 + 1 + 1, turns, "some hundred rows at a time");
        assertEquals(0, removals.left().size());
        assertEquals(List.of("PAY-2"), links());
        assertEquals(2, rig.test.count("CONNECTION"));
    }
}
