// Signature of JobRunner, to compile against.
package com.atlassian.scheduler;

public interface JobRunner {
    JobRunnerResponse runJob(JobRunnerRequest jobRunnerRequest);
}
