// The part of Jira's REST API, version 2, that tests and people need: server, myself, projects, issues
// with comments, worklogs and transitions.
package org.jigit.headless.pages;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jigit.headless.Platform;
import org.jigit.headless.jira.IssueDraft;
import org.jigit.headless.jira.IssueKind;
import org.jigit.headless.jira.IssuePriority;
import org.jigit.headless.jira.IssueRow;
import org.jigit.headless.jira.IssueStatus;
import org.jigit.headless.jira.Issues;
import org.jigit.headless.jira.JiraModel;
import org.jigit.headless.jira.Permissions;
import org.jigit.headless.jira.Person;
import org.jigit.headless.jira.ProjectRow;
import org.jigit.headless.jira.Refused;

/** {@code /rest/api/2/*}. What a person may not browse is answered as Jira answers it. */
final class RestApi extends JsonServlet {

    private static final long serialVersionUID = 1;

    private final transient Platform platform;
    private final transient JiraJson json;

    RestApi(Platform platform, JiraModel jira) {
        super(jira);
        this.platform = platform;
        this.json = new JiraJson(platform, jira);
    }

    @Override
    Answer answer(String method, String[] path, HttpServletRequest request) throws IOException {
        String resource = method + " " + path[0] + "/".repeat(path.length - 1);
        return switch (resource) {
            case "GET serverInfo" -> Answer.ok(serverInfo());
            case "GET myself" -> Answer.ok(json.person(someone(request)));
            case "GET project" -> Answer.ok(
                    browsable(request).stream().map(json::project).toList());
            case "POST project" -> createProject(request);
            case "GET project/" -> Answer.ok(json.project(project(path[1], request, Permissions.BROWSE)));
            case "PUT project/" -> updateProject(path[1], request);
            case "DELETE project/" -> {
                Person person = administrator(request);
                jira.changes().deleteProject(person, project(path[1], request, Permissions.BROWSE));
                yield Answer.done();
            }
            case "POST issue" -> createIssue(request);
            case "GET issue/" -> Answer.ok(json.issue(issue(path[1], request)));
            case "PUT issue/" -> updateIssue(path[1], request);
            case "DELETE issue/" -> deleteIssue(path[1], request);
            case "GET issue//" -> partOf(issue(path[1], request), path[2], request);
            default -> throw noSuchResource();
        };
    }

    private Answer partOf(IssueRow issue, String part, HttpServletRequest request) {
        return switch (part) {
            case "comment" -> Answer.ok(json.comments(issue));
            case "worklog" -> Answer.ok(json.worklogs(issue));
            case "transitions" -> Answer.ok(
                    json.transitions(issue, Visit.of(request).person()));
            default -> throw noSuchResource();
        };
    }

    private Map<String, Object> serverInfo() {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("baseUrl", platform.baseUrl());
        info.put("version", Frame.VERSION);
        info.put(
                "versionNumbers",
                Arrays.stream(Frame.VERSION.split("\\.")).map(Integer::valueOf).toList());
        info.put("deploymentType", "Server");
        info.put("buildNumber", Integer.valueOf(Frame.BUILD));
        info.put("serverTitle", "Headless Jira");
        return info;
    }

    private Answer createProject(HttpServletRequest request) throws IOException {
        Person person = administrator(request);
        JsonNode body = body(request);
        Person lead = text(body, "lead") == null
                ? person
                : jira.people()
                        .named(text(body, "lead"))
                        .orElseThrow(() -> new Refused("projectLead", "You must specify a valid project lead."));
        ProjectRow project = jira.changes().createProject(lead, text(body, "key"), text(body, "name"));
        return Answer.created(
                Map.of("self", json.self("project", project.id()), "id", project.id(), "key", project.key()));
    }

    private Answer updateProject(String key, HttpServletRequest request) throws IOException {
        Person person = someone(request);
        ProjectRow project = project(key, request, Permissions.ADMINISTER);
        JsonNode body = body(request);
        if (text(body, "name") != null && !text(body, "name").equals(project.name())) {
            project = jira.changes().renameProject(person, project, text(body, "name"));
        }
        if (text(body, "key") != null) {
            project = jira.changes().rekeyProject(person, project, text(body, "key"));
        }
        return Answer.ok(json.project(project));
    }

    private Answer createIssue(HttpServletRequest request) throws IOException {
        Person person = someone(request);
        JsonNode fields = body(request).path("fields");
        JsonNode named = fields.path("project");
        ProjectRow project = Optional.ofNullable(text(named, "key"))
                .or(() -> Optional.ofNullable(text(named, "id")))
                .flatMap(this::find)
                .filter(candidate -> jira.permissions().has(Permissions.CREATE_ISSUES, candidate.id(), person))
                .orElseThrow(() -> new Refused("project", "valid project is required"));
        JsonNode parent = fields.path("parent");
        Long parentId = parent.isMissingNode()
                ? null
                : jira.issues()
                        .withAnyKey(text(parent, "key"))
                        .map(IssueRow::id)
                        .orElseThrow(() -> new Refused("parent", "valid parent is required"));
        String assignee = text(fields.path("assignee"), "name");
        IssueRow created = jira.changes()
                .createIssue(
                        person,
                        project,
                        new IssueDraft(
                                text(fields, "summary"),
                                text(fields, "description"),
                                chosen(fields, "issuetype")
                                        .map(name -> IssueKind.named(name)
                                                .orElseThrow(() -> new Refused(
                                                        "issuetype", "The issue type selected is invalid.")))
                                        .orElse(parentId == null ? IssueKind.TASK : IssueKind.SUB_TASK),
                                IssueStatus.TO_DO,
                                chosen(fields, "priority")
                                        .map(name -> IssuePriority.named(name)
                                                .orElseThrow(() ->
                                                        new Refused("priority", "The priority selected is invalid.")))
                                        .orElse(IssuePriority.MEDIUM),
                                assignee == null
                                        ? null
                                        : jira.people()
                                                .named(assignee)
                                                .orElseThrow(() -> new Refused(
                                                        "assignee", "User '" + assignee + "' does not exist."))
                                                .key(),
                                parentId));
        return Answer.created(Map.of(
                "id", Long.toString(created.id()), "key", created.key(), "self", json.self("issue", created.id())));
    }

    /** The id or the name that a field like {@code {"name": "Bug"}} chooses. */
    private static Optional<String> chosen(JsonNode fields, String name) {
        JsonNode field = fields.path(name);
        return Optional.ofNullable(text(field, "id")).or(() -> Optional.ofNullable(text(field, "name")));
    }

    private Answer updateIssue(String key, HttpServletRequest request) throws IOException {
        Person person = someone(request);
        IssueRow issue = issue(key, request);
        if (!jira.permissions().has(Permissions.EDIT_ISSUES, issue.projectId(), person)) {
            throw new Problem(HttpServletResponse.SC_FORBIDDEN, "You do not have permission to edit this issue.");
        }
        String summary = text(body(request).path("fields"), "summary");
        if (summary == null) {
            throw new Refused("summary", "Only the summary can be changed here.");
        }
        jira.changes().updateIssue(person, issue, summary, issue.status());
        return Answer.done();
    }

    private Answer deleteIssue(String key, HttpServletRequest request) {
        Person person = someone(request);
        IssueRow issue = issue(key, request);
        if (!jira.permissions().has(Permissions.DELETE_ISSUES, issue.projectId(), person)) {
            throw new Problem(HttpServletResponse.SC_FORBIDDEN, "You do not have permission to delete this issue.");
        }
        if (!jira.issues().subTasksOf(issue.id()).isEmpty() && !"true".equals(request.getParameter("deleteSubtasks"))) {
            throw new Problem(
                    HttpServletResponse.SC_BAD_REQUEST,
                    "The issue '" + issue.key() + "' has subtasks. You must specify the 'deleteSubtasks' parameter to"
                            + " delete this issue and all its subtasks.");
        }
        jira.changes().deleteIssue(person, issue);
        return Answer.done();
    }

    private IssueRow issue(String key, HttpServletRequest request) {
        IssueRow issue = jira.issues()
                .withAnyKey(Issues.normal(key))
                .or(() -> key.matches("\\d{1,18}") ? jira.issues().withId(Long.parseLong(key)) : Optional.empty())
                .orElseThrow(() -> new Problem(HttpServletResponse.SC_NOT_FOUND, "Issue Does Not Exist"));
        Person person = Visit.of(request).person();
        if (!jira.permissions().has(Permissions.BROWSE, issue.projectId(), person)) {
            throw new Problem(
                    person == null ? HttpServletResponse.SC_UNAUTHORIZED : HttpServletResponse.SC_FORBIDDEN,
                    "You do not have the permission to see the specified issue.");
        }
        return issue;
    }

    private ProjectRow project(String key, HttpServletRequest request, String permission) {
        Person person = Visit.of(request).person();
        ProjectRow project = find(key)
                .filter(found -> jira.permissions().has(Permissions.BROWSE, found.id(), person))
                .orElseThrow(() -> new Problem(
                        HttpServletResponse.SC_NOT_FOUND, "No project could be found with key '" + key + "'."));
        if (!jira.permissions().has(permission, project.id(), person)) {
            throw new Problem(HttpServletResponse.SC_FORBIDDEN, "You cannot edit the configuration of this project.");
        }
        return project;
    }

    private Optional<ProjectRow> find(String keyOrId) {
        return jira.projects()
                .withAnyKey(keyOrId)
                .or(() -> keyOrId.matches("\\d{1,18}")
                        ? jira.projects().withId(Long.parseLong(keyOrId))
                        : Optional.empty());
    }

    private List<ProjectRow> browsable(HttpServletRequest request) {
        Person person = Visit.of(request).person();
        return jira.projects().all().stream()
                .filter(project -> jira.permissions().has(Permissions.BROWSE, project.id(), person))
                .toList();
    }
}
