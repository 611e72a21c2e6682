// Signature of IssueInputParametersImpl, with the behaviour of a value.
package com.atlassian.jira.issue;

public class IssueInputParametersImpl implements IssueInputParameters {
    private String comment;

    public IssueInputParametersImpl() {}

    @Override
    public IssueInputParameters setComment(String value) {
        this.comment = value;
        return this;
    }

    @Override
    public String getCommentValue() {
        return comment;
    }
}
