// Signature of Issue, to compile against.
package com.atlassian.jira.issue;

import com.atlassian.jira.issue.issuetype.IssueType;
import com.atlassian.jira.issue.priority.Priority;
import com.atlassian.jira.issue.status.Status;
import com.atlassian.jira.project.Project;
import com.atlassian.jira.user.ApplicationUser;
import java.sql.Timestamp;
import org.jigit.signature.Uncertain;

public interface Issue {
    Long getId();

    String getKey();

    @Uncertain
    Long getNumber();

    String getSummary();

    Project getProjectObject();

    Long getProjectId();

    Status getStatus();

    IssueType getIssueType();

    String getIssueTypeId();

    Priority getPriority();

    ApplicationUser getAssignee();

    ApplicationUser getReporter();

    ApplicationUser getCreator();

    boolean isSubTask();

    Issue getParentObject();

    Timestamp getCreated();

    Timestamp getUpdated();

    Long getWorkflowId();
}
