// Signature of WorklogResult, to compile against.
package com.atlassian.jira.bc.issue.worklog;

import com.atlassian.jira.issue.worklog.Worklog;

public interface WorklogResult {
    Worklog getWorklog();
}
