// Which issue a part of a page is about.
package org.jigit.issue;

import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.plugin.webfragment.model.JiraHelper;
import java.util.Map;
import java.util.Optional;

/** Finds the issue in what Jira tells a web fragment: directly, or among the parameters of its helper. */
final class PageIssue {
    private PageIssue() {}

    static Optional<Issue> in(Map<String, Object> context) {
        if (context.get("issue") instanceof Issue issue) {
            return Optional.of(issue);
        }
        if (context.get("helper") instanceof JiraHelper helper
                && helper.getContextParams().get("issue") instanceof Issue issue) {
            return Optional.of(issue);
        }
        return Optional.empty();
    }
}
