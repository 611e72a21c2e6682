// Marks what a pass over a repository or a connection did not meet: it is kept, and shown as what it is.
package org.jigit.store;

import java.sql.SQLException;
import java.util.List;
import org.jigit.core.Messages.Pass;

/**
 * Passes from their first rows to their last. Whatever is stored when one begins has a number from then on, and what it meets
 * gets its own; whatever has too low a number when it ends is not there any more. What was stored in between has none, so that a
 * pass says nothing about it.
 */
final class Passes {
    private final Session session;
    private final Tasks tasks;
    private final long now;

    Passes(Session session, Tasks tasks, long now) {
        this.session = session;
        this.tasks = tasks;
        this.now = now;
    }

    /** The commits of a repository are looked for from now on. */
    void beginCommits(long repositoryId) throws SQLException {
        session.update("update {COMMIT} set [PASS] = ? where [REPOSITORY_ID] = ? and [PASS] is null", 0L, repositoryId);
    }

    /** Notes the commits that a branch leads to. */
    void meet(long repositoryId, Pass pass) throws SQLException {
        List<String> hashes =
                pass.met().stream().map(sha -> Hash.of(repositoryId, sha)).toList();
        for (List<String> some : Store.chunks(hashes)) {
            session.update(
                    "update {COMMIT} set [PASS] = ?, [UNREACHABLE_SINCE] = ?, [TOLD_AT] = ?, [UNREACHABLE_BY] = ? where [HASH] in (?*)",
                    pass.number(),
                    Session.number(null),
                    Session.number(null),
                    Session.text(null),
                    some);
        }
    }

    /** Marks the commits that no branch led to. */
    void endCommits(long repositoryId, Pass pass) throws SQLException {
        String sql = "update {COMMIT} set [UNREACHABLE_SINCE] = ?, [UNREACHABLE_BY] = ? where [REPOSITORY_ID] = ?"
                + " and [PASS] is not null and [PASS] < ? and [UNREACHABLE_SINCE] is null";
        Object cause = Session.text(Text.fit(pass.cause(), Text.PATH));
        Long since = Store.millis(pass.since());
        if (since == null) {
            session.update(sql, now, cause, repositoryId, pass.before());
        } else {
            session.update(sql + " and [COMMITTED_AT] >= ?", now, cause, repositoryId, pass.before(), since);
        }
    }

    /** The repositories of a connection are looked for from now on. */
    void beginListing(long connectionId) throws SQLException {
        session.update(
                "update {REPOSITORY} set [PASS] = ? where [CONNECTION_ID] = ? and [PASS] is null", 0L, connectionId);
    }

    /** Hides the repositories that were not listed: their rows stay, their tasks go. */
    void endListing(long connectionId, Pass pass) throws SQLException {
        List<Long> missed = session.list(
                "select [ID] from {REPOSITORY} where [CONNECTION_ID] = ? and [PASS] is not null and [PASS] < ?"
                        + " and [HIDDEN_SINCE] is null order by [ID]",
                row -> row.getLong(1),
                connectionId,
                pass.before());
        for (long repositoryId : missed) {
            // The tasks before the row, as everybody locks them.
            tasks.remove(session, repositoryId);
            session.update("update {REPOSITORY} set [HIDDEN_SINCE] = ? where [ID] = ?", now, repositoryId);
        }
    }
}
