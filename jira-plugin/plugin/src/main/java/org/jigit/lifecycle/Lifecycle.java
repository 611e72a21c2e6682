// Starts and stops the app on this node: listeners, heartbeat, workers.
package org.jigit.lifecycle;

import com.atlassian.event.api.EventPublisher;
import com.atlassian.sal.api.lifecycle.LifecycleAware;
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
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import org.jigit.connection.NewProjects;
import org.jigit.operation.EngineSetting;
import org.jigit.operation.Monitor;
import org.jigit.project.KnownProjects;
import org.jigit.smartcommit.SmartCommitRunner;
import org.jigit.store.Database;
import org.jigit.store.Housekeeping;
import org.jigit.store.Nodes;
import org.jigit.sync.Poked;
import org.jigit.sync.SyncWorker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jira's scheduler is only the heartbeat: once a minute it wakes the workers and lets changed projects be noticed. */
public final class Lifecycle implements LifecycleAware, JobRunner {
    private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);
    private static final JobRunnerKey RUNNER = JobRunnerKey.of("org.jigit.heartbeat");
    private static final JobId JOB = JobId.of("org.jigit.heartbeat");
    private static final long MINUTE_MS = 60_000;
    private static final long HOUR_MS = 60 * MINUTE_MS;

    private final EventPublisher events;
    private final SchedulerService scheduler;
    private final Database database;
    private final KnownProjects projects;
    private final NewProjects newProjects;
    private final Housekeeping housekeeping;
    private final EngineSetting engine;
    private final WarmStart warmStart;
    private final Nodes nodes;
    private final Monitor monitor;
    private final SyncWorker worker;
    private final SmartCommitRunner smartCommits;
    private final Poked poked;
    private final AtomicLong cleanedAt = new AtomicLong();
    private boolean started;

    public Lifecycle(
            EventPublisher events,
            SchedulerService scheduler,
            Database database,
            KnownProjects projects,
            NewProjects newProjects,
            Housekeeping housekeeping,
            EngineSetting engine,
            WarmStart warmStart,
            Nodes nodes,
            Monitor monitor,
            SyncWorker worker,
            SmartCommitRunner smartCommits,
            Poked poked) {
        this.events = events;
        this.scheduler = scheduler;
        this.database = database;
        this.projects = projects;
        this.newProjects = newProjects;
        this.housekeeping = housekeeping;
        this.engine = engine;
        this.warmStart = warmStart;
        this.nodes = nodes;
        this.monitor = monitor;
        this.worker = worker;
        this.smartCommits = smartCommits;
        this.poked = poked;
    }

    @Override
    public synchronized void onStart() {
        if (started) {
            return;
        }
        database.open();
        events.register(projects);
        scheduler.registerJobRunner(RUNNER, this);
        try {
            scheduler.scheduleJob(
                    JOB,
                    JobConfig.forJobRunnerKey(RUNNER)
                            .withRunMode(RunMode.RUN_LOCALLY)
                            .withSchedule(
                                    Schedule.forInterval(MINUTE_MS, new Date(System.currentTimeMillis() + MINUTE_MS))));
        } catch (SchedulerServiceException e) {
            LOG.warn("there is no heartbeat: changes of projects on other nodes are noticed late", e);
        }
        engine.follow();
        warmStart.start();
        nodes.seen();
        monitor.start();
        worker.start();
        smartCommits.start();
        started = true;
    }

    @Override
    public synchronized void onStop() {
        if (!started) {
            return;
        }
        started = false;
        scheduler.unscheduleJob(JOB);
        scheduler.unregisterJobRunner(RUNNER);
        events.unregister(projects);
        monitor.stop();
        try {
            warmStart.stop();
            smartCommits.stop();
            worker.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public JobRunnerResponse runJob(JobRunnerRequest request) {
        engine.follow();
        if (!worker.readsMuchForTheFirstTime()) {
            warmStart.look();
        }
        nodes.seen();
        projects.refresh();
        newProjects.look();
        poked.now();
        smartCommits.giveUpInterrupted();
        long now = System.currentTimeMillis();
        long last = cleanedAt.get();
        if (now - last > HOUR_MS && cleanedAt.compareAndSet(last, now)) {
            housekeeping.run();
            nodes.cleaned();
        }
        return JobRunnerResponse.success();
    }
}
