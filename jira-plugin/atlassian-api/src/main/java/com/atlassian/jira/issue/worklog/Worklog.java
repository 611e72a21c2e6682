// Signature of Worklog, to compile against.
package com.atlassian.jira.issue.worklog;

import org.jigit.signature.Uncertain;

public interface Worklog {
    @Uncertain
    Long getId();

    @Uncertain
    Long getTimeSpent();
}
