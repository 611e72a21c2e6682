// Signature of JobDetails, to compile against.
package com.atlassian.scheduler.status;

import com.atlassian.scheduler.config.JobId;
import com.atlassian.scheduler.config.Schedule;
import java.io.Serializable;
import java.util.Date;
import java.util.Map;
import org.jigit.signature.Uncertain;

public interface JobDetails {
    @Uncertain
    JobId getJobId();

    @Uncertain
    Schedule getSchedule();

    @Uncertain
    Date getNextRunTime();

    @Uncertain
    Map<String, Serializable> getParameters();
}
