// Signature of DelegatingJiraIssueEvent, to compile against.
package com.atlassian.jira.event.issue;

public interface DelegatingJiraIssueEvent extends JiraIssueEvent {
    IssueEvent asIssueEvent();
}
