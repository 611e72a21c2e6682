// The laws of the store, the same on every database.
package org.jigit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jigit.core.Messages.Commit;
import org.jigit.core.Messages.State;
import org.jigit.core.Messages.Unconfirmed;
import org.jigit.core.Messages.Update;
import org.jigit.store.Store.Source;
import org.jigit.store.Tasks.Claim;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
abstract class StoreLaws {
    private TestDatabase test;
    private Database database;
    private Tasks tasks;
    private Store store;
    private final Deliveries deliveries = new Deliveries();

    abstract TestDatabase start() throws Exception;

    @BeforeAll
    void open() throws Exception {
        test = start();
        database = test.database;
        tasks = new Tasks(database);
        store = new Store(tasks);
    }

    @AfterAll
    void close() throws Exception {
        test.close();
    }

    @BeforeEach
    void clear() {
        test.clear();
    }

    private Store.Applied apply(Rows rows, Source source) {
        return apply(Rows.scope(1), rows.update(), source);
    }

    private Store.Applied apply(Scope scope, Update update, Source source) {
        return database.write(session -> store.apply(session, scope, update, source, 1_000));
    }

    private Rows shop() {
        return new Rows().repository("r1", "acme/shop");
    }

    private List<String> links() {
        return database.read(session -> session.list(
                "select [KIND], [ISSUE_KEY] from {LINK} order by [KIND], [ISSUE_KEY]",
                row -> row.getString(1) + " " + row.getString(2)));
    }

    private String text(String sql, Object... parameters) {
        return database.read(session -> session.list(sql, row -> row.getString(1), parameters))
                .get(0);
    }

    @Test
    void storing_twice_is_storing_once() {
        Rows rows = shop().branch("r1", "PAY-1-x", "aa", false, "PAY-1")
                .commit("r1", "aa", "PAY-1 PAY-2", "PAY-1", "PAY-2")
                .pull("r1", 4, "PAY-1", State.OPEN, Rows.NOON, "PAY-1");
        apply(rows, Source.LISTING);
        apply(rows, Source.PAGE);
        assertEquals(List.of("branch PAY-1", "commit PAY-1", "commit PAY-2", "pull_request PAY-1"), links());
        assertEquals(1, test.count("COMMIT"));
        assertEquals(1, test.count("BRANCH"));
        assertEquals(1, test.count("PULL_REQUEST"));
        assertEquals(1, test.count("REPOSITORY"));
        assertEquals(2, test.count("TASK"), "one for branches, one for pull requests");
    }

    @Test
    void what_a_source_does_not_tell_keeps_what_is_known() {
        apply(shop().commit("r1", "aa", "PAY-1", "PAY-1"), Source.LISTING);
        Commit thin = new Commit("r1", "aa", "PAY-1", null, null, null, null, "https://h/aa", List.of("PAY-1"));
        apply(new Rows().commit(thin), Source.DELIVERY);
        assertEquals("dev1", text("select [AUTHOR] from {COMMIT}"));
        assertEquals("p", text("select [PARENTS] from {COMMIT}"));
        assertEquals("https://h/aa", text("select [URL] from {COMMIT}"));
    }

    @Test
    void a_late_push_does_not_change_when_a_commit_was_written() {
        apply(shop().commit("r1", "aa", "PAY-1", "PAY-1"), Source.LISTING);
        java.time.Instant late = Rows.NOON.plusSeconds(120);
        apply(
                new Rows().commit(new Commit("r1", "aa", "PAY-1", "dev1", late, late, null, null, List.of("PAY-1"))),
                Source.DELIVERY);
        assertEquals(Rows.NOON.toEpochMilli(), Long.parseLong(text("select [AUTHORED_AT] from {COMMIT}")));
    }

    @Test
    void links_tell_when_their_commit_was_committed() {
        apply(
                shop().branch("r1", "PAY-1-x", "aa", false, "PAY-1")
                        .commit(new Commit("r1", "aa", "PAY-1", null, null, null, null, null, List.of("PAY-1"))),
                Source.DELIVERY);
        assertEquals(List.of("branch PAY-1 null", "commit PAY-1 null"), linkTimes(), "not told");
        apply(new Rows().commit("r1", "aa", "PAY-1 PAY-2", "PAY-1", "PAY-2"), Source.PAGE);
        long noon = Rows.NOON.toEpochMilli();
        List<String> told = List.of("branch PAY-1 null", "commit PAY-1 " + noon, "commit PAY-2 " + noon);
        assertEquals(told, linkTimes(), "told by a page");
        apply(
                new Rows()
                        .commit(new Commit(
                                "r1", "aa", "PAY-1", null, null, null, null, null, List.of("PAY-1", "PAY-2"))),
                Source.DELIVERY);
        assertEquals(told, linkTimes(), "a delivery that does not tell takes nothing back");
        apply(
                new Rows().commit(new Commit("r1", "aa", "PAY-3", null, null, null, null, null, List.of("PAY-3"))),
                Source.DELIVERY);
        assertEquals(
                List.of("branch PAY-1 null", "commit PAY-3 " + noon), linkTimes(), "a new link tells what is stored");
    }

    private List<String> linkTimes() {
        return database.read(session -> session.list(
                "select [KIND], [ISSUE_KEY], [AT] from {LINK} order by [KIND], [ISSUE_KEY]",
                row -> row.getString(1) + " " + row.getString(2) + " " + Session.numberAt(row, "AT")));
    }

    @Test
    void rows_without_parents_say_nothing_about_merges() {
        Commit thin = new Commit("r1", "aa", "PAY-1", null, null, null, null, null, List.of("PAY-1"));
        Commit root = new Commit("r1", "bb", "PAY-1", null, null, null, List.of(), null, List.of("PAY-1"));
        Commit merge = new Commit("r1", "cc", "PAY-1", null, null, null, List.of("1", "2"), null, List.of("PAY-1"));
        apply(shop().commit(thin).commit(root).commit(merge), Source.LISTING);
        List<Boolean> merges = database.read(session ->
                session.list("select [MERGE] from {COMMIT} order by [SHA]", row -> Session.flagAt(row, "MERGE")));
        assertNull(merges.get(0));
        assertFalse(merges.get(1));
        assertTrue(merges.get(2));
    }

    @Test
    void pull_requests_apply_only_forward() {
        apply(shop().pull("r1", 4, "PAY-1 new", State.MERGED, Rows.NOON.plusSeconds(60), "PAY-1"), Source.LISTING);
        apply(new Rows().pull("r1", 4, "PAY-2 old", State.OPEN, Rows.NOON, "PAY-2"), Source.DELIVERY);
        assertEquals("merged", text("select [STATE] from {PULL_REQUEST}"));
        assertEquals(List.of("pull_request PAY-1"), links(), "an older row changes no link either");
        apply(new Rows().pull("r1", 4, "PAY-1 again", State.OPEN, Rows.NOON.plusSeconds(90), "PAY-1"), Source.PAGE);
        assertEquals("open", text("select [STATE] from {PULL_REQUEST}"));
        assertNull(text("select [MERGED_AT] from {PULL_REQUEST}"), "what is open again was not merged");
    }

    @Test
    void a_changed_title_changes_the_links() {
        apply(shop().pull("r1", 4, "PAY-1", State.OPEN, Rows.NOON, "PAY-1"), Source.LISTING);
        apply(new Rows().pull("r1", 4, "PAY-2", State.OPEN, Rows.NOON.plusSeconds(1), "PAY-2"), Source.PAGE);
        assertEquals(List.of("pull_request PAY-2"), links());
        apply(new Rows().unlinked("r1", 4), Source.PAGE);
        assertEquals(List.of(), links());
        assertEquals(0, test.count("PULL_REQUEST"));
    }

    @Test
    void repositories_outside_of_the_scope_are_strangers() {
        Store.Applied applied =
                apply(new Rows().repository("r9", "other/shop").commit("r9", "aa", "PAY-1", "PAY-1"), Source.DELIVERY);
        assertEquals(Set.of("r9"), applied.strangers());
        assertEquals(0, applied.rows());
        assertEquals(0, test.count("REPOSITORY"));
        assertEquals(0, test.count("COMMIT"));
        assertEquals(
                Set.of(),
                apply(new Rows().repository("r2", "Acme/New"), Source.DELIVERY).strangers(),
                "a new one of the owner");
        assertEquals(1, test.count("REPOSITORY"));
    }

    @Test
    void renamed_repositories_keep_their_row() {
        apply(shop(), Source.LISTING);
        apply(new Rows().repository("r1", "acme/store"), Source.DELIVERY);
        assertEquals("acme/store", text("select [FULL_NAME] from {REPOSITORY}"));
        assertEquals(1, test.count("REPOSITORY"));
    }

    private List<String> unreachable() {
        return database.read(session -> session.list(
                "select [SHA], [UNREACHABLE_SINCE], [UNREACHABLE_BY] from {COMMIT} where [UNREACHABLE_SINCE] is not null"
                        + " order by [SHA]",
                row -> row.getString(1) + " " + row.getLong(2) + " " + row.getString(3)));
    }

    @Test
    void a_pass_marks_the_commits_that_no_branch_leads_to() {
        Commit old =
                new Commit("r1", "old", "PAY-1", null, null, Rows.NOON.minusSeconds(99), null, null, List.of("PAY-1"));
        apply(
                shop().commit("r1", "aa", "PAY-1", "PAY-1")
                        .commit("r1", "bb", "PAY-1", "PAY-1")
                        .commit(old),
                Source.LISTING);
        apply(new Rows().repository("r2", "acme/b").commit("r2", "zz", "PAY-1", "PAY-1"), Source.LISTING);
        apply(new Rows().commit("r1", "aa", "PAY-1", "PAY-1").pass("r1", 5, "first", null, null), Source.PAGE);
        apply(new Rows().commit("r1", "cc", "PAY-1", "PAY-1"), Source.DELIVERY);
        assertEquals(List.of(), unreachable(), "not before the end");
        apply(new Rows().commit("r1", "dd", "PAY-1", "PAY-1").pass("r1", 5, "last", Rows.NOON, "feature"), Source.PAGE);
        assertEquals(
                List.of("bb 1000 feature"),
                unreachable(),
                "not the one that came meanwhile, nor the one before the history, nor another repository's");
        assertEquals(6, test.count("COMMIT"), "nothing is deleted");
        apply(new Rows().commit("r1", "bb", "PAY-1", "PAY-1"), Source.PULL_REQUESTS);
        assertEquals(List.of("bb 1000 feature"), unreachable(), "a merged change brings it, but no branch leads to it");
        apply(new Rows().commit("r1", "bb", "PAY-1", "PAY-1"), Source.PAGE);
        assertEquals(List.of(), unreachable(), "a branch leads to it again");
        apply(new Rows().commit("r1", "bb", "PAY-1", "PAY-1").pass("r1", 6, "both", null, null), Source.PAGE);
        assertEquals(
                List.of("aa 1000 null", "cc 1000 null", "dd 1000 null", "old 1000 null"),
                unreachable(),
                "a pass over everything, for no branch's sake");
    }

    private List<String> hidden() {
        return database.read(session -> session.list(
                "select [FULL_NAME] from {REPOSITORY} where [HIDDEN_SINCE] is not null order by [FULL_NAME]",
                row -> row.getString(1)));
    }

    @Test
    void a_listing_hides_what_it_does_not_meet_until_it_meets_it_again() {
        apply(shop().repository("r2", "acme/b").commit("r2", "zz", "PAY-1", "PAY-1"), Source.LISTING);
        apply(shop().pass(null, 5, "first", null, null), Source.LISTING);
        apply(new Rows().repository("r3", "acme/new"), Source.DELIVERY);
        assertEquals(6, test.count("TASK"));
        apply(new Rows().pass(null, 5, "last", null, null), Source.LISTING);
        assertEquals(List.of("acme/b"), hidden(), "not the one that came meanwhile");
        assertEquals(4, test.count("TASK"), "nothing is read of it any more");
        assertEquals(1, test.count("COMMIT"), "its rows stay");
        assertEquals(
                Set.of("r2"),
                apply(new Rows().repository("r2", "acme/b").commit("r2", "yy", "PAY-1", "PAY-1"), Source.DELIVERY)
                        .strangers(),
                "a delivery does not bring it back");
        assertEquals(List.of("acme/b"), hidden());
        assertTrue(
                apply(new Rows().repository("r2", "acme/moved"), Source.LISTING).news());
        assertEquals(List.of(), hidden());
        assertEquals(6, test.count("TASK"));
        assertEquals(3, test.count("REPOSITORY"));
    }

    @Test
    void with_filters_only_a_listing_adds_repositories() {
        Scope scope = new Scope(1, false, "acme", false, true, true, Set.of());
        assertEquals(
                Set.of("r1"), apply(scope, shop().update(), Source.DELIVERY).strangers());
        apply(scope, shop().update(), Source.LISTING);
        assertEquals(
                Set.of(),
                apply(scope, shop().commit("r1", "aa", "PAY-1", "PAY-1").update(), Source.DELIVERY)
                        .strangers());
        assertEquals(1, test.count("COMMIT"));
    }

    @Test
    void long_and_strange_texts_are_kept_as_far_as_they_fit() {
        String emoji = "\uD83D\uDE00";
        apply(
                shop().commit("r1", "aa", "PAY-1 \u0000\uD83D" + emoji.repeat(600), "PAY-1")
                        .branch("r1", "PAY-1" + "x".repeat(600), "aa", false, "PAY-1"),
                Source.LISTING);
        String message = text("select [MESSAGE] from {COMMIT}");
        assertTrue(message.startsWith("PAY-1 \uFFFD" + emoji), message);
        assertTrue(message.length() <= Text.KEPT && message.endsWith(emoji));
        assertEquals(Text.PATH, text("select [NAME] from {BRANCH}").length());
    }

    @Test
    void a_moved_head_is_noticed_and_a_first_reading_is_not() {
        apply(shop().branch("r1", "PAY-1", "aa", false, "PAY-1"), Source.LISTING);
        assertNull(text("select [CHANGED_AT] from {BRANCH}"));
        apply(new Rows().branch("r1", "PAY-1", "bb", false, "PAY-1"), Source.PAGE);
        assertEquals("1000", text("select [CHANGED_AT] from {BRANCH}"));
        apply(new Rows().branch("r1", "PAY-1", null, true, "PAY-1"), Source.DELIVERY);
        assertEquals("bb", text("select [HEAD] from {BRANCH}"), "a deleted branch keeps its last head");
    }

    @Test
    void many_writers_of_the_same_rows_leave_each_row_once() throws Exception {
        apply(shop(), Source.LISTING);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> done = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            Random order = new Random(thread);
            done.add(threads.submit(() -> {
                List<Integer> numbers = new ArrayList<>();
                for (int number = 0; number < 300; number++) {
                    numbers.add(number);
                }
                Collections.shuffle(numbers, order);
                for (int from = 0; from < 300; from += 100) {
                    Rows rows = new Rows();
                    numbers.subList(from, from + 100)
                            .forEach(number -> rows.commit("r1", "sha" + number, "PAY-1", "PAY-1"));
                    apply(rows, Source.PAGE);
                }
            }));
        }
        for (Future<?> each : done) {
            each.get(90, TimeUnit.SECONDS);
        }
        threads.shutdown();
        assertEquals(300, test.count("COMMIT"));
        assertEquals(300, test.count("LINK"));
    }

    private long connection() {
        return database.write(session -> session.insert(
                "insert into {CONNECTION} ([HASH], [NAME], [ENABLED], [PAUSED]) values (?, ?, ?, ?)",
                Hash.of(Math.random()),
                "c",
                true,
                false));
    }

    private Tasks.Saved saved(String state, Long dueAt) {
        return new Tasks.Saved(state, dueAt, false, false, "branches", 1, null, 2, null, 0, Tasks.LEASE_MS);
    }

    @Test
    void a_task_is_claimed_once_and_saved_only_by_whoever_has_it() {
        long id = connection();
        database.run(session -> tasks.createListing(session, id));
        Claim first = tasks.claim("a", false).orElseThrow();
        assertEquals(Tasks.REPOSITORIES, first.kind());
        assertEquals(Optional.empty(), tasks.claim("b", false), "it is taken");
        database.run(session -> session.update("update {TASK} set [LEASE_UNTIL] = 1"));
        Claim second = tasks.claim("b", false).orElseThrow();
        assertThrows(
                Tasks.LeaseLost.class,
                () -> database.run(session -> {
                    tasks.save(session, first, saved("late", null), 1);
                    store.apply(session, Rows.scope(id), shop().update(), Source.LISTING, 1);
                }));
        assertEquals(0, test.count("REPOSITORY"), "the rows of a lost lease are not written");
        database.run(session -> tasks.save(session, second, saved("mine", null), 1));
        assertEquals("mine", text("select [STATE] from {TASK}"));
    }

    @Test
    void a_resting_task_is_due_when_it_says_and_at_once_when_somebody_asks() {
        long id = connection();
        database.run(session -> tasks.createListing(session, id));
        Claim claim = tasks.claim("a", false).orElseThrow();
        long later = System.currentTimeMillis() + 3_600_000;
        database.run(session -> tasks.save(session, claim, saved("s", later), 1));
        assertEquals(Optional.empty(), tasks.claim("a", false));
        database.run(session -> tasks.poke(session, id, Tasks.REPOSITORIES, null));
        Claim again = tasks.claim("a", false).orElseThrow();
        database.run(session -> tasks.poke(session, id, Tasks.REPOSITORIES, null));
        database.run(session -> tasks.save(session, again, saved("s", later), 1));
        assertTrue(tasks.claim("a", false).isPresent(), "it was asked for while it was at work");
    }

    @Test
    void what_cannot_wait_is_due_at_once_when_the_round_is_over_and_what_can_is_not() {
        long id = connection();
        database.run(session -> tasks.createListing(session, id));
        long later = System.currentTimeMillis() + 3_600_000;
        Claim first = tasks.claim("a", false).orElseThrow();
        database.run(session -> tasks.poke(session, id, Tasks.REPOSITORIES, null));
        database.run(session -> tasks.save(session, first, saved("half", null), 1));
        database.run(session -> tasks.save(session, first, over("s", later), 1));
        Claim second = tasks.claim("a", false).orElseThrow();
        database.run(session -> tasks.pokeSoon(session, id, Tasks.REPOSITORIES, null));
        database.run(session -> tasks.save(session, second, over("s", later), 1));
        assertEquals(Optional.empty(), tasks.claim("a", false), "what set the round off does not count again");
        gathered();
        assertTrue(tasks.claim("a", false).isPresent());
    }

    @Test
    void what_can_wait_is_due_some_seconds_after_it_was_first_asked_for() {
        long id = connection();
        database.run(session -> tasks.createListing(session, id));
        Claim claim = tasks.claim("a", false).orElseThrow();
        long later = System.currentTimeMillis() + 3_600_000;
        database.run(session -> tasks.save(session, claim, saved("s", later), 1));
        database.run(session -> tasks.pokeSoon(session, id, Tasks.REPOSITORIES, null));
        assertEquals(Optional.empty(), tasks.claim("a", false));
        long due = dueAt();
        database.run(session -> tasks.pokeSoon(session, id, Tasks.REPOSITORIES, null));
        assertEquals(due, dueAt(), "the next one does not put it off");
        gathered();
        assertTrue(tasks.claim("a", false).isPresent());
    }

    private long dueAt() {
        return database.read(session -> session.number("select [DUE_AT] from {TASK}"));
    }

    /** Lets the time pass that what can wait does so. */
    private void gathered() {
        database.run(session -> session.update("update {TASK} set [DUE_AT] = [DUE_AT] - ?", Tasks.GATHER_MS));
    }

    @Test
    void what_is_asked_for_in_the_middle_of_a_round_is_due_when_the_round_is_over() {
        long id = connection();
        database.run(session -> tasks.createListing(session, id));
        long later = System.currentTimeMillis() + 3_600_000;
        Claim first = tasks.claim("a", false).orElseThrow();
        database.run(session -> tasks.save(session, first, saved("listed", null), 1));
        database.run(session -> tasks.poke(session, id, Tasks.REPOSITORIES, null));
        tasks.giveBack(first, 0, null);
        Claim second = tasks.claim("b", false).orElseThrow();
        assertEquals(0, second.pokes(), "the round began before");
        database.run(session -> tasks.save(session, second, over("read", later), 1));
        gathered();
        Claim third = tasks.claim("a", false).orElseThrow();
        assertEquals(1, third.pokes(), "a round of its own");
        database.run(session -> tasks.save(session, third, over("read", later), 1));
        assertEquals(Optional.empty(), tasks.claim("a", false));
    }

    private static Tasks.Saved over(String state, Long dueAt) {
        return new Tasks.Saved(state, dueAt, false, true, "nothing", 1, null, 2, null, 0, Tasks.LEASE_MS);
    }

    @Test
    void what_was_asked_for_comes_before_what_is_only_due() {
        long id = connection();
        Rows rows = new Rows();
        for (int number = 0; number < 50; number++) {
            rows.repository("r" + number, "acme/r" + number);
        }
        Scope scope = new Scope(id, false, "acme", false, false, false, Set.of());
        apply(scope, rows.update(), Source.LISTING);
        long last = database.read(session -> session.number("select max([REPOSITORY_ID]) from {TASK}"));
        database.run(session -> tasks.poke(session, id, Tasks.BRANCHES, last));
        assertEquals(last, tasks.claim("a", false).orElseThrow().repositoryId());
    }

    @Test
    void disabled_paused_and_resting_connections_wait() {
        long id = connection();
        database.run(session -> tasks.createListing(session, id));
        for (String change : List.of("[ENABLED] = false", "[PAUSED] = true", "[REST_UNTIL] = <now> + 60000")) {
            database.run(session ->
                    session.update("update {CONNECTION} set [ENABLED] = true, [PAUSED] = false, [REST_UNTIL] = null"));
            database.run(session -> session.update("update {CONNECTION} set " + change));
            assertEquals(Optional.empty(), tasks.claim("a", false), change);
        }
        database.run(session -> session.update("update {CONNECTION} set [REST_UNTIL] = <now> - 1"));
        assertTrue(tasks.claim("a", false).isPresent());
    }

    @Test
    void history_waits_for_newer_work_and_does_not_fill_a_connection() {
        long id = connection();
        Rows rows = new Rows();
        for (int number = 0; number < Tasks.MOST_AT_ONCE; number++) {
            rows.repository("r" + number, "acme/r" + number);
        }
        apply(new Scope(id, false, "acme", false, false, true, Set.of()), rows.update(), Source.LISTING);
        database.run(session -> session.update("update {TASK} set [HISTORY] = ?", true));
        assertEquals(Optional.empty(), tasks.claim("a", true), "only live work was asked for");
        for (int number = 0; number < Tasks.MOST_HISTORY; number++) {
            assertTrue(tasks.claim("a", false).isPresent());
        }
        assertEquals(Optional.empty(), tasks.claim("b", false), "so many histories of the connection are at work");
        database.run(session -> session.update("update {TASK} set [HISTORY] = ? where [LEASE_UNTIL] = 0", false));
        for (int number = Tasks.MOST_HISTORY; number < Tasks.MOST_AT_ONCE; number++) {
            assertTrue(tasks.claim("a", false).isPresent(), "live work goes on beside them");
        }
        assertEquals(Optional.empty(), tasks.claim("b", false), "the host is asked by so many at once");
    }

    @Test
    void no_connection_waits_for_the_many_tasks_of_another() {
        long flooded = connection();
        long other = connection();
        Rows rows = new Rows();
        for (int number = 0; number < 100; number++) {
            rows.repository("r" + number, "acme/r" + number);
        }
        apply(new Scope(flooded, false, "acme", false, false, true, Set.of()), rows.update(), Source.LISTING);
        database.run(session -> tasks.poke(session, flooded, Tasks.BRANCHES, null));
        database.run(session -> tasks.createListing(session, other));
        Set<Long> served = new TreeSet<>();
        for (int number = 0; number < 2; number++) {
            served.add(tasks.claim("a", false).orElseThrow().connectionId());
        }
        assertEquals(Set.of(flooded, other), served);
    }

    @Test
    void what_a_webhook_told_is_unconfirmed_until_a_reading_meets_it() {
        long id = connection();
        Scope scope = new Scope(id, false, "acme", false, false, false, Set.of());
        apply(scope, shop().commit("r1", "old", "PAY-1", "PAY-1").update(), Source.PAGE);
        database.run(session -> session.update("delete from {TASK} where [KIND] <> ?", Tasks.BRANCHES));
        Claim first = tasks.claim("a", false).orElseThrow();
        database.run(session -> tasks.save(session, first, saved("s", 1L), 2_000));
        Claim claim = tasks.claim("a", false).orElseThrow();
        assertEquals(new Unconfirmed(List.of(), null), unconfirmed(claim, 0), "nobody told anything");
        Rows told = new Rows()
                .branch("r1", "PAY-1-x", "aa", false, "PAY-1")
                .commit("r1", "old", "PAY-1", "PAY-1")
                .commit("r1", "new", "PAY-1", "PAY-1");
        apply(scope, told.update(), Source.DELIVERY);
        assertEquals(new Unconfirmed(List.of("PAY-1-x"), Rows.NOON), unconfirmed(claim, 0));
        assertNull(unconfirmed(claim, Rows.NOON.toEpochMilli()).oldestCommit(), "older ones are not read");
        database.run(session -> session.update("update {COMMIT} set [TOLD_AT] = ? where [SHA] = ?", 3_000, "new"));
        assertNull(unconfirmed(claim, 0).oldestCommit(), "the reading that it sets off may still meet it");
        database.run(session -> session.update("update {COMMIT} set [TOLD_AT] = ? where [SHA] = ?", 1_000, "new"));
        apply(scope, told.update(), Source.PAGE);
        assertEquals(new Unconfirmed(List.of(), null), unconfirmed(claim, 0), "a reading met all of it");
    }

    private Unconfirmed unconfirmed(Claim claim, long since) {
        return database.read(session -> store.unconfirmed(session, claim, since));
    }

    @Test
    void what_is_read_again_keeps_what_it_knows() {
        long id = connection();
        database.run(session -> tasks.createListing(session, id));
        Claim claim = tasks.claim("a", false).orElseThrow();
        database.run(session -> tasks.save(session, claim, saved("known", null), 1));
        database.run(session -> tasks.readAgain(session, id, true));
        assertThrows(
                Tasks.LeaseLost.class,
                () -> database.run(session -> tasks.save(session, claim, saved("late", null), 1)),
                "whoever read by what was known before stops");
        Claim again = tasks.claim("b", false).orElseThrow();
        assertTrue(again.again() && again.forget());
        assertEquals("known", again.state());
        database.run(session -> tasks.save(session, again, saved("anew", System.currentTimeMillis()), 1));
        Claim after = tasks.claim("b", false).orElseThrow();
        assertFalse(after.again(), "once");
    }

    @Test
    void what_is_not_there_any_more_is_forgotten_when_somebody_wants_that() {
        long id = connection();
        Scope scope = new Scope(id, false, "acme", false, false, false, Set.of());
        Rows rows = shop().repository("r2", "acme/gone")
                .branch("r1", "PAY-1-x", "aa", true, "PAY-1")
                .branch("r1", "PAY-2-x", "bb", false, "PAY-2")
                .commit("r1", "aa", "PAY-3", "PAY-3")
                .commit("r1", "bb", "PAY-4", "PAY-4")
                .commit("r2", "cc", "PAY-5", "PAY-5");
        apply(scope, rows.update(), Source.LISTING);
        database.run(session -> {
            session.update("update {COMMIT} set [UNREACHABLE_SINCE] = 1 where [SHA] = ?", "aa");
            session.update("update {REPOSITORY} set [HIDDEN_SINCE] = 1 where [HOST_ID] = ?", "r2");
            tasks.createListing(session, id);
            tasks.readAgain(session, id, true);
        });
        for (int number = 0; number < 3; number++) {
            Claim claim = tasks.claim("a", false).orElseThrow();
            database.run(session -> store.forget(session, claim));
        }
        assertEquals(List.of("branch PAY-2", "commit PAY-4"), links());
        assertEquals(1, test.count("BRANCH") * test.count("COMMIT") * test.count("REPOSITORY"));
    }

    @Test
    void each_task_is_taken_by_one_of_many_workers() throws Exception {
        long id = connection();
        Rows rows = new Rows();
        for (int number = 0; number < 100; number++) {
            rows.repository("r" + number, "acme/r" + number);
        }
        apply(new Scope(id, false, "acme", false, false, false, Set.of()), rows.update(), Source.LISTING);
        ConcurrentLinkedQueue<Long> taken = new ConcurrentLinkedQueue<>();
        ExecutorService threads = Executors.newFixedThreadPool(6);
        List<Future<?>> done = new ArrayList<>();
        for (int thread = 0; thread < 6; thread++) {
            String owner = "worker" + thread;
            done.add(threads.submit(() -> {
                for (Optional<Claim> claim = tasks.claim(owner, false);
                        claim.isPresent();
                        claim = tasks.claim(owner, false)) {
                    taken.add(claim.get().id());
                    tasks.giveBack(claim.get(), 3_600_000, null);
                }
            }));
        }
        for (Future<?> each : done) {
            each.get(90, TimeUnit.SECONDS);
        }
        threads.shutdown();
        assertEquals(100, taken.size());
        assertEquals(100, new TreeSet<>(taken).size());
    }

    @Test
    void the_same_delivery_is_known_the_second_time() {
        Deliveries.Note note = new Deliveries.Note("d1", "push", "update", null);
        database.run(session -> {
            assertFalse(deliveries.isKnown(session, 1, "d1"));
            deliveries.note(session, 1, note, 5);
        });
        database.run(session -> {
            assertTrue(deliveries.isKnown(session, 1, "d1"));
            assertFalse(deliveries.isKnown(session, 2, "d1"), "another connection");
            assertFalse(deliveries.isKnown(session, 1, null), "a delivery without an id");
        });
        assertEquals(
                "update",
                database.read(session -> deliveries.last(session, 1))
                        .orElseThrow()
                        .outcome());
    }

    @Test
    void refused_deliveries_are_counted_by_the_hour() {
        Deliveries.Note note = new Deliveries.Note("x", "push", "rejected", "bad_signature");
        for (int time = 0; time < 3; time++) {
            database.run(session -> deliveries.count(session, 1, note, "192.0.2.0/24", 3_600_000));
        }
        database.run(session -> deliveries.count(session, 1, note, "192.0.2.0/24", 7_200_000));
        assertEquals(2, test.count("DELIVERY"));
        assertEquals(4L, (long) database.<Long>read(session -> deliveries.refusedSince(session, 1, 0)));
        assertFalse(
                database.<Boolean>read(session -> deliveries.isKnown(session, 1, "x")),
                "a refused delivery uses up no id");
    }

    @Test
    void a_failed_unit_leaves_nothing_behind() {
        assertThrows(
                IllegalStateException.class,
                () -> database.run(session -> {
                    store.apply(
                            session,
                            Rows.scope(1),
                            shop().commit("r1", "aa", "PAY-1", "PAY-1").update(),
                            Source.LISTING,
                            1);
                    throw new IllegalStateException("cut off");
                }));
        assertEquals(0, test.count("REPOSITORY"));
        assertEquals(0, test.count("COMMIT"));
    }

    @Test
    void the_clock_of_the_database_is_about_right() {
        long now = database.read(Session::now);
        assertTrue(Math.abs(now - System.currentTimeMillis()) < 60_000, "found " + now);
    }

    @Test
    void the_bulk_tables_know_all_columns() {
        for (AoTable table : AoTable.values()) {
            Set<String> real =
                    database.read(session -> session.list("select * from {" + table + "} where 1 = 0", row -> "")
                                    .isEmpty()
                            ? columns(table.name())
                            : Set.of());
            Set<String> known = new TreeSet<>(table.columns());
            known.addAll(Set.of("ID", "HASH"));
            assertEquals(real, known, table.name());
        }
    }

    private static Set<String> columns(String table) {
        return TestDatabase.ENTITIES.stream()
                .filter(entity -> entity.getAnnotation(net.java.ao.schema.Table.class)
                        .value()
                        .equals(table))
                .flatMap(entity -> java.util.Arrays.stream(entity.getDeclaredMethods()))
                .map(method -> method.getName()
                        .substring(3)
                        .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                        .toUpperCase(java.util.Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void housekeeping_forgets_in_time() {
        long day = 86_400_000L;
        long now = database.read(Session::now);
        Deliveries.Note note = new Deliveries.Note("old", "push", "update", null);
        connection();
        long id = database.read(session -> session.number("select min([ID]) from {CONNECTION}"));
        database.run(session -> {
            deliveries.note(session, id, note, now - 8 * day);
            deliveries.note(session, id, new Deliveries.Note("new", "push", "update", null), now - 6 * day);
            deliveries.count(
                    session, id, new Deliveries.Note(null, null, "rejected", "bad_signature"), "n", now - 10 * day);
            deliveries.note(session, id + 1, new Deliveries.Note("orphan", "push", "update", null), now);
        });
        Ledger ledger = new Ledger(database, "node");
        ledger.note(new Ledger.Entry(id, now - 31 * day, "GET", "https://h", "/user", 200, 1, 1));
        ledger.note(new Ledger.Entry(id, now - 29 * day, "GET", "https://h", "/user", 200, 1, 1));
        new Housekeeping(database).run();
        assertEquals(1, test.count("REQUEST"));
        assertEquals(2, test.count("DELIVERY"), "the newer one and the count of refused ones");
    }
}
