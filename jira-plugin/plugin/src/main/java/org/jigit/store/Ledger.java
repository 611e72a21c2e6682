// The ledger: one line for every request that leaves Jira.
package org.jigit.store;

import java.util.concurrent.atomic.LongAdder;

/** Who was called, when, how, with what result; never a body, a query value or a credential. */
public final class Ledger {
    private final Database database;
    private final String node;
    private final LongAdder sent = new LongAdder();

    public Ledger(Database database, String node) {
        this.database = database;
        this.node = node;
    }

    /**
     * A request that was sent.
     *
     * @param connectionId for which connection; 0 for one that is only being tested
     * @param at when
     * @param method the HTTP method
     * @param origin scheme, host and port
     * @param endpoint the template that allowed it
     * @param status the status, 0 when there was no answer
     * @param bytes the size of the answer
     * @param millis how long it took
     */
    public record Entry(
            long connectionId,
            long at,
            String method,
            String origin,
            String endpoint,
            int status,
            long bytes,
            long millis) {}

    /** Writes a line. */
    public void note(Entry entry) {
        sent.increment();
        database.run(session -> session.update(
                "insert into {REQUEST} ([CONNECTION_ID], [AT], [METHOD], [ORIGIN], [ENDPOINT], [STATUS], [BYTES], [MILLIS], [NODE])"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                entry.connectionId,
                entry.at,
                entry.method,
                Text.fit(entry.origin, Text.NAME),
                Text.fit(entry.endpoint, Text.PATH),
                (long) entry.status,
                entry.bytes,
                entry.millis,
                Text.fit(node, Text.NAME)));
    }

    /** How many requests this node has sent since the app started. */
    public long sent() {
        return sent.sum();
    }
}
