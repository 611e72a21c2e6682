// Changes projects and issues, and tells the listeners after each change as Jira does.
package org.jigit.headless.jira;

import com.atlassian.jira.event.ProjectCreatedEvent;
import com.atlassian.jira.event.ProjectDeletedEvent;
import com.atlassian.jira.event.ProjectUpdatedEvent;
import com.atlassian.jira.event.issue.DelegatingJiraIssueEvent;
import com.atlassian.jira.event.issue.IssueEvent;
import com.atlassian.jira.event.issue.IssueEventBundle;
import com.atlassian.jira.event.issue.JiraIssueEvent;
import com.atlassian.jira.event.type.EventType;
import com.atlassian.jira.project.Project;
import com.atlassian.jira.user.ApplicationUser;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Every change is one transaction; its events follow on the same thread once it is committed. Who may do it is for the caller to
 * ask.
 */
public final class Changes {

    private final Database database;
    private final Projects projects;
    private final Issues issues;
    private final History history;
    private final Comments comments;
    private final Worklogs worklogs;
    private final Permissions permissions;
    private final ProjectAnswers projectAnswers;
    private final IssueAnswers issueAnswers;
    private final Consumer<Object> events;
    private final Clock clock;

    Changes(
            Database database,
            Projects projects,
            Issues issues,
            History history,
            Comments comments,
            Worklogs worklogs,
            Permissions permissions,
            ProjectAnswers projectAnswers,
            IssueAnswers issueAnswers,
            Consumer<Object> events,
            Clock clock) {
        this.database = database;
        this.projects = projects;
        this.issues = issues;
        this.history = history;
        this.comments = comments;
        this.worklogs = worklogs;
        this.permissions = permissions;
        this.projectAnswers = projectAnswers;
        this.issueAnswers = issueAnswers;
        this.events = events;
        this.clock = clock;
    }

    /** Creates a project with the default permission scheme, led by the person. */
    public ProjectRow createProject(Person person, String key, String name) {
        ProjectRow created = database.transaction(() -> {
            ProjectRow project = projects.create(key, name, person);
            permissions.applyDefaults(project.id());
            return project;
        });
        events.accept(new ProjectCreatedEvent(user(person), projectAnswers.of(created)));
        return created;
    }

    /** Gives a project another key. */
    public ProjectRow rekeyProject(Person person, ProjectRow project, String key) {
        if (project.key().equals(key)) {
            return project;
        }
        return updated(person, project, database.transaction(() -> projects.rekey(project, key)));
    }

    /** Gives a project another name. */
    public ProjectRow renameProject(Person person, ProjectRow project, String name) {
        return updated(person, project, database.transaction(() -> projects.rename(project, name)));
    }

    private ProjectRow updated(Person person, ProjectRow before, ProjectRow after) {
        Project former = projectAnswers.of(before);
        events.accept(new ProjectUpdatedEvent(user(person), projectAnswers.of(after), former));
        return after;
    }

    /** Deletes a project with its issues; as in Jira, only the project is told about. */
    public void deleteProject(Person person, ProjectRow project) {
        Project deleted = projectAnswers.of(project);
        database.transaction(() -> projects.delete(project));
        events.accept(new ProjectDeletedEvent(user(person), deleted));
    }

    /** Creates an issue. */
    public IssueRow createIssue(Person person, ProjectRow project, IssueDraft draft) {
        IssueRow created = database.transaction(() -> issues.create(project, draft, person, now()));
        tell(person, List.of(created), EventType.ISSUE_CREATED_ID);
        return created;
    }

    /** Gives an issue another summary and status. */
    public IssueRow updateIssue(Person person, IssueRow issue, String summary, IssueStatus status) {
        IssueRow updated = database.transaction(() -> {
            IssueRow after = issues.update(issue, summary, status, now());
            history.note(issue.id(), person, after.updated(), "Summary", issue.summary(), after.summary());
            history.note(
                    issue.id(),
                    person,
                    after.updated(),
                    "Status",
                    issue.status().label(),
                    after.status().label());
            return after;
        });
        tell(person, List.of(updated), EventType.ISSUE_UPDATED_ID);
        return updated;
    }

    /** Adds a comment, which listeners hear of only when they shall. */
    public CommentRow comment(Person author, IssueRow issue, String body, Instant created, boolean told) {
        CommentRow comment = database.transaction(() -> {
            issues.touch(issue, now());
            return comments.add(issue.id(), author, body, created);
        });
        if (told) {
            tell(event(author, issue.id(), comment, null, EventType.ISSUE_COMMENTED_ID));
        }
        return comment;
    }

    /** Logs work, which listeners hear of only when they shall. */
    public WorklogRow logWork(
            Person author, IssueRow issue, String comment, Instant started, long seconds, boolean told) {
        WorklogRow worklog = database.transaction(() -> {
            long before = worklogs.seconds(issue.id());
            Instant now = now();
            issues.touch(issue, now);
            history.note(issue.id(), author, now, "Time Spent", Long.toString(before), Long.toString(before + seconds));
            return worklogs.add(issue.id(), author, comment, started, seconds, now);
        });
        if (told) {
            tell(event(author, issue.id(), null, worklog, EventType.ISSUE_WORKLOGGED_ID));
        }
        return worklog;
    }

    /** Executes a transition with its comment, if there is one; false when the issue has left the status it starts from. */
    boolean transition(Person person, IssueRow issue, Workflow.Transition transition, String comment) {
        if (!transition.from().contains(issue.status())) {
            return false;
        }
        IssueEvent happened = database.transaction(() -> {
            Instant now = now();
            if (!issues.transition(issue, transition.to(), now)) {
                return null;
            }
            String before = issue.status().label();
            history.note(
                    issue.id(), person, now, "Status", before, transition.to().label());
            CommentRow added = comment == null ? null : comments.add(issue.id(), person, comment, now);
            return event(person, issue.id(), added, null, EventType.ISSUE_GENERICEVENT_ID);
        });
        if (happened != null) {
            tell(happened);
        }
        return happened != null;
    }

    /** Moves an issue with its sub-tasks to another project. */
    public IssueRow moveIssue(Person person, IssueRow issue, ProjectRow target) {
        List<IssueRow> moved = new ArrayList<>();
        database.transaction(() -> {
            for (Issues.Move move : issues.move(issue, target, now())) {
                IssueRow after = move.after();
                history.note(
                        after.id(),
                        person,
                        after.updated(),
                        "Key",
                        move.before().key(),
                        after.key());
                moved.add(after);
            }
        });
        tell(person, moved, EventType.ISSUE_MOVED_ID);
        return moved.get(0);
    }

    /** Deletes an issue with its sub-tasks. */
    public void deleteIssue(Person person, IssueRow issue) {
        List<IssueRow> deleted = new ArrayList<>(issues.subTasksOf(issue.id()));
        deleted.add(issue);
        database.transaction(() -> issues.delete(issue));
        tell(person, deleted, EventType.ISSUE_DELETED_ID);
    }

    private void tell(Person person, List<IssueRow> rows, Long type) {
        tell(rows.stream()
                .map(row -> new IssueEvent(issueAnswers.of(row), Map.of(), user(person), type))
                .toArray(IssueEvent[]::new));
    }

    private IssueEvent event(Person person, long issueId, CommentRow comment, WorklogRow worklog, Long type) {
        return new IssueEvent(
                issueAnswers.getIssueObject(issueId),
                user(person),
                comment == null ? null : CommentAnswers.of(comment),
                worklog == null ? null : WorklogAnswers.of(worklog),
                null,
                Map.of(),
                type);
    }

    /** One bundle for the whole operation and, for listeners of old, each event alone. */
    private void tell(IssueEvent... happened) {
        List<JiraIssueEvent> told = Arrays.stream(happened)
                .map(event -> (JiraIssueEvent) StandIn.of(DelegatingJiraIssueEvent.class, new One(event)))
                .toList();
        events.accept(StandIn.of(IssueEventBundle.class, new Bundle(told)));
        told.forEach(event -> events.accept(((DelegatingJiraIssueEvent) event).asIssueEvent()));
    }

    private ApplicationUser user(Person person) {
        return PersonAnswers.of(person);
    }

    private Instant now() {
        return clock.instant();
    }

    /** One event inside a bundle. */
    public record One(IssueEvent event) {
        public IssueEvent asIssueEvent() {
            return event;
        }
    }

    /** All events of one operation. */
    public record Bundle(List<JiraIssueEvent> events) {
        public Collection<JiraIssueEvent> getEvents() {
            return events;
        }
    }
}
