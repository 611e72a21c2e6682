// Signature of CommentService, its parameters and result with the behaviour of values.
package com.atlassian.jira.bc.issue.comment;

import com.atlassian.jira.bc.ServiceResultImpl;
import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.issue.comments.Comment;
import com.atlassian.jira.user.ApplicationUser;
import com.atlassian.jira.util.ErrorCollection;
import java.util.Date;
import org.jigit.signature.Uncertain;

public interface CommentService {
    CommentCreateValidationResult validateCommentCreate(ApplicationUser user, CommentParameters parameters);

    Comment create(ApplicationUser user, CommentCreateValidationResult validationResult, boolean dispatchEvent);

    final class CommentCreateValidationResult extends ServiceResultImpl {
        private final CommentParameters parameters;

        @Uncertain
        public CommentCreateValidationResult(ErrorCollection errorCollection, CommentParameters parameters) {
            super(errorCollection);
            this.parameters = parameters;
        }

        /** Jira's own getter has an Option, whose class differs between its versions. */
        @Uncertain
        public CommentParameters parameters() {
            return parameters;
        }
    }

    final class CommentParameters {
        private final CommentParametersBuilder built;

        private CommentParameters(CommentParametersBuilder built) {
            this.built = built;
        }

        public static CommentParametersBuilder builder() {
            return new CommentParametersBuilder();
        }

        @Uncertain
        public Issue getIssue() {
            return built.issue;
        }

        @Uncertain
        public String getBody() {
            return built.body;
        }

        @Uncertain
        public ApplicationUser getAuthor() {
            return built.author;
        }

        @Uncertain
        public Date getCreated() {
            return built.created;
        }

        public static final class CommentParametersBuilder {
            private Issue issue;
            private String body;
            private ApplicationUser author;
            private Date created;

            public CommentParametersBuilder() {}

            public CommentParametersBuilder issue(Issue value) {
                this.issue = value;
                return this;
            }

            public CommentParametersBuilder body(String value) {
                this.body = value;
                return this;
            }

            public CommentParametersBuilder author(ApplicationUser value) {
                this.author = value;
                return this;
            }

            public CommentParametersBuilder created(Date value) {
                this.created = value;
                return this;
            }

            public CommentParameters build() {
                CommentParametersBuilder copy = new CommentParametersBuilder();
                copy.issue = issue;
                copy.body = body;
                copy.author = author;
                copy.created = created;
                return new CommentParameters(copy);
            }
        }
    }
}
