// Shows a project: its issues, and its settings with name, key and permissions.
package org.jigit.headless.pages;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jigit.headless.Platform;
import org.jigit.headless.jira.Issues;
import org.jigit.headless.jira.JiraModel;
import org.jigit.headless.jira.Permissions;
import org.jigit.headless.jira.Person;
import org.jigit.headless.jira.ProjectRow;
import org.jigit.headless.jira.Refused;

/** The pages {@code /projects/KEY} and {@code /projects/KEY/settings}; a former key leads to the current one. */
final class ProjectPages extends PageServlet {

    private static final long serialVersionUID = 1;

    private final transient Platform platform;

    ProjectPages(Platform platform, JiraModel jira, Frame frame) {
        super(jira, frame);
        this.platform = platform;
    }

    @Override
    void show(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (rest(request).isEmpty()) {
            response.sendRedirect(request.getContextPath() + "/secure/BrowseProjects.jspa");
            return;
        }
        String[] path = rest(request).split("/", 2);
        Optional<ProjectRow> found = visible(path[0], request);
        if (found.isEmpty()) {
            missing(request, response);
            return;
        }
        ProjectRow project = found.get();
        if (!project.key().equals(path[0])) {
            String rest = path.length > 1 ? "/" + path[1] : "";
            response.sendRedirect(request.getContextPath() + "/projects/" + project.key() + rest);
            return;
        }
        if (path.length > 1 && path[1].startsWith("settings")) {
            settings(request, response, project, "");
        } else {
            issues(request, response, project);
        }
    }

    @Override
    void act(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<ProjectRow> found = visible(rest(request).split("/", 2)[0], request);
        if (found.isEmpty()) {
            missing(request, response);
            return;
        }
        ProjectRow project = found.get();
        Person person = person(request);
        if (turnedAway(mayAdminister(project, person), NOT_ADMINISTRATOR, request, response)) {
            return;
        }
        try {
            switch (field(request, "action")) {
                case "rename" -> jira.changes().renameProject(person, project, field(request, "name"));
                case "rekey" -> jira.changes().rekeyProject(person, project, Issues.normal(field(request, "key")));
                case "delete" -> {
                    jira.changes().deleteProject(person, project);
                    go(request, response, "/secure/BrowseProjects.jspa", "Project " + project.name() + " was deleted.");
                    return;
                }
                case "permissions" -> permissions(request, project);
                default -> throw new Refused("action", "This page cannot do that.");
            }
            String key = jira.projects().withId(project.id()).orElseThrow().key();
            go(request, response, "/projects/" + key + "/settings", "The project was updated.");
        } catch (Refused refused) {
            settings(request, response, project, refused.getMessage());
        }
    }

    private void permissions(HttpServletRequest request, ProjectRow project) {
        for (Person person : jira.people().all()) {
            for (String permission : SHOWN) {
                if (request.getParameter(permission + ":" + person.key()) != null) {
                    jira.permissions().grant(permission, project.id(), person);
                } else {
                    jira.permissions().revoke(permission, project.id(), person);
                }
            }
        }
    }

    private void issues(HttpServletRequest request, HttpServletResponse response, ProjectRow project)
            throws IOException {
        Map<String, Object> values = common(request, project, "issues");
        values.put("issues", jira.issues().of(project.id()));
        values.put("canCreate", jira.permissions().has(Permissions.CREATE_ISSUES, project.id(), person(request)));
        values.put("people", names());
        write(request, response, project, project.name() + " - Issues", "project", values);
    }

    private void settings(HttpServletRequest request, HttpServletResponse response, ProjectRow project, String error)
            throws IOException {
        if (turnedAway(mayAdminister(project, person(request)), NOT_ADMINISTRATOR, request, response)) {
            return;
        }
        List<String> former = jira.projects().keysOf(project.id()).stream()
                .filter(key -> !key.equals(project.key()))
                .toList();
        Map<String, Object> values = common(request, project, "settings");
        values.put("former", former);
        values.put("error", error);
        values.put("permissions", SHOWN);
        values.put("everyone", jira.people().all());
        values.put("granted", new Granted(jira.permissions(), project.id()));
        write(request, response, project, project.name() + " - Settings", "project-settings", values);
    }

    /** Lets a template ask who has which permission. */
    public record Granted(Permissions permissions, long projectId) {
        public boolean to(String permission, Person person) {
            return permissions.has(permission, projectId, person);
        }
    }

    private Map<String, Object> common(HttpServletRequest request, ProjectRow project, String active) {
        Person person = person(request);
        Map<String, Object> context = frame.context(request, project, null);
        Map<String, Object> values = new HashMap<>();
        values.put("project", project);
        values.put("active", active);
        values.put("canAdminister", mayAdminister(project, person));
        values.put("items", platform.modules().items("jira.project.sidebar.plugins.navigation", context));
        values.put(
                "settingsItems",
                mayAdminister(project, person)
                        ? platform.modules().items("atl.jira.proj.config/projectgroup4", context)
                        : List.of());
        return values;
    }

    private void write(
            HttpServletRequest request,
            HttpServletResponse response,
            ProjectRow project,
            String title,
            String template,
            Map<String, Object> values)
            throws IOException {
        frame.page(
                request,
                response,
                "atl.general",
                title,
                template,
                values,
                Map.of("ajs-project-key", project.key()),
                List.of("jira.browse.project"));
    }

    private Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        jira.people().all().forEach(person -> names.put(person.key(), person.displayName()));
        return names;
    }

    private Optional<ProjectRow> visible(String key, HttpServletRequest request) {
        return jira.projects().withAnyKey(Issues.normal(key)).filter(project -> jira.permissions()
                .has(Permissions.BROWSE, project.id(), person(request)));
    }

    private boolean mayAdminister(ProjectRow project, Person person) {
        return jira.permissions().has(Permissions.ADMINISTER, project.id(), person);
    }

    private void missing(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (person(request) == null) {
            askToLogIn(request, response);
            return;
        }
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        frame.message(
                request,
                response,
                "You can't view this project",
                "It may have been deleted or you don't have permission to view it.");
    }

    private static final String NOT_ADMINISTRATOR = "Only administrators of this project may see its settings.";
    private static final List<String> SHOWN = List.of(
            Permissions.BROWSE,
            Permissions.VIEW_DEV_TOOLS,
            Permissions.CREATE_ISSUES,
            Permissions.EDIT_ISSUES,
            Permissions.MOVE_ISSUES,
            Permissions.DELETE_ISSUES,
            Permissions.ADMINISTER);
}
