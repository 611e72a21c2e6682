// Writes what is stored as the JSON of Jira's REST API.
package org.jigit.headless.pages;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jigit.headless.Platform;
import org.jigit.headless.jira.CommentRow;
import org.jigit.headless.jira.IssueRow;
import org.jigit.headless.jira.IssueStatus;
import org.jigit.headless.jira.JiraModel;
import org.jigit.headless.jira.Person;
import org.jigit.headless.jira.ProjectRow;
import org.jigit.headless.jira.Workflow.Transition;
import org.jigit.headless.jira.WorklogRow;

/** Jira's resources as maps, the fields in Jira's order. */
final class JiraJson {

    private final Platform platform;
    private final JiraModel jira;

    JiraJson(Platform platform, JiraModel jira) {
        this.platform = platform;
        this.jira = jira;
    }

    Map<String, Object> project(ProjectRow project) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("self", self("project", project.id()));
        body.put("id", Long.toString(project.id()));
        body.put("key", project.key());
        body.put("name", project.name());
        body.put("lead", person(project.leadKey()));
        body.put("projectKeys", jira.projects().keysOf(project.id()));
        body.put("projectTypeKey", "software");
        body.put("archived", false);
        return body;
    }

    Map<String, Object> person(Person person) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("self", platform.baseUrl() + "/rest/api/2/user?username=" + PageServlet.encoded(person.name()));
        body.put("key", person.key());
        body.put("name", person.name());
        body.put("emailAddress", person.email());
        body.put("displayName", person.displayName());
        body.put("active", person.active());
        body.put("locale", person.locale().toString());
        return body;
    }

    private Map<String, Object> person(String key) {
        return jira.people().withKey(key).map(this::person).orElse(null);
    }

    Map<String, Object> issue(IssueRow issue) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("summary", issue.summary());
        fields.put("description", issue.description());
        fields.put("issuetype", choice(issue.kind().id(), issue.kind().label()));
        fields.put("status", status(issue.status()));
        fields.put("priority", choice(issue.priority().id(), issue.priority().label()));
        fields.put("project", project(jira.projects().withId(issue.projectId()).orElseThrow()));
        fields.put("assignee", person(issue.assigneeKey()));
        fields.put("reporter", person(issue.reporterKey()));
        fields.put("created", time(issue.created()));
        fields.put("updated", time(issue.updated()));
        if (issue.parentId() != null) {
            fields.put(
                    "parent", reference(jira.issues().withId(issue.parentId()).orElseThrow()));
        }
        fields.put(
                "subtasks",
                jira.issues().subTasksOf(issue.id()).stream()
                        .map(this::reference)
                        .toList());
        Map<String, Object> body = new LinkedHashMap<>(reference(issue));
        body.put("fields", fields);
        return body;
    }

    private Map<String, Object> reference(IssueRow issue) {
        return Map.of("id", Long.toString(issue.id()), "key", issue.key(), "self", self("issue", issue.id()));
    }

    Map<String, Object> comments(IssueRow issue) {
        return list(
                "comments",
                jira.comments().of(issue.id()).stream()
                        .map(comment -> comment(issue, comment))
                        .toList());
    }

    private Map<String, Object> comment(IssueRow issue, CommentRow comment) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("self", self("issue", issue.id()) + "/comment/" + comment.id());
        body.put("id", Long.toString(comment.id()));
        body.put("author", person(comment.authorKey()));
        body.put("body", comment.body());
        body.put("updateAuthor", person(comment.authorKey()));
        body.put("created", time(comment.created()));
        body.put("updated", time(comment.created()));
        return body;
    }

    Map<String, Object> worklogs(IssueRow issue) {
        return list(
                "worklogs",
                jira.worklogs().of(issue.id()).stream()
                        .map(worklog -> worklog(issue, worklog))
                        .toList());
    }

    private Map<String, Object> worklog(IssueRow issue, WorklogRow worklog) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("self", self("issue", issue.id()) + "/worklog/" + worklog.id());
        body.put("author", person(worklog.authorKey()));
        body.put("updateAuthor", person(worklog.authorKey()));
        body.put("comment", worklog.comment());
        body.put("created", time(worklog.created()));
        body.put("updated", time(worklog.created()));
        body.put("started", time(worklog.started()));
        body.put("timeSpent", jira.timeTracking().duration(worklog.seconds()));
        body.put("timeSpentSeconds", worklog.seconds());
        body.put("id", Long.toString(worklog.id()));
        body.put("issueId", Long.toString(issue.id()));
        return body;
    }

    private static Map<String, Object> list(String name, List<Map<String, Object>> all) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("startAt", 0);
        body.put("maxResults", 1_048_576);
        body.put("total", all.size());
        body.put(name, all);
        return body;
    }

    Map<String, Object> transitions(IssueRow issue, Person person) {
        return Map.of(
                "expand",
                "transitions",
                "transitions",
                jira.workflow().available(issue, person).stream()
                        .map(this::transition)
                        .toList());
    }

    private Map<String, Object> transition(Transition transition) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", Integer.toString(transition.id()));
        body.put("name", transition.name());
        body.put("to", status(transition.to()));
        return body;
    }

    private Map<String, Object> status(IssueStatus status) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("self", platform.baseUrl() + "/rest/api/2/status/" + status.id());
        body.put("description", "");
        body.put("iconUrl", platform.baseUrl() + "/");
        body.put("name", status.label());
        body.put("id", status.id());
        body.put("statusCategory", category(status));
        return body;
    }

    /** The category says which lozenge the status wears. */
    private Map<String, Object> category(IssueStatus status) {
        Map<String, Object> body = new LinkedHashMap<>();
        int id = status == IssueStatus.DONE ? 3 : status == IssueStatus.TO_DO ? 2 : 4;
        body.put("self", self("statuscategory", id));
        body.put("id", id);
        body.put("key", id == 3 ? "done" : id == 2 ? "new" : "indeterminate");
        body.put("colorName", id == 3 ? "success" : id == 2 ? "default" : "inprogress");
        body.put("name", id == 3 ? "Done" : id == 2 ? "To Do" : "In Progress");
        return body;
    }

    private static Map<String, Object> choice(String id, String name) {
        return Map.of("id", id, "name", name);
    }

    String self(String resource, long id) {
        return platform.baseUrl() + "/rest/api/2/" + resource + "/" + id;
    }

    private static String time(Instant instant) {
        return TIME.format(instant.atOffset(ZoneOffset.UTC));
    }

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxx");
}
