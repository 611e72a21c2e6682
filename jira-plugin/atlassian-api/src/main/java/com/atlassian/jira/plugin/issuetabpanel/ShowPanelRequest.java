// Signature of ShowPanelRequest, with the behaviour of a value.
package com.atlassian.jira.plugin.issuetabpanel;

import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.user.ApplicationUser;
import org.jigit.signature.Uncertain;

public final class ShowPanelRequest {
    private final Issue issue;
    private final ApplicationUser remoteUser;

    @Uncertain
    public ShowPanelRequest(Issue issue, ApplicationUser remoteUser) {
        this.issue = issue;
        this.remoteUser = remoteUser;
    }

    public Issue issue() {
        return issue;
    }

    public ApplicationUser remoteUser() {
        return remoteUser;
    }

    @Uncertain
    public boolean isAnonymous() {
        return remoteUser == null;
    }
}
