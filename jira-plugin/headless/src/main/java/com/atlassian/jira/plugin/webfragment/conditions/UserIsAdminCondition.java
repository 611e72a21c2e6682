// Jira's condition of this name: shows a fragment to administrators.
package com.atlassian.jira.plugin.webfragment.conditions;

import com.atlassian.jira.permission.GlobalPermissionKey;
import com.atlassian.jira.security.GlobalPermissionManager;
import com.atlassian.jira.user.ApplicationUser;
import com.atlassian.plugin.web.Condition;
import java.util.Map;

/** True for users with the global permission ADMINISTER. */
public class UserIsAdminCondition implements Condition {
    private final GlobalPermissionManager permissions;

    /** Filled by Jira. */
    public UserIsAdminCondition(GlobalPermissionManager permissions) {
        this.permissions = permissions;
    }

    @Override
    public void init(Map<String, String> params) {}

    @Override
    public boolean shouldDisplay(Map<String, Object> context) {
        ApplicationUser user = (ApplicationUser) context.get("user");
        return user != null && permissions.hasPermission(GlobalPermissionKey.ADMINISTER, user);
    }
}
