// Shows an issue: details, description, activity tabs and the right-hand column, with what plugins add to each.
package org.jigit.headless.pages;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jigit.headless.Modules;
import org.jigit.headless.Platform;
import org.jigit.headless.jira.IssueRow;
import org.jigit.headless.jira.Issues;
import org.jigit.headless.jira.JiraModel;
import org.jigit.headless.jira.Permissions;
import org.jigit.headless.jira.Person;
import org.jigit.headless.jira.ProjectRow;

/** The page {@code /browse/KEY}; a former key leads to the current one, a project's key to the project. */
final class IssuePage extends PageServlet {

    private static final long serialVersionUID = 1;

    private final transient Platform platform;
    private final transient Activity activity;

    IssuePage(Platform platform, JiraModel jira, Frame frame) {
        super(jira, frame);
        this.platform = platform;
        this.activity = new Activity(platform, jira, frame);
    }

    @Override
    void show(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String key = Issues.normal(rest(request));
        Person person = person(request);
        Optional<ProjectRow> project = jira.projects().withAnyKey(key);
        if (project.isPresent()) {
            response.sendRedirect(
                    request.getContextPath() + "/projects/" + project.get().key());
            return;
        }
        Optional<IssueRow> found = jira.issues().withAnyKey(key).filter(issue -> jira.permissions()
                .has(Permissions.BROWSE, issue.projectId(), person));
        if (found.isEmpty()) {
            if (person == null) {
                askToLogIn(request, response);
                return;
            }
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            frame.message(
                    request,
                    response,
                    "You can't view this issue",
                    "It may have been deleted or you don't have permission to view it.");
            return;
        }
        IssueRow issue = found.get();
        if (!issue.key().equals(rest(request))) {
            String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
            response.sendRedirect(request.getContextPath() + "/browse/" + issue.key() + query);
            return;
        }
        if (request.getHeader("X-PJAX") != null) {
            response.setContentType("text/html;charset=UTF-8");
            response.getWriter()
                    .write(frame.render(request, "activity", activity.of(request, issue, person))
                            .source());
            return;
        }
        write(request, response, issue, person);
    }

    private void write(HttpServletRequest request, HttpServletResponse response, IssueRow issue, Person person)
            throws IOException {
        ProjectRow project = jira.projects().withId(issue.projectId()).orElseThrow();
        Map<String, Object> context = frame.context(request, project, issue);
        Map<String, Object> values = new HashMap<>(activity.of(request, issue, person));
        values.put("project", project);
        values.put("parent", Optional.ofNullable(issue.parentId()).flatMap(jira.issues()::withId));
        values.put("children", jira.issues().subTasksOf(issue.id()));
        values.put("assignee", jira.people().withKey(issue.assigneeKey()));
        values.put("reporter", jira.people().withKey(issue.reporterKey()));
        values.put("canEdit", jira.permissions().has(Permissions.EDIT_ISSUES, issue.projectId(), person));
        values.put("canMove", mayMove(issue, person));
        values.put("canDelete", jira.permissions().has(Permissions.DELETE_ISSUES, issue.projectId(), person));
        values.put("operations", platform.modules().items("operations-operations", context));
        values.put("left", blocks("atl.jira.view.issue.left.context", context));
        values.put("right", blocks("atl.jira.view.issue.right.context", context));
        frame.page(
                request,
                response,
                "atl.general",
                "[" + issue.key() + "] " + issue.summary(),
                "issue",
                values,
                Map.of("ajs-issue-key", issue.key(), "ajs-project-key", project.key()),
                List.of("jira.view.issue", "jira.browse"));
    }

    private boolean mayMove(IssueRow issue, Person person) {
        return issue.parentId() == null && jira.permissions().has(Permissions.MOVE_ISSUES, issue.projectId(), person);
    }

    /** A plugin's panel as a module of the page. */
    public record Block(String id, String label, Html body) {}

    private List<Block> blocks(String location, Map<String, Object> context) {
        List<Block> blocks = new ArrayList<>();
        for (Modules.Panel panel : platform.modules().panels(location, context)) {
            String html = panel.html();
            if (!html.isBlank()) {
                String id = panel.key().substring(panel.key().indexOf(':') + 1);
                blocks.add(new Block(id, panel.label(), new Html(html)));
            }
        }
        return blocks;
    }
}
