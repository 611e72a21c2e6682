// The statements of one transaction: our SQL in, values out.
package org.jigit.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** One transaction. A parameter that is a collection fills {@code (?*)} with as many question marks as it has values. */
public final class Session {
    private static final int BATCH = 500;
    // SQL Server takes 2,100 parameters with a statement, and no table has more than 20 columns.
    private static final int TOGETHER = 25;

    private final Connection connection;
    private final Dialect dialect;
    private long written;

    Session(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /** Reads one row into a value. */
    @FunctionalInterface
    public interface Reader<T> {
        /** The value of the current row. */
        T read(ResultSet row) throws SQLException;
    }

    /** Runs an insert, update or delete and says how many rows it touched. */
    public int update(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql, null, parameters)) {
            int rows = statement.executeUpdate();
            written += rows;
            return rows;
        }
    }

    /** Runs an insert and gives the id of the new row. */
    public long insert(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql, new String[] {"ID"}, parameters)) {
            written += statement.executeUpdate();
            try (ResultSet keys = statement.getGeneratedKeys()) {
                keys.next();
                return keys.getLong(1);
            }
        }
    }

    /** All rows of a query. */
    public <T> List<T> list(String sql, Reader<T> reader, Object... parameters) throws SQLException {
        return list(0, sql, reader, parameters);
    }

    /** At most so many rows of a query; 0 means all. */
    public <T> List<T> list(int most, String sql, Reader<T> reader, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql, null, parameters)) {
            statement.setMaxRows(most);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> values = new ArrayList<>();
                while (rows.next()) {
                    values.add(reader.read(rows));
                }
                return values;
            }
        }
    }

    /** The first row of a query, if there is one. */
    public <T> Optional<T> first(String sql, Reader<T> reader, Object... parameters) throws SQLException {
        return list(1, sql, reader, parameters).stream().findFirst();
    }

    /** One number, 0 when there is none. */
    public long number(String sql, Object... parameters) throws SQLException {
        return first(sql, row -> row.getLong(1), parameters).orElse(0L);
    }

    /** The database's clock in milliseconds since 1970. */
    public long now() throws SQLException {
        return number("select <now>" + dialect.fromNothing());
    }

    /** Runs one statement for many rows of parameters. */
    void batch(String sql, List<Object[]> rows) throws SQLException {
        run(dialect.translate(sql), rows);
    }

    private void run(String translated, List<Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(translated)) {
            for (int at = 0; at < rows.size(); at++) {
                bind(statement, Arrays.asList(rows.get(at)), 1);
                statement.addBatch();
                if ((at + 1) % BATCH == 0) {
                    statement.executeBatch();
                }
            }
            statement.executeBatch();
        }
        written += rows.size();
    }

    /** Adds rows, many with one statement where the database lets us; {@code sql} ends with the question marks of one row. */
    void insertAll(String sql, List<Object[]> rows) throws SQLException {
        int together = dialect.insertsMany() ? rows.size() / TOGETHER * TOGETHER : 0;
        List<Object[]> joined = new ArrayList<>();
        for (int at = 0; at < together; at += TOGETHER) {
            joined.add(rows.subList(at, at + TOGETHER).stream()
                    .flatMap(Arrays::stream)
                    .toArray());
        }
        // Two statements in all, for many rows and for one, so that the database knows them soon.
        run(repeated(sql, TOGETHER), joined);
        batch(sql, rows.subList(together, rows.size()));
        written += together - joined.size();
    }

    /** The translation of an insert of one row as an insert of many. */
    private String repeated(String sql, int rows) {
        String one = dialect.translate(sql);
        return one + (", " + one.substring(one.lastIndexOf('('))).repeat(rows - 1);
    }

    /** Whether {@link #insertTelling} works. */
    boolean tellsInserted() {
        return dialect.tellsInserted();
    }

    /** Adds rows, all with one statement, and reads some columns of each; {@code sql} ends with the question marks of one row. */
    void insertTelling(String sql, List<Object[]> rows, String[] columns, Reader<?> reader) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(repeated(sql, rows.size()), columns)) {
            bind(statement, rows.stream().flatMap(Arrays::stream).toList(), 1);
            written += statement.executeUpdate();
            try (ResultSet inserted = statement.getGeneratedKeys()) {
                while (inserted.next()) {
                    reader.read(inserted);
                }
            }
        }
    }

    /** How many rows were inserted, changed or deleted so far. */
    long written() {
        return written;
    }

    private PreparedStatement prepare(String sql, String[] keys, Object... parameters) throws SQLException {
        String text = dialect.translate(sql);
        for (Object parameter : parameters) {
            if (parameter instanceof Collection<?> values) {
                text = text.replaceFirst("\\(\\?\\*\\)", "(?" + ",?".repeat(Math.max(0, values.size() - 1)) + ")");
            }
        }
        PreparedStatement statement =
                keys == null ? connection.prepareStatement(text) : connection.prepareStatement(text, keys);
        try {
            int index = 1;
            for (Object parameter : parameters) {
                if (parameter instanceof Collection<?> values) {
                    index = bind(statement, values, index);
                } else {
                    set(statement, index++, parameter);
                }
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    private static int bind(PreparedStatement statement, Collection<?> values, int from) throws SQLException {
        int index = from;
        for (Object value : values) {
            set(statement, index++, value);
        }
        return index;
    }

    private static void set(PreparedStatement statement, int index, Object value) throws SQLException {
        if (value instanceof Absent absent) {
            statement.setNull(index, absent.type);
        } else if (value instanceof String text) {
            statement.setString(index, text);
        } else if (value instanceof Long number) {
            statement.setLong(index, number);
        } else if (value instanceof Integer number) {
            statement.setLong(index, number);
        } else if (value instanceof Boolean flag) {
            statement.setBoolean(index, flag);
        } else {
            throw new SQLException(
                    "expected a text, number, flag or Absent, found " + (value == null ? "null" : value.getClass()));
        }
    }

    /** No value, of the type that the column has: some databases want to know. */
    public enum Absent {
        /** No text. */
        TEXT(java.sql.Types.VARCHAR),
        /** No number. */
        NUMBER(java.sql.Types.BIGINT),
        /** No flag. */
        FLAG(java.sql.Types.BOOLEAN);

        private final int type;

        Absent(int type) {
            this.type = type;
        }

        /** The value, or this when there is none. */
        public Object or(Object value) {
            return value == null ? this : value;
        }
    }

    /** A text column that may be null. */
    public static Object text(String value) {
        return Absent.TEXT.or(value);
    }

    /** A number column that may be null. */
    public static Object number(Long value) {
        return Absent.NUMBER.or(value);
    }

    /** A nullable number of a row. */
    public static Long numberAt(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    /** A nullable flag of a row. */
    public static Boolean flagAt(ResultSet row, String column) throws SQLException {
        boolean value = row.getBoolean(column);
        return row.wasNull() ? null : value;
    }
}
