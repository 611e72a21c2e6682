// The nodes of the cluster that run the app: each writes its own row with every heartbeat.
package org.jigit.store;

import java.sql.SQLException;
import java.util.List;
import org.jigit.core.Core;

/** Says that this node is there, and who else is. */
public final class Nodes {
    private final Database database;
    private final String name;
    private final String version;
    private final Core core;

    public Nodes(Database database, String name, String version, Core core) {
        this.database = database;
        this.name = Text.fit(name, Text.NAME);
        this.version = version;
        this.core = core;
    }

    /**
     * A node.
     *
     * @param name its name
     * @param version the version of the app on it
     * @param engine what runs the core there
     * @param reason why not what was chosen, or null
     * @param seenAt when it was last seen
     * @param cleanedAt when it last threw away what is kept only for a while, or null
     */
    public record Node(String name, String version, String engine, String reason, Long seenAt, Long cleanedAt) {}

    /** This node is there. */
    public void seen() {
        Node here = here();
        database.run(session -> {
            long now = session.now();
            int known = session.update(
                    "update {NODE} set [VERSION] = ?, [ENGINE] = ?, [ENGINE_REASON] = ?, [SEEN_AT] = ? where [NAME] = ?",
                    here.version,
                    here.engine,
                    Session.text(here.reason),
                    now,
                    here.name);
            if (known == 0) {
                session.update(
                        "insert into {NODE} ([NAME], [VERSION], [ENGINE], [ENGINE_REASON], [SEEN_AT]) values (?, ?, ?, ?, ?)",
                        here.name,
                        here.version,
                        here.engine,
                        Session.text(here.reason),
                        now);
            }
        });
    }

    /** This node has thrown away what is kept only for a while. */
    public void cleaned() {
        database.run(session -> session.update("update {NODE} set [CLEANED_AT] = <now> where [NAME] = ?", name));
    }

    /** This node, as far as it knows without asking. */
    public Node here() {
        Core.Running running = core.running();
        return new Node(name, version, running.engine(), running.reason(), null, null);
    }

    /** All nodes that were seen in the last days, by name. */
    public List<Node> all(Session session) throws SQLException {
        return session.list(
                "select [NAME], [VERSION], [ENGINE], [ENGINE_REASON], [SEEN_AT], [CLEANED_AT] from {NODE} order by [NAME]",
                row -> new Node(
                        row.getString("NAME"),
                        row.getString("VERSION"),
                        row.getString("ENGINE"),
                        row.getString("ENGINE_REASON"),
                        Session.numberAt(row, "SEEN_AT"),
                        Session.numberAt(row, "CLEANED_AT")));
    }
}
