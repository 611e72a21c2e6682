// Signature of IssueInputParameters, to compile against.
package com.atlassian.jira.issue;

public interface IssueInputParameters {
    IssueInputParameters setComment(String comment);

    String getCommentValue();
}
