// Keeps the comments on issues.
package org.jigit.headless.jira;

import java.time.Instant;
import java.util.List;

/** Comments by issue. */
public final class Comments {

    private final Database database;

    Comments(Database database) {
        this.database = database;
    }

    CommentRow add(long issueId, Person author, String body, Instant created) {
        long id = database.insert(
                "insert into jiraaction (issueid, author, actionbody, created) values (?, ?, ?, ?)",
                issueId,
                author.key(),
                body,
                created);
        return new CommentRow(id, author.key(), body, created);
    }

    /** All comments on an issue, oldest first. */
    public List<CommentRow> of(long issueId) {
        return database.list(
                "select id, author, actionbody, created from jiraaction where issueid = ? order by created, id",
                row -> new CommentRow(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getTimestamp(4).toInstant()),
                issueId);
    }
}
