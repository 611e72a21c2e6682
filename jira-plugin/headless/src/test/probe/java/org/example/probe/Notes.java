// A bean with services of every kind: notes through Active Objects, their number through plain SQL, a job, an event.
package org.example.probe;

import com.atlassian.activeobjects.external.ActiveObjects;
import com.atlassian.event.api.EventListener;
import com.atlassian.event.api.EventPublisher;
import com.atlassian.jira.event.ProjectUpdatedEvent;
import com.atlassian.sal.api.lifecycle.LifecycleAware;
import com.atlassian.sal.api.pluginsettings.PluginSettingsFactory;
import com.atlassian.sal.api.rdbms.TransactionalExecutorFactory;
import com.atlassian.scheduler.JobRunnerResponse;
import com.atlassian.scheduler.SchedulerService;
import com.atlassian.scheduler.SchedulerServiceException;
import com.atlassian.scheduler.config.JobConfig;
import com.atlassian.scheduler.config.JobId;
import com.atlassian.scheduler.config.JobRunnerKey;
import com.atlassian.scheduler.config.RunMode;
import com.atlassian.scheduler.config.Schedule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

public class Notes implements LifecycleAware {
    private static final JobRunnerKey RUNNER = JobRunnerKey.of("probe-runner");

    private final ActiveObjects ao;
    private final TransactionalExecutorFactory sql;
    private final SchedulerService scheduler;
    private final EventPublisher events;
    private final PluginSettingsFactory settings;
    private final AtomicInteger runs = new AtomicInteger();
    private volatile String rekeyed = "";

    public Notes(
            ActiveObjects ao,
            TransactionalExecutorFactory sql,
            SchedulerService scheduler,
            EventPublisher events,
            PluginSettingsFactory settings) {
        this.ao = ao;
        this.sql = sql;
        this.scheduler = scheduler;
        this.events = events;
        this.settings = settings;
    }

    @Override
    public void onStart() {
        ao.count(Note.class);
        events.register(this);
        scheduler.registerJobRunner(RUNNER, request -> {
            runs.incrementAndGet();
            return JobRunnerResponse.success();
        });
        schedule(RunMode.RUN_LOCALLY, "probe-local");
        schedule(RunMode.RUN_ONCE_PER_CLUSTER, "probe-cluster");
    }

    private void schedule(RunMode mode, String id) {
        Date tomorrow = new Date(System.currentTimeMillis() + 86_400_000);
        try {
            scheduler.scheduleJob(
                    JobId.of(id),
                    JobConfig.forJobRunnerKey(RUNNER)
                            .withRunMode(mode)
                            .withSchedule(Schedule.forInterval(60_000, tomorrow))
                            .withParameters(Map.of("who", "probe")));
        } catch (SchedulerServiceException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void onStop() {
        scheduler.unregisterJobRunner(RUNNER);
        events.unregister(this);
        settings.createGlobalSettings().put("probe.stopped", "yes");
    }

    @EventListener
    public void projectChanged(ProjectUpdatedEvent event) {
        rekeyed = event.getOldProject().getKey() + " to " + event.getProject().getKey();
    }

    List<String> all() {
        return Arrays.stream(ao.find(Note.class)).map(Note::getText).toList();
    }

    void add(String text) {
        ao.executeInTransaction(() -> ao.create(Note.class, Map.of("TEXT", text)));
    }

    void addAndFail(String text) {
        ao.executeInTransaction(() -> {
            ao.create(Note.class, Map.of("TEXT", text));
            throw new IllegalStateException("rolled back");
        });
    }

    int countBySql(String table) {
        return sql.createReadOnly().execute(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select count(*) from \"" + table + "\"")) {
                row.next();
                return row.getInt(1);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    Map<String, Object> facts() {
        Object stopped = settings.createGlobalSettings().get("probe.stopped");
        return Map.of("runs", runs.get(), "rekeyed", rekeyed, "stopped", String.valueOf(stopped));
    }
}
