// What an issue's panel and tab read from the database, the same on every database.
package org.jigit.development;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jigit.Refusal;
import org.jigit.core.Messages.Commit;
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

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DevelopmentLaws {
    private static final Set<String> KEYS = Set.of("PAY-1", "BILL-1");

    private TestDatabase test;
    private Store store;

    abstract TestDatabase start() throws Exception;

    @BeforeAll
    void open() throws Exception {
        test = start();
        store = new Store(new Tasks(test.database));
    }

    @AfterAll
    void close() throws Exception {
        test.close();
    }

    @BeforeEach
    void clear() {
        test.clear();
    }

    private void store(Rows rows) {
        test.database.run(
                session -> store.apply(session, Rows.scope(1), rows.update(), Store.Source.LISTING, 1_000_000));
    }

    private static Commit commit(String sha, String message, int minute, int parents, String... keys) {
        Instant at = Rows.NOON.plusSeconds(60L * minute);
        List<String> ids = new ArrayList<>();
        for (int parent = 0; parent < parents; parent++) {
            ids.add(sha + parent);
        }
        return new Commit("r1", sha, message, "dev1", at, at, ids, "https://h/" + sha, List.of(keys));
    }

    private JsonObject summary() {
        JsonObject view = new JsonObject();
        test.database.run(session -> new Summary(session, KEYS).addTo(view));
        return view;
    }

    private JsonObject items(Filter filter) {
        JsonObject view = new JsonObject();
        test.database.run(session -> new Items(session, KEYS, filter).addTo(view, id -> new JsonObject()));
        return view;
    }

    private static Filter filter(String kind, String text, boolean merges, Integer limit, String cursor) {
        return Filter.of(kind, null, text, merges, limit, cursor);
    }

    private static List<String> texts(JsonObject items, String kind, String field) {
        List<String> texts = new ArrayList<>();
        for (JsonElement repository : items.getAsJsonArray("repositories")) {
            repository
                    .getAsJsonObject()
                    .getAsJsonObject(kind)
                    .getAsJsonArray("items")
                    .forEach(item -> texts.add(item.getAsJsonObject().get(field).getAsString()));
        }
        return texts;
    }

    private static long total(JsonObject items, String kind) {
        return items.getAsJsonObject("total").get(kind).getAsLong();
    }

    @Test
    void an_issue_without_work_has_zeros() {
        JsonObject summary = summary().getAsJsonObject("summary");
        for (String kind : List.of("branches", "commits", "pull_requests")) {
            assertEquals(0, summary.getAsJsonObject(kind).get("count").getAsLong(), kind);
            assertTrue(summary.getAsJsonObject(kind).get("latest").isJsonNull(), kind);
        }
        assertTrue(summary().get("newest").isJsonNull());
        assertEquals(
                0,
                items(filter(null, null, true, null, null))
                        .getAsJsonArray("repositories")
                        .size());
    }

    @Test
    void what_names_an_issue_twice_or_by_a_former_key_counts_once() {
        store(new Rows()
                .repository("r1", "acme/shop")
                .commit(commit("aa", "PAY-1 BILL-1", 1, 1, "PAY-1", "BILL-1"))
                .commit(commit("bb", "BILL-1", 2, 1, "BILL-1"))
                .commit(commit("cc", "PAY-2", 3, 1, "PAY-2"))
                .branch("r1", "PAY-1-x", "bb", false, "PAY-1")
                .pull("r1", 1, "PAY-1", State.OPEN, Rows.NOON, "PAY-1")
                .pull("r1", 2, "BILL-1", State.MERGED, Rows.NOON.plusSeconds(600), "BILL-1"));
        JsonObject view = summary();
        JsonObject summary = view.getAsJsonObject("summary");
        assertEquals(2, summary.getAsJsonObject("commits").get("count").getAsLong());
        assertEquals(
                "2026-03-01T12:02:00.000Z",
                summary.getAsJsonObject("commits").get("latest").getAsString());
        assertEquals(
                "2026-03-01T12:02:00.000Z",
                summary.getAsJsonObject("branches").get("latest").getAsString(),
                "a branch is as new as its head");
        JsonObject states = summary.getAsJsonObject("pull_requests").getAsJsonObject("states");
        assertEquals(
                List.of(1L, 0L, 1L, 0L),
                List.of("open", "draft", "merged", "closed").stream()
                        .map(state -> states.get(state).getAsLong())
                        .toList());
        JsonObject newest = view.getAsJsonObject("newest");
        assertEquals("pull_request", newest.get("kind").getAsString());
        assertEquals("merged", newest.get("state").getAsString());
        JsonObject items = items(filter(null, null, true, null, null));
        assertEquals(2, total(items, "commits"));
        assertEquals(List.of("bb", "aa"), texts(items, "commits", "sha"));
        assertEquals(List.of("1", "2"), texts(items, "pull_requests", "number"), "open ones first");
    }

    @Test
    void pages_of_commits_hold_each_commit_once_even_with_equal_times() {
        Rows rows = new Rows().repository("r1", "acme/shop");
        for (int number = 0; number < 23; number++) {
            rows.commit(commit("c" + number, "PAY-1", number / 5, 1, "PAY-1"));
        }
        store(rows);
        Set<String> seen = new TreeSet<>();
        String cursor = null;
        int pages = 0;
        do {
            JsonObject items = items(filter("commits", null, true, 5, cursor));
            JsonObject page = items.getAsJsonArray("repositories")
                    .get(0)
                    .getAsJsonObject()
                    .getAsJsonObject("commits");
            assertEquals(23, page.get("total").getAsLong());
            for (String sha : texts(items, "commits", "sha")) {
                assertTrue(seen.add(sha), sha + " came twice");
            }
            cursor = page.get("next").isJsonNull() ? null : page.get("next").getAsString();
            pages++;
        } while (cursor != null && pages < 10);
        assertEquals(23, seen.size());
        assertEquals(5, pages);
    }

    @Test
    void pull_requests_and_branches_have_pages_too() {
        Rows rows = new Rows().repository("r1", "acme/shop");
        for (int number = 0; number < 12; number++) {
            rows.pull("r1", number, "PAY-1", State.OPEN, Rows.NOON.plusSeconds(number), "PAY-1");
            rows.branch("r1", "PAY-1-" + number, "h" + number, false, "PAY-1");
        }
        store(rows);
        for (String kind : List.of("pull_requests", "branches")) {
            Set<String> seen = new TreeSet<>();
            String cursor = null;
            do {
                JsonObject items = items(filter(kind, null, true, 5, cursor));
                seen.addAll(texts(items, kind, kind.equals("branches") ? "name" : "number"));
                JsonElement next = items.getAsJsonArray("repositories")
                        .get(0)
                        .getAsJsonObject()
                        .getAsJsonObject(kind)
                        .get("next");
                cursor = next.isJsonNull() ? null : next.getAsString();
            } while (cursor != null);
            assertEquals(12, seen.size(), kind);
        }
    }

    @Test
    void filters_take_texts_as_they_are() {
        store(new Rows()
                .repository("r1", "acme/shop")
                .commit(commit("aa", "PAY-1 give 100% back", 1, 1, "PAY-1"))
                .commit(commit("bb", "PAY-1 give 1000 back", 2, 1, "PAY-1"))
                .commit(commit("cc", "PAY-1 Merge", 3, 2, "PAY-1"))
                .branch("r1", "PAY-1-Give", "bb", false, "PAY-1"));
        assertEquals(List.of("aa"), texts(items(filter(null, "100%", true, null, null)), "commits", "sha"));
        assertEquals(List.of("bb", "aa"), texts(items(filter(null, "GIVE", true, null, null)), "commits", "sha"));
        assertEquals(List.of("PAY-1-Give"), texts(items(filter(null, "give", true, null, null)), "branches", "name"));
        assertEquals(List.of(), texts(items(filter(null, "1_0", true, null, null)), "commits", "sha"), "_ is no joker");
        JsonObject without = items(filter(null, null, false, null, null));
        assertEquals(List.of("bb", "aa"), texts(without, "commits", "sha"), "merges are hidden");
        assertEquals(2, total(without, "commits"));
        assertFalse(texts(items(filter("commits", null, true, null, null)), "branches", "name")
                .contains("PAY-1-Give"));
    }

    @Test
    void one_repository_can_be_looked_at_alone() {
        store(new Rows()
                .repository("r1", "acme/shop")
                .repository("r2", "acme/bank")
                .commit("r1", "aa", "PAY-1", "PAY-1")
                .commit("r2", "bb", "PAY-1", "PAY-1"));
        assertEquals(
                2,
                items(filter(null, null, true, null, null))
                        .getAsJsonArray("repositories")
                        .size());
        assertEquals(List.of("bb"), texts(items(Filter.of(null, "r2", null, true, null, null)), "commits", "sha"));
        assertEquals(
                List.of("aa"), texts(items(Filter.of(null, "Acme/Shop", null, true, null, null)), "commits", "sha"));
    }

    @Test
    void what_is_no_filter_is_refused() {
        assertThrows(Refusal.class, () -> filter("diffs", null, true, null, null));
        assertThrows(Refusal.class, () -> filter(null, null, true, 0, null));
        assertThrows(Refusal.class, () -> filter(null, null, true, 101, null));
        assertThrows(Refusal.class, () -> filter(null, null, true, null, "1'; drop table"));
    }

    @Test
    void a_commit_that_no_branch_leads_to_says_so_and_is_not_the_newest() {
        store(new Rows()
                .repository("r1", "acme/shop")
                .commit(commit("aa", "PAY-1 kept", 1, 1, "PAY-1"))
                .commit(commit("bb", "PAY-1 lost", 2, 1, "PAY-1")));
        test.database.run(session -> session.update(
                "update {COMMIT} set [UNREACHABLE_SINCE] = ?, [UNREACHABLE_BY] = ? where [SHA] = ?",
                1_000L,
                "PAY-1-spread",
                "bb"));
        assertEquals(
                "PAY-1 kept", summary().getAsJsonObject("newest").get("title").getAsString());
        JsonObject commits = summary().getAsJsonObject("summary").getAsJsonObject("commits");
        assertEquals(2, commits.get("count").getAsLong());
        assertEquals("2026-03-01T12:01:00.000Z", commits.get("latest").getAsString());
        JsonObject items = items(filter(null, null, true, null, null));
        assertEquals(List.of("PAY-1 lost", "PAY-1 kept"), texts(items, "commits", "message"));
        JsonObject lost = items.getAsJsonArray("repositories")
                .get(0)
                .getAsJsonObject()
                .getAsJsonObject("commits")
                .getAsJsonArray("items")
                .get(0)
                .getAsJsonObject();
        assertEquals("1970-01-01T00:00:01.000Z", lost.get("unreachable_since").getAsString());
        assertEquals("PAY-1-spread", lost.get("unreachable_by").getAsString());
    }
}
