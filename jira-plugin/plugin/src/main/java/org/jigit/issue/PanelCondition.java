// Whether the Development panel is on an issue's page at all.
package org.jigit.issue;

import com.atlassian.jira.security.JiraAuthenticationContext;
import com.atlassian.plugin.web.Condition;
import java.util.Map;

/** True for people who may see the issue's development information; for others there is nothing to notice. */
public final class PanelCondition implements Condition {
    private final DevelopmentViewers viewers;
    private final JiraAuthenticationContext authentication;

    public PanelCondition(DevelopmentViewers viewers, JiraAuthenticationContext authentication) {
        this.viewers = viewers;
        this.authentication = authentication;
    }

    @Override
    public void init(Map<String, String> params) {
        // Nothing to set up.
    }

    @Override
    public boolean shouldDisplay(Map<String, Object> context) {
        return PageIssue.in(context)
                .filter(issue -> viewers.maySee(authentication.getLoggedInUser(), issue))
                .isPresent();
    }
}
