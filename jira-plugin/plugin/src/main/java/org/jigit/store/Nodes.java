// The nodes of the cluster that run the app: each writes its own row with every heartbeat.
package org.jigit.store;

import java.sql.SQLException;
import java.util.List;

/** Says that this node is there, and who else is. */
public final class Nodes {
    private final Database database;
    private final Node here;

    public Nodes(Database database, String name, String version, String engine) {
        this.database = database;
        here = new Node(Text.fit(name, Text.NAME), version, engine, null, null);
    }

    /**
     * A node.
     *
     * @param name its name
     * @param version the version of the app on it
     * @param engine what runs the core there
     * @param seenAt when it was last seen
     * @param cleanedAt when it last threw away what is kept only for a while, or null
     */
    public record Node(String name, String version, String engine, Long seenAt, Long cleanedAt) {}

    /** This node is there. */
    public void seen() {
        database.run(session -> {
            long now = session.now();
            int known = session.update(
                    "update {NODE} set [VERSION] = ?, [ENGINE] = ?, [SEEN_AT] = ? where [NAME] = ?",
                    here.version,
                    here.engine,
                    now,
                    here.name);
            if (known == 0) {
                session.update(
                        "insert into {NODE} ([NAME], [VERSION], [ENGINE], [SEEN_AT]) values (?, ?, ?, ?)",
                        here.name,
                        here.version,
                        here.engine,
                        now);
            }
        });
    }

    /** This node has thrown away what is kept only for a while. */
    public void cleaned() {
        database.run(session -> session.update("update {NODE} set [CLEANED_AT] = <now> where [NAME] = ?", here.name));
    }

    /** This node, as far as it knows without asking. */
    public Node here() {
        return here;
    }

    /** All nodes that were seen in the last days, by name. */
    public List<Node> all(Session session) throws SQLException {
        return session.list(
                "select [NAME], [VERSION], [ENGINE], [SEEN_AT], [CLEANED_AT] from {NODE} order by [NAME]",
                row -> new Node(
                        row.getString("NAME"),
                        row.getString("VERSION"),
                        row.getString("ENGINE"),
                        Session.numberAt(row, "SEEN_AT"),
                        Session.numberAt(row, "CLEANED_AT")));
    }
}
