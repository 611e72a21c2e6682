// The lists of a connection: its tasks, the deliveries that came, the requests that were sent.
package org.jigit.operation;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jigit.Json;
import org.jigit.Refusal;
import org.jigit.connection.Connections;
import org.jigit.store.Database;
import org.jigit.store.Session;
import org.jigit.store.Tasks;

/**
 * Pages of rows: no body, no secret, no value of a query. A page begins behind the place of a row, not at a number, so that nothing
 * is skipped or shown twice while rows come.
 */
public final class Logs {
    /** As many rows as a page may have. */
    private static final int MOST = 200;

    private static final int NORMALLY = 50;
    /** As many rows as a file has: the newest, or the most urgent. */
    private static final int MOST_IN_FILE = 10_000;

    static final List<String> DELIVERIES =
            List.of("at@", "event", "outcome", "reason", "network", "times#", "delivery_id");
    static final List<String> REQUESTS =
            List.of("at@", "method", "origin", "endpoint", "status#", "bytes#", "millis#", "node");
    private static final List<String> TASKS = List.of(
            "kind",
            "phase",
            "due_at@",
            "done#",
            "total#",
            "seen#",
            "history?",
            "complete?",
            "again?",
            "cancelled_at@",
            "tries#",
            "problem_at@",
            "updated_at@");

    private final Database database;

    public Logs(Database database) {
        this.database = database;
    }

    /** What is listed. */
    public enum Log {
        /** Webhook deliveries, the newest first. */
        DELIVERIES,
        /** The ledger, the newest first. */
        REQUESTS,
        /** Tasks, the most urgent first: at work, then live before history, each by when it is due. */
        TASKS;

        /** The log with a name in small letters. */
        public static Log named(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }
    }

    /** A row and its place in the order. */
    private record Row(JsonObject json, String place) {}

    /** A page of a connection's list: its rows, how many there are in all, and where the next page begins. */
    public JsonObject page(Log log, long connectionId, Integer limit, String cursor) {
        int most = limit == null ? NORMALLY : limit;
        if (most < 1 || most > MOST) {
            throw new Refusal(400, "wrong_value", "limit: expected a whole number from 1 to " + MOST)
                    .with("field", "limit");
        }
        long[] behind = place(log, cursor);
        return database.read(session -> {
            refuseUnknown(session, connectionId);
            List<Row> rows = rows(session, log, connectionId, behind, most + 1);
            JsonObject page = new JsonObject();
            page.addProperty(
                    "total",
                    session.number("select count(*) from " + table(log) + " where [CONNECTION_ID] = ?", connectionId));
            page.add("rows", json(rows.subList(0, Math.min(most, rows.size()))));
            page.addProperty("next", rows.size() > most ? rows.get(most - 1).place : null);
            return page;
        });
    }

    /** The list as CSV, its columns named in the first line. */
    public String csv(Log log, long connectionId) {
        return csv(database.read(session -> {
            refuseUnknown(session, connectionId);
            return json(rows(session, log, connectionId, place(log, null), MOST_IN_FILE));
        }));
    }

    /** Rows as CSV; of a problem its sentence. */
    static String csv(JsonArray rows) {
        StringBuilder csv = new StringBuilder();
        for (JsonElement each : rows) {
            JsonObject row = each.getAsJsonObject();
            if (csv.isEmpty()) {
                csv.append(Csv.line(List.copyOf(row.keySet())));
            }
            csv.append(Csv.line(
                    row.entrySet().stream().map(cell -> text(cell.getValue())).toList()));
        }
        return csv.toString();
    }

    private static String text(JsonElement cell) {
        return cell.isJsonNull()
                ? ""
                : cell.isJsonObject() ? text(cell.getAsJsonObject().get("message")) : cell.getAsString();
    }

    private static JsonArray json(List<Row> rows) {
        JsonArray json = new JsonArray();
        rows.forEach(row -> json.add(row.json));
        return json;
    }

    private static void refuseUnknown(Session session, long connectionId) throws SQLException {
        if (session.number("select count(*) from {CONNECTION} where [ID] = ?", connectionId) == 0) {
            throw Connections.unknown(connectionId);
        }
    }

    private static String table(Log log) {
        return switch (log) {
            case DELIVERIES -> "{DELIVERY}";
            case REQUESTS -> "{REQUEST}";
            case TASKS -> "{TASK}";
        };
    }

    private static List<Row> rows(Session session, Log log, long connectionId, long[] behind, int most)
            throws SQLException {
        return switch (log) {
            case DELIVERIES -> newest(session, table(log), DELIVERIES, connectionId, behind, most);
            case REQUESTS -> newest(session, table(log), REQUESTS, connectionId, behind, most);
            case TASKS -> tasks(session, connectionId, behind, most);
        };
    }

    private static List<Row> newest(
            Session session, String table, List<String> columns, long connectionId, long[] behind, int most)
            throws SQLException {
        return session.list(
                most,
                "select [ID], " + names(columns, "") + " from " + table + " where [CONNECTION_ID] = ?"
                        + " and ([AT] < ? or ([AT] = ? and [ID] < ?)) order by [AT] desc, [ID] desc",
                row -> new Row(cells(row, columns), row.getLong("AT") + "." + row.getLong("ID")),
                connectionId,
                behind[0],
                behind[0],
                behind[1]);
    }

    /** The newest rows of all connections since a time. */
    static JsonArray since(Session session, String table, List<String> columns, long since, int most)
            throws SQLException {
        JsonArray rows = new JsonArray();
        session.list(
                        most,
                        "select [CONNECTION_ID], " + names(columns, "") + " from {" + table
                                + "} where [AT] >= ? order by [AT] desc, [ID] desc",
                        row -> {
                            JsonObject json = new JsonObject();
                            json.addProperty("connection", row.getLong(1));
                            cells(row, columns).asMap().forEach(json::add);
                            return json;
                        },
                        since)
                .forEach(rows::add);
        return rows;
    }

    /** The tasks of all connections that have a problem, the newest problem first. */
    static JsonArray troubled(Session session) throws SQLException {
        JsonArray rows = new JsonArray();
        session.list(
                        MOST_IN_FILE,
                        "select T.[CONNECTION_ID], R.[FULL_NAME], T.[PROBLEM], " + names(TASKS, "T.")
                                + " from {TASK} T left join {REPOSITORY} R on R.[ID] = T.[REPOSITORY_ID]"
                                + " where T.[PROBLEM_AT] is not null order by T.[PROBLEM_AT] desc, T.[ID]",
                        row -> {
                            JsonObject task = cells(row, TASKS);
                            task.addProperty("connection", row.getLong(1));
                            task.addProperty("repository", row.getString(2));
                            task.add("problem", Problem.read(row.getString(3)));
                            return task;
                        })
                .forEach(rows::add);
        return rows;
    }

    private static List<Row> tasks(Session session, long connectionId, long[] behind, int most) throws SQLException {
        long now = session.now();
        String rank = "case when T.[LEASE_UNTIL] >= ? then 0 when T.[HISTORY] = ? then 1 else 2 end";
        return session.list(
                most,
                "select " + rank
                        + " as [URGENCY], T.[ID], T.[OWNER], T.[LEASE_UNTIL], T.[PROBLEM], R.[FULL_NAME], R.[URL], "
                        + names(TASKS, "T.")
                        + " from {TASK} T left join {REPOSITORY} R on R.[ID] = T.[REPOSITORY_ID] where T.[CONNECTION_ID] = ?"
                        + " and (" + rank + " > ? or (" + rank
                        + " = ? and (T.[DUE_AT] > ? or (T.[DUE_AT] = ? and T.[ID] > ?))))"
                        + " order by [URGENCY], T.[DUE_AT], T.[ID]",
                row -> task(row, now),
                now,
                false,
                connectionId,
                now,
                false,
                behind[0],
                now,
                false,
                behind[0],
                behind[1],
                behind[1],
                behind[2]);
    }

    private static Row task(ResultSet row, long now) throws SQLException {
        boolean working = row.getLong("LEASE_UNTIL") >= now;
        long due = row.getLong("DUE_AT");
        JsonObject problem = Problem.read(row.getString("PROBLEM"));
        JsonObject task = cells(row, TASKS);
        task.addProperty("repository", row.getString("FULL_NAME"));
        task.addProperty("url", row.getString("URL"));
        task.addProperty("state", state(working, problem, row.getLong("TRIES"), due <= now));
        task.addProperty("node", working ? node(row.getString("OWNER")) : null);
        task.add("lease_until", Json.time(working ? Long.valueOf(row.getLong("LEASE_UNTIL")) : null));
        task.add("problem", problem == null ? JsonNull.INSTANCE : problem);
        if (due <= 0) {
            // Somebody asked for it: it goes before all that are only due by time.
            task.add("due_at", JsonNull.INSTANCE);
        }
        return new Row(task, row.getLong("URGENCY") + "." + due + "." + row.getLong("ID"));
    }

    private static String state(boolean working, JsonObject problem, long tries, boolean due) {
        if (working) {
            return "at_work";
        }
        if (problem != null) {
            return tries < Tasks.MOST_TRIES ? "trouble" : "given_up";
        }
        return due ? "due" : "waiting";
    }

    /** The node of an owner, which is a node and a run of it. */
    static String node(String owner) {
        return owner == null ? null : owner.substring(0, Math.max(0, owner.lastIndexOf(':')));
    }

    private static String names(List<String> columns, String table) {
        return String.join(
                ", ",
                columns.stream()
                        .map(column -> table + "[" + name(column).toUpperCase(Locale.ROOT) + "]")
                        .toList());
    }

    private static String name(String column) {
        return column.replaceFirst("[@#?]$", "");
    }

    /** The columns of a row; {@code #} marks a number, {@code ?} a flag, {@code @} a time, others are texts. */
    private static JsonObject cells(ResultSet row, List<String> columns) throws SQLException {
        JsonObject cells = new JsonObject();
        for (String column : columns) {
            String name = name(column);
            Long number = column.endsWith("#") || column.endsWith("@") ? Session.numberAt(row, name) : null;
            switch (column.charAt(column.length() - 1)) {
                case '@' -> cells.add(name, Json.time(number));
                case '#' -> cells.add(name, number == null ? JsonNull.INSTANCE : new JsonPrimitive(number));
                case '?' -> cells.addProperty(name, row.getBoolean(name));
                default -> cells.addProperty(name, row.getString(name));
            }
        }
        return cells;
    }

    /** Where a page begins; without a cursor before all rows. */
    private static long[] place(Log log, String cursor) {
        boolean tasks = log == Log.TASKS;
        if (cursor == null || cursor.isEmpty()) {
            return tasks ? new long[] {-1, 0, 0} : new long[] {Long.MAX_VALUE, Long.MAX_VALUE};
        }
        if (!(tasks ? TASK_PLACE : PLACE).matcher(cursor).matches()) {
            throw new Refusal(400, "wrong_value", "cursor: expected the value of next of the page before")
                    .with("field", "cursor");
        }
        return Arrays.stream(cursor.split("\\.")).mapToLong(Long::parseLong).toArray();
    }

    private static final Pattern PLACE = Pattern.compile("\\d{1,18}\\.\\d{1,18}");
    private static final Pattern TASK_PLACE = Pattern.compile("[012]\\.-?\\d{1,18}\\.\\d{1,18}");
}
