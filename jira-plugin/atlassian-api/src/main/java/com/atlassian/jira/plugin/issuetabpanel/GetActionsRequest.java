// Signature of GetActionsRequest, with the behaviour of a value.
package com.atlassian.jira.plugin.issuetabpanel;

import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.user.ApplicationUser;
import org.jigit.signature.Uncertain;

public final class GetActionsRequest {
    private final Issue issue;
    private final ApplicationUser remoteUser;
    private final boolean asynchronous;
    private final boolean showAll;
    private final String focusId;

    @Uncertain
    public GetActionsRequest(
            Issue issue, ApplicationUser remoteUser, boolean asynchronous, boolean showAll, String focusId) {
        this.issue = issue;
        this.remoteUser = remoteUser;
        this.asynchronous = asynchronous;
        this.showAll = showAll;
        this.focusId = focusId;
    }

    public Issue issue() {
        return issue;
    }

    public ApplicationUser remoteUser() {
        return remoteUser;
    }

    public ApplicationUser loggedInUser() {
        return remoteUser;
    }

    public boolean isAnonymous() {
        return remoteUser == null;
    }

    public boolean isAsynchronous() {
        return asynchronous;
    }

    public boolean isShowAll() {
        return showAll;
    }

    public String getFocusId() {
        return focusId;
    }
}
