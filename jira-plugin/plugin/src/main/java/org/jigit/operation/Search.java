// The search behind "Why is something missing?": where it is, or what the tables say of its absence.
package org.jigit.operation;

import com.google.gson.JsonObject;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jigit.Json;
import org.jigit.connection.Connection;
import org.jigit.connection.Health;
import org.jigit.operation.Wanted.Kind;
import org.jigit.operation.Wanted.Reading;
import org.jigit.operation.Wanted.Repository;
import org.jigit.store.Session;
import org.jigit.store.Tasks;

/** One search in one transaction. */
record Search(Session session, Connection connection, Wanted wanted) {
    private static final int MOST_FOUND = 5;
    private static final int MOST_KEYS = 20;
    private static final String OWN = "in (select [ID] from {REPOSITORY} where [CONNECTION_ID] = ?)";

    /** A row that may be what was missed. */
    private record Found(
            long id,
            String name,
            String repository,
            Long hiddenSince,
            Long unreachableSince,
            String by,
            boolean deleted) {}

    List<Answer> found(Set<String> issue) throws SQLException {
        List<Answer> answers = new ArrayList<>();
        for (Reading reading : wanted.stranger() == null ? wanted.readings() : List.<Reading>of()) {
            switch (reading.kind()) {
                case ISSUE -> items(reading, issue, answers);
                case REPOSITORY -> {}
                default -> {
                    for (Found row : rows(reading)) {
                        there(reading, row, answers);
                    }
                }
            }
        }
        return answers;
    }

    private void items(Reading reading, Set<String> keys, List<Answer> answers) throws SQLException {
        Map<String, Long> counts = new HashMap<>();
        session.list(
                "select [KIND], count(distinct [ROW_ID]) from {LINK} where [ISSUE_KEY] in (?*) and [REPOSITORY_ID] "
                        + OWN + " group by [KIND]",
                row -> counts.put(row.getString(1), row.getLong(2)),
                keys,
                connection.id());
        long count = counts.values().stream().mapToLong(Long::longValue).sum();
        if (count > 0) {
            answers.add(Answer.of(
                    "items",
                    "It is there: " + count + (count == 1 ? " item on " : " items on ") + reading.value() + ".",
                    "key",
                    reading.value(),
                    "count",
                    count,
                    "branches",
                    counts.getOrDefault("branch", 0L),
                    "commits",
                    counts.getOrDefault("commit", 0L),
                    "pull_requests",
                    counts.getOrDefault("pull_request", 0L)));
        }
    }

    private List<Found> rows(Reading reading) throws SQLException {
        String sql =
                switch (reading.kind()) {
                    case COMMIT -> "select T.[ID], T.[SHA], T.[UNREACHABLE_SINCE], T.[UNREACHABLE_BY]%s {COMMIT}%s T.[SHA] like ?";
                    case PULL_REQUEST -> "select T.[ID], T.[NUMBER]%s {PULL_REQUEST}%s T.[NUMBER] = ?";
                    default -> "select T.[ID], T.[NAME], T.[DELETED]%s {BRANCH}%s T.[NAME] = ?";
                };
        boolean commit = reading.kind() == Kind.COMMIT;
        Object value = commit
                ? reading.value() + "%"
                : reading.kind() == Kind.PULL_REQUEST ? Long.valueOf(reading.value()) : reading.value();
        Repository repository = wanted.repository();
        return session.list(
                MOST_FOUND,
                sql.formatted(
                                ", R.[FULL_NAME], R.[HIDDEN_SINCE] from",
                                " T join {REPOSITORY} R on R.[ID] = T.[REPOSITORY_ID] where R.[CONNECTION_ID] = ? and ("
                                        + (repository == null ? "0 = ?" : "R.[ID] = ?") + ") and")
                        + " order by T.[ID] desc",
                row -> new Found(
                        row.getLong(1),
                        new Reading(reading.kind(), row.getString(2)).name(),
                        row.getString("FULL_NAME"),
                        Session.numberAt(row, "HIDDEN_SINCE"),
                        commit ? Session.numberAt(row, "UNREACHABLE_SINCE") : null,
                        commit ? row.getString("UNREACHABLE_BY") : null,
                        reading.kind() == Kind.BRANCH && row.getBoolean("DELETED")),
                connection.id(),
                repository == null ? 0L : repository.id(),
                value);
    }

    private void there(Reading reading, Found row, List<Answer> answers) throws SQLException {
        List<String> keys = session.list(
                MOST_KEYS,
                "select [ISSUE_KEY] from {LINK} where [KIND] = ? and [ROW_ID] = ? order by [ISSUE_KEY]",
                link -> link.getString(1),
                reading.kind().word(),
                row.id);
        String names = String.join(", ", keys);
        String kind = reading.kind().word();
        answers.add(Answer.of(
                "there",
                "It is there: " + kind.replace('_', ' ') + " " + row.name + " of " + row.repository + ", on " + names
                        + ".",
                "kind",
                kind,
                "name",
                row.name,
                "repository",
                row.repository,
                "keys",
                names));
        if (row.hiddenSince != null) {
            answers.add(hidden(row.repository, row.hiddenSince));
        }
        if (row.unreachableSince != null) {
            answers.add(Answer.of(
                    "no_branch",
                    "It is no longer on a branch since " + time(row.unreachableSince) + ".",
                    "since",
                    time(row.unreachableSince),
                    "branch",
                    row.by));
        }
        if (row.deleted) {
            answers.add(Answer.of("deleted", "The branch was deleted; it stays on the issues."));
        }
    }

    List<Answer> missing(Answer unnamed, boolean issueExists) throws SQLException {
        Kind kind = wanted.readings().get(0).kind();
        if (wanted.stranger() != null) {
            return stranger();
        }
        if (unnamed != null) {
            return List.of(unnamed);
        }
        List<Answer> answers = new ArrayList<>();
        if (kind == Kind.ISSUE && !issueExists) {
            answers.add(Answer.of(
                    "no_issue",
                    "There is no issue " + wanted.readings().get(0).value() + " in this Jira.",
                    "key",
                    wanted.readings().get(0).value()));
        }
        if (wanted.repository() != null && wanted.repository().hiddenSince() != null) {
            answers.add(
                    hidden(wanted.repository().fullName(), wanted.repository().hiddenSince()));
        }
        if (kind == Kind.PULL_REQUEST && !connection.settings().flag("indexPullRequests")) {
            answers.add(Answer.of("pull_requests_off", "This connection does not read pull requests."));
            return answers;
        }
        answers.addAll(unread(kind));
        if (answers.isEmpty()) {
            answers.add(allRead(kind));
        }
        answers.addAll(limits(kind));
        return answers;
    }

    /** The text names a repository that the connection does not have. */
    private List<Answer> stranger() throws SQLException {
        String own = Wanted.authority(URI.create(connection.settings().text("serverUrl")));
        if (wanted.server() != null && !wanted.server().equals(own)) {
            return List.of(Answer.of(
                    "other_server",
                    "The address is on " + wanted.server() + ", and this connection reads " + own + ".",
                    "found",
                    wanted.server(),
                    "expected",
                    own));
        }
        List<Answer> answers = new ArrayList<>();
        answers.add(Answer.of(
                "no_such_repository",
                "No repository of this connection is named by " + wanted.stranger() + ".",
                "name",
                wanted.stranger()));
        String scope = connection.settings().text("repositoryId");
        if (!scope.isEmpty()) {
            answers.add(Answer.of("scope", "This connection reads only " + scope + ".", "scope", scope));
        }
        filter("repositoryPattern", "It leaves out what is not like ", answers);
        filter("repositoryExclude", "It leaves out what is like ", answers);
        List<String> only = connection.settings().texts("repositories");
        if (!only.isEmpty()) {
            String names = only.stream().limit(MOST_KEYS).collect(Collectors.joining(", "));
            answers.add(Answer.of(
                    "repositories", "It reads only these repositories: " + names + ".", "repositories", names));
        }
        answers.addAll(state());
        return answers;
    }

    private void filter(String field, String sentence, List<Answer> answers) {
        String pattern = connection.settings().text(field);
        if (!pattern.isEmpty()) {
            answers.add(Answer.of(field, sentence + pattern + ".", "pattern", pattern));
        }
    }

    /** Why nothing is read now, and that the repositories are not listed yet. */
    private List<Answer> state() throws SQLException {
        List<Answer> answers = new ArrayList<>();
        Health health = Health.of(session, connection, session.now());
        switch (health.state()) {
            case "disabled" -> answers.add(Answer.of("disabled", "The connection is disabled: nothing is read."));
            case "paused" -> answers.add(Answer.of("paused", "The connection is paused: nothing is read now."));
            case "stopped", "unreachable" -> answers.add(Answer.of(
                    health.state(),
                    health.state().equals("stopped")
                            ? "The connection has stopped: " + message(health.problem()) + "."
                            : "The server does not answer since " + time(health.at()) + ".",
                    "problem",
                    health.problem().get("code").getAsString(),
                    "message",
                    message(health.problem()),
                    "since",
                    time(health.at())));
            case "waiting" -> answers.add(Answer.of(
                    "waiting",
                    "The connection waits for requests until " + time(health.at()) + ".",
                    "until",
                    time(health.at())));
            default -> {}
        }
        if (!health.listed()) {
            answers.add(Answer.of(
                    "listing",
                    "The repositories are still being listed: " + health.repositories() + " so far.",
                    "repositories",
                    health.repositories()));
        }
        return answers;
    }

    /** What has not been read yet, and why. */
    private List<Answer> unread(Kind kind) throws SQLException {
        List<Answer> answers = new ArrayList<>(state());
        List<String> kinds =
                switch (kind) {
                    case BRANCH, COMMIT -> List.of(Tasks.BRANCHES);
                    case PULL_REQUEST -> List.of(Tasks.PULL_REQUESTS);
                    default -> List.of(Tasks.BRANCHES, Tasks.PULL_REQUESTS);
                };
        if (wanted.repository() != null) {
            answers.addAll(session.list(
                    "select [KIND], [COMPLETE], [DONE], [TOTAL], [SEEN], [PROBLEM], [PROBLEM_AT] from {TASK}"
                            + " where [REPOSITORY_ID] = ? and [KIND] in (?*) and ([PROBLEM_AT] is not null or "
                            + Tasks.UNREAD + ")"
                            + " order by [KIND]",
                    row -> row.getString("PROBLEM") == null
                            ? unread(
                                    row.getString("KIND"),
                                    row.getLong("DONE"),
                                    Session.numberAt(row, "TOTAL"),
                                    row.getLong("SEEN"))
                            : trouble(row.getString("PROBLEM"), row.getLong("PROBLEM_AT")),
                    wanted.repository().id(),
                    kinds,
                    false,
                    true));
            answers.addAll(
                    cancelled(kind, "[REPOSITORY_ID] = ?", wanted.repository().id(), kinds));
            return answers;
        }
        long unread = session.number(
                "select count(distinct [REPOSITORY_ID]) from {TASK} where [CONNECTION_ID] = ? and [KIND] in (?*) and "
                        + Tasks.UNREAD,
                connection.id(),
                kinds,
                false,
                true);
        if (unread > 0) {
            answers.add(Answer.of(
                    "not_read_yet",
                    "Not everything is read yet: " + unread + " repositories are not read to the end.",
                    "unread",
                    unread));
        }
        answers.addAll(cancelled(kind, "[CONNECTION_ID] = ?", connection.id(), kinds));
        return answers;
    }

    /** That somebody cancelled the reading; the names of branches are listed all the same. */
    private List<Answer> cancelled(Kind kind, String which, long id, List<String> kinds) throws SQLException {
        Health.Cancelled cancelled =
                kind == Kind.BRANCH ? null : Health.Cancelled.of(session, which + " and [KIND] in (?*)", id, kinds);
        return cancelled == null
                ? List.of()
                : List.of(Answer.of(
                        "cancelled",
                        "Reading was cancelled at " + time(cancelled.at()) + ": of what is older than "
                                + time(cancelled.since()) + " in " + cancelled.repositories()
                                + (cancelled.repositories() == 1 ? " repository" : " repositories")
                                + ", only what had been read is there.",
                        "repositories",
                        cancelled.repositories(),
                        "since",
                        time(cancelled.at()),
                        "until",
                        time(cancelled.since())));
    }

    private Answer unread(String task, long done, Long total, long seen) {
        String repository = wanted.repository().fullName();
        String what =
                task.equals(Tasks.BRANCHES) ? "branches, " + seen + " commits" : "pages, " + seen + " pull requests";
        return Answer.of(
                task.equals(Tasks.BRANCHES) ? "branches_not_read_yet" : "pull_requests_not_read_yet",
                repository + " is not read to the end yet: " + done + (total == null ? "" : " of " + total) + " " + what
                        + " so far.",
                "repository",
                repository,
                "done",
                done,
                "total",
                total,
                "seen",
                seen);
    }

    private Answer trouble(String stored, long since) {
        JsonObject problem = Problem.read(stored);
        return Answer.of(
                "trouble",
                "Reading " + wanted.repository().fullName() + " does not go on since " + time(since) + ": "
                        + message(problem) + ".",
                "repository",
                wanted.repository().fullName(),
                "problem",
                problem.get("code").getAsString(),
                "message",
                message(problem),
                "since",
                time(since));
    }

    /** Everything was read, and it is not there. */
    private Answer allRead(Kind kind) {
        String name = wanted.readings().get(0).name();
        return switch (kind) {
            case BRANCH -> Answer.of(
                    "no_such_branch",
                    "All branches were read, and none of them is " + name
                            + ": the server does not have it, or the account may not see it.",
                    "name",
                    name);
            case ISSUE -> Answer.of(
                    "nothing_names", "Nothing that this connection has read names " + name + ".", "key", name);
            case REPOSITORY -> Answer.of(
                    "repository_read",
                    "It is read: everything of " + name + " that names an issue is there.",
                    "name",
                    name);
            default -> Answer.of(
                    "not_kept",
                    "Everything was read, and it is not among what is kept. Either it names no issue that this connection"
                            + " links, or the server does not have it, or the account may not see it: that is not noted.",
                    "name",
                    name);
        };
    }

    /** What the settings leave out on purpose. */
    private List<Answer> limits(Kind kind) {
        List<Answer> answers = new ArrayList<>();
        long days = connection.settings().number("indexDaysLimit");
        if (days > 0 && kind != Kind.BRANCH) {
            answers.add(Answer.of(
                    "history_limit",
                    "What is older than the history limit of " + days + " days is not read.",
                    "days",
                    days));
        }
        String strategy = connection.settings().text("branchStrategy");
        if (!strategy.equals("ALL") && kind != Kind.BRANCH && kind != Kind.PULL_REQUEST) {
            String branches = String.join(", ", connection.settings().branches());
            answers.add(
                    branches.isEmpty()
                            ? Answer.of("default_branch_only", "Only commits on default branches are read.")
                            : Answer.of(
                                    "branches_only",
                                    "Only commits on these branches are read: " + branches + ".",
                                    "branches",
                                    branches));
        }
        return answers;
    }

    private static Answer hidden(String repository, long since) {
        return Answer.of(
                "repository_hidden",
                repository + " is not visible since " + time(since)
                        + ": deleted, left out by the filters, or the account lost access. What was read stays.",
                "repository",
                repository,
                "since",
                time(since));
    }

    private static String message(JsonObject problem) {
        return problem.get("message").getAsString();
    }

    private static String time(Long millis) {
        return millis == null ? null : Json.time(millis).getAsString();
    }
}
