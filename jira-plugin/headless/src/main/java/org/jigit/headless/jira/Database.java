// Runs statements on the database that all nodes share, each in its own transaction or in the one around it.
package org.jigit.headless.jira;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Plain JDBC with the ceremony written once; a failed statement becomes an {@link IllegalStateException}. */
public final class Database {

    /** Reads one value from the current row. */
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final DataSource source;
    private final ThreadLocal<Connection> current = new ThreadLocal<>();

    public Database(DataSource source) {
        this.source = source;
    }

    /** All rows of a query, in its order. */
    public <T> List<T> list(String sql, Row<T> row, Object... arguments) {
        return statement(sql, arguments, prepared -> {
            try (ResultSet rows = prepared.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(row.read(rows));
                }
                return found;
            }
        });
    }

    /** The first row of a query, if there is one. */
    public <T> Optional<T> first(String sql, Row<T> row, Object... arguments) {
        return list(sql, row, arguments).stream().findFirst();
    }

    /** The number a counting query gives. */
    public long count(String sql, Object... arguments) {
        return first(sql, row -> row.getLong(1), arguments).orElseThrow();
    }

    /** Whether a query finds anything. */
    public boolean any(String sql, Object... arguments) {
        return first(sql, row -> true, arguments).isPresent();
    }

    /** Changes rows and tells how many. */
    public int change(String sql, Object... arguments) {
        return statement(sql, arguments, PreparedStatement::executeUpdate);
    }

    /** Inserts one row and gives the id that the database chose. */
    public long insert(String sql, Object... arguments) {
        return with(connection -> {
            try (PreparedStatement prepared = connection.prepareStatement(sql, new String[] {"id"})) {
                bind(prepared, arguments);
                prepared.executeUpdate();
                try (ResultSet keys = prepared.getGeneratedKeys()) {
                    keys.next();
                    return keys.getLong(1);
                }
            }
        });
    }

    /** Runs the work in one transaction, the one around it if there is one: all of it is kept, or none. */
    public <T> T transaction(Supplier<T> work) {
        if (current.get() != null) {
            return work.get();
        }
        try (Connection connection = source.getConnection()) {
            boolean outermost = connection.getAutoCommit();
            if (outermost) {
                connection.setAutoCommit(false);
            }
            current.set(connection);
            try {
                T result = work.get();
                if (outermost) {
                    connection.commit();
                }
                return result;
            } catch (RuntimeException | Error failure) {
                if (outermost) {
                    connection.rollback();
                }
                throw failure;
            } finally {
                current.remove();
                if (outermost) {
                    connection.setAutoCommit(true);
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("the transaction failed", failure);
        }
    }

    /** As {@link #transaction(Supplier)}, for work without a result. */
    public void transaction(Runnable work) {
        transaction(() -> {
            work.run();
            return null;
        });
    }

    private interface Use<S, T> {
        T use(S subject) throws SQLException;
    }

    private <T> T statement(String sql, Object[] arguments, Use<PreparedStatement, T> use) {
        return with(connection -> {
            try (PreparedStatement prepared = connection.prepareStatement(sql)) {
                bind(prepared, arguments);
                return use.use(prepared);
            } catch (SQLException failure) {
                throw new SQLException(failure.getMessage() + " in: " + sql, failure.getSQLState(), failure);
            }
        });
    }

    private <T> T with(Use<Connection, T> use) {
        Connection shared = current.get();
        try {
            if (shared != null) {
                return use.use(shared);
            }
            try (Connection own = source.getConnection()) {
                return use.use(own);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure.getMessage(), failure);
        }
    }

    private static void bind(PreparedStatement prepared, Object[] arguments) throws SQLException {
        for (int index = 0; index < arguments.length; index++) {
            Object argument = arguments[index];
            prepared.setObject(index + 1, argument instanceof Instant instant ? Timestamp.from(instant) : argument);
        }
    }
}
