// The stored connections: found, saved, removed, and how they fare.
package org.jigit.connection;

import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jigit.Refusal;
import org.jigit.project.KnownProjects;
import org.jigit.secret.Secrets;
import org.jigit.store.Database;
import org.jigit.store.Hash;
import org.jigit.store.Scope;
import org.jigit.store.Session;
import org.jigit.store.Store;
import org.jigit.store.Tasks;

/** The table of connections. Secrets go in encrypted and come out only to whoever sends or checks with them. */
public final class Connections {
    /** How long a replaced webhook secret still counts. */
    static final long OLD_SECRET_MS = 24 * 3_600_000L;

    private static final Map<String, String> SECRET_COLUMNS =
            Map.of(Settings.TOKEN, "TOKEN", Settings.PRIVATE_KEY, "PRIVATE_KEY");

    private static final int CHUNK = 500;
    /** Rows of the repositories of a connection. */
    private static final String OWN = "[REPOSITORY_ID] in (select [ID] from {REPOSITORY} where [CONNECTION_ID] = ?)";

    private final Database database;
    private final Tasks tasks;
    private final Secrets secrets;
    private final KnownProjects projects;

    public Connections(Database database, Tasks tasks, Secrets secrets, KnownProjects projects) {
        this.database = database;
        this.tasks = tasks;
        this.secrets = secrets;
        this.projects = projects;
    }

    /** All connections by name. */
    public List<Connection> all() {
        return database.read(session -> session.list(
                "select " + Connection.COLUMNS + " from {CONNECTION} where [REMOVED_AT] is null order by [NAME], [ID]",
                Connection::read));
    }

    /** A connection by its id. */
    public Optional<Connection> find(long id) {
        return database.read(session -> session.first(
                "select " + Connection.COLUMNS + " from {CONNECTION} where [ID] = ? and [REMOVED_AT] is null",
                Connection::read,
                id));
    }

    /** A connection by its webhook address. */
    public Optional<Connection> byAddress(String address) {
        return database.read(session -> session.first(
                "select " + Connection.COLUMNS + " from {CONNECTION} where [ADDRESS_HASH] = ?",
                Connection::read,
                Hash.of("address", address)));
    }

    /** What belongs to a connection. */
    public Scope scope(Connection connection) {
        Settings settings = connection.settings();
        Set<String> served = new TreeSet<>();
        settings.texts("projectKeys").forEach(key -> served.addAll(projects.keysOf(key)));
        return new Scope(
                connection.id(),
                settings.text("repoType").equals("SingleRepository"),
                settings.text("repositoryId"),
                settings.flag("includeSubgroups"),
                settings.isFiltered(),
                settings.flag("indexPullRequests"),
                served);
    }

    /** Stores a new connection with its first task, and gives its id. */
    long create(Draft draft, String address) {
        Set<String> known = projects.keys();
        return database.write(session -> {
            refuseTakenName(session, draft.settings(), 0);
            long now = session.now();
            long id = session.insert(
                    "insert into {CONNECTION} ([HASH], [NAME], [HOST], [SETTINGS], [ADDRESS_HASH], [ENABLED], [PAUSED],"
                            + " [PRIVATE_ALLOWED], [KEYS_HASH], [KEYS_KNOWN], [CREATED_AT], [UPDATED_AT])"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    nameHash(draft.settings()),
                    draft.settings().text("repoName"),
                    draft.host(),
                    draft.settings().json().toString(),
                    Hash.of("address", address),
                    draft.enabled(),
                    false,
                    draft.privateAllowed(),
                    Hash.of(known.toArray()),
                    String.join(" ", known),
                    now,
                    now);
            session.update(
                    "update {CONNECTION} set [ADDRESS] = ? where [ID] = ?", secrets.lock(id, "address", address), id);
            keepSecrets(session, id, draft);
            tasks.createListing(session, id);
            return id;
        });
    }

    /**
     * Stores changed settings.
     *
     * @param anew whether what was read before belongs to something else
     * @param again the kinds of tasks that begin anew, because they read something else now
     * @param unwanted says which of the linked issue keys are not wanted any more; null when the rules stay as they are
     */
    void change(
            long id,
            Draft draft,
            boolean anew,
            Collection<String> again,
            Function<List<String>, Set<String>> unwanted) {
        database.run(session -> {
            refuseTakenName(session, draft.settings(), id);
            int found = session.update(
                    "update {CONNECTION} set [HASH] = ?, [NAME] = ?, [HOST] = ?, [SETTINGS] = ?, [ENABLED] = ?,"
                            + " [PRIVATE_ALLOWED] = ?, [UPDATED_AT] = <now>, [REST_UNTIL] = ?, [ISSUED_TOKEN] = ?, [ISSUED_UNTIL] = ?"
                            + " where [ID] = ? and [REMOVED_AT] is null",
                    nameHash(draft.settings()),
                    draft.settings().text("repoName"),
                    draft.host(),
                    draft.settings().json().toString(),
                    draft.enabled(),
                    draft.privateAllowed(),
                    Session.number(null),
                    Session.text(null),
                    Session.number(null),
                    id);
            if (found == 0) {
                throw unknown(id);
            }
            keepSecrets(session, id, draft);
            if (anew) {
                removeRows(session, id);
            }
            // Tasks before rows, as everybody locks them: who works on one by the former rules stores nothing any more.
            tasks.restart(session, id, again);
            tasks.createListing(session, id);
            if (draft.settings().flag("indexPullRequests")) {
                tasks.createPullRequests(session, id);
            } else {
                tasks.removePullRequests(session, id);
            }
            tasks.pokeAll(session, id);
            if (unwanted != null) {
                unlink(session, id, unwanted);
            }
        });
        if (unwanted != null) {
            // Once more, for a delivery that was being stored by the former rules.
            database.run(session -> unlink(session, id, unwanted));
        }
    }

    /** Whether nobody has changed a connection since it was found. */
    public boolean isUnchanged(Session session, Connection connection) throws SQLException {
        return session.number(
                        "select count(*) from {CONNECTION} where [ID] = ? and [UPDATED_AT] = ?",
                        connection.id(),
                        connection.updatedAt())
                > 0;
    }

    /** Stores the secrets of a draft, but for those that stay as they are. */
    private void keepSecrets(Session session, long id, Draft draft) throws SQLException {
        for (Map.Entry<String, String> column : SECRET_COLUMNS.entrySet()) {
            if (!draft.kept().contains(column.getKey())) {
                session.update(
                        "update {CONNECTION} set [" + column.getValue() + "] = ? where [ID] = ?",
                        Session.text(secrets.lock(
                                id, column.getKey(), draft.secrets().get(column.getKey()))),
                        id);
            }
        }
    }

    /**
     * Removes a connection: it is not read, shown or found any more, and its secrets are gone. What was read for it goes in the
     * background ({@link Removals}).
     */
    void remove(long id) {
        database.run(session -> {
            int found = session.update(
                    "update {CONNECTION} set [REMOVED_AT] = <now>, [UPDATED_AT] = <now>, [HASH] = ?, [ADDRESS_HASH] = ?, [ENABLED] = ?,"
                            + " [TOKEN] = ?, [PRIVATE_KEY] = ?, [ISSUED_TOKEN] = ?, [SECRET] = ?, [SECRET_BEFORE] = ?"
                            + " where [ID] = ? and [REMOVED_AT] is null",
                    Hash.of("removed", id),
                    Hash.of("removed", id),
                    false,
                    Session.text(null),
                    Session.text(null),
                    Session.text(null),
                    Session.text(null),
                    Session.text(null),
                    id);
            if (found == 0) {
                throw unknown(id);
            }
            session.update("delete from {TASK} where [CONNECTION_ID] = ?", id);
        });
    }

    /** Removes the links to issues that are not wanted, and the rows that have no other. */
    private static void unlink(Session session, long id, Function<List<String>, Set<String>> unwanted)
            throws SQLException {
        List<String> linked =
                session.list("select distinct [ISSUE_KEY] from {LINK} where " + OWN, row -> row.getString(1), id);
        List<String> keys = List.copyOf(unwanted.apply(linked));
        if (keys.isEmpty()) {
            return;
        }
        for (int at = 0; at < keys.size(); at += CHUNK) {
            session.update(
                    "delete from {LINK} where " + OWN + " and [ISSUE_KEY] in (?*)",
                    id,
                    keys.subList(at, Math.min(at + CHUNK, keys.size())));
        }
        Map<String, String> kinds = new TreeMap<>(
                Map.of("BRANCH", Store.BRANCH, "COMMIT", Store.COMMIT, "PULL_REQUEST", Store.PULL_REQUEST));
        for (Map.Entry<String, String> kind : kinds.entrySet()) {
            String table = "{" + kind.getKey() + "}";
            session.update(
                    "delete from " + table + " where " + OWN
                            + " and not exists (select 1 from {LINK} L where L.[ROW_ID] = " + table
                            + ".[ID] and L.[KIND] = ?)",
                    id,
                    kind.getValue());
        }
    }

    private static void removeRows(Session session, long id) throws SQLException {
        session.update("delete from {TASK} where [CONNECTION_ID] = ?", id);
        for (String table : List.of("LINK", "BRANCH", "COMMIT", "PULL_REQUEST")) {
            session.update("delete from {" + table + "} where " + OWN, id);
        }
        session.update("delete from {REPOSITORY} where [CONNECTION_ID] = ?", id);
    }

    /** Enables or disables. */
    void enable(long id, boolean enabled) {
        flag(id, "ENABLED", enabled);
    }

    /** Pauses or resumes. */
    void pause(long id, boolean paused) {
        flag(id, "PAUSED", paused);
    }

    private void flag(long id, String column, boolean value) {
        database.run(session -> {
            int found = session.update(
                    "update {CONNECTION} set [" + column
                            + "] = ?, [REST_UNTIL] = ? where [ID] = ? and [REMOVED_AT] is null",
                    value,
                    Session.number(null),
                    id);
            if (found == 0) {
                throw unknown(id);
            }
            tasks.pokeAll(session, id);
        });
    }

    /**
     * Lets everything be read again; what is stored stays until it was.
     *
     * @param forget whether what is then not there any more is forgotten; else it is only marked
     */
    void reindex(long id, boolean forget) {
        database.run(session -> {
            int found = session.update(
                    "update {CONNECTION} set [REST_UNTIL] = ? where [ID] = ? and [REMOVED_AT] is null",
                    Session.number(null),
                    id);
            if (found == 0) {
                throw unknown(id);
            }
            tasks.readAgain(session, id, forget);
            tasks.createListing(session, id);
        });
    }

    /** Ends what is being read of a connection; what was read stays, and new work goes on to appear. */
    void cancel(long id) {
        database.run(session -> {
            if (session.number("select count(*) from {CONNECTION} where [ID] = ? and [REMOVED_AT] is null", id) == 0) {
                throw unknown(id);
            }
            tasks.cancel(session, id);
        });
    }

    /** Sets a new webhook secret; the one before still counts for a day. */
    void replaceSecret(long id, String secret) {
        Connection connection = find(id).orElseThrow(() -> unknown(id));
        String before = connection.secret() == null ? null : secret(connection);
        database.run(session -> session.update(
                "update {CONNECTION} set [SECRET] = ?, [SECRET_BEFORE] = ?, [SECRET_BEFORE_UNTIL] = ? where [ID] = ?",
                secrets.lock(id, "secret", secret),
                Session.text(secrets.lock(id, "secret_before", before)),
                Session.number(before == null ? null : Long.valueOf(session.now() + OLD_SECRET_MS)),
                id));
    }

    /** Notes how an answer went: how fast the host lets us go, until when to wait, whether it was a good one. */
    public void note(long id, Connection.Pace pace, Long restUntil, boolean good) {
        database.run(session -> {
            if (pace.limit() != null) {
                session.update(
                        "update {CONNECTION} set [PACE_LIMIT] = ?, [PACE_REMAINING] = ?, [PACE_RESETS_AT] = ? where [ID] = ?",
                        pace.limit(),
                        Session.number(pace.remaining()),
                        Session.number(pace.resetsAt()),
                        id);
            }
            if (restUntil != null) {
                session.update("update {CONNECTION} set [REST_UNTIL] = ? where [ID] = ?", restUntil, id);
            }
            if (good) {
                session.update("update {CONNECTION} set [LAST_READ_AT] = <now> where [ID] = ?", id);
            }
        });
    }

    /** Lets a connection rest, in the transaction of the step that wants it: whoever lost its task decides nothing. */
    public void rest(Session session, long id, long until) throws SQLException {
        session.update("update {CONNECTION} set [REST_UNTIL] = ? where [ID] = ?", until, id);
    }

    /** A secret of a field of the configuration in clear, for the request that carries it; null when there is none. */
    public String secret(Connection connection, String field) {
        return secrets.open(connection.id(), field, connection.locked(field));
    }

    /** A stored connection as a draft of itself, with its secrets in clear. */
    Draft draft(Connection connection) {
        Map<String, String> held = new HashMap<>();
        SECRET_COLUMNS.keySet().stream()
                .filter(connection::holds)
                .forEach(field -> held.put(field, secret(connection, field)));
        return new Draft(
                connection.host(),
                connection.settings(),
                held,
                held.keySet(),
                connection.enabled(),
                connection.privateAllowed());
    }

    /** The token that the private key was last exchanged for, or null. */
    TokenExchange.Issued issued(Connection connection) {
        return connection.issuedToken() == null || connection.issuedUntil() == null
                ? null
                : new TokenExchange.Issued(
                        secrets.open(connection.id(), "issued", connection.issuedToken()), connection.issuedUntil());
    }

    /** Keeps an exchanged token for all nodes, unless the connection has changed since it was asked for. */
    void keepIssued(Connection connection, TokenExchange.Issued issued) {
        database.run(session -> session.update(
                "update {CONNECTION} set [ISSUED_TOKEN] = ?, [ISSUED_UNTIL] = ? where [ID] = ? and [UPDATED_AT] = ?",
                secrets.lock(connection.id(), "issued", issued.token()),
                issued.until(),
                connection.id(),
                connection.updatedAt()));
    }

    /** The webhook secrets that count now. */
    public List<String> webhookSecrets(Connection connection, long now) {
        if (connection.secret() == null) {
            return List.of();
        }
        boolean both = connection.secretBefore() != null && connection.secretBeforeUntil() > now;
        return both
                ? List.of(secret(connection), secrets.open(connection.id(), "secret_before", connection.secretBefore()))
                : List.of(secret(connection));
    }

    private String secret(Connection connection) {
        return secrets.open(connection.id(), "secret", connection.secret());
    }

    /** The webhook address in clear. */
    String address(Connection connection) {
        return secrets.open(connection.id(), "address", connection.address());
    }

    /** There is no such connection. */
    public static Refusal unknown(long id) {
        return new Refusal(404, "unknown_connection", "there is no connection " + id).with("id", id);
    }

    private static void refuseTakenName(Session session, Settings settings, long id) throws SQLException {
        if (session.number("select count(*) from {CONNECTION} where [HASH] = ? and [ID] <> ?", nameHash(settings), id)
                > 0) {
            throw new Refusal(400, "name_taken", "another connection has this name").with("field", "repoName");
        }
    }

    private static String nameHash(Settings settings) {
        return Hash.of("name", settings.text("repoName").toLowerCase(Locale.ROOT));
    }
}
