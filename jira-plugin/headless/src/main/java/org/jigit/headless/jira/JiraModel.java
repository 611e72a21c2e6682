// Puts Jira's half together: the stored model, the changes that publish events, and the managers that plugins find.
package org.jigit.headless.jira;

import com.atlassian.jira.bc.issue.IssueService;
import com.atlassian.jira.bc.issue.comment.CommentService;
import com.atlassian.jira.bc.issue.worklog.TimeTrackingConfiguration;
import com.atlassian.jira.bc.issue.worklog.WorklogService;
import com.atlassian.jira.bc.user.search.UserSearchService;
import com.atlassian.jira.issue.IssueManager;
import com.atlassian.jira.issue.changehistory.ChangeHistoryManager;
import com.atlassian.jira.project.ProjectManager;
import com.atlassian.jira.security.GlobalPermissionManager;
import com.atlassian.jira.security.JiraAuthenticationContext;
import com.atlassian.jira.security.PermissionManager;
import com.atlassian.jira.security.groups.GroupManager;
import com.atlassian.jira.user.ApplicationUser;
import com.atlassian.jira.user.UserKeyService;
import com.atlassian.jira.user.util.UserManager;
import com.atlassian.jira.util.thread.JiraThreadLocalUtil;
import com.atlassian.jira.workflow.IssueWorkflowManager;
import com.atlassian.mail.queue.MailQueue;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jigit.headless.Model;
import org.jigit.headless.Platform;

/**
 * Jira's users, projects, issues with comments and worklogs, permissions and mail in the shared database. Nothing is cached: each call reads what any node has
 * written.
 */
public final class JiraModel implements Model {

    private final People people;
    private final Projects projects;
    private final Issues issues;
    private final History history;
    private final Comments comments;
    private final Worklogs worklogs;
    private final TimeTracking timeTracking;
    private final Workflow workflow;
    private final Mails mails;
    private final Permissions permissions;
    private final Changes changes;
    private final ProjectAnswers projectAnswers;
    private final IssueAnswers issueAnswers;
    private final CurrentUser current = new CurrentUser();
    private final Map<Class<?>, Object> services = new LinkedHashMap<>();

    public JiraModel(Platform platform) throws Exception {
        Database database = new Database(platform.dataSource());
        people = new People(database, current);
        projects = new Projects(database);
        issues = new Issues(database, projects);
        history = new History(database);
        comments = new Comments(database);
        worklogs = new Worklogs(database);
        timeTracking = new TimeTracking(database);
        mails = new Mails(database);
        permissions = new Permissions(database, people);
        workflow = new Workflow(permissions);
        projectAnswers = new ProjectAnswers(projects, people);
        issueAnswers = new IssueAnswers(issues, permissions, people, projects, projectAnswers, current);
        changes = new Changes(
                database,
                projects,
                issues,
                history,
                comments,
                worklogs,
                permissions,
                projectAnswers,
                issueAnswers,
                event -> platform.events().publish(event),
                Clock.systemUTC());
        platform.onceAtATime("jira-model", () -> {
            Schema.create(database);
            Seed seed = new Seed(people, projects, changes);
            database.transaction(() -> {
                seed.users();
                if (!platform.startsEmpty()) {
                    seed.projects();
                }
            });
        });
        offer();
    }

    private void offer() {
        UserAnswers users = new UserAnswers(people);
        PermissionAnswers permission = new PermissionAnswers(permissions, people, projects, projectAnswers);
        AuthenticationAnswers authentication = new AuthenticationAnswers(current, people);
        service(UserManager.class, users);
        service(UserKeyService.class, users);
        service(UserSearchService.class, users);
        service(GroupManager.class, users);
        service(ProjectManager.class, projectAnswers);
        service(IssueManager.class, issueAnswers);
        service(ChangeHistoryManager.class, issueAnswers);
        service(PermissionManager.class, permission);
        service(GlobalPermissionManager.class, permission);
        service(JiraAuthenticationContext.class, authentication);
        service(JiraThreadLocalUtil.class, authentication);
        CommentAnswers comment = new CommentAnswers(people, issues, permissions, changes);
        TransitionAnswers transitions =
                new TransitionAnswers(people, issues, permissions, workflow, issueAnswers, comment, changes);
        service(CommentService.class, comment);
        service(WorklogService.class, new WorklogAnswers(people, issues, permissions, timeTracking, changes));
        service(TimeTrackingConfiguration.class, timeTracking);
        service(IssueService.class, transitions);
        service(IssueWorkflowManager.class, transitions);
        service(MailQueue.class, mails);
    }

    private <T> void service(Class<T> type, Object answers) {
        services.put(type, StandIn.of(type, answers));
    }

    public People people() {
        return people;
    }

    public Projects projects() {
        return projects;
    }

    public Issues issues() {
        return issues;
    }

    public History history() {
        return history;
    }

    public Comments comments() {
        return comments;
    }

    public Worklogs worklogs() {
        return worklogs;
    }

    public TimeTracking timeTracking() {
        return timeTracking;
    }

    public Workflow workflow() {
        return workflow;
    }

    public Mails mails() {
        return mails;
    }

    public Permissions permissions() {
        return permissions;
    }

    public Changes changes() {
        return changes;
    }

    public CurrentUser current() {
        return current;
    }

    /** A stored issue as plugins see it. */
    public com.atlassian.jira.issue.Issue issue(IssueRow row) {
        return issueAnswers.of(row);
    }

    /** A stored project as plugins see it. */
    public com.atlassian.jira.project.Project project(ProjectRow row) {
        return projectAnswers.of(row);
    }

    /** A stored user as plugins see it; null stays null. */
    public ApplicationUser user(Person person) {
        return PersonAnswers.of(person);
    }

    @Override
    public Map<Class<?>, Object> services() {
        return Map.copyOf(services);
    }

    @Override
    public ApplicationUser authenticate(String name, String password) {
        return user(people.authenticated(name, password).orElse(null));
    }

    @Override
    public ApplicationUser userByName(String name) {
        return user(people.named(name).orElse(null));
    }

    @Override
    public ApplicationUser userByKey(String key) {
        return user(people.withKey(key).orElse(null));
    }

    @Override
    public Collection<String> groups(ApplicationUser user) {
        Person person = person(user);
        return person == null ? List.of() : people.groupsOf(person);
    }

    @Override
    public Collection<String> groupNames() {
        return people.groups();
    }

    @Override
    public ApplicationUser currentUser() {
        return user(current.orNull());
    }

    @Override
    public void setCurrentUser(ApplicationUser user) {
        current.set(person(user));
    }

    @Override
    public Locale locale(ApplicationUser user) {
        Person person = person(user);
        return person == null ? People.LANGUAGE : person.locale();
    }

    @Override
    public boolean isLicensed(ApplicationUser user) {
        return permissions.isLicensed(person(user));
    }

    @Override
    public boolean isAdministrator(ApplicationUser user) {
        return isSystemAdministrator(user);
    }

    @Override
    public boolean isSystemAdministrator(ApplicationUser user) {
        return permissions.isSystemAdministrator(person(user));
    }

    /** Nothing to let go of: connections belong to the platform. */
    @Override
    public void close() {}

    private Person person(ApplicationUser user) {
        return people.behind(user);
    }
}
