// Signature of ProjectCreatedEvent, with the behaviour of a value.
package com.atlassian.jira.event;

import com.atlassian.jira.project.Project;
import com.atlassian.jira.user.ApplicationUser;
import org.jigit.signature.Uncertain;

public class ProjectCreatedEvent extends AbstractProjectEvent {
    @Uncertain
    public ProjectCreatedEvent(ApplicationUser user, Project newProject) {
        super(user, newProject);
    }
}
