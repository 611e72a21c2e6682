// Two nodes on one database: locks, jobs that run once, messages.
package org.jigit.headless.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.atlassian.beehive.ClusterLock;
import com.atlassian.jira.cluster.ClusterMessageConsumer;
import com.atlassian.scheduler.JobRunnerResponse;
import com.atlassian.scheduler.SchedulerServiceException;
import com.atlassian.scheduler.config.JobConfig;
import com.atlassian.scheduler.config.JobId;
import com.atlassian.scheduler.config.JobRunnerKey;
import com.atlassian.scheduler.config.RunMode;
import com.atlassian.scheduler.config.Schedule;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jigit.headless.database.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterTest {
    @TempDir
    Path home;

    private Store store;

    @BeforeEach
    void open() {
        store = Store.h2(home);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private ClusterLocks locks(String node, int leaseMillis) throws Exception {
        return new ClusterLocks(store, node, Duration.ofMillis(leaseMillis));
    }

    @Test
    void increments_under_a_lock_are_never_lost() throws Exception {
        int[] counter = {0};
        try (ClusterLocks one = locks("one", 5000);
                ClusterLocks two = locks("two", 5000)) {
            ExecutorService threads = Executors.newFixedThreadPool(4);
            List<Future<?>> all = List.of(one, two, one, two).stream()
                    .<Future<?>>map(node -> threads.submit(() -> {
                        for (int i = 0; i < 10; i++) {
                            ClusterLock lock = node.getLockForName("counter");
                            lock.lock();
                            try {
                                int seen = counter[0];
                                Thread.yield();
                                counter[0] = seen + 1;
                            } finally {
                                lock.unlock();
                            }
                        }
                    }))
                    .toList();
            for (Future<?> each : all) {
                each.get(30, TimeUnit.SECONDS);
            }
            threads.shutdown();
        }
        assertEquals(40, counter[0]);
    }

    @Test
    void a_lock_is_reentrant_and_belongs_to_its_thread() throws Exception {
        try (ClusterLocks one = locks("one", 5000);
                ClusterLocks two = locks("two", 5000)) {
            ClusterLock lock = one.getLockForName("a");
            assertTrue(lock.tryLock());
            assertTrue(lock.tryLock());
            lock.unlock();
            assertTrue(lock.isHeldByCurrentThread());
            assertFalse(two.getLockForName("a").tryLock(), "still held by the first node");
            lock.unlock();
            assertTrue(two.getLockForName("a").tryLock(1, TimeUnit.SECONDS));
            assertThrows(IllegalMonitorStateException.class, lock::unlock);
        }
    }

    @Test
    void the_lock_of_a_dead_node_goes_when_its_lease_ends_and_not_before() throws Exception {
        try (ClusterLocks two = locks("two", 1500)) {
            Store died = Store.h2(home);
            ClusterLocks one = new ClusterLocks(died, "one", Duration.ofMillis(1500));
            assertTrue(one.getLockForName("a").tryLock());
            Thread.sleep(2000);
            assertFalse(two.getLockForName("a").tryLock(), "the holder lives and refreshes");
            died.close();
            assertTrue(two.getLockForName("a").tryLock(10, TimeUnit.SECONDS));
            one.close();
        }
    }

    @Test
    void a_job_of_the_cluster_runs_on_one_node_and_a_local_one_on_both() throws Exception {
        AtomicInteger local = new AtomicInteger();
        AtomicInteger cluster = new AtomicInteger();
        try (Scheduler one = new Scheduler(store);
                Scheduler two = new Scheduler(store)) {
            for (Scheduler node : List.of(one, two)) {
                node.registerJobRunner(JobRunnerKey.of("local"), request -> count(local));
                node.registerJobRunner(JobRunnerKey.of("cluster"), request -> count(cluster));
                node.scheduleJob(JobId.of("l"), config("local", RunMode.RUN_LOCALLY, Schedule.runOnce(new Date())));
            }
            one.scheduleJob(
                    JobId.of("c"), config("cluster", RunMode.RUN_ONCE_PER_CLUSTER, Schedule.runOnce(new Date())));
            assertEquals("cluster", two.getJobDetails(JobId.of("c")).getJobId() == null ? "" : "cluster");
            one.start();
            two.start();
            for (int i = 0; i < 100 && (local.get() < 2 || cluster.get() < 1); i++) {
                Thread.sleep(100);
            }
            Thread.sleep(1200);
        }
        assertEquals(2, local.get());
        assertEquals(1, cluster.get());
    }

    private static JobRunnerResponse count(AtomicInteger counter) {
        counter.incrementAndGet();
        return JobRunnerResponse.success();
    }

    private static JobConfig config(String runner, RunMode mode, Schedule schedule) {
        return JobConfig.forJobRunnerKey(JobRunnerKey.of(runner))
                .withRunMode(mode)
                .withSchedule(schedule);
    }

    @Test
    void bad_schedules_are_refused() throws Exception {
        try (Scheduler scheduler = new Scheduler(store)) {
            JobConfig cron = config("r", RunMode.RUN_LOCALLY, Schedule.forCronExpression("every day"));
            assertThrows(SchedulerServiceException.class, () -> scheduler.scheduleJob(JobId.of("a"), cron));
            Serializable ours = new Serializable() {
                private static final long serialVersionUID = 1L;
            };
            JobConfig foreign =
                    config("r", RunMode.RUN_LOCALLY, Schedule.runOnce(null)).withParameters(Map.of("p", ours));
            assertThrows(SchedulerServiceException.class, () -> scheduler.scheduleJob(JobId.of("a"), foreign));
            Date next = scheduler.calculateNextRunTime(Schedule.forCronExpression("0 0 3 * * ?"));
            assertTrue(next.after(new Date()));
        }
    }

    @Test
    void a_message_reaches_the_other_node_only() throws Exception {
        BlockingQueue<String> heard = new ArrayBlockingQueue<>(10);
        try (Cluster one = new Cluster(store, "one", true);
                Cluster two = new Cluster(store, "two", true)) {
            ClusterMessageConsumer first = (channel, message, sender) -> heard.add("one heard " + message);
            ClusterMessageConsumer second = (channel, message, sender) -> heard.add(sender + " said " + message);
            one.registerListener("poke", first);
            two.registerListener("poke", second);
            one.sendRemote("poke", "hello");
            assertEquals("one said hello", heard.poll(10, TimeUnit.SECONDS));
            two.unregisterListener(second);
            one.sendRemote("poke", "again");
            assertEquals(null, heard.poll(1, TimeUnit.SECONDS));
            assertThrows(IllegalArgumentException.class, () -> one.sendRemote("not-a-channel!", "x"));
        }
    }
}
