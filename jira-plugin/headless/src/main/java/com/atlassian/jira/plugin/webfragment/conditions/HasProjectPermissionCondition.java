// Jira's condition of this name: shows a fragment to users with a permission in the project of the page.
package com.atlassian.jira.plugin.webfragment.conditions;

import com.atlassian.jira.plugin.webfragment.model.JiraHelper;
import com.atlassian.jira.project.Project;
import com.atlassian.jira.security.PermissionManager;
import com.atlassian.jira.security.plugin.ProjectPermissionKey;
import com.atlassian.jira.user.ApplicationUser;
import com.atlassian.plugin.PluginParseException;
import com.atlassian.plugin.web.Condition;
import java.util.Map;

/** The parameter {@code permission} names the permission. */
public class HasProjectPermissionCondition implements Condition {
    private final PermissionManager permissions;
    private ProjectPermissionKey permission;

    /** Filled by Jira. */
    public HasProjectPermissionCondition(PermissionManager permissions) {
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
        Project project = (Project) context.get("project");
        if (project == null && context.get("helper") instanceof JiraHelper helper) {
            project = helper.getProject();
        }
        return project != null && permissions.hasPermission(permission, project, (ApplicationUser) context.get("user"));
    }
}
