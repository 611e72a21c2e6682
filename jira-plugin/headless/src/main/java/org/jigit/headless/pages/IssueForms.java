// Creates, edits, moves and deletes issues by forms.
package org.jigit.headless.pages;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
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

/** The pages {@code /secure/CreateIssue.jspa}, {@code EditIssue.jspa}, {@code MoveIssue.jspa} and {@code DeleteIssue.jspa}. */
final class IssueForms extends PageServlet {

    private static final long serialVersionUID = 1;

    IssueForms(JiraModel jira, Frame frame) {
        super(jira, frame);
    }

    @Override
    void show(HttpServletRequest request, HttpServletResponse response) throws IOException {
        form(request, response, "");
    }

    @Override
    void act(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            switch (request.getServletPath()) {
                case CREATE -> create(request, response);
                case EDIT -> edit(request, response);
                case MOVE -> move(request, response);
                default -> delete(request, response);
            }
        } catch (Refused refused) {
            form(request, response, refused.getMessage());
        }
    }

    private void create(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ProjectRow project = jira.projects()
                .withCurrentKey(field(request, "project"))
                .filter(candidate -> creatable(request).contains(candidate))
                .orElseThrow(() -> new Refused("project", "Choose a project in which you may create issues."));
        IssueKind kind = IssueKind.named(field(request, "issuetype"))
                .orElseThrow(() -> new Refused("issuetype", "Choose an issue type."));
        Long parent = field(request, "parent").isEmpty()
                ? null
                : jira.issues()
                        .withAnyKey(Issues.normal(field(request, "parent")))
                        .map(IssueRow::id)
                        .orElseThrow(
                                () -> new Refused("parent", "There is no issue " + field(request, "parent") + "."));
        IssueRow created = jira.changes()
                .createIssue(
                        person(request),
                        project,
                        new IssueDraft(
                                field(request, "summary"),
                                field(request, "description"),
                                kind,
                                IssueStatus.TO_DO,
                                IssuePriority.named(field(request, "priority")).orElse(IssuePriority.MEDIUM),
                                null,
                                parent));
        go(request, response, "/browse/" + created.key(), "Issue " + created.key() + " was created.");
    }

    private void edit(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<IssueRow> issue = issue(request, Permissions.EDIT_ISSUES);
        if (turnedAway(issue.isPresent(), "You may not edit this issue.", request, response)) {
            return;
        }
        IssueStatus status = IssueStatus.named(field(request, "status"))
                .orElseThrow(() -> new Refused("status", "Choose a status."));
        jira.changes().updateIssue(person(request), issue.get(), field(request, "summary"), status);
        go(request, response, "/browse/" + issue.get().key(), null);
    }

    private void move(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<IssueRow> issue = issue(request, Permissions.MOVE_ISSUES);
        if (turnedAway(issue.isPresent(), "You may not move this issue.", request, response)) {
            return;
        }
        ProjectRow target = jira.projects()
                .withCurrentKey(field(request, "project"))
                .filter(candidate -> creatable(request).contains(candidate))
                .orElseThrow(() -> new Refused("project", "Choose a project in which you may create issues."));
        IssueRow moved = jira.changes().moveIssue(person(request), issue.get(), target);
        go(request, response, "/browse/" + moved.key(), issue.get().key() + " is " + moved.key() + " now.");
    }

    private void delete(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<IssueRow> issue = issue(request, Permissions.DELETE_ISSUES);
        if (turnedAway(issue.isPresent(), "You may not delete this issue.", request, response)) {
            return;
        }
        jira.changes().deleteIssue(person(request), issue.get());
        go(
                request,
                response,
                "/projects/" + issue.get().projectKey(),
                issue.get().key() + " was deleted.");
    }

    private void form(HttpServletRequest request, HttpServletResponse response, String error) throws IOException {
        Map<String, Object> values = new HashMap<>();
        values.put("error", error);
        values.put("projects", creatable(request));
        if (request.getServletPath().equals(CREATE)) {
            if (turnedAway(
                    !creatable(request).isEmpty(),
                    "There is no project in which you may create issues.",
                    request,
                    response)) {
                return;
            }
            values.put(
                    "kinds",
                    List.of(IssueKind.TASK, IssueKind.STORY, IssueKind.BUG, IssueKind.EPIC, IssueKind.SUB_TASK));
            values.put("priorities", List.of(IssuePriority.values()));
            values.put("typed", new Typed(request));
            page(request, response, "atl.general", "Create issue", "issue-create", values);
            return;
        }
        Optional<IssueRow> issue = issue(request, Permissions.BROWSE);
        if (turnedAway(
                issue.isPresent(),
                "It may have been deleted or you don't have permission to view it.",
                request,
                response)) {
            return;
        }
        values.put("issue", issue.get());
        values.put("statuses", List.of(IssueStatus.values()));
        String path = request.getServletPath();
        String template = path.equals(EDIT) ? "issue-edit" : path.equals(MOVE) ? "issue-move" : "issue-delete";
        page(request, response, "atl.general", issue.get().key(), template, values);
    }

    /** What a person typed into a form that comes back with an error. */
    public record Typed(HttpServletRequest request) {
        public String get(String field) {
            return PageServlet.field(request, field);
        }
    }

    private Optional<IssueRow> issue(HttpServletRequest request, String permission) {
        return jira.issues().withAnyKey(Issues.normal(field(request, "key"))).filter(issue -> jira.permissions()
                .has(permission, issue.projectId(), person(request)));
    }

    private List<ProjectRow> creatable(HttpServletRequest request) {
        Person person = person(request);
        return jira.projects().all().stream()
                .filter(project -> jira.permissions().has(Permissions.CREATE_ISSUES, project.id(), person))
                .toList();
    }

    static final String CREATE = "/secure/CreateIssue.jspa";
    static final String EDIT = "/secure/EditIssue.jspa";
    static final String MOVE = "/secure/MoveIssue.jspa";
    static final String DELETE = "/secure/DeleteIssue.jspa";
}
