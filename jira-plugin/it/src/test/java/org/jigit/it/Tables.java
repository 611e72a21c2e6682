// The app's tables on PostgreSQL as tests look at them and, for what time alone would do, change them.
package org.jigit.it;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jigit.it.Comparison.Row;

/** The app's tables, over a connection of their own. */
final class Tables implements AutoCloseable {
    private final Connection connection;
    private final Map<String, String> names = new HashMap<>();

    /** Connects to the database of a cluster whose app has made its tables. */
    Tables(Database database) throws SQLException {
        connection = DriverManager.getConnection(database.url(), Database.USER, Database.USER);
        try (var tables = connection.getMetaData().getTables(null, "public", "AO\\_%", null)) {
            while (tables.next()) {
                var name = tables.getString("TABLE_NAME");
                names.put(name.substring("AO_".length() + 7), '"' + name + '"');
            }
        }
    }

    /** Reads a value of a row. */
    interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** The rows of a query, in which {@code {TASK}} is a table and {@code [ID]} a column. */
    <T> List<T> list(String sql, Reading<T> reading, Object... values) throws SQLException {
        try (var statement = statement(sql, values);
                var row = statement.executeQuery()) {
            var rows = new ArrayList<T>();
            while (row.next()) {
                rows.add(reading.of(row));
            }
            return rows;
        }
    }

    /** The number that a query gives. */
    long number(String sql, Object... values) throws SQLException {
        return list(sql, row -> row.getLong(1), values).get(0);
    }

    /** Changes rows; says how many. */
    int update(String sql, Object... values) throws SQLException {
        try (var statement = statement(sql, values)) {
            return statement.executeUpdate();
        }
    }

    /** The rows as they would be after a change, which is taken back. */
    List<Row> rowsAfter(String sql) throws SQLException {
        connection.setAutoCommit(false);
        try {
            if (update(sql) != 1) {
                throw new SQLException("expected to change one row: " + sql);
            }
            return rows();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private PreparedStatement statement(String sql, Object... values) throws SQLException {
        var text = sql;
        for (var name : names.entrySet()) {
            text = text.replace('{' + name.getKey() + '}', name.getValue());
        }
        var statement = connection.prepareStatement(
                text.replace('[', '"').replace(']', '"').replace("<now>", NOW));
        for (int at = 0; at < values.length; at++) {
            statement.setObject(at + 1, values[at]);
        }
        return statement;
    }

    /** Lets time pass for leases, due times and rests, or, with a negative duration, go back. */
    void jump(Duration by) throws SQLException {
        update(
                "update {TASK} set [LEASE_UNTIL] = case when [LEASE_UNTIL] > 0 then [LEASE_UNTIL] - ? else 0 end,"
                        + " [DUE_AT] = case when [DUE_AT] > 0 then greatest([DUE_AT] - ?, 1) else 0 end",
                by.toMillis(),
                by.toMillis());
        update("update {CONNECTION} set [REST_UNTIL] = [REST_UNTIL] - ? where [REST_UNTIL] is not null", by.toMillis());
    }

    /** Makes all tasks due now, as time would, and lets the time pass that lies between two searches for lost commits. */
    void everythingIsDue() throws SQLException {
        update("update {CONNECTION} set [REST_UNTIL] = null");
        update("update {TASK} set [DUE_AT] = <now> where [DUE_AT] > <now>");
        update(
                "update {TASK} set [STATE] = regexp_replace([STATE], '\"swept\":\\d+', '\"swept\":' || (<now> - ?))"
                        + " where [LEASE_UNTIL] = 0 and [STATE] like '%\"swept\":1%'",
                Duration.ofMinutes(16).toMillis());
    }

    /** The tasks that are not at rest, in words: claimed, due, or with a problem. */
    List<String> restless() throws SQLException {
        return list(
                "select [ID], [KIND], [REPOSITORY_ID], [DUE_AT] - <now>, [LEASE_UNTIL], [LEASE_UNTIL] - <now>, [OWNER], [PROBLEM]"
                        + " from {TASK} where [DUE_AT] <= <now> or [LEASE_UNTIL] > 0 or [PROBLEM] is not null order by [ID]",
                row -> "task " + row.getLong(1) + " (" + row.getString(2) + " of " + row.getString(3) + "): due in "
                        + row.getLong(4) + " ms, "
                        + (row.getLong(5) == 0 ? "free" : "leased for " + row.getLong(6) + " ms by " + row.getString(7))
                        + ", problem " + row.getString(8));
    }

    /** How many tasks have a lease that ended, so that they wait for somebody to take them over. */
    long abandoned() throws SQLException {
        return number("select count(*) from {TASK} where [LEASE_UNTIL] > 0 and [LEASE_UNTIL] < <now>");
    }

    /** Every repository, branch, commit and pull request that is stored, with its links; and every link without a row. */
    List<Row> rows() throws SQLException {
        var links = links();
        var rows = new ArrayList<Row>();
        rows.addAll(list(
                "select * from {REPOSITORY}",
                row -> row(row, "repository", row.getString("HOST_ID"), null, REPOSITORY_COLUMNS)));
        var from = " T left join {REPOSITORY} R on R.[ID] = T.[REPOSITORY_ID]";
        rows.addAll(list(
                "select R.[HOST_ID] as [R], T.* from {BRANCH}" + from,
                row -> row(
                        row,
                        "branch",
                        row.getString("R") + " " + row.getString("NAME"),
                        links.remove("branch " + row.getLong("ID")),
                        BRANCH_COLUMNS)));
        rows.addAll(list(
                "select R.[HOST_ID] as [R], T.* from {COMMIT}" + from,
                row -> row(
                        row,
                        "commit",
                        row.getString("R") + " " + row.getString("SHA"),
                        links.remove("commit " + row.getLong("ID")),
                        COMMIT_COLUMNS)));
        rows.addAll(list(
                "select R.[HOST_ID] as [R], T.* from {PULL_REQUEST}" + from,
                row -> row(
                        row,
                        "pull request",
                        row.getString("R") + " " + row.getLong("NUMBER"),
                        links.remove("pull_request " + row.getLong("ID")),
                        PULL_REQUEST_COLUMNS)));
        links.forEach((owner, keys) -> rows.add(new Row("link without a row", owner, Map.of("keys", keys.toString()))));
        return rows;
    }

    /**
     * The keys that rows are linked to, by kind and row; a key that is linked twice stands there twice, and one whose link tells another
     * time than its commit is none.
     */
    private Map<String, List<String>> links() throws SQLException {
        var links = new TreeMap<String, List<String>>();
        list(
                "select L.[KIND], L.[ROW_ID], L.[ISSUE_KEY], L.[AT], C.[COMMITTED_AT] from {LINK} L"
                        + " left join {COMMIT} C on C.[ID] = L.[ROW_ID] and L.[KIND] = 'commit' order by L.[ISSUE_KEY]",
                row -> {
                    var isTimely = Objects.equals(row.getString("AT"), row.getString("COMMITTED_AT"));
                    return links.computeIfAbsent(row.getString(1) + " " + row.getLong(2), owner -> new ArrayList<>())
                            .add(row.getString(3) + (isTimely ? "" : " at " + row.getString("AT")));
                });
        return links;
    }

    private static Row row(ResultSet row, String kind, String key, List<String> keys, List<String> columns)
            throws SQLException {
        var values = new LinkedHashMap<String, String>();
        for (var column : columns) {
            var value = row.getObject(column);
            if (column.endsWith("_SINCE")) {
                values.put(column, value == null ? "never" : "since some time");
            } else if (column.endsWith("_AT") && value != null) {
                values.put(column, Instant.ofEpochMilli(row.getLong(column)).toString());
            } else {
                values.put(column, String.valueOf(value));
            }
        }
        if (!kind.equals("repository")) {
            values.put("keys", keys == null ? "[]" : keys.toString());
        }
        return new Row(kind, key, values);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** The names of the tables that were found, for messages. */
    @Override
    public String toString() {
        return new TreeSet<>(names.keySet()).toString();
    }

    private static final String NOW = "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)";
    private static final List<String> REPOSITORY_COLUMNS =
            List.of("NAME", "FULL_NAME", "OWNER_ID", "URL", "DEFAULT_BRANCH", "HIDDEN_SINCE");
    private static final List<String> BRANCH_COLUMNS = List.of("HEAD", "DELETED");
    private static final List<String> COMMIT_COLUMNS = List.of(
            "MESSAGE",
            "MESSAGE_CUT",
            "AUTHOR",
            "AUTHORED_AT",
            "COMMITTED_AT",
            "PARENTS",
            "MERGE",
            "URL",
            "UNREACHABLE_SINCE");
    private static final List<String> PULL_REQUEST_COLUMNS = List.of(
            "HOST_ID",
            "TITLE",
            "DESCRIPTION",
            "DESCRIPTION_CUT",
            "STATE",
            "SOURCE_BRANCH",
            "TARGET_BRANCH",
            "AUTHOR",
            "AUTHOR_ID",
            "CREATED_AT",
            "UPDATED_AT",
            "MERGED_AT",
            "CLOSED_AT",
            "URL");
}
