// Locks that hold across the nodes of a cluster: one row for each name, refreshed by its holder, on the database's
// clock.
package org.jigit.headless.services;

import com.atlassian.beehive.ClusterLock;
import com.atlassian.beehive.ClusterLockService;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jigit.headless.database.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lease: a node that dies keeps its locks until their rows are stale. A holder that is paused longer than that may lose its lock
 * without noticing, as in Jira.
 */
public final class ClusterLocks implements ClusterLockService, AutoCloseable {

    private final Store store;
    private final String node;
    private final long lease;
    private final Map<String, Lock> locks = new ConcurrentHashMap<>();
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService refresher =
            Executors.newSingleThreadScheduledExecutor(Threads.named("cluster-locks"));

    /** Makes the table when it is not there. */
    public ClusterLocks(Store store, String node, Duration lease) throws Exception {
        this.store = store;
        this.node = node;
        this.lease = lease.toMillis();
        store.create("create table if not exists clusterlockstatus ("
                + "lock_name varchar(255) primary key, locked_by_node varchar(255), update_time bigint not null)");
        long pause = Math.max(100, this.lease / 3);
        refresher.scheduleWithFixedDelay(this::refresh, pause, pause, TimeUnit.MILLISECONDS);
    }

    @Override
    public ClusterLock getLockForName(String name) {
        return locks.computeIfAbsent(name, Lock::new);
    }

    private void refresh() {
        for (String name : held) {
            try {
                update(
                        "update clusterlockstatus set update_time = " + store.now()
                                + " where lock_name = ? and locked_by_node = ?",
                        name,
                        node);
            } catch (SQLException e) {
                LOG.warn("the cluster lock {} was not refreshed: {}", name, e.toString());
            }
        }
    }

    private boolean take(String name) {
        try {
            insertRow(name);
            String sql = "update clusterlockstatus set locked_by_node = ?, update_time = " + store.now()
                    + " where lock_name = ? and (locked_by_node is null or locked_by_node = ? or update_time < "
                    + store.now() + " - " + lease + ")";
            boolean taken = update(sql, node, name, node) == 1;
            if (taken) {
                held.add(name);
            }
            return taken;
        } catch (SQLException e) {
            throw new IllegalStateException("the cluster lock " + name + " could not be asked for", e);
        }
    }

    private void insertRow(String name) throws SQLException {
        try {
            update(
                    "insert into clusterlockstatus (lock_name, update_time) select ?, 0 where not exists"
                            + " (select 1 from clusterlockstatus where lock_name = ?)",
                    name,
                    name);
        } catch (SQLException e) {
            boolean anotherNodeWasFaster =
                    e.getSQLState() != null && e.getSQLState().startsWith("23");
            if (!anotherNodeWasFaster) {
                throw e;
            }
        }
    }

    private void giveBack(String name) {
        held.remove(name);
        try {
            update(
                    "update clusterlockstatus set locked_by_node = null where lock_name = ? and locked_by_node = ?",
                    name,
                    node);
        } catch (SQLException e) {
            LOG.warn("the cluster lock {} was not given back, it goes when it is stale: {}", name, e.toString());
        }
    }

    private int update(String sql, String... values) throws SQLException {
        try (Connection connection = store.pool().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }

    @Override
    public void close() {
        refresher.shutdownNow();
        held.forEach(this::giveBack);
    }

    /** A lock of this node's threads in front of the row, so that the row changes hands between nodes only. */
    private final class Lock implements ClusterLock {
        private final String name;
        private final ReentrantLock local = new ReentrantLock();

        private Lock(String name) {
            this.name = name;
        }

        @Override
        public boolean isHeldByCurrentThread() {
            return local.isHeldByCurrentThread();
        }

        @Override
        public void lock() {
            boolean interrupted = false;
            while (true) {
                try {
                    lockInterruptibly();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void lockInterruptibly() throws InterruptedException {
            tryLock(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        }

        @Override
        public boolean tryLock() {
            return local.tryLock() && (local.getHoldCount() > 1 || takeOrUnlock());
        }

        @Override
        public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
            long begin = System.nanoTime();
            long limit = unit.toNanos(time);
            if (!local.tryLock(limit, TimeUnit.NANOSECONDS)) {
                return false;
            }
            if (local.getHoldCount() > 1) {
                return true;
            }
            boolean taken = false;
            try {
                taken = take(name);
                while (!taken && System.nanoTime() - begin < limit) {
                    Thread.sleep(POLL);
                    taken = take(name);
                }
                return taken;
            } finally {
                if (!taken) {
                    local.unlock();
                }
            }
        }

        private boolean takeOrUnlock() {
            boolean taken = false;
            try {
                taken = take(name);
                return taken;
            } finally {
                if (!taken) {
                    local.unlock();
                }
            }
        }

        @Override
        public void unlock() {
            if (!local.isHeldByCurrentThread()) {
                throw new IllegalMonitorStateException("this thread does not hold the cluster lock " + name);
            }
            if (local.getHoldCount() == 1) {
                giveBack(name);
            }
            local.unlock();
        }

        @Override
        public Condition newCondition() {
            throw new UnsupportedOperationException("cluster locks have no conditions");
        }
    }

    private static final long POLL = 50;
    private static final Logger LOG = LoggerFactory.getLogger(ClusterLocks.class);
}
