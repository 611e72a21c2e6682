// Signature of IssueEventBundle, to compile against.
package com.atlassian.jira.event.issue;

import java.util.Collection;

public interface IssueEventBundle {
    Collection<JiraIssueEvent> getEvents();
}
