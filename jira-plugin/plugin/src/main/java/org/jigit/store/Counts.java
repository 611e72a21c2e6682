// How many rows large tables have, counted only as often as costs next to nothing.
package org.jigit.store;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Numbers that pages ask for again and again. Databases count row by row: a million commits take some hundred milliseconds, while
 * the same database is to store the next million. So a number is told again for a while, the longer the longer counting it took.
 */
public final class Counts {
    /** A number is told for so many times as long as counting it took: counting takes at most a fiftieth of the time. */
    private static final int TOLD_FOR = 50;

    private final Map<Asked, Counted> known = new ConcurrentHashMap<>();
    private final LongSupplier nanos;

    public Counts() {
        this(System::nanoTime);
    }

    Counts(LongSupplier nanos) {
        this.nanos = nanos;
    }

    private record Asked(String sql, List<Object> parameters) {}

    private record Counted(long number, long at, long took) {
        boolean isGood(long now) {
            return now - at < took * TOLD_FOR;
        }
    }

    /** The number that a query gives, or gave a while ago. */
    public long of(Session session, String sql, Object... parameters) throws SQLException {
        Asked asked = new Asked(sql, List.of(parameters));
        long began = nanos.getAsLong();
        Counted counted = known.get(asked);
        if (counted == null || !counted.isGood(began)) {
            long number = session.number(sql, parameters);
            long ended = nanos.getAsLong();
            counted = new Counted(number, ended, ended - began);
            known.put(asked, counted);
        }
        return counted.number;
    }
}
