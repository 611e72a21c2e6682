// Works on issues for somebody else, on a thread of its own, as a plugin does when a commit asks for it.
package org.example.probe;

import com.atlassian.jira.bc.JiraServiceContext;
import com.atlassian.jira.bc.JiraServiceContextImpl;
import com.atlassian.jira.bc.issue.IssueService;
import com.atlassian.jira.bc.issue.comment.CommentService;
import com.atlassian.jira.bc.issue.worklog.TimeTrackingConfiguration;
import com.atlassian.jira.bc.issue.worklog.WorklogInputParametersImpl;
import com.atlassian.jira.bc.issue.worklog.WorklogService;
import com.atlassian.jira.bc.user.search.UserSearchService;
import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.issue.IssueManager;
import com.atlassian.jira.security.JiraAuthenticationContext;
import com.atlassian.jira.user.ApplicationUser;
import com.atlassian.jira.util.thread.JiraThreadLocalUtil;
import com.atlassian.jira.workflow.IssueWorkflowManager;
import com.atlassian.mail.Email;
import com.atlassian.mail.queue.MailQueue;
import com.atlassian.mail.queue.SingleMailQueueItem;
import com.atlassian.sal.api.message.LocaleResolver;
import com.atlassian.sal.api.user.UserKey;
import com.opensymphony.workflow.loader.ActionDescriptor;
import java.util.Date;
import java.util.concurrent.FutureTask;
import org.apache.log4j.Logger;

public class Deputy {
    private final UserSearchService users;
    private final IssueManager issues;
    private final CommentService comments;
    private final WorklogService worklogs;
    private final TimeTrackingConfiguration timeTracking;
    private final IssueService transitions;
    private final IssueWorkflowManager workflow;
    private final MailQueue mail;
    private final LocaleResolver languages;
    private final JiraThreadLocalUtil threads;
    private final JiraAuthenticationContext authentication;

    public Deputy(
            UserSearchService users,
            IssueManager issues,
            CommentService comments,
            WorklogService worklogs,
            TimeTrackingConfiguration timeTracking,
            IssueService transitions,
            IssueWorkflowManager workflow,
            MailQueue mail,
            LocaleResolver languages,
            JiraThreadLocalUtil threads,
            JiraAuthenticationContext authentication) {
        this.users = users;
        this.issues = issues;
        this.comments = comments;
        this.worklogs = worklogs;
        this.timeTracking = timeTracking;
        this.transitions = transitions;
        this.workflow = workflow;
        this.mail = mail;
        this.languages = languages;
        this.threads = threads;
        this.authentication = authentication;
    }

    /** Comments, logs an hour, closes, and tells the person by mail; the answer is the subject of the mail. */
    public String close(String key, String email) throws Exception {
        FutureTask<String> work = new FutureTask<>(() -> {
            threads.preCall();
            try {
                ApplicationUser user = users.findUsersByEmail(email).iterator().next();
                authentication.setLoggedInUser(user);
                return closed(issues.getIssueObject(key), user);
            } finally {
                threads.postCall(Logger.getLogger(Deputy.class));
            }
        });
        Thread thread = new Thread(work, "deputy");
        thread.start();
        return work.get();
    }

    private String closed(Issue issue, ApplicationUser user) {
        var comment = comments.validateCommentCreate(
                user,
                CommentService.CommentParameters.builder()
                        .issue(issue)
                        .body("on the way")
                        .build());
        comments.create(user, comment, true);
        JiraServiceContext context = new JiraServiceContextImpl(user);
        var work = worklogs.validateCreate(
                context,
                WorklogInputParametersImpl.issue(issue)
                        .timeSpent(timeTracking.getHoursPerDay() + "h")
                        .startDate(new Date())
                        .comment("a whole day")
                        .build());
        worklogs.createAndAutoAdjustRemainingEstimate(context, work, true);
        ActionDescriptor close = workflow.getAvailableActions(issue, user).stream()
                .filter(action -> action.getName().equals("Close issue"))
                .findFirst()
                .orElseThrow();
        var parameters = transitions.newIssueInputParameters().setComment("there");
        var transition = transitions.validateTransition(user, issue.getId(), close.getId(), parameters);
        String status = transitions
                .transition(user, transition)
                .getIssue()
                .getStatus()
                .getName();
        String subject = issue.getKey() + " " + status + " " + languages.getLocale(new UserKey(user.getKey()));
        mail.addItem(new SingleMailQueueItem(new Email(user.getEmailAddress()).setSubject(subject)));
        return subject;
    }
}
