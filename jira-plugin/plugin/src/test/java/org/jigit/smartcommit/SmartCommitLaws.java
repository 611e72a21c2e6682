// What is noted of commits that give commands, and when they run: the same on every database.
package org.jigit.smartcommit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jigit.core.Messages.SmartCommand;
import org.jigit.core.Messages.SmartCommit;
import org.jigit.store.Hash;
import org.jigit.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class SmartCommitLaws {
    private static final String ME = "node-1:a";

    private TestDatabase test;
    private SmartCommits commits;
    private boolean needsVoucher = true;

    abstract TestDatabase start() throws Exception;

    @BeforeEach
    void open() throws Exception {
        test = start();
        commits = new SmartCommits(test.database);
        test.database.run(session -> session.insert(
                "insert into {REPOSITORY} ([HASH], [CONNECTION_ID], [HOST_ID], [FULL_NAME]) values (?, ?, ?, ?)",
                Hash.of(1L, "r1"),
                1L,
                "r1",
                "acme/shop"));
    }

    @AfterEach
    void close() throws Exception {
        test.close();
    }

    /** A commit as it is seen: a page tells its content, a push does not. */
    private record Seen(String sha, String content, String text, boolean firstRead, boolean merge) {
        static Seen onPage(String sha, String content) {
            return new Seen(sha, content, "text of " + content, false, false);
        }

        Seen pushed() {
            return new Seen(sha, null, text, false, false);
        }

        Seen first() {
            return new Seen(sha, content, text, true, false);
        }

        Seen asMerge() {
            return new Seen(sha, content, text, firstRead, true);
        }

        Sighting by(String user, boolean vouched) {
            SmartCommand command = new SmartCommand("PAY-1", "comment", "", "", 0, "said", null, true);
            SmartCommit commit = new SmartCommit(
                    "r1",
                    sha,
                    Instant.EPOCH,
                    firstRead,
                    merge,
                    "a@example.com",
                    "A",
                    false,
                    null,
                    null,
                    content,
                    text,
                    List.of(command),
                    false);
            return new Sighting(commit, user, user == null ? "UnknownAuthor" : null, vouched);
        }
    }

    private void note(Sighting... seen) {
        test.database.run(session -> commits.note(session, 1, List.of(seen), needsVoucher, session.now()));
    }

    private void later(long ms) {
        test.database.run(session -> session.update("update {SMART_COMMIT} set [DUE_AT] = [DUE_AT] - ?", ms));
    }

    private List<String> states() {
        return test.database.read(session -> session.list(
                "select [SHA], [STATE], [CODE] from {SMART_COMMIT} order by [ID]",
                row -> row.getString(1) + " " + row.getString(2)
                        + (row.getString(3) == null ? "" : " " + row.getString(3))));
    }

    private void run(SmartCommits.Due due, String code) {
        commits.save(due, ME, new JsonArray(), SmartCommits.DONE, code);
    }

    @Test
    void a_commit_of_a_page_is_due_at_once_and_marked_before_it_runs() {
        note(Seen.onPage("aa", "one").by("dev1", true));
        SmartCommits.Due due = commits.claim(ME).orElseThrow();
        assertEquals(List.of("aa running"), states());
        assertEquals(Optional.empty(), commits.claim("node-2:b"), "it is nobody else's");
        assertEquals("said", due.commands().get(0).comment());
        run(due, null);
        note(Seen.onPage("aa", "one").by("dev1", true), Seen.onPage("bb", "one").by("dev1", true));
        assertEquals(List.of("aa done"), states(), "neither the same commit again nor its rebase is noted");
        assertEquals(Optional.empty(), commits.claim(ME));
    }

    @Test
    void a_pushed_commit_waits_for_the_page() {
        Seen seen = Seen.onPage("aa", "one");
        note(seen.pushed().by("dev1", true));
        assertEquals(Optional.empty(), commits.claim(ME), "it may be a merge, or rebased");
        note(seen.by("dev1", false));
        assertTrue(commits.claim(ME).orElseThrow().vouched(), "what the push told is not forgotten");
    }

    @Test
    void a_pushed_commit_runs_when_no_page_comes() {
        note(Seen.onPage("aa", "one").pushed().by("dev1", true));
        later(20_000);
        run(commits.claim(ME).orElseThrow(), null);
        note(Seen.onPage("aa", "one").by("dev1", true));
        note(Seen.onPage("bb", "one").by("dev1", true));
        assertEquals(List.of("aa done"), states(), "what the page tells later makes its rebase known");
    }

    @Test
    void what_a_page_tells_of_a_push_may_be_that_it_must_not_run() {
        note(Seen.onPage("aa", "one").pushed().by("dev1", true));
        note(Seen.onPage("aa", "one").asMerge().by("dev1", true));
        note(Seen.onPage("bb", "two").by("dev1", true));
        note(Seen.onPage("cc", "two").pushed().by("dev1", true));
        note(Seen.onPage("cc", "two").by("dev1", true));
        assertEquals(List.of("aa skipped Merge", "bb waiting", "cc skipped Repeated"), states());
    }

    @Test
    void without_a_page_the_same_message_of_the_same_author_is_not_run_again() {
        note(Seen.onPage("aa", "one").by("dev1", true));
        run(commits.claim(ME).orElseThrow(), null);
        note(Seen.onPage("bb", "one").pushed().by("dev1", true));
        later(20_000);
        assertEquals(Optional.empty(), commits.claim(ME));
        assertEquals(List.of("aa done", "bb skipped Repeated"), states());
    }

    @Test
    void what_a_first_reading_brings_is_noted_and_never_runs() {
        note(
                Seen.onPage("aa", "one").first().by("dev1", false),
                Seen.onPage("mm", "m").first().asMerge().by("dev1", true));
        note(Seen.onPage("aa", "one").by("dev1", true), Seen.onPage("bb", "one").by("dev1", true));
        note(Seen.onPage("aa", "one").pushed().by("dev1", true));
        assertEquals(List.of("aa skipped FirstRead"), states(), "nor is it forgotten why");
        assertEquals(Optional.empty(), commits.claim(ME));
    }

    @Test
    void a_commit_that_nobody_vouches_for_waits_for_a_webhook_only_where_that_counts() {
        note(Seen.onPage("aa", "one").by("dev1", false));
        assertEquals(Optional.empty(), commits.claim(ME));
        note(Seen.onPage("aa", "one").pushed().by("dev1", true));
        assertTrue(commits.claim(ME).orElseThrow().vouched());
        needsVoucher = false;
        note(Seen.onPage("bb", "two").by("dev1", false));
        assertEquals("bb", commits.claim(ME).orElseThrow().sha());
    }

    @Test
    void a_host_that_vouches_later_lets_it_run() {
        note(Seen.onPage("aa", "one").by("dev1", false));
        later(20_000);
        run(commits.claim(ME).orElseThrow(), SmartCommits.NOT_VOUCHED);
        note(Seen.onPage("aa", "one").pushed().by("dev1", false));
        assertEquals(List.of("aa done NotVouched"), states());
        note(Seen.onPage("aa", "one").pushed().by("dev1", true));
        assertTrue(commits.claim(ME).orElseThrow().vouched());
        note(Seen.onPage("bb", "two").by(null, false));
        assertEquals("UnknownAuthor", commits.claim(ME).orElseThrow().problem());
    }

    @Test
    void what_a_node_left_is_interrupted_and_stays_so() {
        note(Seen.onPage("aa", "one").by("dev1", true), Seen.onPage("bb", "two").by("dev1", true));
        commits.claim("node-1:before").orElseThrow();
        commits.claim("node-2:b").orElseThrow();
        commits.giveUpInterrupted("node-1", ME);
        assertEquals(List.of("aa interrupted", "bb running"), states(), "another node's may still run");
        test.database.run(
                session -> session.update("update {SMART_COMMIT} set [UPDATED_AT] = [UPDATED_AT] - ?", 700_000));
        commits.giveUpInterrupted("node-1", ME);
        assertEquals(List.of("aa interrupted", "bb interrupted"), states());
        note(Seen.onPage("aa", "one").by("dev1", true));
        assertEquals(Optional.empty(), commits.claim(ME));
    }

    @Test
    void several_nodes_never_run_the_same_commit() throws Exception {
        int many = 40;
        note(IntStream.range(0, many)
                .mapToObj(number -> Seen.onPage("s" + number, "c" + number).by("dev1", true))
                .toArray(Sighting[]::new));
        var threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Integer> node = () -> {
                int claimed = 0;
                String owner = Thread.currentThread().getName();
                for (var due = commits.claim(owner); due.isPresent(); due = commits.claim(owner)) {
                    commits.save(due.get(), owner, new JsonArray(), SmartCommits.DONE, null);
                    claimed++;
                }
                return claimed;
            };
            int claimed = 0;
            for (var each : threads.invokeAll(List.of(node, node, node, node))) {
                claimed += each.get();
            }
            assertEquals(many, claimed);
        } finally {
            threads.shutdownNow();
        }
    }
}
