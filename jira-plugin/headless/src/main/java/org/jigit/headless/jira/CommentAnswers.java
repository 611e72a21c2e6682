// Answers as Jira's CommentService.
package org.jigit.headless.jira;

import com.atlassian.jira.bc.issue.comment.CommentService.CommentCreateValidationResult;
import com.atlassian.jira.bc.issue.comment.CommentService.CommentParameters;
import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.issue.comments.Comment;
import com.atlassian.jira.user.ApplicationUser;
import com.atlassian.jira.util.ErrorCollection;
import com.atlassian.jira.util.SimpleErrorCollection;
import java.time.Instant;
import java.util.Date;

/** Adds comments on behalf of the user named in the call, whoever the thread works for. */
public final class CommentAnswers {

    private final People people;
    private final Issues issues;
    private final Permissions permissions;
    private final Changes changes;

    CommentAnswers(People people, Issues issues, Permissions permissions, Changes changes) {
        this.people = people;
        this.issues = issues;
        this.permissions = permissions;
        this.changes = changes;
    }

    public CommentCreateValidationResult validateCommentCreate(ApplicationUser user, CommentParameters parameters) {
        ErrorCollection errors = new SimpleErrorCollection();
        check(user, parameters.getIssue(), parameters.getBody(), errors);
        return new CommentCreateValidationResult(errors, parameters);
    }

    public Comment create(ApplicationUser user, CommentCreateValidationResult validated, boolean dispatchEvent) {
        if (!validated.isValid()) {
            throw new IllegalStateException("the comment did not pass validation: " + validated.getErrorCollection());
        }
        CommentParameters parameters = validated.parameters();
        Person author = people.behind(parameters.getAuthor() == null ? user : parameters.getAuthor());
        Date created = parameters.getCreated();
        return of(changes.comment(
                author,
                issues.withId(parameters.getIssue().getId()).orElseThrow(),
                parameters.getBody(),
                created == null ? Instant.now() : created.toInstant(),
                dispatchEvent));
    }

    /** Notes what forbids this comment. */
    void check(ApplicationUser user, Issue issue, String body, ErrorCollection errors) {
        Person person = people.behind(user);
        if (issue == null) {
            errors.addErrorMessage("A comment needs an issue.");
        } else if (!permissions.has(Permissions.BROWSE, issue.getProjectId(), person)
                || !permissions.has(Permissions.ADD_COMMENTS, issue.getProjectId(), person)) {
            errors.addErrorMessage((person == null ? "Anonymous" : person.displayName())
                    + ", you do not have the permission to comment on this issue.");
        } else if (body == null || body.isBlank()) {
            errors.addError("comment", "Comment body can not be empty!");
        } else if (body.length() > LONGEST) {
            errors.addError(
                    "comment", "The entered text is too long. It exceeds the allowed limit of 32,767 characters.");
        }
    }

    static Comment of(CommentRow comment) {
        return StandIn.of(Comment.class, new One(comment));
    }

    /** One comment as plugins see it. */
    public record One(CommentRow comment) {
        public Long getId() {
            return comment.id();
        }

        public String getBody() {
            return comment.body();
        }
    }

    /** Jira's limit for texts, unless administrators set another. */
    private static final int LONGEST = 32_767;
}
