// What tests may do and Jira has no REST resource for: move an issue, change a permission.
package org.jigit.headless.pages;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jigit.headless.jira.IssueRow;
import org.jigit.headless.jira.JiraModel;
import org.jigit.headless.jira.Person;
import org.jigit.headless.jira.ProjectRow;
import org.jigit.headless.jira.Refused;

/**
 * {@code POST /rest/headless/1.0/issue/KEY/move} with {@code {"project": "OPS"}}, and {@code PUT
 * /rest/headless/1.0/permission} with {@code {"project", "user", "permission", "granted"}}; for administrators.
 */
final class TestControls extends JsonServlet {

    private static final long serialVersionUID = 1;

    TestControls(JiraModel jira) {
        super(jira);
    }

    @Override
    Answer answer(String method, String[] path, HttpServletRequest request) throws IOException {
        Person person = administrator(request);
        if (method.equals("PUT") && request.getServletPath().endsWith("/permission")) {
            return permit(body(request));
        }
        if (method.equals("POST") && path.length == 2 && path[1].equals("move")) {
            IssueRow issue = jira.issues()
                    .withAnyKey(path[0])
                    .orElseThrow(() -> new Problem(HttpServletResponse.SC_NOT_FOUND, "Issue Does Not Exist"));
            IssueRow moved = jira.changes().moveIssue(person, issue, project(body(request)));
            return Answer.ok(Map.of("id", Long.toString(moved.id()), "key", moved.key()));
        }
        throw noSuchResource();
    }

    private Answer permit(JsonNode body) {
        ProjectRow project = project(body);
        String permission = text(body, "permission");
        if (permission == null) {
            throw new Refused("permission", "a permission key is required");
        }
        Person person =
                jira.people().named(text(body, "user")).orElseThrow(() -> new Refused("user", "there is no such user"));
        if (body.path("granted").asBoolean(false)) {
            jira.permissions().grant(permission, project.id(), person);
        } else {
            jira.permissions().revoke(permission, project.id(), person);
        }
        return Answer.done();
    }

    private ProjectRow project(JsonNode body) {
        return jira.projects()
                .withAnyKey(text(body, "project"))
                .orElseThrow(() -> new Refused("project", "there is no such project"));
    }
}
