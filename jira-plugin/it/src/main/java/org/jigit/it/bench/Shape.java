// What the bulk host holds: how many repositories and commits, and what each commit says; all of it follows from a
// seed.
package org.jigit.it.bench;

import java.time.Instant;

/**
 * Repositories of one size whose commits follow from a seed. Commit 0 of a repository is its first; every tenth one is a merge.
 *
 * @param project the key of the project that commits mention
 * @param repositories how many repositories
 * @param commits how many commits there are in all of them together
 * @param keyed the share of commits that mention an issue, from 0 to 1
 * @param issues how many issues they mention
 * @param seed other numbers give other commits
 */
record Shape(String project, int repositories, long commits, double keyed, int issues, long seed) {
    private static final long BEGINNING = Instant.parse("2015-01-01T00:00:00Z").getEpochSecond();
    private static final String[] WORDS = {
        "retry", "cache", "parser", "order", "invoice", "timeout", "schema", "layout", "token", "mailer", "index",
        "query", "upload", "search", "render", "button", "import", "export", "ledger", "worker"
    };

    /** How many commits a repository has. */
    int commitsOf(int repository) {
        return (int) (commits / repositories + (repository < commits % repositories ? 1 : 0));
    }

    /** The id of a commit: 40 hex digits. */
    String sha(int repository, int commit) {
        return hex(random(repository, commit, 1))
                + hex(random(repository, commit, 2))
                + hex(random(repository, commit, 3)).substring(8);
    }

    /** The id of its tree. */
    String tree(int repository, int commit) {
        return hex(random(repository, commit, 4))
                + hex(random(repository, commit, 5))
                + hex(random(repository, commit, 6)).substring(8);
    }

    /** The number of the issue that it mentions, 0 for none. */
    int issue(int repository, int commit) {
        var isKeyed = (random(repository, commit, 7) >>> 11) * 0x1p-53 < keyed;
        return isKeyed ? 1 + (int) Long.remainderUnsigned(random(repository, commit, 8), issues) : 0;
    }

    /** Its message about an issue, 0 for none; nothing in it needs an escape but the line breaks. */
    String message(int repository, int commit, int issue) {
        var words = random(repository, commit, 9);
        var text = new StringBuilder(issue == 0 ? "" : project + "-" + issue + " ");
        text.append("Change the ").append(word(words)).append(" of the ").append(word(words >>> 8));
        text.append("\n\n");
        for (int at = 16; at < 56; at += 4) {
            text.append("The ").append(word(words >>> at)).append(" waits. ");
        }
        return text.toString();
    }

    /** The parents of a commit, as numbers in the same repository. */
    static int[] parents(int commit) {
        return commit == 0
                ? new int[0]
                : commit >= 10 && commit % 10 == 0 ? new int[] {commit - 1, commit - 4} : new int[] {commit - 1};
    }

    /** When it was committed. */
    static Instant at(int repository, int commit) {
        return Instant.ofEpochSecond(BEGINNING + 600L * commit + repository);
    }

    /** The number of its author, of 50. */
    int author(int repository, int commit) {
        return (int) Long.remainderUnsigned(random(repository, commit, 10), 50);
    }

    /** How many commits mention an issue. */
    long keyedCommits() {
        var count = 0L;
        for (int repository = 0; repository < repositories; repository++) {
            for (int commit = 0; commit < commitsOf(repository); commit++) {
                count += issue(repository, commit) > 0 ? 1 : 0;
            }
        }
        return count;
    }

    private static String word(long random) {
        return WORDS[(int) ((random & 0xff) % WORDS.length)];
    }

    private static String hex(long value) {
        return java.util.HexFormat.of().toHexDigits(value);
    }

    /** SplitMix64 of what is asked for. */
    private long random(int repository, int commit, int purpose) {
        var mixed = seed + 0x9E3779B97F4A7C15L * (((long) repository << 36) + ((long) commit << 5) + purpose);
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
