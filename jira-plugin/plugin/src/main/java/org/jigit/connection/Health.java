// How a connection fares, told from its tasks: what is read, what is wrong, how long it will take.
package org.jigit.connection;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jigit.Json;
import org.jigit.store.Session;
import org.jigit.store.Tasks;

/**
 * The state of a connection.
 *
 * @param state up_to_date, reading, cancelled, waiting, unreachable, paused, disabled or stopped
 * @param problem what is wrong, or null
 * @param at since when, or until when for waiting, or null
 * @param repositories how many are known
 * @param read how many of them were read to the end
 * @param cancelled what of the reading was cancelled, or null
 * @param listed whether the repositories were listed to the end
 * @param branches branches that were read to their end
 * @param commits commits that were looked at
 * @param pullRequests pull requests that were looked at
 * @param etaSeconds how long the rest will take, or null when nobody knows
 */
public record Health(
        String state,
        JsonObject problem,
        Long at,
        long repositories,
        long read,
        Cancelled cancelled,
        boolean listed,
        long branches,
        long commits,
        long pullRequests,
        Long etaSeconds) {

    /**
     * A reading that an administrator cancelled.
     *
     * @param at when, at last
     * @param since what is older is there only as far as it had been read
     * @param repositories how many were not read to the end
     */
    public record Cancelled(long at, long since, long repositories) {
        /** Of the tasks that a condition picks; null when none of them was cancelled. */
        public static Cancelled of(Session session, String which, Object... parameters) throws SQLException {
            return session.first(
                            "select max([CANCELLED_AT]), min([CANCELLED_AT]), count(distinct [REPOSITORY_ID]) from {TASK}"
                                    + " where [CANCELLED_AT] is not null and " + which,
                            row -> new Cancelled(
                                    row.getLong(1), row.getLong(2) - Tasks.YOUNG_DAYS * DAY_MS, row.getLong(3)),
                            parameters)
                    .filter(cancelled -> cancelled.at > 0)
                    .orElse(null);
        }

        JsonObject json() {
            JsonObject json = new JsonObject();
            json.add("at", Json.time(at));
            json.add("since", Json.time(since));
            json.addProperty("repositories", repositories);
            return json;
        }
    }

    private static final long DAY_MS = 86_400_000;

    /** Only the administrator can do something about these. */
    private static final Set<String> STOPS = Set.of(
            "auth_failed",
            "sso_required",
            "misconfigured",
            "secret_unreadable",
            "address_not_allowed",
            "address_private",
            "not_https",
            "foreign_address",
            "endpoint_not_listed",
            "too_new");
    /** These stop a connection when its repositories cannot be listed; at a single repository they are only told. */
    private static final Set<String> STOPS_LISTING = Set.of("forbidden", "gone", "not_found");

    private static final JsonObject WAITING =
            Json.error("rate_limited", new JsonObject(), "no more requests are allowed until then");

    private static final long ETA_AFTER_MS = 120_000;

    private record Trouble(String kind, JsonObject problem, long at, long updatedAt) {
        String code() {
            return problem.get("code").getAsString();
        }
    }

    /** Reads how a connection fares. */
    public static Health of(Session session, Connection connection, long now) throws SQLException {
        long id = connection.id();
        long repositories = session.number(
                "select count(*) from {REPOSITORY} where [CONNECTION_ID] = ? and [HIDDEN_SINCE] is null", id);
        // The listing first: the tasks of what it found are committed with it, so whoever sees it done sees them, too.
        boolean listed = session.number(
                        "select count(*) from {TASK} where [CONNECTION_ID] = ? and [KIND] = ? and " + Tasks.UNREAD,
                        id,
                        Tasks.REPOSITORIES,
                        false,
                        true)
                == 0;
        long unread = session.number(
                "select count(distinct [REPOSITORY_ID]) from {TASK} where [CONNECTION_ID] = ? and ([CANCELLED_AT] is not null or "
                        + Tasks.UNREAD + ")",
                id,
                false,
                true);
        long going = session.number(
                "select count(*) from {TASK} where [CONNECTION_ID] = ? and [CANCELLED_AT] is null and " + Tasks.UNREAD,
                id,
                false,
                true);
        Cancelled cancelled = Cancelled.of(session, "[CONNECTION_ID] = ?", id);
        long branches = sum(session, "DONE", id, Tasks.BRANCHES);
        long commits = sum(session, "SEEN", id, Tasks.BRANCHES);
        long pullRequests = sum(session, "SEEN", id, Tasks.PULL_REQUESTS);
        List<Trouble> troubles = session.list(
                50,
                "select [KIND], [PROBLEM], [PROBLEM_AT], [UPDATED_AT] from {TASK} where [CONNECTION_ID] = ?"
                        + " and [PROBLEM_AT] is not null order by [PROBLEM_AT]",
                row -> new Trouble(
                        row.getString(1),
                        JsonParser.parseString(row.getString(2)).getAsJsonObject(),
                        row.getLong(3),
                        row.getLong(4)),
                id);
        Optional<Trouble> stop = troubles.stream()
                .filter(trouble -> STOPS.contains(trouble.code())
                        || (trouble.kind.equals(Tasks.REPOSITORIES) && STOPS_LISTING.contains(trouble.code())))
                .min(Comparator.comparingLong(Trouble::at));
        long lastRead = connection.lastReadAt() == null ? 0 : connection.lastReadAt();
        Optional<Trouble> silence = troubles.stream()
                .filter(trouble -> trouble.code().equals("unavailable") && trouble.updatedAt >= lastRead)
                .min(Comparator.comparingLong(Trouble::at));
        boolean reading = going > 0;
        boolean waiting = connection.restUntil() != null && connection.restUntil() > now;
        Optional<Trouble> shown =
                stop.or(() -> silence).or(() -> troubles.stream().findFirst());
        String state = !connection.enabled()
                ? "disabled"
                : connection.paused()
                        ? "paused"
                        : stop.isPresent()
                                ? "stopped"
                                : silence.isPresent()
                                        ? "unreachable"
                                        : waiting
                                                ? "waiting"
                                                : reading ? "reading" : cancelled != null ? "cancelled" : "up_to_date";
        Long at = state.equals("waiting")
                ? connection.restUntil()
                : shown.map(Trouble::at).orElse(connection.lastReadAt());
        long read = Math.max(0, repositories - unread);
        return new Health(
                state,
                shown.map(Trouble::problem).orElse(null),
                at,
                repositories,
                read,
                cancelled,
                listed,
                branches,
                commits,
                pullRequests,
                reading && state.equals("reading") ? eta(session, id, repositories, read, now) : null);
    }

    /** The time that the rest takes when it goes on like until now; unknown before there was something to measure. */
    private static Long eta(Session session, long id, long repositories, long read, long now) throws SQLException {
        long started = session.number("select min([STARTED_AT]) from {TASK} where [CONNECTION_ID] = ?", id);
        long elapsed = now - started;
        if (started == 0 || read == 0 || elapsed < ETA_AFTER_MS) {
            return null;
        }
        return elapsed / 1000 * (repositories - read) / read;
    }

    private static long sum(Session session, String column, long id, String kind) throws SQLException {
        return session.number(
                "select sum([" + column + "]) from {TASK} where [CONNECTION_ID] = ? and [KIND] = ?", id, kind);
    }

    /** The status as it is shown. Waiting has a reason too, although nobody has to do anything. */
    JsonObject status() {
        JsonObject problem = this.problem == null && state.equals("waiting") ? WAITING : this.problem;
        JsonObject status = new JsonObject();
        status.addProperty("state", state);
        status.add("code", problem == null ? JsonNull.INSTANCE : problem.get("code"));
        status.add("at", Json.time(at));
        status.add("params", problem == null ? new JsonObject() : problem.get("params"));
        status.add("message", problem == null ? JsonNull.INSTANCE : problem.get("message"));
        return status;
    }

    /** The share that was read, from 0 to 1; null when the whole is not known yet. */
    public Double share() {
        return listed && repositories > 0 ? (double) read / repositories : null;
    }
}
