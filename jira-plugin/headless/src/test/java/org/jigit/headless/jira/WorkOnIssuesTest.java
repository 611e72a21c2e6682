// Tests what plugins do on behalf of a user: comment, log work, execute transitions; and how they find the user and
// write to
// somebody.
package org.jigit.headless.jira;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.atlassian.jira.bc.JiraServiceContext;
import com.atlassian.jira.bc.JiraServiceContextImpl;
import com.atlassian.jira.bc.issue.IssueService;
import com.atlassian.jira.bc.issue.IssueService.IssueResult;
import com.atlassian.jira.bc.issue.IssueService.TransitionValidationResult;
import com.atlassian.jira.bc.issue.comment.CommentService;
import com.atlassian.jira.bc.issue.comment.CommentService.CommentCreateValidationResult;
import com.atlassian.jira.bc.issue.comment.CommentService.CommentParameters;
import com.atlassian.jira.bc.issue.worklog.TimeTrackingConfiguration;
import com.atlassian.jira.bc.issue.worklog.WorklogInputParametersImpl;
import com.atlassian.jira.bc.issue.worklog.WorklogResult;
import com.atlassian.jira.bc.issue.worklog.WorklogService;
import com.atlassian.jira.bc.user.search.UserSearchService;
import com.atlassian.jira.event.issue.IssueEvent;
import com.atlassian.jira.event.type.EventType;
import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.issue.IssueManager;
import com.atlassian.jira.security.JiraAuthenticationContext;
import com.atlassian.jira.user.ApplicationUser;
import com.atlassian.jira.util.ErrorCollection;
import com.atlassian.jira.util.thread.JiraThreadLocalUtil;
import com.atlassian.jira.workflow.IssueWorkflowManager;
import com.atlassian.mail.Email;
import com.atlassian.mail.queue.MailQueue;
import com.atlassian.mail.queue.SingleMailQueueItem;
import com.atlassian.sal.api.user.UserKey;
import com.opensymphony.workflow.loader.ActionDescriptor;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import org.apache.log4j.Logger;
import org.jigit.headless.services.Languages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkOnIssuesTest {

    private static final Instant COMMITTED = Instant.parse("2026-03-04T05:06:07Z");

    private final SmallPlatform platform = new SmallPlatform(false);
    private JiraModel jira;
    private Issue toDo;
    private Issue inProgress;
    private Issue inReview;

    @BeforeEach
    void start() throws Exception {
        jira = new JiraModel(platform);
        toDo = issue("PAY-3");
        inProgress = issue("PAY-1");
        inReview = issue("PAY-2");
        platform.published.clear();
    }

    @AfterEach
    void stop() {
        jira.close();
        platform.close();
    }

    @Test
    void a_comment_is_added_and_told() {
        comment(user("dev1"), toDo, "Rates move on Monday", true);
        CommentRow comment = onlyComment(toDo);
        assertEquals("Rates move on Monday", comment.body());
        assertEquals("dev1", comment.authorKey());
        assertTrue(issue("PAY-3").getUpdated().after(toDo.getUpdated()), "the issue counts as changed");
        assertEquals(EventType.ISSUE_COMMENTED_ID, onlyEvent().getEventTypeId());
        assertEquals("Rates move on Monday", onlyEvent().getComment().getBody());
        assertEquals(user("dev1"), onlyEvent().getUser());
    }

    @Test
    void a_comment_can_be_of_another_time_and_untold() {
        CommentService comments = service(CommentService.class);
        CommentParameters parameters = CommentParameters.builder()
                .issue(toDo)
                .body("late")
                .author(user("dev1"))
                .created(Date.from(COMMITTED))
                .build();
        comments.create(user("dev1"), comments.validateCommentCreate(user("dev1"), parameters), false);
        assertEquals(COMMITTED, onlyComment(toDo).created());
        assertEquals(List.of(), platform.published);
    }

    @Test
    void a_comment_needs_both_permissions_and_words() {
        for (String nobody : new String[] {"dev2", "outsider", null}) {
            ErrorCollection errors = refusedComment(user(nobody), toDo, "words");
            assertEquals(1, errors.getErrorMessages().size(), nobody);
        }
        revoke(Permissions.BROWSE, "dev1");
        assertEquals(
                List.of("Developer One, you do not have the permission to comment on this issue."),
                List.copyOf(refusedComment(user("dev1"), toDo, "words").getErrorMessages()));
        assertEquals(
                Map.of("comment", "Comment body can not be empty!"),
                refusedComment(user("admin"), toDo, " ").getErrors());
        assertTrue(refusedComment(user("admin"), toDo, "x".repeat(32_768))
                .getErrors()
                .get("comment")
                .contains("too long"));
        assertTrue(
                refusedComment(user("admin"), null, "words").getErrorMessages().contains("A comment needs an issue."));
        assertEquals(List.of(), jira.comments().of(toDo.getId()));
    }

    @Test
    void work_is_logged_and_told() {
        assertNotNull(log(context("dev1"), "1h 30m"));
        WorklogRow worklog = jira.worklogs().of(toDo.getId()).get(0);
        assertEquals(5_400, worklog.seconds());
        assertEquals(COMMITTED, worklog.started());
        assertEquals("moved the rates", worklog.comment());
        assertEquals("dev1", worklog.authorKey());
        assertEquals(EventType.ISSUE_WORKLOGGED_ID, onlyEvent().getEventTypeId());
        assertEquals(5_400L, onlyEvent().getWorklog().getTimeSpent());
        assertEquals(
                "Time Spent: 0 -> 5400",
                jira.history().of(toDo.getId()).stream()
                        .map(change -> change.field() + ": " + change.before() + " -> " + change.after())
                        .reduce("", String::concat));
    }

    @Test
    void a_duration_counts_working_time() {
        Map<String, Long> seconds = Map.of("90m", 5_400L, "1d", 28_800L, "1w", 144_000L, "1.5h", 5_400L, "15", 900L);
        seconds.forEach((text, expected) ->
                assertEquals(expected, jira.timeTracking().seconds(text).orElseThrow(), text));
        jira.timeTracking().configure(true, new BigDecimal("7.5"), new BigDecimal("4"));
        TimeTrackingConfiguration configuration = service(TimeTrackingConfiguration.class);
        assertEquals(new BigDecimal("7.5"), configuration.getHoursPerDay());
        assertEquals(new BigDecimal("4"), configuration.getDaysPerWeek());
        assertEquals(27_000, jira.timeTracking().seconds("1d").orElseThrow());
        assertEquals("1w 1d 30m", jira.timeTracking().duration(5 * 27_000 + 1_800));
    }

    @Test
    void work_is_refused_without_permission_or_time_tracking_or_sense() {
        for (String nobody : new String[] {"dev2", "outsider", null}) {
            assertRefused(context(nobody), "1h", "do not have the permission to log work");
        }
        assertRefused(context("dev1"), "soon", "Invalid time duration entered.");
        assertRefused(context("dev1"), "0m", "can not be zero");
        assertRefused(context("dev1"), null, "You must indicate the time spent working.");
        jira.timeTracking().configure(false, BigDecimal.TEN, BigDecimal.ONE);
        assertFalse(service(TimeTrackingConfiguration.class).enabled());
        assertRefused(context("dev1"), "1h", "Time tracking is not enabled.");
        JiraServiceContext context = context("dev1");
        assertNull(service(WorklogService.class).createAndAutoAdjustRemainingEstimate(context, null, true));
        assertTrue(context.getErrorCollection().hasAnyErrors());
        assertEquals(List.of(), jira.worklogs().of(toDo.getId()));
    }

    @Test
    void which_transitions_there_are_depends_on_status_and_person() {
        assertEquals(List.of("Start progress", "Start review", "Close", "Close as duplicate"), actions("dev1", toDo));
        assertEquals(
                List.of("Start review", "Stop progress", "Resolve issue", "Close issue"), actions("dev1", inProgress));
        assertEquals(
                List.of("Resolve issue", "Close issue", "Close as duplicate", "Reject"), actions("dev1", inReview));
        assertEquals(List.of("Reopen issue"), actions("dev1", issue("PAY-6")));
        assertEquals(List.of(), actions("dev2", toDo));
        revoke(Permissions.TRANSITION_ISSUES, "dev1");
        assertEquals(List.of(), actions("dev1", toDo));
    }

    @Test
    void a_transition_changes_the_status_and_takes_its_comment_along() {
        IssueResult result = execute("dev1", inProgress, "Close issue", "done at last");
        assertTrue(result.isValid());
        assertEquals("Done", result.getIssue().getStatus().getName());
        assertEquals("Done", issue("PAY-1").getStatus().getName());
        assertEquals("done at last", onlyComment(inProgress).body());
        History.Change change = jira.history().of(inProgress.getId()).get(0);
        assertEquals(
                "dev1: In Progress -> Done", change.authorKey() + ": " + change.before() + " -> " + change.after());
        assertEquals(EventType.ISSUE_GENERICEVENT_ID, onlyEvent().getEventTypeId());
        assertEquals("done at last", onlyEvent().getComment().getBody());
    }

    @Test
    void without_a_screen_the_comment_is_dropped_as_in_jira() {
        ActionDescriptor start = action("dev1", toDo, "Start progress");
        assertNull(start.getView(), "no screen");
        assertNotNull(action("dev1", toDo, "Close").getView(), "a screen");
        assertTrue(execute("dev1", toDo, "Start progress", "begun").isValid());
        assertEquals("In Progress", issue("PAY-3").getStatus().getName());
        assertEquals(List.of(), jira.comments().of(toDo.getId()));
    }

    @Test
    void a_transition_is_refused_without_what_its_screen_requires() {
        TransitionValidationResult refused = validate("dev1", inReview, "Reject", null);
        assertFalse(refused.isValid());
        assertEquals(
                Map.of("customfield_10010", "Cause is required."),
                refused.getErrorCollection().getErrors());
        assertThrows(
                IllegalStateException.class, () -> service(IssueService.class).transition(user("dev1"), refused));
        assertEquals("In Review", issue("PAY-2").getStatus().getName());
    }

    @Test
    void a_transition_is_refused_without_permission_or_out_of_the_wrong_status() {
        int close = action("dev1", inProgress, "Close issue").getId();
        assertTrue(errors("dev2", inProgress.getId(), close).contains("not valid for the current state"));
        assertTrue(errors("dev1", toDo.getId(), close).contains("not valid for the current state"));
        assertTrue(errors("dev1", toDo.getId(), 999).contains("'999' does not exist"));
        assertTrue(errors("dev1", -1L, close).contains("Issue Does Not Exist"));
        revoke(Permissions.ADD_COMMENTS, "dev1");
        assertFalse(
                validate("dev1", inProgress, "Close issue", "may not say so").isValid());
        assertTrue(validate("dev1", inProgress, "Close issue", null).isValid());
    }

    @Test
    void of_two_who_close_at_once_the_second_is_told() {
        TransitionValidationResult mine = validate("dev1", inProgress, "Close issue", "mine");
        TransitionValidationResult yours = validate("admin", inProgress, "Close issue", "yours");
        assertTrue(service(IssueService.class).transition(user("dev1"), mine).isValid());
        IssueResult second = service(IssueService.class).transition(user("admin"), yours);
        assertFalse(second.isValid());
        assertTrue(second.getErrorCollection().getErrorMessages().toString().contains("not valid for the current"));
        assertEquals("mine", onlyComment(inProgress).body());
    }

    @Test
    void issues_are_found_only_by_people_who_may_see_them() {
        IssueService service = service(IssueService.class);
        assertEquals("PAY-1", service.getIssue(user("dev2"), "PAY-1").getIssue().getKey());
        assertEquals(
                "PAY-1",
                service.getIssue(user("dev2"), inProgress.getId()).getIssue().getKey());
        assertFalse(service.getIssue(user("outsider"), "PAY-1").isValid());
        assertFalse(service.getIssue(user("dev1"), "PAY-999").isValid());
        assertNull(service.getIssue(user("outsider"), "PAY-1").getIssue());
    }

    @Test
    void users_are_found_by_mail_whatever_its_case_and_though_they_left() {
        save("twin", "Dev1@Example.com", true);
        save("gone", "dev1@example.com", false);
        assertEquals(List.of("dev1 active", "gone inactive", "twin active"), byMail("DEV1@example.com"));
        assertEquals(List.of(), byMail("nobody@example.com"));
        assertNull(jira.authenticate("gone", "gone"), "who left cannot log in");
        assertEquals("twin", jira.authenticate("twin", "twin").getName());
        save("gone", "gone@example.com", true);
        assertEquals(List.of("gone active"), byMail("gone@example.com"));
    }

    @Test
    void a_user_may_browse_and_nothing_else() {
        save("guest", "guest@example.com", true);
        jira.permissions().grant(Permissions.BROWSE, toDo.getProjectId(), person("guest"));
        assertTrue(service(IssueService.class).getIssue(user("guest"), "PAY-3").isValid());
        refusedComment(user("guest"), toDo, "words");
        assertRefused(context("guest"), "1h", "do not have the permission to log work");
        assertEquals(List.of(), actions("guest", toDo));
    }

    @Test
    void a_user_who_left_may_do_nothing() {
        jira.people().save("dev1", "Developer One", "dev1@example.com", false, null);
        refusedComment(user("dev1"), toDo, "words");
        assertEquals(List.of(), actions("dev1", toDo));
    }

    @Test
    void mail_is_kept_for_the_test_to_read() {
        Email mail = new Email("dev1@example.com")
                .setSubject("Your commit")
                .setBody("<p>PAY-1</p>")
                .setMimeType("text/html");
        service(MailQueue.class).addItem(new SingleMailQueueItem(mail));
        assertEquals(
                List.of(new Mails.Mail("dev1@example.com", "Your commit", "<p>PAY-1</p>", "text/html")),
                jira.mails().all());
        jira.mails().clear();
        assertEquals(List.of(), jira.mails().all());
    }

    @Test
    void everybody_reads_english_until_they_choose() {
        Languages languages = new Languages(jira);
        assertEquals(Locale.US, languages.getLocale(new UserKey("dev1")));
        jira.people().save("dev1", "Developer One", "dev1@example.com", true, Locale.GERMANY);
        assertEquals(Locale.GERMANY, languages.getLocale(new UserKey("dev1")));
        assertEquals(Locale.US, languages.getLocale(new UserKey("nobody")));
        assertEquals(Locale.US, languages.getApplicationLocale());
        jira.setCurrentUser(user("dev1"));
        assertEquals(Locale.GERMANY, languages.getLocale());
        assertEquals(Locale.GERMANY, service(JiraAuthenticationContext.class).getLocale());
        jira.setCurrentUser(null);
    }

    @Test
    void a_plugins_own_thread_works_as_a_user_and_leaves_nobody_behind() throws Exception {
        JiraThreadLocalUtil threads = service(JiraThreadLocalUtil.class);
        JiraAuthenticationContext authentication = service(JiraAuthenticationContext.class);
        var thread = Executors.newSingleThreadExecutor();
        try {
            ApplicationUser during = thread.submit(() -> {
                        threads.preCall();
                        try {
                            authentication.setLoggedInUser(user("dev1"));
                            comment(authentication.getLoggedInUser(), toDo, "from afar", true);
                            return authentication.getLoggedInUser();
                        } finally {
                            threads.postCall(Logger.getLogger(WorkOnIssuesTest.class));
                        }
                    })
                    .get();
            assertEquals(user("dev1"), during);
            assertNull(thread.submit(authentication::getLoggedInUser).get());
        } finally {
            thread.shutdownNow();
        }
        assertEquals("dev1", onlyComment(toDo).authorKey());
    }

    @Test
    void the_user_of_the_call_counts_and_not_the_one_of_the_thread() {
        service(JiraAuthenticationContext.class).setLoggedInUser(user("outsider"));
        comment(user("dev1"), toDo, "on behalf", true);
        assertNotNull(log(context("dev1"), "1h"));
        assertTrue(execute("dev1", toDo, "Close", null).isValid());
        assertEquals("dev1", onlyComment(toDo).authorKey());
        assertEquals(user("outsider"), jira.currentUser());
        service(JiraAuthenticationContext.class).clearLoggedInUser();
        service(JiraAuthenticationContext.class).setLoggedInUser(user("dev1"));
        refusedComment(user("outsider"), toDo, "in vain");
        service(JiraAuthenticationContext.class).clearLoggedInUser();
    }

    private void comment(ApplicationUser user, Issue issue, String body, boolean told) {
        CommentService comments = service(CommentService.class);
        CommentCreateValidationResult validated = comments.validateCommentCreate(
                user, CommentParameters.builder().issue(issue).body(body).build());
        assertTrue(validated.isValid(), validated.getErrorCollection().toString());
        assertEquals(body, comments.create(user, validated, told).getBody());
    }

    private ErrorCollection refusedComment(ApplicationUser user, Issue issue, String body) {
        CommentService comments = service(CommentService.class);
        CommentCreateValidationResult refused = comments.validateCommentCreate(
                user, CommentParameters.builder().issue(issue).body(body).build());
        assertFalse(refused.isValid());
        assertThrows(IllegalStateException.class, () -> comments.create(user, refused, true));
        return refused.getErrorCollection();
    }

    private JiraServiceContext context(String name) {
        return new JiraServiceContextImpl(user(name));
    }

    private WorklogResult validated(JiraServiceContext context, String timeSpent) {
        return service(WorklogService.class)
                .validateCreate(
                        context,
                        WorklogInputParametersImpl.issue(toDo)
                                .timeSpent(timeSpent)
                                .startDate(Date.from(COMMITTED))
                                .comment("moved the rates")
                                .build());
    }

    private Object log(JiraServiceContext context, String timeSpent) {
        WorklogResult validated = validated(context, timeSpent);
        assertFalse(
                context.getErrorCollection().hasAnyErrors(),
                context.getErrorCollection().toString());
        return service(WorklogService.class).createAndAutoAdjustRemainingEstimate(context, validated, true);
    }

    private void assertRefused(JiraServiceContext context, String timeSpent, String why) {
        assertNull(validated(context, timeSpent));
        assertTrue(
                context.getErrorCollection().toString().contains(why),
                context.getErrorCollection().toString());
    }

    private List<String> actions(String user, Issue issue) {
        return service(IssueWorkflowManager.class).getAvailableActions(issue, user(user)).stream()
                .map(ActionDescriptor::getName)
                .toList();
    }

    private ActionDescriptor action(String user, Issue issue, String name) {
        return service(IssueWorkflowManager.class).getAvailableActions(issue, user(user)).stream()
                .filter(action -> action.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private TransitionValidationResult validate(String user, Issue issue, String name, String comment) {
        IssueService service = service(IssueService.class);
        return service.validateTransition(
                user(user),
                issue.getId(),
                action(user, issue, name).getId(),
                service.newIssueInputParameters().setComment(comment));
    }

    private IssueResult execute(String user, Issue issue, String name, String comment) {
        TransitionValidationResult validated = validate(user, issue, name, comment);
        assertTrue(validated.isValid(), validated.getErrorCollection().toString());
        return service(IssueService.class).transition(user(user), validated);
    }

    private String errors(String user, Long issueId, int action) {
        IssueService service = service(IssueService.class);
        return service.validateTransition(user(user), issueId, action, service.newIssueInputParameters())
                .getErrorCollection()
                .toString();
    }

    private List<String> byMail(String mail) {
        List<String> found = new ArrayList<>();
        service(UserSearchService.class)
                .findUsersByEmail(mail)
                .forEach(user -> found.add(user.getName() + (user.isActive() ? " active" : " inactive")));
        return found;
    }

    private CommentRow onlyComment(Issue issue) {
        List<CommentRow> comments = jira.comments().of(issue.getId());
        assertEquals(1, comments.size());
        return comments.get(0);
    }

    /** Published in a bundle and alone. */
    private IssueEvent onlyEvent() {
        assertEquals(2, platform.published.size());
        return assertInstanceOf(IssueEvent.class, platform.published.get(1));
    }

    private void save(String name, String mail, boolean active) {
        jira.people().save(name, name, mail, active, null);
    }

    private void revoke(String permission, String name) {
        jira.permissions().revoke(permission, toDo.getProjectId(), person(name));
    }

    private Issue issue(String key) {
        return service(IssueManager.class).getIssueObject(key);
    }

    private Person person(String name) {
        return jira.people().named(name).orElseThrow();
    }

    private ApplicationUser user(String name) {
        return jira.userByName(name);
    }

    private <T> T service(Class<T> type) {
        return type.cast(jira.services().get(type));
    }
}
