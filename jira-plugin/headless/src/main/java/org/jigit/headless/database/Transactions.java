// Transactions bound to threads: inside one, everybody who asks the data source for a connection gets the same one.
package org.jigit.headless.database;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * A data source over a pool. Outside of a transaction it hands out connections of the pool with autocommit on; inside, the one
 * connection of the transaction, whose {@code close} does nothing and whose {@code commit} is not the borrower's business.
 */
public final class Transactions implements DataSource {

    private final DataSource pool;
    private final ThreadLocal<Connection> bound = new ThreadLocal<>();

    /** Over this pool. */
    public Transactions(DataSource pool) {
        this.pool = pool;
    }

    /** Does work in the transaction of this thread, or in a new one when there is none. */
    public <T> T required(Callable<T> work) throws Exception {
        return bound.get() == null ? requiresNew(false, work) : work.call();
    }

    /** Does work in a transaction of its own; what it throws rolls it back. */
    public <T> T requiresNew(boolean readOnly, Callable<T> work) throws Exception {
        Connection outer = bound.get();
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            connection.setReadOnly(readOnly);
            bound.set(connection);
            try {
                T result = work.call();
                connection.commit();
                return result;
            } catch (Throwable failure) {
                rollBack(connection, failure);
                throw failure;
            } finally {
                restore(outer);
                giveBack(connection, readOnly);
            }
        }
    }

    /** True while this thread is inside a transaction. */
    public boolean isActive() {
        return bound.get() != null;
    }

    private void restore(Connection outer) {
        if (outer == null) {
            bound.remove();
        } else {
            bound.set(outer);
        }
    }

    /** The pool closes a connection after some errors; then there is nothing to reset, and the first error counts. */
    private static void giveBack(Connection connection, boolean readOnly) throws SQLException {
        if (!connection.isClosed()) {
            connection.setAutoCommit(true);
            if (readOnly) {
                connection.setReadOnly(false);
            }
        }
    }

    private static void rollBack(Connection connection, Throwable first) {
        try {
            connection.rollback();
        } catch (SQLException second) {
            first.addSuppressed(second);
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = bound.get();
        return connection == null ? pool.getConnection() : lent(connection);
    }

    private static Connection lent(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                Transactions.class.getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) -> {
                    String name = method.getName();
                    if (name.equals("close")) {
                        return null;
                    }
                    boolean endsAll = name.equals("rollback") && arguments == null;
                    if (endsAll || FORBIDDEN.contains(name)) {
                        throw new UnsupportedOperationException(
                                "Connection." + name + " inside a transaction that somebody else ends");
                    }
                    if (name.equals("equals")) {
                        return self == arguments[0];
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("connections have one user");
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return pool.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        pool.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        pool.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return pool.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return pool.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return pool.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return pool.isWrapperFor(type);
    }

    private static final Set<String> FORBIDDEN = Set.of("commit", "setAutoCommit", "setTransactionIsolation", "abort");
}
