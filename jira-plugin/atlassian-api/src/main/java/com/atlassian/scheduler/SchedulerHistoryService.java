// Signature of SchedulerHistoryService, to compile against.
package com.atlassian.scheduler;

import com.atlassian.scheduler.config.JobId;
import com.atlassian.scheduler.status.RunDetails;

public interface SchedulerHistoryService {
    RunDetails getLastRunForJob(JobId jobId);

    RunDetails getLastSuccessfulRunForJob(JobId jobId);
}
