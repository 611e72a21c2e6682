// Signature of ChangeHistoryManager, to compile against.
package com.atlassian.jira.issue.changehistory;

import com.atlassian.jira.issue.Issue;
import java.util.Collection;
import org.jigit.signature.Uncertain;

public interface ChangeHistoryManager {
    Collection<String> getPreviousIssueKeys(Long issueId);

    Collection<String> getPreviousIssueKeys(String issueKey);

    @Uncertain
    Issue findMovedIssue(String key);
}
