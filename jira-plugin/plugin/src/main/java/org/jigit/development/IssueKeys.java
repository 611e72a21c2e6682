// All keys under which work may have named an issue: its current one, those before it moved, those of renamed projects.
package org.jigit.development;

import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.issue.IssueManager;
import java.util.Set;
import java.util.TreeSet;
import org.jigit.project.KnownProjects;

/** Resolves keys when they are read, so that links stay when an issue moves or a project is renamed. */
public final class IssueKeys {
    private final IssueManager issues;
    private final KnownProjects projects;

    public IssueKeys(IssueManager issues, KnownProjects projects) {
        this.issues = issues;
        this.projects = projects;
    }

    /** All keys of an issue. */
    public Set<String> of(Issue issue) {
        Set<String> own = new TreeSet<>(issues.getAllIssueKeys(issue.getId()));
        own.add(issue.getKey());
        Set<String> all = new TreeSet<>(own);
        for (String key : own) {
            int dash = key.lastIndexOf('-');
            for (String project : projects.keysOf(key.substring(0, dash))) {
                all.add(project + key.substring(dash));
            }
        }
        return all;
    }
}
