// Signature of ProjectDeletedEvent, with the behaviour of a value.
package com.atlassian.jira.event;

import com.atlassian.jira.project.Project;
import com.atlassian.jira.user.ApplicationUser;
import org.jigit.signature.Uncertain;

@Uncertain
public class ProjectDeletedEvent extends AbstractProjectEvent {
    @Uncertain
    public ProjectDeletedEvent(ApplicationUser user, Project oldProject) {
        super(user, oldProject);
    }
}
