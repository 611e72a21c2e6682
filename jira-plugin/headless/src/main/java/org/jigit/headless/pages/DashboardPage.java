// The first page: issues of mine, and what changed last; and the list of all issues.
package org.jigit.headless.pages;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jigit.headless.jira.IssueRow;
import org.jigit.headless.jira.Issues;
import org.jigit.headless.jira.JiraModel;
import org.jigit.headless.jira.Permissions;
import org.jigit.headless.jira.Person;

/** The pages {@code /secure/Dashboard.jspa} and {@code /issues/}; a search for a key leads to its issue. */
final class DashboardPage extends PageServlet {

    private static final long serialVersionUID = 1;

    DashboardPage(JiraModel jira, Frame frame) {
        super(jira, frame);
    }

    @Override
    void show(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Person person = person(request);
        if (person == null) {
            askToLogIn(request, response);
            return;
        }
        if (!request.getServletPath().equals("/issues")) {
            if (!request.getServletPath().endsWith("Dashboard.jspa")) {
                response.sendRedirect(request.getContextPath() + "/secure/Dashboard.jspa");
                return;
            }
            List<IssueRow> visible = visible(person);
            Map<String, Object> values = common();
            values.put(
                    "mine",
                    visible.stream()
                            .filter(issue -> person.key().equals(issue.assigneeKey()))
                            .toList());
            values.put("recent", visible.stream().limit(10).toList());
            page(request, response, "atl.general", "System Dashboard", "dashboard", values);
            return;
        }
        String text = field(request, "text");
        String key = Issues.normal(text);
        if (jira.issues()
                .withAnyKey(key)
                .filter(issue -> jira.permissions().has(Permissions.BROWSE, issue.projectId(), person))
                .isPresent()) {
            response.sendRedirect(request.getContextPath() + "/browse/" + encoded(key));
            return;
        }
        Map<String, Object> values = common();
        values.put("text", text);
        values.put(
                "issues",
                visible(person).stream()
                        .filter(issue ->
                                issue.summary().toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)))
                        .toList());
        page(request, response, "atl.general", "Issues", "issues", values);
    }

    private List<IssueRow> visible(Person person) {
        return jira.permissions().projects(Permissions.BROWSE, person).stream()
                .flatMap(project -> jira.issues().of(project).stream())
                .sorted(Comparator.comparing(IssueRow::updated)
                        .thenComparing(IssueRow::id)
                        .reversed())
                .toList();
    }

    private Map<String, Object> common() {
        Map<String, Object> values = new HashMap<>();
        Map<String, String> names = new HashMap<>();
        jira.people().all().forEach(person -> names.put(person.key(), person.displayName()));
        values.put("people", names);
        return values;
    }
}
