// Jira's condition of this name: shows a fragment to users with a permission on the issue of the page.
package com.atlassian.jira.plugin.webfragment.conditions;

import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.security.PermissionManager;
import com.atlassian.jira.security.plugin.ProjectPermissionKey;
import com.atlassian.jira.user.ApplicationUser;
import com.atlassian.plugin.PluginParseException;
import com.atlassian.plugin.web.Condition;
import java.util.Map;

/** The parameter {@code permission} names the permission. */
public class HasIssuePermissionCondition implements Condition {
    private final PermissionManager permissions;
    private ProjectPermissionKey permission;

    /** Filled by Jira. */
    public HasIssuePermissionCondition(PermissionManager permissions) {
        this.permissions = permissions;
    }

    @Override
    public void init(Map<String, String> params) {
        String name = params.get("permission");
        if (name == null) {
            throw new PluginParseException("the parameter permission is missing");
        }
        permission = new ProjectPermissionKey(name);
    }

    @Override
    public boolean shouldDisplay(Map<String, Object> context) {
        return context.get("issue") instanceof Issue issue
                && permissions.hasPermission(permission, issue, (ApplicationUser) context.get("user"));
    }
}
