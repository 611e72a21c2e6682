// A job that is scheduled, and when it runs next.
package org.jigit.headless.services;

import com.atlassian.scheduler.SchedulerServiceException;
import com.atlassian.scheduler.config.CronScheduleInfo;
import com.atlassian.scheduler.config.IntervalScheduleInfo;
import com.atlassian.scheduler.config.JobConfig;
import com.atlassian.scheduler.config.JobId;
import com.atlassian.scheduler.config.JobRunnerKey;
import com.atlassian.scheduler.config.RunMode;
import com.atlassian.scheduler.config.Schedule;
import com.atlassian.scheduler.status.JobDetails;
import java.io.Serializable;
import java.text.ParseException;
import java.util.Date;
import java.util.Map;
import java.util.TimeZone;
import org.jigit.headless.jira.StandIn;
import org.quartz.CronExpression;

/**
 * A scheduled job. The next run is null when there is none; the version is that of its row, for jobs of the cluster.
 */
record ScheduledJob(JobId id, JobConfig config, Date nextRun, long version) {

    /** A new job. Its parameters must be of JDK classes: another node may have another version of the plugin. */
    static ScheduledJob first(JobId id, JobConfig config, Date now) throws SchedulerServiceException {
        for (Serializable value : config.getParameters().values()) {
            if (value.getClass().getClassLoader() != null) {
                throw new SchedulerServiceException("a job parameter must be of a JDK class, not "
                        + value.getClass().getName());
            }
        }
        return new ScheduledJob(id, config, next(config.getSchedule(), null, now), 1);
    }

    boolean isDue(Date now) {
        return nextRun != null && !nextRun.after(now);
    }

    /** The job once it has run at this time. */
    ScheduledJob after(Date run) {
        try {
            return new ScheduledJob(id, config, next(config.getSchedule(), run, run), version + 1);
        } catch (SchedulerServiceException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The next run of a schedule, or null; the last run is null before the first. */
    static Date next(Schedule schedule, Date last, Date now) throws SchedulerServiceException {
        if (schedule.getType() == Schedule.Type.CRON_EXPRESSION) {
            return nextOf(schedule.getCronScheduleInfo(), now);
        }
        IntervalScheduleInfo interval = schedule.getIntervalScheduleInfo();
        if (last == null) {
            return interval.getFirstRunTime() == null ? now : interval.getFirstRunTime();
        }
        return interval.getIntervalInMillis() == 0 ? null : new Date(last.getTime() + interval.getIntervalInMillis());
    }

    private static Date nextOf(CronScheduleInfo cron, Date now) throws SchedulerServiceException {
        try {
            CronExpression expression = new CronExpression(cron.getCronExpression());
            expression.setTimeZone(cron.getTimeZone() == null ? TimeZone.getDefault() : cron.getTimeZone());
            return expression.getNextValidTimeAfter(now);
        } catch (ParseException e) {
            throw new SchedulerServiceException("not a cron expression: " + cron.getCronExpression(), e);
        }
    }

    /** Jira's interface, answered for this job. */
    JobDetails details(boolean runnable) {
        return StandIn.of(JobDetails.class, new Details(this, runnable));
    }

    /** Answers as Jira's JobDetails. */
    public static final class Details {
        private final ScheduledJob job;
        private final boolean runnable;

        Details(ScheduledJob job, boolean runnable) {
            this.job = job;
            this.runnable = runnable;
        }

        public JobId getJobId() {
            return job.id;
        }

        public JobRunnerKey getJobRunnerKey() {
            return job.config.getJobRunnerKey();
        }

        public RunMode getRunMode() {
            return job.config.getRunMode();
        }

        public Schedule getSchedule() {
            return job.config.getSchedule();
        }

        public Date getNextRunTime() {
            return job.nextRun;
        }

        public Map<String, Serializable> getParameters() {
            return job.config.getParameters();
        }

        public boolean isRunnable() {
            return runnable;
        }
    }
}
