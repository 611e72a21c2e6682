// Runs one command against Jira's own services, as a user and with that user's permissions.
package org.jigit.smartcommit;

import com.atlassian.jira.bc.JiraServiceContext;
import com.atlassian.jira.bc.JiraServiceContextImpl;
import com.atlassian.jira.bc.issue.IssueService;
import com.atlassian.jira.bc.issue.comment.CommentService;
import com.atlassian.jira.bc.issue.comment.CommentService.CommentParameters;
import com.atlassian.jira.bc.issue.worklog.TimeTrackingConfiguration;
import com.atlassian.jira.bc.issue.worklog.WorklogInputParametersImpl;
import com.atlassian.jira.bc.issue.worklog.WorklogResult;
import com.atlassian.jira.bc.issue.worklog.WorklogService;
import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.issue.IssueInputParameters;
import com.atlassian.jira.issue.IssueManager;
import com.atlassian.jira.permission.ProjectPermissions;
import com.atlassian.jira.security.PermissionManager;
import com.atlassian.jira.security.plugin.ProjectPermissionKey;
import com.atlassian.jira.user.ApplicationUser;
import com.atlassian.jira.util.ErrorCollection;
import com.atlassian.jira.workflow.IssueWorkflowManager;
import com.opensymphony.workflow.loader.ActionDescriptor;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jigit.connection.Settings;
import org.jigit.core.Messages.SmartCommand;
import org.jigit.project.KnownProjects;

/** Comments, logs work, and moves issues through their workflows; one failure has no effect on the next command. */
public final class Commands {
    private final IssueManager issues;
    private final PermissionManager permissions;
    private final KnownProjects projects;
    private final CommentService comments;
    private final WorklogService worklogs;
    private final TimeTrackingConfiguration time;
    private final IssueService transitions;
    private final IssueWorkflowManager workflow;

    public Commands(
            IssueManager issues,
            PermissionManager permissions,
            KnownProjects projects,
            CommentService comments,
            WorklogService worklogs,
            TimeTrackingConfiguration time,
            IssueService transitions,
            IssueWorkflowManager workflow) {
        this.issues = issues;
        this.permissions = permissions;
        this.projects = projects;
        this.comments = comments;
        this.worklogs = worklogs;
        this.time = time;
        this.transitions = transitions;
        this.workflow = workflow;
    }

    /** Runs a command; the work that it logs began at some time. */
    Outcome run(SmartCommand command, ApplicationUser user, Settings settings, long at) {
        if (command.code() != null) {
            return Outcome.failed(command.code());
        }
        Issue issue = issues.getIssueObject(command.issue());
        if (issue == null || !permissions.hasPermission(ProjectPermissions.BROWSE_PROJECTS, issue, user)) {
            return Outcome.failed("IssueNotFound");
        }
        Set<String> keys =
                projects.keysOf(issue.getKey().substring(0, issue.getKey().lastIndexOf('-')));
        if (!settings.allows(keys, command.command())) {
            return Outcome.failed("NotAllowed");
        }
        return switch (command.command()) {
            case "comment" -> comment(issue, user, command.comment());
            case "time" -> log(issue, user, command, at);
            case "transition" -> move(issue, user, command);
            default -> throw new IllegalStateException("expected a command, found " + command.command());
        };
    }

    private Outcome comment(Issue issue, ApplicationUser user, String body) {
        if (!may(ProjectPermissions.ADD_COMMENTS, issue, user)) {
            return Outcome.failed("NoPermission");
        }
        CommentParameters parameters =
                CommentParameters.builder().issue(issue).author(user).body(body).build();
        var valid = comments.validateCommentCreate(user, parameters);
        if (!valid.isValid()) {
            return failed(valid.getErrorCollection());
        }
        return comments.create(user, valid, true) == null ? Outcome.failed("Failed") : Outcome.done();
    }

    private Outcome log(Issue issue, ApplicationUser user, SmartCommand command, long at) {
        if (!time.enabled()) {
            return Outcome.failed("TimeTrackingDisabled");
        }
        if (!may(ProjectPermissions.WORK_ON_ISSUES, issue, user)) {
            return Outcome.failed("NoPermission");
        }
        JiraServiceContext context = new JiraServiceContextImpl(user);
        WorklogResult valid = worklogs.validateCreate(
                context,
                WorklogInputParametersImpl.issue(issue)
                        // In minutes: how long days and weeks are was reckoned with already.
                        .timeSpent(command.seconds() / 60 + "m")
                        .startDate(new Date(at))
                        .comment(command.comment() == null ? "" : command.comment())
                        .build());
        if (valid != null && !context.getErrorCollection().hasAnyErrors()) {
            worklogs.createAndAutoAdjustRemainingEstimate(context, valid, true);
        }
        return context.getErrorCollection().hasAnyErrors()
                ? failed(context.getErrorCollection())
                : valid == null ? Outcome.failed("Failed") : Outcome.done().with("time", command.time());
    }

    private Outcome move(Issue issue, ApplicationUser user, SmartCommand command) {
        if (!may(ProjectPermissions.TRANSITION_ISSUES, issue, user)) {
            return Outcome.failed("NoPermission");
        }
        Collection<ActionDescriptor> possible = workflow.getAvailableActions(issue, user);
        List<ActionDescriptor> meant = Transitions.named(command.name(), possible);
        if (meant.size() != 1) {
            return Outcome.failed(meant.isEmpty() ? "NoSuchTransition" : "AmbiguousTransition")
                    .with("name", command.name())
                    .with("possible", names(meant.isEmpty() ? possible : meant));
        }
        ActionDescriptor step = meant.get(0);
        // Jira drops the comment of a step that has no screen.
        boolean hasScreen = step.getView() != null && !step.getView().isEmpty();
        IssueInputParameters parameters = transitions.newIssueInputParameters();
        if (hasScreen && command.comment() != null) {
            parameters.setComment(command.comment());
        }
        var valid = transitions.validateTransition(user, issue.getId(), step.getId(), parameters);
        if (!valid.isValid()) {
            ErrorCollection errors = valid.getErrorCollection();
            return errors.getErrors().isEmpty()
                    ? failed(errors)
                    : Outcome.failed("FieldsRequired")
                            .with("fields", errors.getErrors().values());
        }
        var moved = transitions.transition(user, valid);
        if (!moved.isValid()) {
            return failed(moved.getErrorCollection());
        }
        Outcome said =
                hasScreen || command.comment() == null ? Outcome.done() : comment(issue, user, command.comment());
        return (said.isDone() ? said : new Outcome(null, said.params()).with("comment", said.code()))
                .with("transition", step.getName());
    }

    private boolean may(ProjectPermissionKey permission, Issue issue, ApplicationUser user) {
        return permissions.hasPermission(permission, issue, user);
    }

    private static List<String> names(Collection<ActionDescriptor> steps) {
        return steps.stream().map(ActionDescriptor::getName).toList();
    }

    private static Outcome failed(ErrorCollection errors) {
        String reason = Stream.concat(errors.getErrorMessages().stream(), errors.getErrors().values().stream())
                .collect(Collectors.joining(" "));
        return Outcome.failed("Failed").with("reason", reason);
    }
}
