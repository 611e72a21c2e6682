// Answers as Jira's ProjectManager, and as the projects it gives.
package org.jigit.headless.jira;

import com.atlassian.jira.project.Project;
import com.atlassian.jira.user.ApplicationUser;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Projects by id, key and former key; unknown ones are null, as in Jira. */
public final class ProjectAnswers {

    private final Projects projects;
    private final People people;

    ProjectAnswers(Projects projects, People people) {
        this.projects = projects;
        this.people = people;
    }

    public Project getProjectObj(Long id) {
        return id == null ? null : of(projects.withId(id).orElse(null));
    }

    public Project getProjectObjByKey(String key) {
        return of(projects.withAnyKey(key).orElse(null));
    }

    public Project getProjectObjByKeyIgnoreCase(String key) {
        return of(projects.withAnyKey(Issues.normal(key)).orElse(null));
    }

    public Project getProjectByCurrentKey(String key) {
        return of(projects.withCurrentKey(key).orElse(null));
    }

    public Project getProjectByCurrentKeyIgnoreCase(String key) {
        return of(projects.withCurrentKey(Issues.normal(key)).orElse(null));
    }

    public Project getProjectObjByName(String name) {
        return of(projects.named(name).orElse(null));
    }

    public Set<String> getAllProjectKeys(Long id) {
        return new LinkedHashSet<>(projects.keysOf(id));
    }

    public long getProjectCount() {
        return projects.count();
    }

    public List<Project> getProjects() {
        return projects.all().stream().map(this::of).toList();
    }

    public List<Project> getProjectObjects() {
        return getProjects();
    }

    Project of(ProjectRow project) {
        return project == null ? null : StandIn.of(Project.class, new One(project, people));
    }

    /** One project as plugins see it; two are equal when their ids are. */
    public static final class One {

        private final ProjectRow project;
        private final People people;

        private One(ProjectRow project, People people) {
            this.project = project;
            this.people = people;
        }

        public Long getId() {
            return project.id();
        }

        public String getKey() {
            return project.key();
        }

        public String getName() {
            return project.name();
        }

        public String getDescription() {
            return project.description();
        }

        public ApplicationUser getProjectLead() {
            return PersonAnswers.of(people.withKey(project.leadKey()).orElse(null));
        }

        public boolean isArchived() {
            return false;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Project same && same.getId() == project.id();
        }

        @Override
        public int hashCode() {
            return Long.hashCode(project.id());
        }

        @Override
        public String toString() {
            return "Project: " + project.key();
        }
    }
}
