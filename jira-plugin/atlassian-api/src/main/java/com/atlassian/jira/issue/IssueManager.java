// Signature of IssueManager, to compile against.
package com.atlassian.jira.issue;

import com.atlassian.jira.user.ApplicationUser;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.ofbiz.core.entity.GenericEntityException;

public interface IssueManager {
    MutableIssue getIssueObject(Long id);

    MutableIssue getIssueObject(String key);

    MutableIssue getIssueByKeyIgnoreCase(String key);

    MutableIssue getIssueByCurrentKey(String key);

    List<Issue> getIssueObjects(Collection<Long> ids);

    Set<String> getAllIssueKeys(Long issueId);

    Issue findMovedIssue(String key);

    boolean isExistingIssueKey(String key) throws GenericEntityException;

    boolean isEditable(Issue issue);

    boolean isEditable(Issue issue, ApplicationUser applicationUser);

    Collection<Long> getIssueIdsForProject(Long projectId) throws GenericEntityException;

    long getIssueCountForProject(Long id);

    long getIssueCount();

    Set<String> getKeysOfMissingIssues(Set<String> keys);

    Set<Long> getIdsOfMissingIssues(Set<Long> ids);
}
