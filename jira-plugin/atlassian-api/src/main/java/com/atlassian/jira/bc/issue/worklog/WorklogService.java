// Signature of WorklogService, to compile against.
package com.atlassian.jira.bc.issue.worklog;

import com.atlassian.jira.bc.JiraServiceContext;
import com.atlassian.jira.issue.worklog.Worklog;

public interface WorklogService {
    WorklogResult validateCreate(JiraServiceContext jiraServiceContext, WorklogInputParameters params);

    Worklog createAndAutoAdjustRemainingEstimate(
            JiraServiceContext jiraServiceContext, WorklogResult worklogResult, boolean dispatchEvent);
}
