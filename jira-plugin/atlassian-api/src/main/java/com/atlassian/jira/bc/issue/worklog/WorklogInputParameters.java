// Signature of WorklogInputParameters, to compile against.
package com.atlassian.jira.bc.issue.worklog;

import com.atlassian.jira.issue.Issue;
import java.util.Date;
import org.jigit.signature.Uncertain;

public interface WorklogInputParameters {
    @Uncertain
    Issue getIssue();

    @Uncertain
    String getTimeSpent();

    @Uncertain
    Date getStartDate();

    @Uncertain
    String getComment();
}
