// Signature of Project, to compile against.
package com.atlassian.jira.project;

import com.atlassian.jira.user.ApplicationUser;
import org.jigit.signature.Uncertain;

public interface Project {
    Long getId();

    String getKey();

    String getName();

    @Uncertain
    ApplicationUser getProjectLead();

    @Uncertain
    boolean isArchived();
}
