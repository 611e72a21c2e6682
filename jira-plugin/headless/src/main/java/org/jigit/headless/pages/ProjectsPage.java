// Lists the projects that a person may browse, and creates new ones.
package org.jigit.headless.pages;

import java.io.IOException;
import java.util.Map;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jigit.headless.jira.Issues;
import org.jigit.headless.jira.JiraModel;
import org.jigit.headless.jira.Permissions;
import org.jigit.headless.jira.ProjectRow;
import org.jigit.headless.jira.Refused;

/** The page {@code /secure/BrowseProjects.jspa}. */
final class ProjectsPage extends PageServlet {

    private static final long serialVersionUID = 1;

    ProjectsPage(JiraModel jira, Frame frame) {
        super(jira, frame);
    }

    @Override
    void show(HttpServletRequest request, HttpServletResponse response) throws IOException {
        list(request, response, "");
    }

    @Override
    void act(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean allowed = jira.permissions().isSystemAdministrator(person(request));
        if (turnedAway(allowed, "Only administrators may create projects.", request, response)) {
            return;
        }
        try {
            ProjectRow project = jira.changes()
                    .createProject(person(request), Issues.normal(field(request, "key")), field(request, "name"));
            go(request, response, "/projects/" + project.key(), "Project " + project.name() + " was created.");
        } catch (Refused refused) {
            list(request, response, refused.getMessage());
        }
    }

    private void list(HttpServletRequest request, HttpServletResponse response, String error) throws IOException {
        if (person(request) == null) {
            askToLogIn(request, response);
            return;
        }
        page(
                request,
                response,
                "atl.general",
                "Browse projects",
                "projects",
                Map.of(
                        "projects",
                        jira.projects().all().stream()
                                .filter(project ->
                                        jira.permissions().has(Permissions.BROWSE, project.id(), person(request)))
                                .toList(),
                        "people",
                        jira.people(),
                        "error",
                        error,
                        "name",
                        field(request, "name"),
                        "key",
                        field(request, "key"),
                        "canCreate",
                        jira.permissions().isSystemAdministrator(person(request))));
    }
}
