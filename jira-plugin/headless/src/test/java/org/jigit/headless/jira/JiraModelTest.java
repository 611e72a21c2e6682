// Tests the stored model through the managers that plugins use: keys of old, permissions, events.
package org.jigit.headless.jira;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.atlassian.jira.event.ProjectCreatedEvent;
import com.atlassian.jira.event.ProjectDeletedEvent;
import com.atlassian.jira.event.ProjectUpdatedEvent;
import com.atlassian.jira.event.issue.DelegatingJiraIssueEvent;
import com.atlassian.jira.event.issue.IssueEvent;
import com.atlassian.jira.event.issue.IssueEventBundle;
import com.atlassian.jira.event.type.EventType;
import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.issue.IssueManager;
import com.atlassian.jira.permission.GlobalPermissionKey;
import com.atlassian.jira.permission.ProjectPermissions;
import com.atlassian.jira.project.Project;
import com.atlassian.jira.project.ProjectManager;
import com.atlassian.jira.security.GlobalPermissionManager;
import com.atlassian.jira.security.JiraAuthenticationContext;
import com.atlassian.jira.security.PermissionManager;
import com.atlassian.jira.security.plugin.ProjectPermissionKey;
import com.atlassian.jira.user.ApplicationUser;
import com.atlassian.jira.user.util.UserManager;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JiraModelTest {

    private final SmallPlatform platform = new SmallPlatform(false);
    private JiraModel jira;
    private IssueManager issues;
    private ProjectManager projects;
    private Person admin;

    @BeforeEach
    void start() throws Exception {
        jira = new JiraModel(platform);
        issues = service(IssueManager.class);
        projects = service(ProjectManager.class);
        admin = jira.people().named("admin").orElseThrow();
        platform.published.clear();
    }

    @AfterEach
    void stop() {
        jira.close();
        platform.close();
    }

    @Test
    void a_new_jira_has_two_projects_with_issues() {
        assertEquals(List.of("OPS", "PAY"), keys(projects.getProjectObjects()));
        assertEquals(
                8,
                issues.getIssueCountForProject(
                        projects.getProjectObjByKey("PAY").getId()));
        assertEquals(
                3,
                issues.getIssueCountForProject(
                        projects.getProjectObjByKey("OPS").getId()));
        assertEquals("PAY-1", issues.getIssueObject("PAY-4").getParentObject().getKey());
        assertTrue(issues.getIssueObject("PAY-4").isSubTask());
    }

    @Test
    void an_empty_jira_has_users_and_nothing_else() throws Exception {
        try (SmallPlatform empty = new SmallPlatform(true);
                JiraModel model = new JiraModel(empty)) {
            assertEquals(0, model.projects().count());
            assertEquals(List.of(), empty.published);
            assertEquals("dev1", model.userByName("DEV1").getKey());
        }
    }

    @Test
    void a_second_start_on_the_same_database_adds_nothing() throws Exception {
        try (JiraModel again = new JiraModel(platform)) {
            assertEquals(11, again.issues().count());
            assertEquals(4, again.people().all().size());
        }
    }

    @Test
    void an_issue_is_found_by_the_key_it_had_before_it_moved() {
        Long id = issues.getIssueObject("PAY-3").getId();
        IssueRow moved = move("PAY-3", "OPS");
        assertEquals("OPS-4", moved.key());
        assertEquals("OPS-4", issues.getIssueObject("PAY-3").getKey());
        assertEquals(id, issues.findMovedIssue("PAY-3").getId());
        assertNull(issues.getIssueByCurrentKey("PAY-3"));
        assertEquals("OPS-4", issues.getIssueByCurrentKey("OPS-4").getKey());
        assertEquals(Set.of("OPS-4", "PAY-3"), issues.getAllIssueKeys(id));
        assertEquals("OPS-4", issues.getIssueByKeyIgnoreCase("pay-3").getKey());
    }

    @Test
    void all_keys_follow_several_moves_and_a_change_of_the_projects_key() {
        Long id = issues.getIssueObject("PAY-3").getId();
        move("PAY-3", "OPS");
        move("OPS-4", "PAY");
        rekey("PAY", "MONEY");
        assertEquals(Set.of("MONEY-9", "PAY-9", "PAY-3", "OPS-4"), issues.getAllIssueKeys(id));
        assertEquals(id, issues.getIssueObject("OPS-4").getId());
        assertEquals(id, issues.getIssueObject("PAY-3").getId());
    }

    @Test
    void sub_tasks_move_along_and_not_alone() {
        move("PAY-1", "OPS");
        assertEquals("OPS-4", issues.getIssueObject("PAY-4").getParentObject().getKey());
        assertEquals("OPS-5", issues.getIssueObject("PAY-4").getKey());
        assertThrows(Refused.class, () -> move("OPS-5", "PAY"));
    }

    @Test
    void numbers_are_not_given_twice() {
        move("PAY-8", "OPS");
        jira.changes().deleteIssue(admin, jira.issues().withCurrentKey("PAY-7").orElseThrow());
        assertEquals(
                "PAY-9",
                jira.changes()
                        .createIssue(admin, project("PAY"), IssueDraft.task("one more"))
                        .key());
    }

    @Test
    void a_project_is_found_by_the_key_it_had_once() {
        Long id = projects.getProjectObjByKey("PAY").getId();
        rekey("PAY", "MONEY");
        assertEquals("MONEY", projects.getProjectObjByKey("PAY").getKey());
        assertNull(projects.getProjectByCurrentKey("PAY"));
        assertEquals(Set.of("MONEY", "PAY"), projects.getAllProjectKeys(id));
        assertEquals("MONEY-1", issues.getIssueObject("PAY-1").getKey());
        assertEquals(
                Set.of("MONEY-1", "PAY-1"),
                issues.getAllIssueKeys(issues.getIssueObject("PAY-1").getId()));
    }

    @Test
    void a_former_key_belongs_to_its_project_until_that_is_deleted() {
        rekey("PAY", "MONEY");
        assertThrows(Refused.class, () -> jira.changes().createProject(admin, "PAY", "Another"));
        assertThrows(Refused.class, () -> rekey("OPS", "PAY"));
        assertEquals("PAY", rekey("MONEY", "PAY").key());
        jira.changes().deleteProject(admin, project("PAY"));
        assertEquals(
                "MONEY", jira.changes().createProject(admin, "MONEY", "Another").key());
    }

    @Test
    void keys_and_names_are_checked() {
        for (String key : List.of("pay", "P", "1AB", "A B", "ABCDEFGHIJK", "")) {
            assertThrows(Refused.class, () -> jira.changes().createProject(admin, key, "Name of " + key), key);
        }
        assertThrows(Refused.class, () -> jira.changes().createProject(admin, null, "No key"));
        assertThrows(Refused.class, () -> jira.changes().createProject(admin, "NEW", "PAYMENTS"));
        assertThrows(Refused.class, () -> jira.changes().createIssue(admin, project("PAY"), IssueDraft.task(" ")));
    }

    @Test
    void a_refused_change_leaves_nothing_behind_and_is_not_told() {
        assertThrows(Refused.class, () -> jira.changes().createProject(admin, "NEW", ""));
        assertNull(projects.getProjectObjByKey("NEW"));
        assertEquals(List.of(), platform.published);
    }

    @Test
    void what_is_no_key_is_no_issue() {
        for (String key : List.of("PAY", "PAY-", "PAY-0", "PAY-01", "PAY-999", "-1", "", "PAY-99999999999999999999")) {
            assertNull(issues.getIssueObject(key), key);
        }
        assertNull(issues.getIssueObject((String) null));
        assertNull(issues.getIssueObject((Long) null));
        assertEquals(Set.of("PAY-999"), issues.getKeysOfMissingIssues(Set.of("PAY-1", "PAY-999")));
    }

    @Test
    void permissions_follow_the_users() {
        PermissionManager permissions = service(PermissionManager.class);
        ProjectPermissionKey devTools = new ProjectPermissionKey("VIEW_DEV_TOOLS");
        Issue issue = issues.getIssueObject("PAY-1");
        assertTrue(permissions.hasPermission(ProjectPermissions.BROWSE_PROJECTS, issue, user("dev1")));
        assertTrue(permissions.hasPermission(devTools, issue, user("dev1")));
        assertTrue(permissions.hasPermission(ProjectPermissions.BROWSE_PROJECTS, issue, user("dev2")));
        assertFalse(permissions.hasPermission(devTools, issue, user("dev2")));
        assertFalse(permissions.hasPermission(ProjectPermissions.BROWSE_PROJECTS, issue, user("outsider")));
        assertFalse(permissions.hasPermission(ProjectPermissions.BROWSE_PROJECTS, issue, null));
        assertFalse(permissions.hasPermission(ProjectPermissions.ADMINISTER_PROJECTS, issue, user("dev1")));
        assertEquals(
                List.of("OPS", "PAY"), keys(permissions.getProjects(ProjectPermissions.BROWSE_PROJECTS, user("dev1"))));
        assertEquals(List.of(), keys(permissions.getProjects(ProjectPermissions.BROWSE_PROJECTS, user("outsider"))));
        jira.permissions()
                .revoke(
                        Permissions.BROWSE,
                        issue.getProjectId(),
                        jira.people().named("dev1").orElseThrow());
        assertFalse(permissions.hasPermission(ProjectPermissions.BROWSE_PROJECTS, issue, user("dev1")));
        GlobalPermissionManager global = service(GlobalPermissionManager.class);
        assertTrue(global.hasPermission(GlobalPermissionKey.SYSTEM_ADMIN, user("admin")));
        assertFalse(global.hasPermission(GlobalPermissionKey.SYSTEM_ADMIN, user("dev1")));
        assertTrue(jira.isLicensed(user("outsider")));
        assertFalse(jira.isLicensed(null));
    }

    @Test
    void passwords_are_checked() {
        assertEquals("dev1", jira.authenticate("dev1", "dev1").getName());
        assertNull(jira.authenticate("dev1", "dev2"));
        assertNull(jira.authenticate("nobody", ""));
    }

    @Test
    void users_are_equal_by_key_and_issues_by_id() {
        assertEquals(user("dev1"), service(UserManager.class).getUserByKey("dev1"));
        assertEquals(user("dev1").hashCode(), user("dev1").hashCode());
        assertNotEquals(user("dev1"), user("dev2"));
        assertEquals(issues.getIssueObject("PAY-1"), issues.getIssueByCurrentKey("PAY-1"));
        assertNotEquals(issues.getIssueObject("PAY-1"), issues.getIssueObject("PAY-2"));
        assertNull(service(UserManager.class).getUserByName("nobody"));
        assertFalse(service(UserManager.class)
                .getUserByNameEvenWhenUnknown("nobody")
                .isActive());
    }

    @Test
    void the_user_of_a_thread_is_what_plugins_see() {
        JiraAuthenticationContext authentication = service(JiraAuthenticationContext.class);
        assertNull(authentication.getLoggedInUser());
        authentication.setLoggedInUser(user("dev1"));
        assertEquals(user("dev1"), jira.currentUser());
        authentication.clearLoggedInUser();
        assertFalse(authentication.isLoggedInUser());
    }

    @Test
    void a_created_issue_is_told_in_a_bundle_and_alone() {
        jira.changes().createIssue(admin, project("PAY"), IssueDraft.task("one more"));
        IssueEvent event = onlyEventOfBundle();
        assertEquals(EventType.ISSUE_CREATED_ID, event.getEventTypeId());
        assertEquals("PAY-9", event.getIssue().getKey());
        assertEquals(user("admin"), event.getUser());
        assertEquals("PAY", event.getProject().getKey());
        assertEquals(event, platform.published.get(1));
        assertEquals(2, platform.published.size());
    }

    @Test
    void a_moved_issue_is_told_with_its_new_key() {
        move("PAY-3", "OPS");
        assertEquals(EventType.ISSUE_MOVED_ID, onlyEventOfBundle().getEventTypeId());
        assertEquals("OPS-4", onlyEventOfBundle().getIssue().getKey());
    }

    @Test
    void a_deleted_issue_is_told_with_its_sub_tasks_and_gone() {
        jira.changes().deleteIssue(admin, jira.issues().withCurrentKey("PAY-1").orElseThrow());
        IssueEventBundle bundle = assertInstanceOf(IssueEventBundle.class, platform.published.get(0));
        assertEquals(3, bundle.getEvents().size());
        assertNull(issues.getIssueObject("PAY-4"));
        assertEquals(5, issues.getIssueCountForProject(project("PAY").id()));
    }

    @Test
    void projects_are_told() {
        jira.changes().createProject(admin, "NEW", "New");
        rekey("NEW", "NEWER");
        jira.changes().deleteProject(admin, project("NEWER"));
        assertEquals(
                "NEW",
                assertInstanceOf(ProjectCreatedEvent.class, platform.published.get(0))
                        .getProject()
                        .getKey());
        ProjectUpdatedEvent updated = assertInstanceOf(ProjectUpdatedEvent.class, platform.published.get(1));
        assertEquals("NEW", updated.getOldProject().getKey());
        assertEquals("NEWER", updated.getProject().getKey());
        assertInstanceOf(ProjectDeletedEvent.class, platform.published.get(2));
        assertNull(projects.getProjectObjByKey("NEW"));
    }

    @Test
    void a_call_without_an_answer_names_itself() {
        UnsupportedOperationException refused =
                assertThrows(UnsupportedOperationException.class, () -> issues.getIssueObject("PAY-1")
                        .getWorkflowId());
        assertTrue(refused.getMessage().contains("getWorkflowId"), refused.getMessage());
        assertTrue(refused.getMessage().contains("com.atlassian.jira.issue"), refused.getMessage());
    }

    private IssueEvent onlyEventOfBundle() {
        IssueEventBundle bundle = assertInstanceOf(IssueEventBundle.class, platform.published.get(0));
        assertEquals(1, bundle.getEvents().size());
        return ((DelegatingJiraIssueEvent) bundle.getEvents().iterator().next()).asIssueEvent();
    }

    private IssueRow move(String key, String project) {
        return jira.changes().moveIssue(admin, jira.issues().withCurrentKey(key).orElseThrow(), project(project));
    }

    private ProjectRow rekey(String key, String newKey) {
        return jira.changes().rekeyProject(admin, project(key), newKey);
    }

    private ProjectRow project(String key) {
        return jira.projects().withCurrentKey(key).orElseThrow();
    }

    private ApplicationUser user(String name) {
        return jira.userByName(name);
    }

    private <T> T service(Class<T> type) {
        return type.cast(jira.services().get(type));
    }

    private static List<String> keys(Collection<Project> projects) {
        return projects.stream().map(Project::getKey).toList();
    }
}
