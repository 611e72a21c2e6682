// How the app fares as a whole: nodes, queue, leases, what went wrong last, how much is stored.
package org.jigit.operation;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jigit.Json;
import org.jigit.store.Counts;
import org.jigit.store.Database;
import org.jigit.store.Nodes;
import org.jigit.store.Session;
import org.jigit.store.Tasks;

/** Read from the tables, so that every node tells the same; only {@code here} is about the one that answers. */
public final class HealthReport {
    /** A task that may be worked on: its connection is read at all and does not rest. */
    private static final String AWAKE =
            " C.[ENABLED] = ? and C.[PAUSED] = ? and (C.[REST_UNTIL] is null or C.[REST_UNTIL] <= ?)";

    private static final String TASKS = "from {TASK} T join {CONNECTION} C on C.[ID] = T.[CONNECTION_ID] where";

    private static final List<String> TABLES = List.of(
            "CONNECTION",
            "REPOSITORY",
            "BRANCH",
            "COMMIT",
            "PULL_REQUEST",
            "LINK",
            "TASK",
            "DELIVERY",
            "REQUEST",
            "SMART_COMMIT");

    private final Database database;
    private final Nodes nodes;
    private final EngineSetting engine;
    private final Counts counts = new Counts();

    public HealthReport(Database database, Nodes nodes, EngineSetting engine) {
        this.database = database;
        this.nodes = nodes;
        this.engine = engine;
    }

    /**
     * The queue of sync.
     *
     * @param atWork tasks that somebody works on
     * @param due tasks that are due and wait for somebody
     * @param waiting tasks that are due later
     * @param resting tasks of connections that are disabled, paused or wait for requests
     * @param troubled tasks with a problem, each of them among the others, too
     * @param givenUp those of them that are tried only once a day
     * @param oldestDue since when the oldest of the due ones is due; null when there is none, or when it was just asked for
     */
    public record Queue(
            long atWork, long due, long waiting, long resting, long troubled, long givenUp, Long oldestDue) {}

    /**
     * The problem that came last.
     *
     * @param connectionId the connection
     * @param connection its name
     * @param problem code, params and message
     * @param at since when
     */
    public record Trouble(long connectionId, String connection, JsonObject problem, long at) {}

    /** The queue now. */
    public Queue queue() {
        return database.read(HealthReport::queue);
    }

    /** What went wrong last, one for each connection, the newest first. */
    public List<Trouble> troubles() {
        return database.read(session -> troubles(session, 0));
    }

    /** What went wrong last of all. */
    public Optional<Trouble> lastTrouble() {
        return database.read(session -> troubles(session, 1)).stream().findFirst();
    }

    /** Everything as JSON. */
    public JsonObject json() {
        String chosen = engine.chosen().word();
        return database.read(session -> {
            JsonObject json = new JsonObject();
            json.addProperty("engine", chosen);
            json.add("at", Json.time(session.now()));
            json.addProperty("here", nodes.here().name());
            json.add("nodes", nodes(session));
            json.add("queue", json(queue(session)));
            json.add("leases", leases(session));
            json.add("problems", problems(session));
            json.add("rows", rows(session));
            return json;
        });
    }

    private JsonArray nodes(Session session) throws SQLException {
        JsonArray array = new JsonArray();
        for (Nodes.Node node : nodes.all(session)) {
            JsonObject json = new JsonObject();
            json.addProperty("name", node.name());
            json.addProperty("version", node.version());
            json.addProperty("engine", node.engine());
            json.addProperty("engine_reason", node.reason());
            json.add("seen_at", Json.time(node.seenAt()));
            json.add("cleaned_at", Json.time(node.cleanedAt()));
            array.add(json);
        }
        return array;
    }

    private static Queue queue(Session session) throws SQLException {
        long now = session.now();
        long atWork = session.number("select count(*) from {TASK} where [LEASE_UNTIL] >= ?", now);
        String free = "select count(*) " + TASKS + AWAKE + " and T.[LEASE_UNTIL] < ? and T.[DUE_AT] ";
        long due = session.number(free + "<= ?", true, false, now, now, now);
        long waiting = session.number(free + "> ?", true, false, now, now, now);
        long all = session.number("select count(*) from {TASK}");
        long troubled = session.number("select count(*) from {TASK} where [PROBLEM_AT] is not null");
        long givenUp = session.number(
                "select count(*) from {TASK} where [PROBLEM_AT] is not null and [TRIES] >= ?", Tasks.MOST_TRIES);
        // A task that somebody asked for is due since 0, which says nothing about how long it has waited.
        long oldest = session.number(
                "select min(T.[DUE_AT]) " + TASKS + AWAKE
                        + " and T.[LEASE_UNTIL] < ? and T.[DUE_AT] <= ? and T.[DUE_AT] > 0",
                true,
                false,
                now,
                now,
                now);
        return new Queue(
                atWork,
                due,
                waiting,
                all - atWork - due - waiting,
                troubled,
                givenUp,
                oldest == 0 ? null : Long.valueOf(oldest));
    }

    private static JsonObject json(Queue queue) {
        JsonObject json = new JsonObject();
        json.addProperty("at_work", queue.atWork);
        json.addProperty("due", queue.due);
        json.addProperty("waiting", queue.waiting);
        json.addProperty("resting", queue.resting);
        json.addProperty("troubled", queue.troubled);
        json.addProperty("given_up", queue.givenUp);
        json.add("oldest_due", Json.time(queue.oldestDue));
        return json;
    }

    /** Who works on how many tasks, and until when at the latest. */
    private static JsonArray leases(Session session) throws SQLException {
        Map<String, long[]> holders = new TreeMap<>();
        session.list(
                "select [OWNER], [LEASE_UNTIL] from {TASK} where [LEASE_UNTIL] >= <now>",
                row -> holders.merge(
                        Objects.toString(Logs.node(row.getString(1)), "?"),
                        new long[] {1, row.getLong(2)},
                        (one, other) -> new long[] {one[0] + other[0], Math.max(one[1], other[1])}));
        JsonArray array = new JsonArray();
        holders.forEach((node, held) -> {
            JsonObject json = new JsonObject();
            json.addProperty("node", node);
            json.addProperty("tasks", held[0]);
            json.add("until", Json.time(held[1]));
            array.add(json);
        });
        return array;
    }

    /** Of each connection its newest problem, the newest of all first; at most so many, 0 means all. */
    private static List<Trouble> troubles(Session session, int most) throws SQLException {
        List<long[]> newest = session.list(
                most,
                "select [CONNECTION_ID], max([PROBLEM_AT]) as [AT] from {TASK} where [PROBLEM_AT] is not null"
                        + " group by [CONNECTION_ID] order by [AT] desc, [CONNECTION_ID] desc",
                row -> new long[] {row.getLong(1), row.getLong(2)});
        List<Trouble> troubles = new ArrayList<>();
        for (long[] each : newest) {
            session.first(
                            "select C.[ID], C.[NAME], T.[PROBLEM], T.[PROBLEM_AT] " + TASKS
                                    + " T.[CONNECTION_ID] = ? and T.[PROBLEM_AT] = ? order by T.[ID] desc",
                            row -> new Trouble(
                                    row.getLong(1), row.getString(2), Problem.read(row.getString(3)), row.getLong(4)),
                            each[0],
                            each[1])
                    .ifPresent(troubles::add);
        }
        return troubles;
    }

    private static JsonArray problems(Session session) throws SQLException {
        JsonArray array = new JsonArray();
        for (Trouble trouble : troubles(session, 0)) {
            JsonObject json = new JsonObject();
            json.addProperty("connection", trouble.connectionId);
            json.addProperty("name", trouble.connection);
            json.add("problem", trouble.problem);
            json.add("at", Json.time(trouble.at));
            array.add(json);
        }
        return array;
    }

    private JsonObject rows(Session session) throws SQLException {
        JsonObject json = new JsonObject();
        for (String table : TABLES) {
            json.addProperty(
                    table.toLowerCase(Locale.ROOT), counts.of(session, "select count(*) from {" + table + "}"));
        }
        return json;
    }
}
