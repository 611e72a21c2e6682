// An issue, as stored.
package org.jigit.headless.jira;

import java.time.Instant;

/** One issue with the current key of its project; persons are given by user key, {@code parentId} is null unless it is a sub-task. */
public record IssueRow(
        long id,
        long projectId,
        String projectKey,
        long number,
        String summary,
        String description,
        IssueKind kind,
        IssueStatus status,
        IssuePriority priority,
        String reporterKey,
        String assigneeKey,
        Long parentId,
        Instant created,
        Instant updated) {

    /** The current key, such as {@code PAY-1}. */
    public String key() {
        return projectKey + "-" + number;
    }
}
