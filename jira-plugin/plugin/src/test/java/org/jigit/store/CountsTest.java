// Counting: for a while the same number, for longer where it took longer.
package org.jigit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CountsTest {
    private static final String NODES = "select count(*) from {NODE} where [NAME] <> ?";

    private long now;
    private long step;

    @Test
    void a_number_is_told_for_fifty_times_as_long_as_counting_took() throws Exception {
        try (TestDatabase test = TestDatabase.h2()) {
            Counts counts = new Counts(() -> now += step);
            step = 1_000;
            assertEquals(0, count(test, counts, "x"), "counted, in 1,000");
            test.database.run(
                    session -> session.update("insert into {NODE} ([NAME], [SEEN_AT]) values (?, ?)", "a", 1));
            step = 0;
            assertEquals(0, count(test, counts, "x"), "told again");
            assertEquals(1, count(test, counts, "y"), "another question");
            now += 49_999;
            assertEquals(0, count(test, counts, "x"), "told for the last time");
            now += 1;
            assertEquals(1, count(test, counts, "x"), "counted again");
        }
    }

    private static long count(TestDatabase test, Counts counts, String name) {
        return test.database.read(session -> counts.of(session, NODES, name));
    }
}
