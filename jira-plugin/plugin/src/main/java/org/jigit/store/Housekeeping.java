// Throws away what is kept only for a while, and what belongs to nothing any more.
package org.jigit.store;

/** The retention times, as the data inventory tells them. */
public final class Housekeeping {
    private static final long DAY_MS = 86_400_000L;

    /** Delivery ids: repeated deliveries are known for this long. */
    public static final long DELIVERIES_MS = 7 * DAY_MS;
    /** Networks of refused senders. */
    public static final long REFUSED_MS = 14 * DAY_MS;
    /** Lines of the ledger. */
    public static final long LEDGER_MS = 30 * DAY_MS;
    /** Nodes that are not seen any more. */
    public static final long NODES_MS = 30 * DAY_MS;

    /** Of the logs of deliveries and requests, only the newest rows are kept, however short the time. */
    public static final long MOST_ROWS = 500_000;

    private final Database database;

    public Housekeeping(Database database) {
        this.database = database;
    }

    /** Does it; may be run at any time by any node. */
    public void run() {
        database.run(session -> {
            long now = session.now();
            session.update("delete from {DELIVERY} where [NETWORK] is null and [AT] < ?", now - DELIVERIES_MS);
            session.update("delete from {DELIVERY} where [NETWORK] is not null and [AT] < ?", now - REFUSED_MS);
            session.update("delete from {REQUEST} where [AT] < ?", now - LEDGER_MS);
            session.update("delete from {NODE} where [SEEN_AT] < ?", now - NODES_MS);
        });
        for (String log : new String[] {"DELIVERY", "REQUEST"}) {
            database.run(session -> {
                long newest = session.number("select max([ID]) from {" + log + "}");
                session.update("delete from {" + log + "} where [ID] <= ?", newest - MOST_ROWS);
            });
        }
        for (String table : new String[] {"TASK", "DELIVERY", "SMART_COMMIT"}) {
            database.run(session -> session.update(
                    "delete from {" + table + "} where [CONNECTION_ID] not in (select [ID] from {CONNECTION})"));
        }
    }
}
