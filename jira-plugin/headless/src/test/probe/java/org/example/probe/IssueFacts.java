// What the panel on the issue page shows.
package org.example.probe;

import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.plugin.webfragment.contextproviders.AbstractJiraContextProvider;
import com.atlassian.jira.plugin.webfragment.model.JiraHelper;
import com.atlassian.jira.user.ApplicationUser;
import java.util.Map;

public class IssueFacts extends AbstractJiraContextProvider {
    private final Notes notes;

    public IssueFacts(Notes notes) {
        this.notes = notes;
    }

    @Override
    public Map<String, Object> getContextMap(ApplicationUser user, JiraHelper helper) {
        Issue issue = (Issue) helper.getContextParams().get("issue");
        return Map.of("probeKey", issue.getKey(), "probeNotes", notes.all().size());
    }
}
