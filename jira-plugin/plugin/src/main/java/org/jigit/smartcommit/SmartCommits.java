// The table of commits that give commands: each is noted once, marked before it runs, and never runs twice.
package org.jigit.smartcommit;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jigit.core.Messages.SmartCommand;
import org.jigit.core.Messages.SmartCommit;
import org.jigit.store.Database;
import org.jigit.store.Hash;
import org.jigit.store.Session;

/**
 * A commit is known by its id and by its content, so that rebases, cherry-picks and forks do not repeat it. A push does not tell
 * whether a commit is a merge nor exactly when it was written: such a commit waits a little for the reading that every push sets
 * off; if that does not come, it runs, unless one of the same author with the same message was seen before.
 */
public final class SmartCommits {
    static final String WAITING = "waiting";
    static final String RUNNING = "running";
    static final String DONE = "done";
    static final String SKIPPED = "skipped";
    static final String INTERRUPTED = "interrupted";
    static final String NOT_VOUCHED = "NotVouched";

    /** How long a commit waits for what its push did not tell. */
    private static final long WAIT_MS = 15_000;
    /** No commit takes longer; one that does was left by a node that stopped. */
    private static final long LONGEST_RUN_MS = 600_000;
    /** More commands than anybody writes into one message. */
    static final int MOST_COMMANDS = 500;

    private static final Gson GSON = new Gson();

    private final Database database;

    public SmartCommits(Database database) {
        this.database = database;
    }

    /**
     * A commit whose commands are to run now.
     *
     * @param id the row
     * @param connectionId the connection
     * @param repositoryId the row of the repository
     * @param sha the commit's id
     * @param userKey the user who wrote it, or null
     * @param problem why there is no such user, or null
     * @param vouched whether the host vouches for that
     * @param at when it was written
     * @param commands what to do
     */
    record Due(
            long id,
            long connectionId,
            long repositoryId,
            String sha,
            String userKey,
            String problem,
            boolean vouched,
            long at,
            List<SmartCommand> commands) {}

    /** What is stored of a commit that is seen again. */
    private record Known(long id, String hash, String state, String code, boolean vouched) {
        static Known read(ResultSet row) throws SQLException {
            return new Known(
                    row.getLong("ID"),
                    row.getString("HASH"),
                    row.getString("STATE"),
                    row.getString("CODE"),
                    row.getBoolean("VOUCHED"));
        }
    }

    /**
     * Notes commits, in the transaction that stores the rows they came with; true when one is due at once.
     *
     * @param needsVoucher whether the host has to vouch for authors: then a commit waits a little for the webhook that may
     */
    public boolean note(Session session, long connectionId, List<Sighting> sightings, boolean needsVoucher, long now)
            throws SQLException {
        boolean due = false;
        for (Sighting seen : sightings) {
            Optional<Long> repository = session.first(
                    "select [ID] from {REPOSITORY} where [HASH] = ? and [HIDDEN_SINCE] is null",
                    row -> row.getLong(1),
                    Hash.of(connectionId, seen.commit().repositoryId()));
            if (repository.isPresent()) {
                due |= note(session, connectionId, repository.get(), seen, needsVoucher, now);
            }
        }
        return due;
    }

    private boolean note(
            Session session, long connectionId, long repositoryId, Sighting seen, boolean needsVoucher, long now)
            throws SQLException {
        SmartCommit commit = seen.commit();
        boolean exact = commit.content() != null;
        String hash = exact ? Hash.of("content", commit.content()) : byId(commit.sha());
        Optional<Known> same = known(session, "[SHA] = ?", commit.sha());
        if (same.isPresent()) {
            return learn(session, same.get(), seen, hash, needsVoucher, now);
        }
        if (commit.merge() || exact && known(session, "[HASH] = ?", hash).isPresent()) {
            return false;
        }
        boolean told = exact && (seen.vouched() || !needsVoucher || seen.problem() != null);
        session.update(
                "insert into {SMART_COMMIT} ([HASH], [CONNECTION_ID], [REPOSITORY_ID], [SHA], [TEXT_HASH], [STATE], [DUE_AT],"
                        + " [CODE], [USER_KEY], [VOUCHED], [AUTHORED_AT], [COMMANDS], [UPDATED_AT])"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                hash,
                connectionId,
                repositoryId,
                commit.sha(),
                commit.text(),
                commit.firstRead() ? SKIPPED : WAITING,
                told ? now : now + WAIT_MS,
                Session.text(commit.firstRead() ? "FirstRead" : seen.problem()),
                Session.text(seen.userKey()),
                seen.vouched(),
                Session.number(
                        commit.authoredAt() == null
                                ? null
                                : Long.valueOf(commit.authoredAt().toEpochMilli())),
                GSON.toJson(limited(commit.commands())),
                now);
        return told && !commit.firstRead();
    }

    /** What is seen again may tell more: that it is a merge, when it was written, that the host vouches for the author. */
    private static boolean learn(
            Session session, Known known, Sighting seen, String hash, boolean needsVoucher, long now)
            throws SQLException {
        boolean waits = known.state.equals(WAITING);
        if (seen.commit().merge()) {
            skip(session, known.id, "Merge", now);
            return false;
        }
        boolean exact = seen.commit().content() != null;
        boolean anew = exact && !known.hash.equals(hash);
        if (anew && known(session, "[HASH] = ?", hash).isPresent()) {
            skip(session, known.id, "Repeated", now);
            return false;
        }
        if (anew) {
            session.update(
                    "update {SMART_COMMIT} set [HASH] = ?, [UPDATED_AT] = ? where [ID] = ?", hash, now, known.id);
        }
        boolean refused = known.state.equals(DONE) && NOT_VOUCHED.equals(known.code);
        boolean more = seen.vouched() && !known.vouched && (waits || refused);
        boolean again = more && refused;
        if (more) {
            session.update(
                    "update {SMART_COMMIT} set [VOUCHED] = ?, [USER_KEY] = ?, [CODE] = ? where [ID] = ?",
                    true,
                    seen.userKey(),
                    Session.text(null),
                    known.id);
        }
        boolean isExact = exact || !known.hash.equals(byId(seen.commit().sha()));
        boolean told = isExact && (seen.vouched() || known.vouched || !needsVoucher) && (anew || more);
        if (again || waits && told) {
            session.update(
                    "update {SMART_COMMIT} set [STATE] = ?, [RESULTS] = ?, [DUE_AT] = ?, [UPDATED_AT] = ? where [ID] = ?",
                    WAITING,
                    Session.text(null),
                    now,
                    now,
                    known.id);
            return true;
        }
        return false;
    }

    /** Gives up a commit that waits; one that does not stays as it is. */
    private static void skip(Session session, long id, String code, long now) throws SQLException {
        session.update(
                "update {SMART_COMMIT} set [STATE] = ?, [CODE] = ?, [UPDATED_AT] = ? where [ID] = ? and [STATE] = ?",
                SKIPPED,
                code,
                now,
                id,
                WAITING);
    }

    private static Optional<Known> known(Session session, String condition, String value) throws SQLException {
        return session.first(
                "select [ID], [HASH], [STATE], [CODE], [VOUCHED] from {SMART_COMMIT} where " + condition
                        + " order by [ID]",
                Known::read,
                value);
    }

    /** The hash of a commit of which nothing but its id tells that it is the same. */
    private static String byId(String sha) {
        return Hash.of("sha", sha);
    }

    /** The first command beyond the limit stands for all that are left out. */
    private static List<SmartCommand> limited(List<SmartCommand> commands) {
        if (commands.size() <= MOST_COMMANDS) {
            return commands;
        }
        List<SmartCommand> some = new ArrayList<>(commands.subList(0, MOST_COMMANDS));
        SmartCommand next = commands.get(MOST_COMMANDS);
        some.add(new SmartCommand(
                next.issue(), next.command(), next.name(), next.time(), next.seconds(), null, "TooMany", true));
        return some;
    }

    /** Marks the next commit that is due as running, before anything of it runs. */
    Optional<Due> claim(String owner) {
        return database.write(session -> {
            long now = session.now();
            List<Long> waiting = session.list(
                    20,
                    "select [ID] from {SMART_COMMIT} where [STATE] = ? and [DUE_AT] <= ? order by [DUE_AT], [ID]",
                    row -> row.getLong(1),
                    WAITING,
                    now);
            for (long id : waiting) {
                if (repeats(session, id)) {
                    skip(session, id, "Repeated", now);
                    continue;
                }
                int mine = session.update(
                        "update {SMART_COMMIT} set [STATE] = ?, [OWNER] = ?, [UPDATED_AT] = ? where [ID] = ? and [STATE] = ?",
                        RUNNING,
                        owner,
                        now,
                        id,
                        WAITING);
                if (mine == 1) {
                    return session.first("select * from {SMART_COMMIT} where [ID] = ?", row -> due(row, now), id);
                }
            }
            return Optional.empty();
        });
    }

    /** Whether nothing but its id is known of a commit, and another one says the same. */
    private static boolean repeats(Session session, long id) throws SQLException {
        Optional<String> text = session.first(
                "select [HASH], [SHA], [TEXT_HASH] from {SMART_COMMIT} where [ID] = ?",
                row -> row.getString("HASH").equals(byId(row.getString("SHA"))) ? row.getString("TEXT_HASH") : "",
                id);
        return session.number(
                        "select count(*) from {SMART_COMMIT} where [TEXT_HASH] = ? and [ID] <> ? and [STATE] <> ?",
                        text.orElse(""),
                        id,
                        WAITING)
                > 0;
    }

    private static Due due(ResultSet row, long now) throws SQLException {
        Long at = Session.numberAt(row, "AUTHORED_AT");
        return new Due(
                row.getLong("ID"),
                row.getLong("CONNECTION_ID"),
                row.getLong("REPOSITORY_ID"),
                row.getString("SHA"),
                row.getString("USER_KEY"),
                row.getString("CODE"),
                row.getBoolean("VOUCHED"),
                at == null ? now : at,
                List.of(GSON.fromJson(row.getString("COMMANDS"), SmartCommand[].class)));
    }

    /** Saves what became of the commands so far; with a state, the commit is over. */
    void save(Due due, String owner, JsonArray results, String state, String code) {
        database.run(session -> session.update(
                "update {SMART_COMMIT} set [RESULTS] = ?, [STATE] = ?, [CODE] = ?, [UPDATED_AT] = <now>"
                        + " where [ID] = ? and [OWNER] = ? and [STATE] = ?",
                results.toString(),
                state,
                Session.text(code),
                due.id,
                owner,
                RUNNING));
    }

    /** Marks what this node left when it stopped, and what any node left long ago: it is not known whether it was done. */
    void giveUpInterrupted(String node, String owner) {
        database.run(session -> {
            long now = session.now();
            List<Long> left = session
                    .list(
                            "select [ID], [OWNER], [UPDATED_AT] from {SMART_COMMIT} where [STATE] = ?",
                            row -> {
                                String by = row.getString("OWNER");
                                boolean mine = by.startsWith(node + ":") && !by.equals(owner);
                                return mine || row.getLong("UPDATED_AT") < now - LONGEST_RUN_MS ? row.getLong("ID") : 0;
                            },
                            RUNNING)
                    .stream()
                    .filter(id -> id != 0)
                    .toList();
            for (long id : left) {
                session.update(
                        "update {SMART_COMMIT} set [STATE] = ?, [UPDATED_AT] = ? where [ID] = ? and [STATE] = ?",
                        INTERRUPTED,
                        now,
                        id,
                        RUNNING);
            }
        });
    }
}
