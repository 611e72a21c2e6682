// Signature of ProjectUpdatedEvent, with the behaviour of a value.
package com.atlassian.jira.event;

import com.atlassian.jira.project.Project;
import com.atlassian.jira.user.ApplicationUser;
import org.jigit.signature.Uncertain;

public class ProjectUpdatedEvent extends AbstractProjectEvent {
    private final Project oldProject;

    @Uncertain
    public ProjectUpdatedEvent(ApplicationUser user, Project newProject, Project oldProject) {
        super(user, newProject);
        this.oldProject = oldProject;
    }

    public Project getOldProject() {
        return oldProject;
    }
}
