// Keeps issues with all keys they ever had.
package org.jigit.headless.jira;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Issues by id, by current key, and by keys from before a move or a change of the project's key. */
public final class Issues {

    private final Database database;
    private final Projects projects;

    Issues(Database database, Projects projects) {
        this.database = database;
        this.projects = projects;
    }

    /** Creates an issue under the project's next number. */
    IssueRow create(ProjectRow project, IssueDraft draft, Person reporter, Instant now) {
        String summary = summary(draft.summary());
        if (draft.kind().subTask() != (draft.parentId() != null)) {
            throw new Refused("parent", "A sub-task, and only a sub-task, has a parent issue.");
        }
        if (draft.parentId() != null
                && withId(draft.parentId())
                        .filter(parent -> parent.projectId() == project.id())
                        .isEmpty()) {
            throw new Refused("parent", "The parent issue must be in the same project.");
        }
        long id = database.insert(
                "insert into jiraissue (project, issuenum, summary, description, issuetype, issuestatus, priority, reporter,"
                        + " assignee, parent, created, updated) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                project.id(),
                projects.nextNumber(project.id()),
                summary,
                draft.description(),
                draft.kind().id(),
                draft.status().id(),
                draft.priority().id(),
                reporter.key(),
                draft.assigneeKey(),
                draft.parentId(),
                now,
                now);
        return withId(id).orElseThrow();
    }

    /** An issue before and after it was moved. */
    record Move(IssueRow before, IssueRow after) {}

    /** Moves an issue and its sub-tasks under new numbers of another project; the old keys keep leading to them. */
    List<Move> move(IssueRow issue, ProjectRow target, Instant now) {
        if (issue.projectId() == target.id()) {
            throw new Refused("project", "The issue is in this project already.");
        }
        if (issue.parentId() != null) {
            throw new Refused("issue", "A sub-task moves with its parent issue.");
        }
        List<IssueRow> moving = new ArrayList<>(List.of(issue));
        moving.addAll(subTasksOf(issue.id()));
        for (IssueRow each : moving) {
            database.change(
                    "update jiraissue set project = ?, issuenum = ?, updated = ? where id = ?",
                    target.id(),
                    projects.nextNumber(target.id()),
                    now,
                    each.id());
            database.change("delete from moved_issue_key where old_issue_key = ?", each.key());
            database.change(
                    "insert into moved_issue_key (old_issue_key, issue_id) values (?, ?)", each.key(), each.id());
        }
        return moving.stream()
                .map(each -> new Move(each, withId(each.id()).orElseThrow()))
                .toList();
    }

    /** Gives the issue another summary and status. */
    IssueRow update(IssueRow issue, String summary, IssueStatus status, Instant now) {
        database.change(
                "update jiraissue set summary = ?, issuestatus = ?, updated = ? where id = ?",
                summary(summary),
                status.id(),
                now,
                issue.id());
        return withId(issue.id()).orElseThrow();
    }

    /** Gives the issue another status, unless it has left the one it had here. */
    boolean transition(IssueRow issue, IssueStatus status, Instant now) {
        return database.change(
                        "update jiraissue set issuestatus = ?, updated = ? where id = ? and issuestatus = ?",
                        status.id(),
                        now,
                        issue.id(),
                        issue.status().id())
                == 1;
    }

    /** Notes that something about the issue changed. */
    IssueRow touch(IssueRow issue, Instant now) {
        database.change("update jiraissue set updated = ? where id = ?", now, issue.id());
        return withId(issue.id()).orElseThrow();
    }

    private static String summary(String typed) {
        String summary = typed == null ? "" : typed.strip();
        if (summary.isEmpty()) {
            throw new Refused("summary", "You must specify a summary of the issue.");
        }
        if (summary.length() > 255 || summary.contains("\n")) {
            throw new Refused("summary", "The summary must be one line of at most 255 characters.");
        }
        return summary;
    }

    void delete(IssueRow issue) {
        database.change("delete from jiraissue where id = ?", issue.id());
    }

    public Optional<IssueRow> withId(long id) {
        return list("i.id = ?", id).stream().findFirst();
    }

    /** The issue whose key is exactly this one now. */
    public Optional<IssueRow> withCurrentKey(String key) {
        return parts(key).flatMap(parts -> list("p.pkey = ? and i.issuenum = ?", parts.project, parts.number).stream()
                .findFirst());
    }

    /** The issue that has this key or had it before a move or a change of the project's key. */
    public Optional<IssueRow> withAnyKey(String key) {
        return parts(key)
                .flatMap(parts -> projects.withAnyKey(parts.project)
                        .flatMap(
                                project -> list("i.project = ? and i.issuenum = ?", project.id(), parts.number).stream()
                                        .findFirst()))
                .or(() -> moved(key));
    }

    /** The issue that had this key before it was moved. */
    public Optional<IssueRow> moved(String key) {
        return key == null
                ? Optional.empty()
                : list("i.id = (select issue_id from moved_issue_key where old_issue_key = ?)", key).stream()
                        .findFirst();
    }

    /** All keys that lead to the issue, the current one first. */
    public Set<String> keysOf(IssueRow issue) {
        Set<String> keys = new LinkedHashSet<>(List.of(issue.key()));
        projects.keysOf(issue.projectId()).forEach(key -> keys.add(key + "-" + issue.number()));
        keys.addAll(movedKeysOf(issue.id()));
        return keys;
    }

    /** The keys that the issue had in other projects. */
    public List<String> movedKeysOf(long issueId) {
        return database.list(
                "select old_issue_key from moved_issue_key where issue_id = ? order by old_issue_key",
                row -> row.getString(1),
                issueId);
    }

    public List<IssueRow> subTasksOf(long issueId) {
        return list("i.parent = ?", issueId);
    }

    /** The project's issues by number. */
    public List<IssueRow> of(long projectId) {
        return list("i.project = ?", projectId);
    }

    /** The issues changed last, newest first. */
    public List<IssueRow> recent(long projectId, int limit) {
        return of(projectId).stream()
                .sorted(Comparator.comparing(IssueRow::updated).reversed())
                .limit(limit)
                .toList();
    }

    public long count() {
        return database.count("select count(*) from jiraissue");
    }

    public long count(long projectId) {
        return database.count("select count(*) from jiraissue where project = ?", projectId);
    }

    private List<IssueRow> list(String where, Object... arguments) {
        return database.list(
                "select i.id, i.project, p.pkey, i.issuenum, i.summary, i.description, i.issuetype, i.issuestatus,"
                        + " i.priority, i.reporter, i.assignee, i.parent, i.created, i.updated"
                        + " from jiraissue i join project p on p.id = i.project where " + where
                        + " order by i.project, i.issuenum",
                Issues::read,
                arguments);
    }

    private static IssueRow read(ResultSet row) throws SQLException {
        long parent = row.getLong(12);
        Long parentId = row.wasNull() ? null : parent;
        return new IssueRow(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                row.getLong(4),
                row.getString(5),
                row.getString(6),
                IssueKind.of(row.getString(7)),
                IssueStatus.of(row.getString(8)),
                IssuePriority.of(row.getString(9)),
                row.getString(10),
                row.getString(11),
                parentId,
                row.getTimestamp(13).toInstant(),
                row.getTimestamp(14).toInstant());
    }

    private record Parts(String project, long number) {}

    private static Optional<Parts> parts(String key) {
        if (key == null) {
            return Optional.empty();
        }
        Matcher matcher = KEY.matcher(key);
        return matcher.matches()
                ? Optional.of(new Parts(matcher.group(1), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    /** The key as people may type it, in capitals. */
    public static String normal(String key) {
        return key == null ? null : key.strip().toUpperCase(Locale.ROOT);
    }

    /** At most 18 digits, so that the number always fits. */
    private static final Pattern KEY = Pattern.compile("(.+)-([1-9]\\d{0,17})");
}
