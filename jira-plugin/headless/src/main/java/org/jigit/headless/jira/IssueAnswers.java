// Answers as Jira's IssueManager and ChangeHistoryManager.
package org.jigit.headless.jira;

import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.issue.MutableIssue;
import com.atlassian.jira.user.ApplicationUser;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Issues by id, key and former key; unknown ones are null, as in Jira. */
public final class IssueAnswers {

    private final Issues issues;
    private final Permissions permissions;
    private final People people;
    private final ProjectAnswers projects;
    private final Projects rows;
    private final CurrentUser current;

    IssueAnswers(
            Issues issues,
            Permissions permissions,
            People people,
            Projects rows,
            ProjectAnswers projects,
            CurrentUser current) {
        this.issues = issues;
        this.permissions = permissions;
        this.people = people;
        this.rows = rows;
        this.projects = projects;
        this.current = current;
    }

    public MutableIssue getIssueObject(Long id) {
        return id == null ? null : of(issues.withId(id).orElse(null));
    }

    public MutableIssue getIssueObject(String key) {
        return of(issues.withAnyKey(key).orElse(null));
    }

    public MutableIssue getIssueByKeyIgnoreCase(String key) {
        return of(issues.withAnyKey(Issues.normal(key)).orElse(null));
    }

    public MutableIssue getIssueByCurrentKey(String key) {
        return of(issues.withCurrentKey(key).orElse(null));
    }

    public List<Issue> getIssueObjects(Collection<Long> ids) {
        return ids.stream()
                .map(this::getIssueObject)
                .filter(Objects::nonNull)
                .map(Issue.class::cast)
                .toList();
    }

    public Set<String> getAllIssueKeys(Long id) {
        return id == null ? Set.of() : issues.withId(id).map(issues::keysOf).orElse(Set.of());
    }

    public Issue findMovedIssue(String key) {
        return of(issues.moved(key).orElse(null));
    }

    public boolean isExistingIssueKey(String key) {
        return issues.withAnyKey(key).isPresent();
    }

    public boolean isEditable(Issue issue) {
        return isEditable(issue, PersonAnswers.of(current.orNull()));
    }

    public boolean isEditable(Issue issue, ApplicationUser user) {
        return permissions.has(Permissions.EDIT_ISSUES, issue.getProjectId(), people.behind(user));
    }

    public Collection<Long> getIssueIdsForProject(Long projectId) {
        return issues.of(projectId).stream().map(IssueRow::id).toList();
    }

    public long getIssueCountForProject(Long projectId) {
        return issues.count(projectId);
    }

    public long getIssueCount() {
        return issues.count();
    }

    public Set<String> getKeysOfMissingIssues(Set<String> keys) {
        return keys.stream()
                .filter(key -> issues.withAnyKey(key).isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    public Set<Long> getIdsOfMissingIssues(Set<Long> ids) {
        return ids.stream()
                .filter(id -> issues.withId(id).isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    public Collection<String> getPreviousIssueKeys(Long id) {
        Set<String> keys = new LinkedHashSet<>(getAllIssueKeys(id));
        issues.withId(id).map(IssueRow::key).ifPresent(keys::remove);
        return keys;
    }

    public Collection<String> getPreviousIssueKeys(String key) {
        return issues.withAnyKey(key)
                .map(issue -> getPreviousIssueKeys(issue.id()))
                .orElse(List.of());
    }

    MutableIssue of(IssueRow issue) {
        return issue == null
                ? null
                : StandIn.of(MutableIssue.class, new OneIssueAnswers(issue, this, rows, projects, people));
    }
}
