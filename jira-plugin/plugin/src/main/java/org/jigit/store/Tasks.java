// The queue of sync: tasks in the shared database, each claimed by one node at a time through a lease on the database's
// clock.
package org.jigit.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Tasks with leases. A claim is fenced by owner and attempt: whoever lost its lease, for example while its machine stood still,
 * cannot save any more.
 */
public final class Tasks {
    /** Lists the repositories of a connection. */
    public static final String REPOSITORIES = "repositories";
    /** Reads the branches of a repository and the commits on them. */
    public static final String BRANCHES = "branches";
    /** Reads the pull requests of a repository. */
    public static final String PULL_REQUESTS = "pull_requests";

    /** How long a claim lasts without being saved, unless somebody needs longer: a killed node's work waits this long. */
    public static final long LEASE_MS = 45_000;

    /** So many tasks of a connection are worked on at the same time in the cluster, about: hosts want no crowd. */
    static final int MOST_AT_ONCE = 8;
    /** So many of them read history. */
    static final int MOST_HISTORY = 4;
    /** A task that failed so often in a row, while others of its connection did not, is given up. */
    public static final long MOST_TRIES = 8;

    /** What was committed so long before its reading was cancelled is read all the same: it may not be pushed yet. */
    public static final long YOUNG_DAYS = 7;

    /** The tasks that have something to read once, for the parameters false and true. */
    public static final String UNREAD = "([COMPLETE] = ? or [AGAIN] = ?)";

    /** The due time of what a person waits for. */
    private static final long ASKED = -1;
    /** The due time of what a webhook asks for. */
    private static final long POKED = 0;
    /** How long what can wait does so: what else comes for the same repository is then read with it. */
    static final long GATHER_MS = 10_000;

    private static final int CANDIDATES = 32;
    /** The phase of a task whose round is over, in the core's words. */
    private static final String BETWEEN_ROUNDS = "nothing";
    /** The tasks that may be claimed, with {@code T} for the task and {@code C} for its connection. */
    private static final String DUE =
            " from {TASK} T join {CONNECTION} C on C.[ID] = T.[CONNECTION_ID] where C.[ENABLED] = ? and C.[PAUSED] = ?"
                    + " and C.[REMOVED_AT] is null and (C.[REST_UNTIL] is null or C.[REST_UNTIL] <= <now>)"
                    + " and T.[DUE_AT] <= <now> and T.[LEASE_UNTIL] < <now>";

    private final Database database;

    public Tasks(Database database) {
        this.database = database;
    }

    /**
     * A task that is ours until its lease ends.
     *
     * @param id the task
     * @param connectionId its connection
     * @param repositoryId the row of its repository, or null
     * @param kind what it reads
     * @param owner who claimed it
     * @param attempt the fence
     * @param pokes how often it had been asked for when its round began
     * @param tries how often it failed in a row
     * @param again whether everything is to be read once more
     * @param forget whether what is then not met is to be forgotten
     * @param cancelledAt when its reading was cancelled, so that only what is young is read; or null
     * @param savedAt when it was last saved, or null
     * @param state the saved state, null when it is new
     * @param repository the host's id of the repository, or null
     * @param fullName its path, or null
     * @param defaultBranch its first branch, or null
     * @param problem what was wrong when it was last saved, or null
     * @param problemAt since when
     */
    public record Claim(
            long id,
            long connectionId,
            Long repositoryId,
            String kind,
            String owner,
            long attempt,
            long pokes,
            long tries,
            boolean again,
            boolean forget,
            Long cancelledAt,
            Long savedAt,
            String state,
            String repository,
            String fullName,
            String defaultBranch,
            String problem,
            Long problemAt) {}

    /**
     * What a step leaves behind.
     *
     * @param state the state to save
     * @param dueAt when it is due again; null when it goes on at once
     * @param history whether only history is left
     * @param complete whether everything was read once
     * @param phase what is being read
     * @param done parts that are done
     * @param total parts in all, or null
     * @param seen items looked at
     * @param problem what is wrong, as JSON, or null
     * @param tries how often it failed in a row
     * @param leaseMs how long the next step may take
     */
    public record Saved(
            String state,
            Long dueAt,
            boolean history,
            boolean complete,
            String phase,
            long done,
            Long total,
            long seen,
            String problem,
            long tries,
            long leaseMs) {}

    /** The claim ran out and somebody else may have the task: what was read since is thrown away. */
    public static final class LeaseLost extends RuntimeException {
        private static final long serialVersionUID = 1;

        public LeaseLost(Claim claim) {
            super("connection " + claim.connectionId + ": the lease of task " + claim.id + " was lost");
        }
    }

    /** Makes the tasks of a repository, if they are not there. */
    void create(Session session, Scope scope, long repositoryId) throws SQLException {
        create(session, scope.connectionId(), BRANCHES, repositoryId);
        if (scope.pullRequests()) {
            create(session, scope.connectionId(), PULL_REQUESTS, repositoryId);
        }
    }

    /** Makes the task that lists a connection's repositories, if it is not there. */
    public void createListing(Session session, long connectionId) throws SQLException {
        create(session, connectionId, REPOSITORIES, null);
    }

    /** Makes the tasks that read pull requests, for all repositories of a connection that have none. */
    public void createPullRequests(Session session, long connectionId) throws SQLException {
        List<Long> without = session.list(
                "select R.[ID] from {REPOSITORY} R where R.[CONNECTION_ID] = ? and R.[HIDDEN_SINCE] is null"
                        + " and not exists"
                        + " (select 1 from {TASK} T where T.[REPOSITORY_ID] = R.[ID] and T.[KIND] = ?)",
                row -> row.getLong(1),
                connectionId,
                PULL_REQUESTS);
        for (long repositoryId : without) {
            create(session, connectionId, PULL_REQUESTS, repositoryId);
        }
    }

    /** Pull requests are not read any more; those that are stored stay. */
    public void removePullRequests(Session session, long connectionId) throws SQLException {
        session.update("delete from {TASK} where [CONNECTION_ID] = ? and [KIND] = ?", connectionId, PULL_REQUESTS);
    }

    /** Removes the tasks of a repository that is not there any more; who works on one loses it. */
    void remove(Session session, long repositoryId) throws SQLException {
        session.update("delete from {TASK} where [REPOSITORY_ID] = ?", repositoryId);
    }

    private static void create(Session session, long connectionId, String kind, Long repositoryId) throws SQLException {
        String hash = Hash.of(connectionId, kind, repositoryId);
        // What a cancelled listing finds belongs to the reading that was cancelled.
        long cancelledAt = session.number(
                "select [CANCELLED_AT] from {TASK} where [HASH] = ?", Hash.of(connectionId, REPOSITORIES, null));
        if (session.number("select count(*) from {TASK} where [HASH] = ?", hash) == 0) {
            session.update(
                    "insert into {TASK} ([HASH], [CONNECTION_ID], [REPOSITORY_ID], [KIND], [DUE_AT], [LEASE_UNTIL], [ATTEMPT],"
                            + " [POKES], [TRIES], [AGAIN], [FORGET], [CANCELLED_AT], [HISTORY], [COMPLETE], [DONE], [SEEN])"
                            + " values (?, ?, ?, ?, <now>, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    hash,
                    connectionId,
                    Session.number(repositoryId),
                    kind,
                    0L,
                    0L,
                    0L,
                    0L,
                    false,
                    false,
                    Session.number(cancelledAt == 0 ? null : Long.valueOf(cancelledAt)),
                    false,
                    false,
                    0L,
                    0L);
        }
    }

    /**
     * Claims a task that is due; with {@code live}, none that only reads history. The connection with the fewest tasks at work
     * comes first, and among several of them chance decides, so that none waits for another one's thousands.
     */
    public Optional<Claim> claim(String owner, boolean live) {
        AtWork atWork = new AtWork();
        List<Long> connections = database.read(session -> {
            atWork.read(session);
            return session.list(0, "select distinct T.[CONNECTION_ID]" + DUE, row -> row.getLong(1), true, false);
        });
        Collections.shuffle(connections, ThreadLocalRandom.current());
        connections.sort(Comparator.comparing(atWork::all));
        for (long connection : connections) {
            Optional<Claim> claim = atWork.all(connection) < MOST_AT_ONCE
                    ? claim(owner, connection, live || atWork.history(connection) >= MOST_HISTORY)
                    : Optional.empty();
            if (claim.isPresent()) {
                return claim;
            }
        }
        return Optional.empty();
    }

    /** How many tasks of each connection somebody works on. */
    private static final class AtWork {
        private final Map<Long, Integer> all = new HashMap<>();
        private final Map<Long, Integer> history = new HashMap<>();

        private void read(Session session) throws SQLException {
            session.list(
                    "select [CONNECTION_ID], [HISTORY] from {TASK} where [LEASE_UNTIL] >= <now>",
                    row -> (row.getBoolean(2) ? history : all).merge(row.getLong(1), 1, Integer::sum));
        }

        private int history(long connection) {
            return history.getOrDefault(connection, 0);
        }

        private int all(long connection) {
            return all.getOrDefault(connection, 0) + history(connection);
        }
    }

    private Optional<Claim> claim(String owner, long connection, boolean live) {
        List<long[]> candidates = database.read(session -> session.list(
                CANDIDATES,
                "select T.[ID], T.[ATTEMPT], T.[HISTORY], T.[DUE_AT]" + DUE + " and T.[CONNECTION_ID] = ?"
                        + (live ? " and T.[HISTORY] = ?" : "") + " order by T.[HISTORY], T.[DUE_AT], T.[ID]",
                row -> new long[] {row.getLong(1), row.getLong(2), urgency(row.getBoolean(3), row.getLong(4))},
                live ? new Object[] {true, false, connection, false} : new Object[] {true, false, connection}));
        while (!candidates.isEmpty()) {
            long urgency = candidates.get(0)[2];
            int alike = (int) candidates.stream()
                    .filter(candidate -> candidate[2] == urgency)
                    .count();
            long[] chosen = candidates.remove(ThreadLocalRandom.current().nextInt(alike));
            Optional<Claim> claim = database.write(session -> take(session, owner, chosen[0], chosen[1]));
            if (claim.isPresent()) {
                return claim;
            }
        }
        return Optional.empty();
    }

    /** Live work before history; in both, what a person asked for first, then what a webhook did, then what is due by time. */
    private static long urgency(boolean history, long dueAt) {
        return (history ? 3 : 0) + (dueAt == ASKED ? 0 : dueAt == POKED ? 1 : 2);
    }

    private static Optional<Claim> take(Session session, String owner, long id, long attempt) throws SQLException {
        int mine = session.update(
                "update {TASK} set [OWNER] = ?, [LEASE_UNTIL] = <now> + ?, [DUE_AT] = <now>, [ATTEMPT] = [ATTEMPT] + 1, [ROUND_POKES] ="
                        + " case when [PHASE] is null or [PHASE] = ? then [POKES] else coalesce([ROUND_POKES], [POKES]) end"
                        + " where [ID] = ? and [ATTEMPT] = ? and [LEASE_UNTIL] < <now> and [DUE_AT] <= <now>",
                owner,
                LEASE_MS,
                BETWEEN_ROUNDS,
                id,
                attempt);
        if (mine == 0) {
            return Optional.empty();
        }
        return session.first(
                "select T.[ID], T.[CONNECTION_ID], T.[REPOSITORY_ID], T.[KIND], T.[ROUND_POKES], T.[TRIES], T.[AGAIN], T.[FORGET], T.[CANCELLED_AT], T.[UPDATED_AT], T.[STATE], T.[PROBLEM], T.[PROBLEM_AT],"
                        + " R.[HOST_ID], R.[FULL_NAME], R.[DEFAULT_BRANCH] from {TASK} T"
                        + " left join {REPOSITORY} R on R.[ID] = T.[REPOSITORY_ID] where T.[ID] = ?",
                row -> claim(row, owner, attempt + 1),
                id);
    }

    private static Claim claim(ResultSet row, String owner, long attempt) throws SQLException {
        return new Claim(
                row.getLong("ID"),
                row.getLong("CONNECTION_ID"),
                Session.numberAt(row, "REPOSITORY_ID"),
                row.getString("KIND"),
                owner,
                attempt,
                row.getLong("ROUND_POKES"),
                row.getLong("TRIES"),
                row.getBoolean("AGAIN"),
                row.getBoolean("FORGET"),
                Session.numberAt(row, "CANCELLED_AT"),
                Session.numberAt(row, "UPDATED_AT"),
                row.getString("STATE"),
                row.getString("HOST_ID"),
                row.getString("FULL_NAME"),
                row.getString("DEFAULT_BRANCH"),
                row.getString("PROBLEM"),
                Session.numberAt(row, "PROBLEM_AT"));
    }

    /**
     * Saves what a step left behind and, unless the task rests, lengthens the lease. It comes first in its transaction, so that
     * the rows of a lost lease are never written.
     */
    public void save(Session session, Claim claim, Saved saved, long now) throws SQLException {
        boolean rests = saved.dueAt != null;
        boolean sameProblem = saved.problem != null && saved.problem.equals(claim.problem);
        Object problemAt =
                Session.number(saved.problem == null ? null : sameProblem ? claim.problemAt : Long.valueOf(now));
        // What was asked for since the round began is due when it is over, at once where it cannot wait.
        int mine = session.update(
                "update {TASK} set [STATE] = ?, [DUE_AT] = case when [POKES] <= ? then ? when [DUE_AT] = 0 then [DUE_AT]"
                        + " else <now> + " + (rests ? GATHER_MS : 0) + " end,"
                        + " [LEASE_UNTIL] = " + (rests ? "0" : "<now> + " + saved.leaseMs) + ","
                        + " [TRIES] = ?, [AGAIN] = ?, [FORGET] = ?, [HISTORY] = ?, [COMPLETE] = ?, [PHASE] = ?, [DONE] = ?, [TOTAL] = ?, [SEEN] = ?, [PROBLEM] = ?,"
                        + " [PROBLEM_AT] = ?, [STARTED_AT] = coalesce([STARTED_AT], ?), [UPDATED_AT] = ?"
                        + " where [ID] = ? and [OWNER] = ? and [ATTEMPT] = ?",
                saved.state,
                saved.problem == null ? claim.pokes : Long.MAX_VALUE,
                rests ? saved.dueAt : Long.valueOf(now),
                saved.tries,
                false,
                claim.forget && !saved.complete,
                saved.history,
                saved.complete,
                Session.text(saved.phase),
                saved.done,
                Session.number(saved.total),
                saved.seen,
                Session.text(saved.problem),
                problemAt,
                now,
                now,
                claim.id,
                claim.owner,
                claim.attempt);
        if (mine == 0) {
            throw new LeaseLost(claim);
        }
    }

    /** Lengthens a lease for a request that may take long. */
    public void lengthen(Claim claim, long ms) {
        int mine = database.write(session -> session.update(
                "update {TASK} set [LEASE_UNTIL] = <now> + ? where [ID] = ? and [OWNER] = ? and [ATTEMPT] = ?",
                ms,
                claim.id,
                claim.owner,
                claim.attempt));
        if (mine == 0) {
            throw new LeaseLost(claim);
        }
    }

    /** Gives a task back, to be due after a while; its state stays, and what is wrong is noted. */
    public void giveBack(Claim claim, long afterMs, String problem) {
        database.run(session -> giveBack(session, claim, afterMs, problem));
    }

    /** The same in a transaction; false when somebody else has the task by now. */
    public boolean giveBack(Session session, Claim claim, long afterMs, String problem) throws SQLException {
        int mine = session.update(
                "update {TASK} set [LEASE_UNTIL] = 0, [DUE_AT] = <now> + ?, [PROBLEM] = ?,"
                        + " [PROBLEM_AT] = " + (problem == null ? "?" : "coalesce([PROBLEM_AT], ?)")
                        + ", [UPDATED_AT] = <now>"
                        + " where [ID] = ? and [OWNER] = ? and [ATTEMPT] = ?",
                afterMs,
                Session.text(problem),
                problem == null ? Session.number(null) : Long.valueOf(session.now()),
                claim.id,
                claim.owner,
                claim.attempt);
        return mine > 0;
    }

    /**
     * Makes a connection's tasks of a kind due before all that are only due by time: those of one repository, or all when that is
     * null.
     */
    public int poke(Session session, long connectionId, String kind, Long repositoryId) throws SQLException {
        return poke(session, connectionId, kind, repositoryId, String.valueOf(POKED));
    }

    /** The same for what can wait for some seconds, because its rows are stored already: it is due then at the latest. */
    public int pokeSoon(Session session, long connectionId, String kind, Long repositoryId) throws SQLException {
        String soon = "<now> + " + GATHER_MS;
        return poke(
                session,
                connectionId,
                kind,
                repositoryId,
                "case when [DUE_AT] > " + soon + " then " + soon + " else [DUE_AT] end");
    }

    private static int poke(Session session, long connectionId, String kind, Long repositoryId, String dueAt)
            throws SQLException {
        String sql = "update {TASK} set [POKES] = [POKES] + 1, [DUE_AT] = " + dueAt
                + " where [CONNECTION_ID] = ? and [KIND] = ?";
        return repositoryId == null
                ? session.update(sql, connectionId, kind)
                : session.update(sql + " and [REPOSITORY_ID] = ?", connectionId, kind, repositoryId);
    }

    /** Makes all tasks of a connection due now, with their problems forgotten: somebody did something about them. */
    public int pokeAll(Session session, long connectionId) throws SQLException {
        return session.update(
                "update {TASK} set [POKES] = [POKES] + 1, [DUE_AT] = case when [DUE_AT] > <now> then <now> else [DUE_AT] end,"
                        + " [TRIES] = 0, [PROBLEM] = ?, [PROBLEM_AT] = ? where [CONNECTION_ID] = ?",
                Session.text(null),
                Session.number(null),
                connectionId);
    }

    /**
     * Lets everything of a connection be read once more, from what is known now, so that what is not there any more is noticed;
     * who works on a task loses it. What is stored stays meanwhile.
     *
     * @param forget whether what is then not there any more is to be forgotten
     */
    public void readAgain(Session session, long connectionId, boolean forget) throws SQLException {
        // Until it begins, a task is as complete as it was.
        beginAnew(
                session,
                "[COMPLETE] = case when [CANCELLED_AT] is null then [COMPLETE] else ? end, [CANCELLED_AT] = ?,"
                        + " [AGAIN] = ?, [FORGET] = ?, [DUE_AT] = case when [KIND] = ? then " + ASKED
                        + " else <now> end",
                List.of(false, Session.number(null), true, forget, REPOSITORIES),
                "[CONNECTION_ID] = ?",
                List.of(connectionId));
    }

    /** Lets the tasks of some kinds begin anew, because they read something else; who works on one loses it. */
    public void restart(Session session, long connectionId, Collection<String> kinds) throws SQLException {
        if (!kinds.isEmpty()) {
            beginAnew(
                    session,
                    "[STATE] = ?, [COMPLETE] = ?, [CANCELLED_AT] = ?, [AGAIN] = ?, [DUE_AT] = <now>",
                    List.of(Session.text(null), false, Session.number(null), false),
                    "[CONNECTION_ID] = ? and [KIND] in (?*)",
                    List.of(connectionId, kinds));
        }
    }

    /**
     * Ends the reading of a connection where it is; who works on a task loses it. Tasks that had not begun to read again stay as
     * they were before; the others go on with what is young, so that new work appears, and with nothing else.
     */
    public void cancel(Session session, long connectionId) throws SQLException {
        // The listing first: whatever it finds in this moment is there when the others are cancelled.
        for (String which : List.of("[REPOSITORY_ID] is null", "[REPOSITORY_ID] is not null")) {
            String own = which + " and [CONNECTION_ID] = ? and [CANCELLED_AT] is null and [COMPLETE] = ?";
            beginAnew(
                    session,
                    "[AGAIN] = ?, [FORGET] = ?",
                    List.of(false, false),
                    own + " and [AGAIN] = ?",
                    List.of(connectionId, true, true));
            beginAnew(
                    session,
                    "[CANCELLED_AT] = <now>, [AGAIN] = ?, [FORGET] = ?, [DUE_AT] = <now>",
                    List.of(true, false),
                    own,
                    List.of(connectionId, false));
        }
    }

    /** A cancelled listing has come to its end: what appears from now on is new. */
    public void endCancelled(Session session, Claim claim) throws SQLException {
        session.update("update {TASK} set [CANCELLED_AT] = ? where [ID] = ?", Session.number(null), claim.id);
    }

    private static void beginAnew(
            Session session, String how, List<Object> parameters, String which, List<Object> those)
            throws SQLException {
        List<Object> all = new ArrayList<>(parameters);
        all.addAll(List.of(
                Session.text(null),
                false,
                Session.number(null),
                Session.number(null),
                Session.text(null),
                Session.number(null)));
        all.addAll(those);
        session.update(
                "update {TASK} set " + how + ", [LEASE_UNTIL] = 0, [OWNER] = ?, [ATTEMPT] = [ATTEMPT] + 1, [TRIES] = 0,"
                        + " [HISTORY] = ?, [DONE] = 0, [TOTAL] = ?, [SEEN] = 0, [STARTED_AT] = ?, [PROBLEM] = ?,"
                        + " [PROBLEM_AT] = ? where " + which,
                all.toArray());
    }
}
