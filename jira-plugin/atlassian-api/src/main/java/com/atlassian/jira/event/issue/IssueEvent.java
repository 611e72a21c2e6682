// Signature of IssueEvent, with the behaviour of a value.
package com.atlassian.jira.event.issue;

import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.issue.comments.Comment;
import com.atlassian.jira.issue.worklog.Worklog;
import com.atlassian.jira.project.Project;
import com.atlassian.jira.user.ApplicationUser;
import java.util.Map;
import org.jigit.signature.Uncertain;
import org.ofbiz.core.entity.GenericValue;

public class IssueEvent {
    private final Issue issue;
    private final ApplicationUser user;
    private final Long eventTypeId;
    private final Map<String, Object> params;
    private final Comment comment;
    private final Worklog worklog;

    @Uncertain
    public IssueEvent(Issue issue, Map<String, Object> params, ApplicationUser user, Long eventTypeId) {
        this(issue, user, null, null, null, params, eventTypeId);
    }

    @Uncertain
    public IssueEvent(
            Issue issue,
            ApplicationUser user,
            Comment comment,
            Worklog worklog,
            GenericValue changeGroup,
            Map<String, Object> params,
            Long eventTypeId) {
        this.issue = issue;
        this.user = user;
        this.comment = comment;
        this.worklog = worklog;
        this.params = params;
        this.eventTypeId = eventTypeId;
    }

    public Issue getIssue() {
        return issue;
    }

    public ApplicationUser getUser() {
        return user;
    }

    public Long getEventTypeId() {
        return eventTypeId;
    }

    public Comment getComment() {
        return comment;
    }

    public Worklog getWorklog() {
        return worklog;
    }

    public Project getProject() {
        return issue.getProjectObject();
    }

    public GenericValue getChangeLog() {
        return null;
    }

    public Map<String, Object> getParams() {
        return params;
    }
}
