// Looks again at what was read when this Jira has a project that reading did not know.
package org.jigit.connection;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jigit.project.KnownProjects;
import org.jigit.store.Database;
import org.jigit.store.Hash;
import org.jigit.store.Session;
import org.jigit.store.Tasks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits that named a project before it existed were not kept. A small connection is read again by itself then; for a large
 * one that costs too much, and one whose reading was cancelled stays so: there an administrator decides.
 */
public final class NewProjects {
    private static final Logger LOG = LoggerFactory.getLogger(NewProjects.class);

    /** Connections with more repositories than this are not read again by themselves. */
    private static final long MOST_REPOSITORIES = 200;

    private final Database database;
    private final Connections connections;
    private final Tasks tasks;
    private final KnownProjects projects;

    public NewProjects(Database database, Connections connections, Tasks tasks, KnownProjects projects) {
        this.database = database;
        this.connections = connections;
        this.tasks = tasks;
        this.projects = projects;
    }

    /** Lets connections be read again that have to be; true when there is one. May run on every node. */
    public boolean look() {
        Set<String> now = projects.keys();
        String hash = Hash.of(now.toArray());
        boolean found = false;
        for (Connection connection : connections.all()) {
            Set<String> served = connections.scope(connection).projects();
            found |= database.write(session -> look(session, connection, now, hash, served));
        }
        return found;
    }

    private boolean look(Session session, Connection connection, Set<String> now, String hash, Set<String> served)
            throws SQLException {
        List<String[]> known = session.list(
                "select [KEYS_HASH], [KEYS_KNOWN] from {CONNECTION} where [ID] = ?",
                row -> new String[] {row.getString(1), row.getString(2)},
                connection.id());
        if (known.isEmpty() || hash.equals(known.get(0)[0])) {
            return false;
        }
        String before = known.get(0)[0];
        int mine = session.update(
                "update {CONNECTION} set [KEYS_HASH] = ?, [KEYS_KNOWN] = ? where [ID] = ? and "
                        + (before == null ? "[KEYS_HASH] is null" : "[KEYS_HASH] = ?"),
                before == null
                        ? new Object[] {hash, String.join(" ", now), connection.id()}
                        : new Object[] {hash, String.join(" ", now), connection.id(), before});
        if (mine == 0 || before == null) {
            return false;
        }
        Set<String> added = new TreeSet<>(now);
        added.removeAll(List.of(String.valueOf(known.get(0)[1]).split(" ")));
        if (!served.isEmpty()) {
            added.retainAll(served);
        }
        long repositories = session.number(
                "select count(*) from {REPOSITORY} where [CONNECTION_ID] = ? and [HIDDEN_SINCE] is null",
                connection.id());
        long cancelled = session.number(
                "select count(*) from {TASK} where [CONNECTION_ID] = ? and [CANCELLED_AT] is not null",
                connection.id());
        if (added.isEmpty() || !connection.enabled() || repositories > MOST_REPOSITORIES || cancelled > 0) {
            return false;
        }
        LOG.info("connection {} is read again for the new project keys {}", connection.id(), added);
        tasks.readAgain(session, connection.id(), false);
        return true;
    }
}
