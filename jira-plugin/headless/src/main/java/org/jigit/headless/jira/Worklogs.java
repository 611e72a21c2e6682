// Keeps the work logged on issues.
package org.jigit.headless.jira;

import java.time.Instant;
import java.util.List;

/** Worklogs by issue. */
public final class Worklogs {

    private final Database database;

    Worklogs(Database database) {
        this.database = database;
    }

    WorklogRow add(long issueId, Person author, String comment, Instant started, long seconds, Instant created) {
        long id = database.insert(
                "insert into worklog (issueid, author, worklogbody, startdate, timeworked, created)"
                        + " values (?, ?, ?, ?, ?, ?)",
                issueId,
                author.key(),
                comment,
                started,
                seconds,
                created);
        return new WorklogRow(id, author.key(), comment, started, seconds, created);
    }

    /** All worklogs of an issue, oldest first. */
    public List<WorklogRow> of(long issueId) {
        return database.list(
                "select id, author, worklogbody, startdate, timeworked, created from worklog where issueid = ?"
                        + " order by startdate, id",
                row -> new WorklogRow(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getTimestamp(4).toInstant(),
                        row.getLong(5),
                        row.getTimestamp(6).toInstant()),
                issueId);
    }

    /** All seconds logged on an issue. */
    long seconds(long issueId) {
        return database.count("select coalesce(sum(timeworked), 0) from worklog where issueid = ?", issueId);
    }
}
