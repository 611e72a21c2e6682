// Signature of IssueConstant, to compile against.
package com.atlassian.jira.issue;

public interface IssueConstant {
    String getId();

    String getName();
}
