// Answers as Jira's WorklogService.
package org.jigit.headless.jira;

import com.atlassian.jira.bc.JiraServiceContext;
import com.atlassian.jira.bc.issue.worklog.WorklogInputParameters;
import com.atlassian.jira.bc.issue.worklog.WorklogResult;
import com.atlassian.jira.issue.worklog.Worklog;
import com.atlassian.jira.util.ErrorCollection;
import java.util.OptionalLong;

/** Logs work on behalf of the user of the service context. Issues have no estimates here, so none is adjusted. */
public final class WorklogAnswers {

    private final People people;
    private final Issues issues;
    private final Permissions permissions;
    private final TimeTracking timeTracking;
    private final Changes changes;

    WorklogAnswers(People people, Issues issues, Permissions permissions, TimeTracking timeTracking, Changes changes) {
        this.people = people;
        this.issues = issues;
        this.permissions = permissions;
        this.timeTracking = timeTracking;
        this.changes = changes;
    }

    /** Null when something forbids it; what, is in the context. */
    public WorklogResult validateCreate(JiraServiceContext context, WorklogInputParameters parameters) {
        ErrorCollection errors = context.getErrorCollection();
        if (mayLog(context, parameters, errors)) {
            OptionalLong seconds = seconds(parameters.getTimeSpent(), errors);
            if (parameters.getStartDate() == null) {
                errors.addError("startDate", "You must specify a date on which the work occurred.");
            }
            if (!errors.hasAnyErrors()) {
                return StandIn.of(WorklogResult.class, new Validated(parameters, seconds.getAsLong()));
            }
        }
        return null;
    }

    public Worklog createAndAutoAdjustRemainingEstimate(
            JiraServiceContext context, WorklogResult result, boolean dispatchEvent) {
        if (result == null) {
            context.getErrorCollection().addErrorMessage("Work that did not pass validation can not be logged.");
            return null;
        }
        Validated validated = (Validated) StandIn.answersOf(result);
        WorklogInputParameters parameters = validated.parameters();
        if (!mayLog(context, parameters, context.getErrorCollection())) {
            return null;
        }
        return of(changes.logWork(
                people.behind(context.getLoggedInApplicationUser()),
                issues.withId(parameters.getIssue().getId()).orElseThrow(),
                parameters.getComment() == null ? "" : parameters.getComment(),
                parameters.getStartDate().toInstant(),
                validated.seconds(),
                dispatchEvent));
    }

    private boolean mayLog(JiraServiceContext context, WorklogInputParameters parameters, ErrorCollection errors) {
        Person person = people.behind(context.getLoggedInApplicationUser());
        if (!timeTracking.enabled()) {
            errors.addErrorMessage("Time tracking is not enabled.");
        } else if (parameters.getIssue() == null) {
            errors.addErrorMessage("A worklog needs an issue.");
        } else if (!permissions.has(Permissions.BROWSE, parameters.getIssue().getProjectId(), person)
                || !permissions.has(
                        Permissions.WORK_ON_ISSUES, parameters.getIssue().getProjectId(), person)) {
            errors.addErrorMessage((person == null ? "Anonymous" : person.displayName())
                    + ", you do not have the permission to log work on this issue.");
        } else {
            return true;
        }
        return false;
    }

    private OptionalLong seconds(String timeSpent, ErrorCollection errors) {
        if (timeSpent == null || timeSpent.isBlank()) {
            errors.addError("timeLogged", "You must indicate the time spent working.");
            return OptionalLong.empty();
        }
        OptionalLong seconds = timeTracking.seconds(timeSpent);
        if (seconds.isEmpty()) {
            errors.addError("timeLogged", "Invalid time duration entered.");
        } else if (seconds.getAsLong() == 0) {
            errors.addError("timeLogged", "Time spent can not be zero.");
        }
        return seconds;
    }

    static Worklog of(WorklogRow worklog) {
        return StandIn.of(Worklog.class, new One(worklog));
    }

    /** Work that may be logged. */
    record Validated(WorklogInputParameters parameters, long seconds) {}

    /** One worklog as plugins see it. */
    public record One(WorklogRow worklog) {
        public Long getId() {
            return worklog.id();
        }

        public Long getTimeSpent() {
            return worklog.seconds();
        }
    }
}
