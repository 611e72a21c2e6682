// Answers as Jira's IssueService and IssueWorkflowManager.
package org.jigit.headless.jira;

import com.atlassian.jira.bc.issue.IssueService.IssueResult;
import com.atlassian.jira.bc.issue.IssueService.TransitionValidationResult;
import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.issue.IssueInputParameters;
import com.atlassian.jira.issue.IssueInputParametersImpl;
import com.atlassian.jira.issue.MutableIssue;
import com.atlassian.jira.user.ApplicationUser;
import com.atlassian.jira.util.ErrorCollection;
import com.atlassian.jira.util.SimpleErrorCollection;
import com.opensymphony.workflow.loader.ActionDescriptor;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Finds issues and executes transitions on behalf of the user named in the call. As in Jira, a comment goes with a transition only
 * when that has a screen; without one it is dropped and nothing says so.
 */
public final class TransitionAnswers {

    private final People people;
    private final Issues issues;
    private final Permissions permissions;
    private final Workflow workflow;
    private final IssueAnswers answers;
    private final CommentAnswers comments;
    private final Changes changes;

    TransitionAnswers(
            People people,
            Issues issues,
            Permissions permissions,
            Workflow workflow,
            IssueAnswers answers,
            CommentAnswers comments,
            Changes changes) {
        this.people = people;
        this.issues = issues;
        this.permissions = permissions;
        this.workflow = workflow;
        this.answers = answers;
        this.comments = comments;
        this.changes = changes;
    }

    public IssueResult getIssue(ApplicationUser user, Long issueId) {
        return visible(user, issueId == null ? Optional.empty() : issues.withId(issueId));
    }

    public IssueResult getIssue(ApplicationUser user, String issueKey) {
        return visible(user, issues.withAnyKey(issueKey));
    }

    private IssueResult visible(ApplicationUser user, Optional<IssueRow> issue) {
        ErrorCollection errors = new SimpleErrorCollection();
        if (issue.isEmpty()) {
            errors.addErrorMessage("Issue Does Not Exist");
        } else if (!permissions.has(Permissions.BROWSE, issue.get().projectId(), people.behind(user))) {
            errors.addErrorMessage("You do not have the permission to see the specified issue.");
        } else {
            return new IssueResult(answers.of(issue.get()), errors);
        }
        return new IssueResult(null, errors);
    }

    public Collection<ActionDescriptor> getAvailableActions(Issue issue, ApplicationUser user) {
        return issues.withId(issue.getId()).stream()
                .flatMap(stored -> workflow.available(stored, people.behind(user)).stream())
                .map(TransitionAnswers::action)
                .toList();
    }

    private static ActionDescriptor action(Workflow.Transition transition) {
        ActionDescriptor action = new ActionDescriptor();
        action.setId(transition.id());
        action.setName(transition.name());
        action.setView(transition.screen() == null ? null : "fieldscreen");
        return action;
    }

    public IssueInputParameters newIssueInputParameters() {
        return new IssueInputParametersImpl();
    }

    public TransitionValidationResult validateTransition(
            ApplicationUser user, Long issueId, int actionId, IssueInputParameters parameters) {
        ErrorCollection errors = new SimpleErrorCollection();
        Optional<IssueRow> found = issueId == null ? Optional.empty() : issues.withId(issueId);
        Optional<Workflow.Transition> asked = Workflow.withId(actionId);
        if (found.isEmpty()) {
            errors.addErrorMessage("Issue Does Not Exist");
        } else if (asked.isEmpty()) {
            errors.addErrorMessage("Workflow Action with id '" + actionId + "' does not exist.");
        } else if (!workflow.available(found.get(), people.behind(user)).contains(asked.get())) {
            errors.addErrorMessage(notValidNow(asked.get(), found.get()));
        } else {
            return validated(user, answers.of(found.get()), asked.get(), parameters.getCommentValue(), errors);
        }
        return new TransitionValidationResult(null, errors, Map.of(), Map.of(), actionId);
    }

    private TransitionValidationResult validated(
            ApplicationUser user,
            MutableIssue issue,
            Workflow.Transition transition,
            String comment,
            ErrorCollection errors) {
        boolean commented = transition.screen() != null && comment != null && !comment.isBlank();
        if (commented) {
            comments.check(user, issue, comment, errors);
        }
        if (transition.screen() != null) {
            transition.screen().requiredFields().forEach((id, name) -> errors.addError(id, name + " is required."));
        }
        return new TransitionValidationResult(
                errors.hasAnyErrors() ? null : issue,
                errors,
                Map.of(),
                commented ? Map.of(COMMENT, comment) : Map.of(),
                transition.id());
    }

    public IssueResult transition(ApplicationUser user, TransitionValidationResult validated) {
        if (!validated.isValid()) {
            throw new IllegalStateException(
                    "the transition did not pass validation: " + validated.getErrorCollection());
        }
        IssueRow issue = issues.withId(validated.getIssue().getId()).orElseThrow();
        Workflow.Transition transition =
                Workflow.withId(validated.getActionId()).orElseThrow();
        ErrorCollection errors = new SimpleErrorCollection();
        String comment = (String) validated.getAdditionInputs().get(COMMENT);
        if (!changes.transition(people.behind(user), issue, transition, comment)) {
            errors.addErrorMessage(notValidNow(transition, issue));
        }
        return new IssueResult(answers.getIssueObject(issue.id()), errors);
    }

    private static String notValidNow(Workflow.Transition transition, IssueRow issue) {
        return "It seems that you have tried to perform a workflow operation (" + transition.name()
                + ") that is not valid for the current state of this issue (" + issue.key() + ").";
    }

    private static final String COMMENT = "comment";
}
