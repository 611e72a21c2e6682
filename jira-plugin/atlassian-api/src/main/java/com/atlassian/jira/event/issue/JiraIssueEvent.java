// Signature of JiraIssueEvent, to compile against.
package com.atlassian.jira.event.issue;

public interface JiraIssueEvent {}
