// The table of jobs that run once for each cluster; a row's version decides which node runs it.
package org.jigit.headless.services;

import com.atlassian.scheduler.config.JobConfig;
import com.atlassian.scheduler.config.JobId;
import com.atlassian.scheduler.config.JobRunnerKey;
import com.atlassian.scheduler.config.RunMode;
import com.atlassian.scheduler.config.Schedule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.jigit.headless.database.Store;

/** Rows of {@code clusteredjob}. */
final class ClusteredJobs {

    private final Store store;

    ClusteredJobs(Store store) throws Exception {
        this.store = store;
        store.create(
                "create table if not exists clusteredjob (job_id varchar(255) primary key, runner_key varchar(255) not null,"
                        + " interval_ms bigint, first_run bigint, cron varchar(255), zone varchar(60), parameters text not null,"
                        + " next_run bigint, version bigint not null)");
    }

    /** Jobs that are due and whose runner is one of these. */
    List<ScheduledJob> due(Collection<JobRunnerKey> runners, Date now) {
        return all().stream()
                .filter(job -> job.isDue(now) && runners.contains(job.config().getJobRunnerKey()))
                .toList();
    }

    /** True for the one node that may run the job now. */
    boolean claim(ScheduledJob job, ScheduledJob after) {
        return change(
                        "update clusteredjob set next_run = ?, version = ? where job_id = ? and version = ?",
                        millis(after.nextRun()),
                        after.version(),
                        job.id().toString(),
                        job.version())
                == 1;
    }

    void put(ScheduledJob job) {
        Schedule schedule = job.config().getSchedule();
        boolean cron = schedule.getType() == Schedule.Type.CRON_EXPRESSION;
        TimeZone zone = cron ? schedule.getCronScheduleInfo().getTimeZone() : null;
        change(
                "insert into clusteredjob (job_id, runner_key, interval_ms, first_run, cron, zone, parameters, next_run, version)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                job.id().toString(),
                job.config().getJobRunnerKey().toString(),
                cron ? null : schedule.getIntervalScheduleInfo().getIntervalInMillis(),
                cron ? null : millis(schedule.getIntervalScheduleInfo().getFirstRunTime()),
                cron ? schedule.getCronScheduleInfo().getCronExpression() : null,
                zone == null ? null : zone.getID(),
                written(job.config().getParameters()),
                millis(job.nextRun()),
                job.version());
    }

    void remove(JobId id) {
        change("delete from clusteredjob where job_id = ?", id.toString());
    }

    List<ScheduledJob> all() {
        try (Connection connection = store.pool().getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select job_id, runner_key, interval_ms, first_run, cron, zone, parameters, next_run, version"
                                + " from clusteredjob order by job_id");
                ResultSet row = select.executeQuery()) {
            List<ScheduledJob> jobs = new ArrayList<>();
            while (row.next()) {
                JobConfig config = JobConfig.forJobRunnerKey(JobRunnerKey.of(row.getString(2)))
                        .withRunMode(RunMode.RUN_ONCE_PER_CLUSTER)
                        .withSchedule(schedule(row))
                        .withParameters(read(row.getString(7)));
                jobs.add(new ScheduledJob(JobId.of(row.getString(1)), config, date(row, 8), row.getLong(9)));
            }
            return jobs;
        } catch (SQLException e) {
            throw new IllegalStateException("the scheduled jobs could not be read", e);
        }
    }

    private static Schedule schedule(ResultSet row) throws SQLException {
        String cron = row.getString(5);
        if (cron != null) {
            String zone = row.getString(6);
            return Schedule.forCronExpression(cron, zone == null ? null : TimeZone.getTimeZone(zone));
        }
        return Schedule.forInterval(row.getLong(3), date(row, 4));
    }

    private static Date date(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : new Date(millis);
    }

    private static Long millis(Date date) {
        return date == null ? null : date.getTime();
    }

    private int change(String sql, Object... values) {
        try (Connection connection = store.pool().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("the scheduled jobs could not be changed", e);
        }
    }

    private static String written(Map<String, Serializable> parameters) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new HashMap<>(parameters));
        } catch (IOException e) {
            throw new IllegalStateException("the parameters of a job cannot be written", e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Serializable> read(String text) {
        try (ObjectInputStream in = new ObjectInputStream(
                new ByteArrayInputStream(Base64.getDecoder().decode(text)))) {
            return (Map<String, Serializable>) in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException("the parameters of a job cannot be read", e);
        }
    }
}
