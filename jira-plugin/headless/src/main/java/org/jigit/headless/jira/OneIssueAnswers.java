// Answers as one of Jira's issues.
package org.jigit.headless.jira;

import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.issue.IssueConstant;
import com.atlassian.jira.issue.issuetype.IssueType;
import com.atlassian.jira.issue.priority.Priority;
import com.atlassian.jira.issue.status.Status;
import com.atlassian.jira.project.Project;
import com.atlassian.jira.user.ApplicationUser;
import java.sql.Timestamp;

/** An issue as it was when it was read; two are equal when their ids are. */
public final class OneIssueAnswers {

    private final IssueRow issue;
    private final IssueAnswers issues;
    private final Projects rows;
    private final ProjectAnswers projects;
    private final People people;

    OneIssueAnswers(IssueRow issue, IssueAnswers issues, Projects rows, ProjectAnswers projects, People people) {
        this.issue = issue;
        this.issues = issues;
        this.rows = rows;
        this.projects = projects;
        this.people = people;
    }

    public Long getId() {
        return issue.id();
    }

    public String getKey() {
        return issue.key();
    }

    public Long getNumber() {
        return issue.number();
    }

    public String getSummary() {
        return issue.summary();
    }

    public String getDescription() {
        return issue.description();
    }

    public Project getProjectObject() {
        return projects.of(rows.withId(issue.projectId()).orElse(null));
    }

    public Long getProjectId() {
        return issue.projectId();
    }

    public Status getStatus() {
        return constant(Status.class, issue.status().id(), issue.status().label());
    }

    public IssueType getIssueType() {
        return constant(IssueType.class, getIssueTypeId(), issue.kind().label());
    }

    public String getIssueTypeId() {
        return issue.kind().id();
    }

    public Priority getPriority() {
        return constant(Priority.class, issue.priority().id(), issue.priority().label());
    }

    public ApplicationUser getAssignee() {
        return PersonAnswers.of(people.withKey(issue.assigneeKey()).orElse(null));
    }

    public ApplicationUser getReporter() {
        return PersonAnswers.of(people.withKey(issue.reporterKey()).orElse(null));
    }

    public ApplicationUser getCreator() {
        return getReporter();
    }

    public boolean isSubTask() {
        return issue.parentId() != null;
    }

    public Issue getParentObject() {
        return issues.getIssueObject(issue.parentId());
    }

    public Timestamp getCreated() {
        return Timestamp.from(issue.created());
    }

    public Timestamp getUpdated() {
        return Timestamp.from(issue.updated());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Issue same && same.getId() == issue.id();
    }

    @Override
    public int hashCode() {
        return Long.hashCode(issue.id());
    }

    @Override
    public String toString() {
        return issue.key();
    }

    private static <T extends IssueConstant> T constant(Class<T> type, String id, String name) {
        return StandIn.of(type, new Constant(id, name));
    }

    /** A status, type or priority as plugins see it. */
    public record Constant(String id, String name) {
        public String getId() {
            return id;
        }

        public String getName() {
            return name;
        }
    }
}
