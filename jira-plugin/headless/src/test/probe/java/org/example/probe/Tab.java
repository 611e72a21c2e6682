// A tab of the issue page, for people who are logged in.
package org.example.probe;

import com.atlassian.jira.plugin.issuetabpanel.AbstractIssueTabPanel3;
import com.atlassian.jira.plugin.issuetabpanel.GetActionsRequest;
import com.atlassian.jira.plugin.issuetabpanel.IssueAction;
import com.atlassian.jira.plugin.issuetabpanel.ShowPanelRequest;
import java.util.Date;
import java.util.List;

public class Tab extends AbstractIssueTabPanel3 {
    @Override
    public boolean showPanel(ShowPanelRequest request) {
        return request.remoteUser() != null;
    }

    @Override
    public List<IssueAction> getActions(GetActionsRequest request) {
        String html = "<p class=\"probe-tab\">" + request.issue().getKey() + "</p>";
        return List.of(new IssueAction() {
            @Override
            public String getHtml() {
                return html;
            }

            @Override
            public Date getTimePerformed() {
                return new Date();
            }

            @Override
            public boolean isDisplayActionAllTab() {
                return false;
            }
        });
    }
}
