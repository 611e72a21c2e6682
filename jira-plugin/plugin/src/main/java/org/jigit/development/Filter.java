// What somebody wants to see of an issue's work: kinds, repository, text, merges, and which page.
package org.jigit.development;

import java.util.Locale;
import java.util.Set;
import org.jigit.Refusal;

/**
 * A checked filter.
 *
 * @param kind commits, branches or pull_requests; null for all
 * @param repository the host's id or the path of a repository; null for all
 * @param text what rows must hold, in small letters; empty for all
 * @param merges whether merge commits are shown
 * @param limit how many rows of a kind, 0 for the overview's own numbers
 * @param cursor where the page begins; null for the first
 */
public record Filter(String kind, String repository, String text, boolean merges, int limit, Cursor cursor) {
    private static final int MOST = 100;
    private static final Set<String> KINDS = Set.of("commits", "branches", "pull_requests");

    /**
     * A place in a list.
     *
     * @param at the time of the last row before it, or how many rows are before it
     * @param id the last row before it, or 0
     */
    public record Cursor(long at, long id) {
        static Cursor parse(String text) {
            try {
                int dash = text.lastIndexOf('_');
                return new Cursor(Long.parseLong(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1)));
            } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
                throw new Refusal(400, "wrong_value", "cursor: expected what an earlier answer gave as next")
                        .with("field", "cursor");
            }
        }

        String text() {
            return at + "_" + id;
        }
    }

    /** Checks what a request asks for. */
    public static Filter of(String kind, String repository, String text, Boolean merges, Integer limit, String cursor) {
        if (kind != null && !kind.isEmpty() && !KINDS.contains(kind)) {
            throw new Refusal(400, "wrong_value", "kind: expected commits, branches or pull_requests")
                    .with("field", "kind");
        }
        if (limit != null && (limit < 1 || limit > MOST)) {
            throw new Refusal(400, "wrong_value", "limit: expected 1 to " + MOST).with("field", "limit");
        }
        String wanted = text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
        return new Filter(
                kind == null || kind.isEmpty() ? null : kind,
                repository == null || repository.isEmpty() ? null : repository,
                wanted.length() > 200 ? wanted.substring(0, 200) : wanted,
                merges == null || merges,
                limit == null ? 0 : limit,
                cursor == null || cursor.isEmpty() ? null : Cursor.parse(cursor));
    }

    boolean wants(String other) {
        return kind == null || kind.equals(other);
    }

    int limit(int normally) {
        return limit == 0 ? normally : limit;
    }
}
