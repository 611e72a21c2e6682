// Jira's condition of this name: shows a fragment to users who are logged in.
package com.atlassian.jira.plugin.webfragment.conditions;

import com.atlassian.plugin.web.Condition;
import java.util.Map;

/** True for everybody but anonymous. */
public class UserLoggedInCondition implements Condition {
    @Override
    public void init(Map<String, String> params) {}

    @Override
    public boolean shouldDisplay(Map<String, Object> context) {
        return context.get("user") != null;
    }
}
