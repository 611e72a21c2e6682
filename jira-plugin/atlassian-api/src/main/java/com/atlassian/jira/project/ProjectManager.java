// Signature of ProjectManager, to compile against.
package com.atlassian.jira.project;

import java.util.List;
import java.util.Set;
import org.jigit.signature.Uncertain;

public interface ProjectManager {
    Project getProjectObj(Long id);

    Project getProjectObjByKey(String key);

    Project getProjectObjByKeyIgnoreCase(String key);

    Project getProjectByCurrentKey(String key);

    Project getProjectByCurrentKeyIgnoreCase(String key);

    Project getProjectObjByName(String name);

    Set<String> getAllProjectKeys(Long projectId);

    long getProjectCount();

    @Uncertain
    List<Project> getProjects();

    @Uncertain
    List<Project> getProjectObjects();
}
