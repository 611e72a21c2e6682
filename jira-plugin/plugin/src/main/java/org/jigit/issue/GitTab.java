// The tab "Git" among an issue's activity.
package org.jigit.issue;

import com.atlassian.jira.plugin.issuetabpanel.AbstractIssueTabPanel3;
import com.atlassian.jira.plugin.issuetabpanel.GetActionsRequest;
import com.atlassian.jira.plugin.issuetabpanel.IssueAction;
import com.atlassian.jira.plugin.issuetabpanel.ShowPanelRequest;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.jigit.screen.Place;

/** One empty place that the browser fills: the page never waits for it. */
public final class GitTab extends AbstractIssueTabPanel3 {
    private final DevelopmentViewers viewers;
    private final Place place;

    public GitTab(DevelopmentViewers viewers, Place place) {
        this.viewers = viewers;
        this.place = place;
    }

    @Override
    public boolean showPanel(ShowPanelRequest request) {
        return viewers.maySee(request.remoteUser(), request.issue());
    }

    @Override
    public List<IssueAction> getActions(GetActionsRequest request) {
        return List.of(
                new GitAction(place.html("tab", Map.of("issue", request.issue().getKey()), "common", "issue")));
    }

    /** The tab's only entry; it has no time of its own and stays out of the tab "All". */
    private record GitAction(String html) implements IssueAction {
        @Override
        public String getHtml() {
            return html;
        }

        @Override
        public Date getTimePerformed() {
            return new Date(0);
        }

        @Override
        public boolean isDisplayActionAllTab() {
            return false;
        }
    }
}
