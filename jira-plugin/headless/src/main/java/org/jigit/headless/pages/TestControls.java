// What tests may do and Jira has no REST resource for: move an issue, change a permission, a person or time tracking,
// read
// the mail.
package org.jigit.headless.pages;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jigit.headless.Platform;
import org.jigit.headless.jira.IssueRow;
import org.jigit.headless.jira.JiraModel;
import org.jigit.headless.jira.Person;
import org.jigit.headless.jira.ProjectRow;
import org.jigit.headless.jira.Refused;
import org.jigit.headless.jira.TimeTracking;

/**
 * Below {@code /rest/headless/1.0/}, for administrators:
 *
 * <ul>
 *   <li>{@code POST issue/KEY/move} with {@code {"project": "OPS"}};
 *   <li>{@code PUT permission} with {@code {"project", "user", "permission", "granted"}};
 *   <li>{@code PUT person} with {@code {"name", "displayName", "email", "active", "locale"}}: adds a user, whose password is the
 *       name and who may browse nothing yet, or changes one; what is left out stays as it is;
 *   <li>{@code PUT timetracking} with {@code {"enabled", "hoursPerDay", "daysPerWeek"}}; what is left out stays as it is;
 *   <li>{@code GET mail}: what plugins queued, a list of {@code {"to", "subject", "body", "mimeType"}}; {@code DELETE mail}
 *       forgets it.
 * </ul>
 */
final class TestControls extends JsonServlet {

    private static final long serialVersionUID = 1;

    private final transient JiraJson json;

    TestControls(Platform platform, JiraModel jira) {
        super(jira);
        this.json = new JiraJson(platform, jira);
    }

    @Override
    Answer answer(String method, String[] path, HttpServletRequest request) throws IOException {
        Person person = administrator(request);
        String control = request.getServletPath().replaceFirst(".*/", "");
        return switch (method + " " + control) {
            case "POST issue" -> move(person, path, body(request));
            case "PUT permission" -> permit(body(request));
            case "PUT person" -> save(body(request));
            case "PUT timetracking" -> track(body(request));
            case "GET mail" -> Answer.ok(jira.mails().all());
            case "DELETE mail" -> {
                jira.mails().clear();
                yield Answer.done();
            }
            default -> throw noSuchResource();
        };
    }

    private Answer move(Person person, String[] path, JsonNode body) {
        if (path.length != 2 || !path[1].equals("move")) {
            throw noSuchResource();
        }
        IssueRow issue = jira.issues()
                .withAnyKey(path[0])
                .orElseThrow(() -> new Problem(HttpServletResponse.SC_NOT_FOUND, "Issue Does Not Exist"));
        IssueRow moved = jira.changes().moveIssue(person, issue, project(body));
        return Answer.ok(Map.of("id", Long.toString(moved.id()), "key", moved.key()));
    }

    private Answer save(JsonNode body) {
        String name = text(body, "name");
        Optional<Person> before = jira.people().named(name);
        String displayName = before.map(Person::displayName).orElse(name);
        String email = before.map(Person::email).orElse(name + "@example.com");
        Locale locale = before.map(Person::locale).orElse(null);
        Person saved = jira.people()
                .save(
                        name,
                        body.path("displayName").asText(displayName),
                        body.path("email").asText(email),
                        body.path("active").asBoolean(before.map(Person::active).orElse(true)),
                        body.has("locale")
                                ? Locale.forLanguageTag(
                                        body.path("locale").asText().replace('_', '-'))
                                : locale);
        return Answer.ok(json.person(saved));
    }

    private Answer track(JsonNode body) {
        TimeTracking before = jira.timeTracking();
        before.configure(
                body.path("enabled").asBoolean(before.enabled()),
                decimal(body, "hoursPerDay", before.getHoursPerDay()),
                decimal(body, "daysPerWeek", before.getDaysPerWeek()));
        return Answer.done();
    }

    private static BigDecimal decimal(JsonNode body, String field, BigDecimal otherwise) {
        return body.has(field) ? body.path(field).decimalValue() : otherwise;
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
