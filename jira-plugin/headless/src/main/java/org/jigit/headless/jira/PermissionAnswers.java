// Answers as Jira's PermissionManager and GlobalPermissionManager.
package org.jigit.headless.jira;

import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.permission.GlobalPermissionKey;
import com.atlassian.jira.project.Project;
import com.atlassian.jira.security.plugin.ProjectPermissionKey;
import com.atlassian.jira.user.ApplicationUser;
import java.util.Collection;
import java.util.List;

/** Both managers on one object; a null user is anonymous and has no permission. */
public final class PermissionAnswers {

    private final Permissions permissions;
    private final People people;
    private final Projects projects;
    private final ProjectAnswers answers;

    PermissionAnswers(Permissions permissions, People people, Projects projects, ProjectAnswers answers) {
        this.permissions = permissions;
        this.people = people;
        this.projects = projects;
        this.answers = answers;
    }

    public boolean hasPermission(ProjectPermissionKey permission, Issue issue, ApplicationUser user) {
        return permissions.has(permission.permissionKey(), issue.getProjectId(), people.behind(user));
    }

    public boolean hasPermission(ProjectPermissionKey permission, Project project, ApplicationUser user) {
        return permissions.has(permission.permissionKey(), project.getId(), people.behind(user));
    }

    public Collection<Project> getProjects(ProjectPermissionKey permission, ApplicationUser user) {
        List<Long> allowed = permissions.projects(permission.permissionKey(), people.behind(user));
        return projects.all().stream()
                .filter(project -> allowed.contains(project.id()))
                .map(answers::of)
                .toList();
    }

    public boolean hasPermission(GlobalPermissionKey permission, ApplicationUser user) {
        if (permission.equals(GlobalPermissionKey.ADMINISTER) || permission.equals(GlobalPermissionKey.SYSTEM_ADMIN)) {
            return permissions.isSystemAdministrator(people.behind(user));
        }
        throw new UnsupportedOperationException("the headless Jira does not know the global permission " + permission);
    }
}
