// Fills the activity section of an issue: comments, history, and the tabs of plugins.
package org.jigit.headless.pages;

import java.util.ArrayList;
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

/** The values of the template {@code activity}; there are no comments yet, so their tab only says so. */
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
        boolean history = asked.equals(HISTORY);
        List<ActivityTab> tabs = new ArrayList<>();
        tabs.add(new ActivityTab(COMMENTS, "Comments", chosen.isEmpty() && !history));
        tabs.add(new ActivityTab(HISTORY, "History", history));
        offered.forEach(tab -> tabs.add(new ActivityTab(
                tab.key(), tab.label(), chosen.filter(tab::equals).isPresent())));
        Map<String, Object> values = new HashMap<>();
        values.put("issue", issue);
        values.put("tabs", tabs);
        values.put("empty", history ? "No changes have yet been made on this issue." : NO_COMMENTS);
        if (chosen.isPresent()) {
            values.put("actions", chosen.get().actions().stream().map(Html::new).toList());
            values.put("empty", "There is nothing to show yet.");
        } else {
            values.put("actions", history ? changes(request, issue) : List.of());
        }
        return values;
    }

    private List<Html> changes(HttpServletRequest request, IssueRow issue) {
        return jira.history().of(issue.id()).stream()
                .map(change -> frame.render(
                        request,
                        "change",
                        Map.of("change", change, "author", jira.people().withKey(change.authorKey()))))
                .toList();
    }

    private static final String NO_COMMENTS = "There are no comments yet on this issue.";
    private static final String TABS = "com.atlassian.jira.plugin.system.issuetabpanels:";
    private static final String COMMENTS = TABS + "comment-tabpanel";
    private static final String HISTORY = TABS + "changehistory-tabpanel";
}
