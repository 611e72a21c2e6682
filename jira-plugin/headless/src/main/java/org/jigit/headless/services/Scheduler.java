// Jira's scheduler: local jobs in memory, jobs that run once for each cluster in a table, both polled.
package org.jigit.headless.services;

import com.atlassian.scheduler.JobRunner;
import com.atlassian.scheduler.JobRunnerRequest;
import com.atlassian.scheduler.JobRunnerResponse;
import com.atlassian.scheduler.SchedulerService;
import com.atlassian.scheduler.SchedulerServiceException;
import com.atlassian.scheduler.config.JobConfig;
import com.atlassian.scheduler.config.JobId;
import com.atlassian.scheduler.config.JobRunnerKey;
import com.atlassian.scheduler.config.RunMode;
import com.atlassian.scheduler.config.Schedule;
import com.atlassian.scheduler.status.JobDetails;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jigit.headless.database.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a job only where its runner is registered, and never twice at once on one node. */
public final class Scheduler implements SchedulerService, AutoCloseable {

    private final Map<JobRunnerKey, JobRunner> runners = new ConcurrentHashMap<>();
    private final Map<JobId, ScheduledJob> local = new ConcurrentHashMap<>();
    private final Set<JobId> running = ConcurrentHashMap.newKeySet();
    private final ClusteredJobs clustered;
    private final ScheduledExecutorService poller =
            Executors.newSingleThreadScheduledExecutor(Threads.named("scheduler"));
    private final ExecutorService workers = Executors.newFixedThreadPool(4, Threads.named("scheduler-worker"));

    /** Makes the table when it is not there. */
    public Scheduler(Store store) throws Exception {
        clustered = new ClusteredJobs(store);
    }

    /** Begins to run jobs. */
    public void start() {
        poller.scheduleWithFixedDelay(this::poll, POLL, POLL, TimeUnit.MILLISECONDS);
    }

    private void poll() {
        try {
            Date now = new Date();
            for (ScheduledJob job : local.values()) {
                if (job.isDue(now)
                        && runners.containsKey(job.config().getJobRunnerKey())
                        && !running.contains(job.id())) {
                    local.replace(job.id(), job, job.after(now));
                    workers.execute(() -> run(job));
                }
            }
            for (ScheduledJob job : clustered.due(runners.keySet(), now)) {
                if (!running.contains(job.id()) && clustered.claim(job, job.after(now))) {
                    workers.execute(() -> run(job));
                }
            }
        } catch (RuntimeException e) {
            LOG.error("the scheduler could not look for jobs", e);
        }
    }

    private String run(ScheduledJob job) {
        JobRunner runner = runners.get(job.config().getJobRunnerKey());
        if (runner == null || !running.add(job.id())) {
            return "not run";
        }
        try {
            JobRunnerResponse response = runner.runJob(new Request(job));
            return response == null ? "SUCCESS" : response.getRunOutcome().name();
        } catch (RuntimeException | LinkageError e) {
            LOG.error("the job {} failed", job.id(), e);
            return "FAILED: " + e;
        } finally {
            running.remove(job.id());
        }
    }

    /** Runs every job whose runner is registered here, due or not, and waits; the outcomes by job. */
    public Map<String, String> runAll() {
        List<ScheduledJob> jobs = new ArrayList<>(local.values());
        jobs.addAll(clustered.all());
        Map<String, String> outcomes = new LinkedHashMap<>();
        for (ScheduledJob job : jobs) {
            if (runners.containsKey(job.config().getJobRunnerKey())) {
                outcomes.put(job.id().toString(), run(job));
            }
        }
        return outcomes;
    }

    @Override
    public void registerJobRunner(JobRunnerKey jobRunnerKey, JobRunner jobRunner) {
        runners.put(jobRunnerKey, jobRunner);
    }

    @Override
    public void unregisterJobRunner(JobRunnerKey jobRunnerKey) {
        runners.remove(jobRunnerKey);
    }

    @Override
    public Set<JobRunnerKey> getRegisteredJobRunnerKeys() {
        return Set.copyOf(runners.keySet());
    }

    @Override
    public Set<JobRunnerKey> getJobRunnerKeysForAllScheduledJobs() {
        return everyJob().stream().map(job -> job.config().getJobRunnerKey()).collect(Collectors.toSet());
    }

    @Override
    public void scheduleJob(JobId jobId, JobConfig jobConfig) throws SchedulerServiceException {
        ScheduledJob job = ScheduledJob.first(jobId, jobConfig, new Date());
        unscheduleJob(jobId);
        if (jobConfig.getRunMode() == RunMode.RUN_LOCALLY) {
            local.put(jobId, job);
        } else {
            clustered.put(job);
        }
    }

    @Override
    public JobId scheduleJobWithGeneratedId(JobConfig jobConfig) throws SchedulerServiceException {
        JobId id = JobId.of(UUID.randomUUID().toString());
        scheduleJob(id, jobConfig);
        return id;
    }

    @Override
    public void unscheduleJob(JobId jobId) {
        local.remove(jobId);
        clustered.remove(jobId);
    }

    @Override
    public Date calculateNextRunTime(Schedule schedule) throws SchedulerServiceException {
        return ScheduledJob.next(schedule, null, new Date());
    }

    @Override
    public JobDetails getJobDetails(JobId jobId) {
        return everyJob().stream()
                .filter(job -> job.id().equals(jobId))
                .findFirst()
                .map(job -> job.details(runners.containsKey(job.config().getJobRunnerKey())))
                .orElse(null);
    }

    @Override
    public List<JobDetails> getJobsByJobRunnerKey(JobRunnerKey jobRunnerKey) {
        return getJobsByJobRunnerKeys(List.of(jobRunnerKey));
    }

    @Override
    public List<JobDetails> getJobsByJobRunnerKeys(List<JobRunnerKey> jobRunnerKeys) {
        return everyJob().stream()
                .filter(job -> jobRunnerKeys.contains(job.config().getJobRunnerKey()))
                .map(job -> job.details(runners.containsKey(job.config().getJobRunnerKey())))
                .toList();
    }

    private List<ScheduledJob> everyJob() {
        List<ScheduledJob> jobs = new ArrayList<>(local.values());
        jobs.addAll(clustered.all());
        return jobs;
    }

    @Override
    public void close() throws InterruptedException {
        poller.shutdownNow();
        workers.shutdownNow();
        workers.awaitTermination(1, TimeUnit.SECONDS);
    }

    private record Request(ScheduledJob job, Date startTime) implements JobRunnerRequest {
        Request(ScheduledJob job) {
            this(job, new Date());
        }

        @Override
        public Date getStartTime() {
            return startTime;
        }

        @Override
        public JobId getJobId() {
            return job.id();
        }

        @Override
        public JobConfig getJobConfig() {
            return job.config();
        }

        @Override
        public boolean isCancellationRequested() {
            return Thread.currentThread().isInterrupted();
        }
    }

    private static final long POLL = 500;
    private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);
}
