// Signature of MutableIssue, to compile against.
package com.atlassian.jira.issue;

public interface MutableIssue extends Issue {}
