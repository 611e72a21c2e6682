// The log of webhook deliveries: what came, what it meant, and that nothing is done twice.
package org.jigit.store;

import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** Deliveries by id, kept for a while so that a repeated one changes nothing. Bodies and senders' addresses are never stored. */
public final class Deliveries {
    private static final long HOUR_MS = 3_600_000;

    /**
     * What is noted of a delivery.
     *
     * @param id the host's id of it, or null
     * @param event the event, or null
     * @param outcome what became of it
     * @param reason why, or null
     */
    public record Note(String id, String event, String outcome, String reason) {}

    /**
     * The newest delivery of a connection.
     *
     * @param at when it came
     * @param event the event, or null
     * @param outcome what became of it
     * @param reason why, or null
     */
    public record Last(long at, String event, String outcome, String reason) {}

    /** Whether a delivery was noted before. */
    public boolean isKnown(Session session, long connectionId, String id) throws SQLException {
        return id != null
                && session.number("select count(*) from {DELIVERY} where [HASH] = ?", hash(connectionId, id)) > 0;
    }

    /** Notes a delivery; one with the same id that somebody else notes at the same time makes one of the two fail and try again. */
    public void note(Session session, long connectionId, Note note, long now) throws SQLException {
        String hash = note.id == null ? Hash.of(connectionId, "none", UUID.randomUUID()) : hash(connectionId, note.id);
        insert(session, connectionId, hash, note, null, now);
    }

    private static String hash(long connectionId, String id) {
        return Hash.of(connectionId, "id", id);
    }

    /** Counts a refused delivery by network, reason and hour. */
    public void count(Session session, long connectionId, Note note, String network, long now) throws SQLException {
        String hash = Hash.of(connectionId, "refused", note.outcome, note.reason, network, now / HOUR_MS);
        if (session.update("update {DELIVERY} set [TIMES] = [TIMES] + 1, [AT] = ? where [HASH] = ?", now, hash) == 0) {
            insert(session, connectionId, hash, new Note(null, note.event, note.outcome, note.reason), network, now);
        }
    }

    private static void insert(Session session, long connectionId, String hash, Note note, String network, long now)
            throws SQLException {
        session.update(
                "insert into {DELIVERY} ([HASH], [CONNECTION_ID], [DELIVERY_ID], [EVENT], [OUTCOME], [REASON],"
                        + " [NETWORK], [AT], [TIMES]) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                hash,
                connectionId,
                Session.text(Text.fit(note.id, Text.NAME)),
                Session.text(Text.fit(note.event, Text.NAME)),
                note.outcome,
                Session.text(Text.fit(note.reason, Text.NAME)),
                Session.text(network),
                now,
                1L);
    }

    /** The newest delivery of a connection. */
    public Optional<Last> last(Session session, long connectionId) throws SQLException {
        return session.first(
                "select [AT], [EVENT], [OUTCOME], [REASON] from {DELIVERY} where [CONNECTION_ID] = ? order by [AT] desc, [ID] desc",
                row -> new Last(
                        row.getLong("AT"), row.getString("EVENT"), row.getString("OUTCOME"), row.getString("REASON")),
                connectionId);
    }

    /** How many deliveries were refused since a time. */
    public long refusedSince(Session session, long connectionId, long since) throws SQLException {
        return session.number(
                "select sum([TIMES]) from {DELIVERY} where [CONNECTION_ID] = ? and [OUTCOME] = ? and [AT] >= ?",
                connectionId,
                "rejected",
                since);
    }
}
