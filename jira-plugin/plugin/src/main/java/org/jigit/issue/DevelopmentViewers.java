// Who may see what was done for an issue: people who may browse it and view development tools.
package org.jigit.issue;

import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.permission.ProjectPermissions;
import com.atlassian.jira.security.PermissionManager;
import com.atlassian.jira.security.plugin.ProjectPermissionKey;
import com.atlassian.jira.user.ApplicationUser;

/** Asks Jira's permissions; the same answer for panel, tab and REST. */
public final class DevelopmentViewers {
    /** Jira's permission "View Development Tools"; its constant lives in a plugin of Jira's in some versions. */
    private static final ProjectPermissionKey VIEW_DEV_TOOLS = new ProjectPermissionKey("VIEW_DEV_TOOLS");

    private final PermissionManager permissions;

    public DevelopmentViewers(PermissionManager permissions) {
        this.permissions = permissions;
    }

    /** Whether somebody may see that an issue exists. */
    public boolean mayBrowse(ApplicationUser person, Issue issue) {
        return permissions.hasPermission(ProjectPermissions.BROWSE_PROJECTS, issue, person);
    }

    /** Whether somebody may see what was done for an issue. */
    public boolean maySee(ApplicationUser person, Issue issue) {
        return mayBrowse(person, issue) && permissions.hasPermission(VIEW_DEV_TOOLS, issue, person);
    }
}
