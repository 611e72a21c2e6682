// Tests who may see development information, and where a web fragment finds its issue.
package org.jigit.issue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.security.JiraAuthenticationContext;
import com.atlassian.jira.security.PermissionManager;
import com.atlassian.jira.security.plugin.ProjectPermissionKey;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DevelopmentViewersTest {
    private final Set<String> granted = new HashSet<>();
    private final Issue issue = fake(Issue.class, arguments -> "PAY-1");
    private final DevelopmentViewers viewers = new DevelopmentViewers(fake(
            PermissionManager.class,
            arguments -> granted.contains(((ProjectPermissionKey) arguments[0]).permissionKey())));
    private final PanelCondition condition =
            new PanelCondition(viewers, fake(JiraAuthenticationContext.class, arguments -> null));

    @Test
    void both_permissions_are_needed() {
        assertFalse(viewers.maySee(null, issue));
        granted.add("VIEW_DEV_TOOLS");
        assertFalse(viewers.maySee(null, issue), "who may not browse the issue sees nothing of it");
        granted.add("BROWSE_PROJECTS");
        assertTrue(viewers.maySee(null, issue));
        granted.remove("VIEW_DEV_TOOLS");
        assertFalse(viewers.maySee(null, issue));
        assertTrue(viewers.mayBrowse(null, issue));
    }

    @Test
    void the_panel_is_absent_without_an_issue_or_a_right() {
        assertFalse(condition.shouldDisplay(Map.of("issue", issue)));
        granted.addAll(Set.of("VIEW_DEV_TOOLS", "BROWSE_PROJECTS"));
        assertTrue(condition.shouldDisplay(Map.of("issue", issue)));
        assertFalse(condition.shouldDisplay(Map.of("project", "PAY")));
    }

    @Test
    void the_issue_of_a_page_is_found_directly() {
        assertEquals(issue, PageIssue.in(Map.of("issue", issue)).orElseThrow());
        assertTrue(PageIssue.in(Map.of("issue", "PAY-1")).isEmpty());
    }

    private interface Answer {
        Object to(Object[] arguments);
    }

    private static <T> T fake(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> switch (method.getName()) {
                    case "equals" -> self == arguments[0];
                    case "hashCode" -> System.identityHashCode(self);
                    case "toString" -> type.getSimpleName();
                    default -> answer.to(arguments);
                }));
    }
}
