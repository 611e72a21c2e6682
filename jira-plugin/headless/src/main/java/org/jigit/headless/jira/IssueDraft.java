// What a user says about an issue that is to be created.
package org.jigit.headless.jira;

/** The fields of an issue before it has a key; assignee, parent and description may be null. */
public record IssueDraft(
        String summary,
        String description,
        IssueKind kind,
        IssueStatus status,
        IssuePriority priority,
        String assigneeKey,
        Long parentId) {

    /** A task that has only a summary. */
    public static IssueDraft task(String summary) {
        return new IssueDraft(summary, null, IssueKind.TASK, IssueStatus.TO_DO, IssuePriority.MEDIUM, null, null);
    }
}
