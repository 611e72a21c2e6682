// Signature of WorklogInputParametersImpl, with the behaviour of a value.
package com.atlassian.jira.bc.issue.worklog;

import com.atlassian.jira.issue.Issue;
import java.util.Date;
import org.jigit.signature.Uncertain;

public class WorklogInputParametersImpl implements WorklogInputParameters {
    private final Issue issue;
    private final String timeSpent;
    private final Date startDate;
    private final String comment;

    private WorklogInputParametersImpl(Builder built) {
        this.issue = built.issue;
        this.timeSpent = built.timeSpent;
        this.startDate = built.startDate;
        this.comment = built.comment;
    }

    public static Builder builder() {
        return new Builder();
    }

    public static Builder issue(Issue issue) {
        return builder().issue(issue);
    }

    @Override
    @Uncertain
    public Issue getIssue() {
        return issue;
    }

    @Override
    @Uncertain
    public String getTimeSpent() {
        return timeSpent;
    }

    @Override
    @Uncertain
    public Date getStartDate() {
        return startDate;
    }

    @Override
    @Uncertain
    public String getComment() {
        return comment;
    }

    public static class Builder {
        private Issue issue;
        private String timeSpent;
        private Date startDate;
        private String comment;

        private Builder() {}

        public Builder issue(Issue value) {
            this.issue = value;
            return this;
        }

        public Builder timeSpent(String value) {
            this.timeSpent = value;
            return this;
        }

        public Builder startDate(Date value) {
            this.startDate = value;
            return this;
        }

        public Builder comment(String value) {
            this.comment = value;
            return this;
        }

        public WorklogInputParameters build() {
            return new WorklogInputParametersImpl(this);
        }
    }
}
