// Fills the activity section of an issue: comments, work log, history, and the tabs of plugins.
package org.jigit.headless.pages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import org.jigit.headless.Modules;
import org.jigit.headless.Platform;
import org.jigit.headless.jira.IssueRow;
import org.jigit.headless.jira.JiraModel;
import org.jigit.headless.jira.Person;

/** The values of the template {@code activity}. */
final class Activity {

    private final Platform platform;
    private final JiraModel jira;
    private final Frame frame;

    Activity(Platform platform, JiraModel jira, Frame frame) {
        this.platform = platform;
        this.jira = jira;
        this.frame = frame;
    }

    /** A tab; only the chosen one is active. */
    public record ActivityTab(String key, String label, boolean active) {}

    /** The tabs that this person may see, and what the one asked for by {@code page} shows; else the first. */
    Map<String, Object> of(HttpServletRequest request, IssueRow issue, Person person) {
        List<Modules.Tab> offered = platform.modules().tabs(jira.issue(issue), jira.user(person));
        String asked = PageServlet.field(request, "page");
        Optional<Modules.Tab> chosen =
                offered.stream().filter(tab -> tab.key().equals(asked)).findFirst();
        List<ActivityTab> tabs = new ArrayList<>();
        Own own = Arrays.stream(Own.values())
                .filter(tab -> tab.key().equals(asked))
                .findFirst()
                .orElse(Own.COMMENTS);
        for (Own tab : Own.values()) {
            tabs.add(new ActivityTab(tab.key(), tab.label, chosen.isEmpty() && tab == own));
        }
        offered.forEach(tab -> tabs.add(new ActivityTab(
                tab.key(), tab.label(), chosen.filter(tab::equals).isPresent())));
        Map<String, Object> values = new HashMap<>();
        values.put("issue", issue);
        values.put("tabs", tabs);
        if (chosen.isPresent()) {
            values.put("actions", chosen.get().actions().stream().map(Html::new).toList());
            values.put("empty", "There is nothing to show yet.");
        } else {
            values.put(
                    "actions",
                    switch (own) {
                        case COMMENTS -> comments(request, issue);
                        case WORK_LOG -> worklogs(request, issue);
                        case HISTORY -> changes(request, issue);
                    });
            values.put("empty", own.empty);
        }
        return values;
    }

    private List<Html> comments(HttpServletRequest request, IssueRow issue) {
        return jira.comments().of(issue.id()).stream()
                .map(comment -> frame.render(
                        request, "comment", Map.of("comment", comment, "author", author(comment.authorKey()))))
                .toList();
    }

    private List<Html> worklogs(HttpServletRequest request, IssueRow issue) {
        return jira.worklogs().of(issue.id()).stream()
                .map(worklog -> frame.render(
                        request,
                        "worklog",
                        Map.of(
                                "worklog",
                                worklog,
                                "author",
                                author(worklog.authorKey()),
                                "timeSpent",
                                jira.timeTracking().duration(worklog.seconds()))))
                .toList();
    }

    private List<Html> changes(HttpServletRequest request, IssueRow issue) {
        return jira.history().of(issue.id()).stream()
                .map(change ->
                        frame.render(request, "change", Map.of("change", change, "author", author(change.authorKey()))))
                .toList();
    }

    private Optional<Person> author(String key) {
        return jira.people().withKey(key);
    }

    /** Jira's own tabs, and what they say when there is nothing to show. */
    private enum Own {
        COMMENTS("comment", "Comments", "There are no comments yet on this issue."),
        WORK_LOG("worklog", "Work Log", "No work has yet been logged on this issue."),
        HISTORY("changehistory", "History", "No changes have yet been made on this issue.");

        private final String name;
        private final String label;
        private final String empty;

        Own(String name, String label, String empty) {
            this.name = name;
            this.label = label;
            this.empty = empty;
        }

        String key() {
            return "com.atlassian.jira.plugin.system.issuetabpanels:" + name + "-tabpanel";
        }
    }
}
