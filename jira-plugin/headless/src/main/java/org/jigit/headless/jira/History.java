// Keeps who changed what on an issue, and when.
package org.jigit.headless.jira;

import java.time.Instant;
import java.util.List;

/** The change history of issues. */
public final class History {

    private final Database database;

    History(Database database) {
        this.database = database;
    }

    /** One changed field; {@code authorKey} is the user key of who changed it. */
    public record Change(String authorKey, Instant at, String field, String before, String after) {}

    /** Notes a change, unless nothing changed. */
    void note(long issueId, Person author, Instant at, String field, String before, String after) {
        if (!before.equals(after)) {
            database.change(
                    "insert into changeitem (issue_id, author_key, created, field, old_string, new_string) values (?, ?, ?, ?, ?, ?)",
                    issueId,
                    author.key(),
                    at,
                    field,
                    before,
                    after);
        }
    }

    /** All changes of an issue, oldest first. */
    public List<Change> of(long issueId) {
        return database.list(
                "select author_key, created, field, old_string, new_string from changeitem where issue_id = ? order by id",
                row -> new Change(
                        row.getString(1),
                        row.getTimestamp(2).toInstant(),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5)),
                issueId);
    }
}
