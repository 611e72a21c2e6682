// The laws of cancelling: what was read stays, what is young goes on, older history waits for somebody to read again.
package org.jigit.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jigit.Refusal;
import org.jigit.Rig;
import org.jigit.store.Rows;
import org.jigit.store.Store;
import org.jigit.store.Tasks;
import org.jigit.store.Tasks.Claim;
import org.jigit.store.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CancelLaws {
    private static final long HOUR_MS = 3_600_000;

    private Rig rig;
    private Store store;
    private long id;

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

    /** A connection with its first task. */
    @BeforeEach
    void connect() {
        rig.test.clear();
        String body = "{'repoName':'Shop','serverUrl':'https://git.example.com','serviceType':'GitHub',"
                + "'repoType':'GroupOfRepositories','repositoryId':'acme'}";
        id = rig.configurations
                .create(JsonParser.parseString(body.replace('\'', '"')).getAsJsonObject(), false)
                .id();
    }

    private Claim claim(String owner) {
        return rig.tasks.claim(owner, false).orElseThrow();
    }

    /** Claims everything that is due. */
    private List<Claim> claims() {
        List<Claim> claims = new ArrayList<>();
        for (Optional<Claim> one = rig.tasks.claim("n1", false); one.isPresent(); one = rig.tasks.claim("n1", false)) {
            claims.add(one.get());
        }
        return claims;
    }

    /** Saves a step of a task: complete, it rests; else it goes on. Rows of a listing are stored with it. */
    private void save(Claim claim, boolean complete, Rows rows) {
        Long dueAt = complete ? Long.valueOf(System.currentTimeMillis() + HOUR_MS) : null;
        Tasks.Saved saved = new Tasks.Saved("state", dueAt, false, complete, "x", 1, null, 2, null, 0, Tasks.LEASE_MS);
        rig.test.database.run(session -> {
            rig.tasks.save(session, claim, saved, 1);
            store.apply(session, Rows.scope(id), rows.update(), Store.Source.LISTING, 1_000);
        });
    }

    /** Lists two repositories and reads them to the end. */
    private void readAll() {
        save(claim("n1"), true, shops());
        claims().forEach(claim -> save(claim, true, new Rows()));
        assertEquals("up_to_date", state());
    }

    private static Rows shops() {
        return new Rows().repository("r1", "acme/shop").repository("r2", "acme/web");
    }

    private JsonObject view() {
        return rig.view.progress(rig.configurations.find(id));
    }

    private String state() {
        return view().getAsJsonObject("status").get("state").getAsString();
    }

    private long done() {
        return view().getAsJsonObject("progress")
                .getAsJsonObject("repositories")
                .get("done")
                .getAsLong();
    }

    @Test
    void a_cancelled_reading_goes_on_with_what_is_young_and_whoever_reads_older_things_loses_it() {
        save(claim("n1"), true, shops());
        Claim reading = claim("n1");
        save(reading, false, new Rows());
        assertEquals("reading", state());
        long before = System.currentTimeMillis();
        rig.configurations.cancel(id);
        assertEquals("cancelled", state());
        JsonObject cancelled = view().getAsJsonObject("progress").getAsJsonObject("cancelled");
        assertEquals(2, cancelled.get("repositories").getAsInt());
        assertEquals(0, done(), "no repository is read to the end");
        assertThrows(Tasks.LeaseLost.class, () -> save(reading, false, new Rows()), "it does not come to life again");
        List<Claim> claims = claims();
        assertEquals(4, claims.size(), "branches and pull requests of both, at once");
        for (Claim claim : claims) {
            assertTrue(claim.again() && !claim.forget() && claim.cancelledAt() >= before - HOUR_MS, claim.toString());
            save(claim, true, new Rows());
        }
        assertEquals("cancelled", state(), "also when that is done");
        rig.configurations.cancel(id);
        assertEquals(cancelled, view().getAsJsonObject("progress").get("cancelled"), "twice is once");
        assertEquals(List.of(), claims());
    }

    @Test
    void who_reads_again_begins_with_everything_and_cancels_as_often_as_he_likes() {
        save(claim("n1"), true, shops());
        rig.configurations.cancel(id);
        claims().forEach(claim -> save(claim, true, new Rows()));
        rig.connections.reindex(id, false);
        assertEquals("reading", state());
        assertTrue(view().getAsJsonObject("progress").get("cancelled").isJsonNull());
        rig.configurations.cancel(id);
        assertEquals("cancelled", state(), "what was never read to the end is not so because it was young once");
        assertEquals(0, done());
        rig.connections.reindex(id, true);
        for (Claim claim : claims()) {
            assertTrue(claim.again() && claim.forget());
            assertNull(claim.cancelledAt());
            save(claim, true, new Rows());
        }
        assertEquals("up_to_date", state());
    }

    @Test
    void what_had_not_begun_to_be_read_again_is_as_it_was_before() {
        readAll();
        rig.connections.reindex(id, true);
        assertEquals(0, done());
        Claim listing = claim("n1");
        save(listing, true, shops());
        Claim begun = claim("n1");
        save(begun, false, new Rows());
        Claim beginning = claim("n1");
        rig.configurations.cancel(id);
        assertThrows(Tasks.LeaseLost.class, () -> save(beginning, false, new Rows()));
        assertEquals(1, done(), "of one repository a task was at work");
        List<Claim> claims = claims();
        assertEquals(1, claims.stream().filter(Claim::again).count());
        for (Claim claim : claims) {
            assertEquals(claim.id() == begun.id(), claim.cancelledAt() != null, claim.toString());
            assertFalse(claim.forget(), "half a pass is no reason to forget");
            save(claim, true, new Rows());
        }
        rig.configurations.cancel(id);
        assertEquals(1, done());
    }

    @Test
    void nothing_is_left_of_a_reading_that_was_cancelled_before_it_began() {
        readAll();
        rig.connections.reindex(id, false);
        rig.configurations.cancel(id);
        assertEquals("up_to_date", state());
        assertTrue(view().getAsJsonObject("progress").get("cancelled").isJsonNull());
        assertEquals(2, done());
        rig.configurations.cancel(id);
        assertEquals("up_to_date", state(), "nor is anything cancelled where nothing is read");
    }

    @Test
    void what_a_cancelled_listing_finds_is_cancelled_too_and_what_appears_later_is_new() {
        Claim before = claim("n1");
        save(before, false, new Rows().repository("r1", "acme/shop"));
        rig.configurations.cancel(id);
        assertEquals("cancelled", state(), "though it still lists");
        Claim listing = claims().stream()
                .filter(claim -> claim.repositoryId() == null)
                .findFirst()
                .orElseThrow();
        save(listing, true, shops());
        rig.test.database.run(session -> rig.tasks.endCancelled(session, listing));
        assertEquals(
                2,
                view().getAsJsonObject("progress")
                        .getAsJsonObject("cancelled")
                        .get("repositories")
                        .getAsInt());
        rig.test.database.run(session -> store.apply(
                session,
                Rows.scope(id),
                new Rows().repository("r3", "acme/new").update(),
                Store.Source.DELIVERY,
                1_000));
        assertEquals("reading", state(), "a repository that was made since");
    }

    @Test
    void half_a_pass_marks_nothing_and_a_short_one_only_what_is_young() {
        Rows rows = shops().commit("r1", "aa", "PAY-1", "PAY-1").commit("r1", "bb", "PAY-1", "PAY-1");
        save(claim("n1"), true, rows);
        page(new Rows().commit("r1", "aa", "PAY-1", "PAY-1").pass("r1", 5, "first", null, null));
        rig.configurations.cancel(id);
        assertEquals(0, unreachable(), "the pass never ends");
        page(new Rows().pass("r1", 6, "both", Rows.NOON.plusSeconds(1), null));
        assertEquals(0, unreachable(), "the next one does not look for what is older");
        page(new Rows().pass("r1", 7, "both", Rows.NOON, null));
        assertEquals(2, unreachable());
    }

    private void page(Rows rows) {
        rig.test.database.run(session -> store.apply(session, Rows.scope(id), rows.update(), Store.Source.PAGE, 1_000));
    }

    private long unreachable() {
        return rig.test.database.read(
                session -> session.number("select count(*) from {COMMIT} where [UNREACHABLE_SINCE] is not null"));
    }

    @Test
    void a_new_project_does_not_take_up_what_was_cancelled() {
        save(claim("n1"), true, shops());
        rig.configurations.cancel(id);
        rig.jira.put("SHOP", Set.of("SHOP"));
        rig.projects.refresh();
        try {
            assertFalse(rig.newProjects.look());
            assertEquals("cancelled", state());
        } finally {
            rig.jira.remove("SHOP");
            rig.projects.refresh();
        }
    }

    @Test
    void a_paused_connection_stays_so_and_one_that_is_not_there_is_refused() {
        rig.configurations.act(id, "pause");
        rig.configurations.cancel(id);
        assertEquals("paused", state());
        rig.configurations.act(id, "resume");
        assertEquals("cancelled", state());
        rig.connections.remove(id);
        assertEquals(
                404,
                assertThrows(Refusal.class, () -> rig.connections.cancel(id)).status());
    }

    @Test
    void a_limit_for_what_is_young_does_not_lengthen_the_connections_own() {
        Connection connection = rig.configurations.find(id);
        assertEquals(8, connection.within(8).settings().number("indexDaysLimit"), "without one of its own");
        assertEquals(8, connection.within(30).within(8).settings().number("indexDaysLimit"));
        assertEquals(8, connection.within(8).within(30).settings().number("indexDaysLimit"));
        boolean unchanged =
                rig.test.database.read(session -> rig.connections.isUnchanged(session, connection.within(8)));
        assertTrue(unchanged, "it is the same connection");
    }
}
