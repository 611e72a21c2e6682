// Deletes what was read for removed connections, some rows at a time, so that no transaction is long.
package org.jigit.connection;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.sql.SQLException;
import java.util.List;
import org.jigit.store.Database;
import org.jigit.store.Session;

/** The connections that are being removed. Any node may go on with any of them at any time. */
public final class Removals {
    private static final int CHUNK = 500;
    private static final long AT_ONCE_NS = 2_000_000_000L;
    private static final String OF_REPOSITORIES =
            "[REPOSITORY_ID] in (select [ID] from {REPOSITORY} where [CONNECTION_ID] = ?)";

    /** The tables in the order in which they are emptied: first what makes rows appear on issues. */
    private enum Part {
        LINK(OF_REPOSITORIES),
        BRANCH(OF_REPOSITORIES),
        COMMIT(OF_REPOSITORIES),
        PULL_REQUEST(OF_REPOSITORIES),
        SMART_COMMIT("[CONNECTION_ID] = ?"),
        DELIVERY("[CONNECTION_ID] = ?"),
        TASK("[CONNECTION_ID] = ?"),
        REPOSITORY("[CONNECTION_ID] = ?");

        private final String own;

        Part(String own) {
            this.own = own;
        }
    }

    private final Database database;

    public Removals(Database database) {
        this.database = database;
    }

    /** Goes on for a moment with what is there; most connections are gone after that. */
    void begin() {
        long began = System.nanoTime();
        boolean isLeft = goOn();
        while (isLeft && System.nanoTime() - began < AT_ONCE_NS) {
            isLeft = goOn();
        }
    }

    /** Deletes some rows of a removed connection, in a transaction; false when there is none. */
    public boolean goOn() {
        return database.write(session -> {
            List<Long> removed = session.list(
                    1,
                    "select [ID] from {CONNECTION} where [REMOVED_AT] is not null order by [REMOVED_AT], [ID]",
                    row -> row.getLong(1));
            if (removed.isEmpty()) {
                return false;
            }
            long id = removed.get(0);
            for (Part part : Part.values()) {
                if (delete(session, part, id)) {
                    return true;
                }
            }
            session.update("delete from {CONNECTION} where [ID] = ?", id);
            return true;
        });
    }

    private static boolean delete(Session session, Part part, long id) throws SQLException {
        List<Long> some =
                session.list(CHUNK, "select [ID] from {" + part + "} where " + part.own, row -> row.getLong(1), id);
        if (some.isEmpty()) {
            return false;
        }
        session.update(
                "delete from {" + part + "} where [ID] in (?*)",
                some.stream().sorted().toList());
        return true;
    }

    /** The connections that are being removed, with the rows that are left of each. */
    public JsonArray left() {
        return database.read(session -> {
            JsonArray left = new JsonArray();
            List<JsonObject> removed = session.list(
                    "select [ID], [NAME] from {CONNECTION} where [REMOVED_AT] is not null order by [REMOVED_AT], [ID]",
                    row -> {
                        JsonObject connection = new JsonObject();
                        connection.addProperty("id", row.getLong(1));
                        connection.addProperty("repoName", row.getString(2));
                        return connection;
                    });
            for (JsonObject connection : removed) {
                long rows = 0;
                for (Part part : Part.values()) {
                    rows += session.number(
                            "select count(*) from {" + part + "} where " + part.own,
                            connection.get("id").getAsLong());
                }
                connection.addProperty("rows_left", rows);
                left.add(connection);
            }
            return left;
        });
    }
}
