// Runs units of work in transactions of Jira's database, and runs them again when another one was in the way.
package org.jigit.store;

import com.atlassian.activeobjects.external.ActiveObjects;
import com.atlassian.sal.api.rdbms.TransactionalExecutorFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jigit.store.entity.ConnectionEntity;

/**
 * The door to our tables. One unit of work is one transaction of SAL's executor, never mixed with Active Objects, which only
 * defines the schema. A unit must bear being run again.
 *
 * <p>Units lock in one order, because not every database notices a deadlock: tasks, repositories, branches, commits, pull
 * requests, each with its links after it, deliveries.
 */
public final class Database {
    private static final int TRIES = 12;
    private static final long LONGEST_MS = 20_000;

    private final TransactionalExecutorFactory executors;
    private final ActiveObjects ao;
    private final LongAdder written = new LongAdder();
    private volatile Dialect dialect;
    private volatile boolean open;

    public Database(TransactionalExecutorFactory executors, ActiveObjects ao) {
        this.executors = executors;
        this.ao = ao;
    }

    /** A unit of work. */
    @FunctionalInterface
    public interface Work<T> {
        /** Does it, in a transaction that commits when this returns. */
        T run(Session session) throws SQLException;
    }

    /** A unit of work without a result. */
    @FunctionalInterface
    public interface Task {
        /** Does it, in a transaction that commits when this returns. */
        void run(Session session) throws SQLException;
    }

    /** Waits until Active Objects has made the tables; it does so when it is first used. */
    public void open() {
        if (!open) {
            ao.count(ConnectionEntity.class);
            open = true;
        }
    }

    /** Reads in a transaction of its own. */
    public <T> T read(Work<T> work) {
        return execute(true, work);
    }

    /** Writes in a new transaction; conflicts with others (SQLState 23, 40, lock time-outs) are tried again. */
    public <T> T write(Work<T> work) {
        long began = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            try {
                return execute(false, work);
            } catch (RuntimeException e) {
                boolean late = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began) > LONGEST_MS;
                if (late || attempt == TRIES || !isConflict(e)) {
                    throw e;
                }
                pause(attempt);
            }
        }
    }

    /** Writes in a new transaction, without a result. */
    public void run(Task task) {
        write(session -> {
            task.run(session);
            return null;
        });
    }

    private <T> T execute(boolean readOnly, Work<T> work) {
        open();
        long[] rows = {0};
        T result = executors.createExecutor(readOnly, true).execute(connection -> {
            try {
                Session session = new Session(connection, dialect(connection));
                T done = work.run(session);
                rows[0] = session.written();
                return done;
            } catch (SQLException e) {
                throw new Failed(e);
            }
        });
        written.add(rows[0]);
        return result;
    }

    /** How many rows this node has written since the app started: inserted, changed or deleted, and committed. */
    public long written() {
        return written.sum();
    }

    private Dialect dialect(Connection connection) throws SQLException {
        Dialect known = dialect;
        if (known == null) {
            known = Dialect.of(connection);
            dialect = known;
        }
        return known;
    }

    private static void pause(int attempt) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(5, 20L * attempt + 10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failed(new SQLException("interrupted while waiting to try again", e));
        }
    }

    /** Whether somebody else was in the way: a duplicate key, a deadlock, a lock that did not come. */
    private static boolean isConflict(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                for (SQLException each = sql; each != null; each = each.getNextException()) {
                    String state = each.getSQLState();
                    if (state != null
                            && (state.startsWith("23")
                                    || state.startsWith("40")
                                    || state.equals("HYT00")
                                    || state.equals("55P03"))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** A statement failed. Its cause is the database's own, which may quote a value; secrets are encrypted before they get here. */
    public static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Failed(SQLException cause) {
            super("the database refused: SQLState " + cause.getSQLState(), cause);
        }
    }
}
