// The comparison of stored rows with expected ones notices every kind of wrong row.
package org.jigit.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jigit.it.Comparison.Expected;
import org.jigit.it.Comparison.Row;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Expected COMMIT = new Expected(
            "commit", "1 ab", true, List.of(Map.of("MESSAGE", Set.of("PAY-1 x"), "keys", Set.of("[PAY-1]"))));
    private static final Expected LOST =
            new Expected("commit", "1 cd", false, List.of(Map.of("keys", Set.of("[PAY-2]"))));
    private static final Row STORED = row("1 ab", "MESSAGE", "PAY-1 x", "keys", "[PAY-1]");

    @Test
    void right_rows_have_no_difference() {
        assertEquals(List.of(), differences(STORED));
        assertEquals(List.of(), differences(STORED, row("1 cd", "keys", "[PAY-2]")), "what may be there");
    }

    @Test
    void every_wrong_row_is_a_difference() {
        assertEquals(
                List.of("commit 1 ab: missing, expected {MESSAGE=[PAY-1 x], keys=[[PAY-1]]}"),
                differences(),
                "missing");
        assertEquals(
                List.of("commit 1 ab: expected MESSAGE PAY-1 x, found PAY-1 y"),
                differences(row("1 ab", "MESSAGE", "PAY-1 y", "keys", "[PAY-1]")),
                "another value");
        assertEquals(
                List.of("commit 1 ab: expected keys [PAY-1], found [PAY-1, PAY-1]"),
                differences(row("1 ab", "MESSAGE", "PAY-1 x", "keys", "[PAY-1, PAY-1]")),
                "a link twice");
        assertEquals(
                List.of("commit 1 ab: expected keys [PAY-1], found []"),
                differences(row("1 ab", "MESSAGE", "PAY-1 x", "keys", "[]")),
                "no link");
        assertEquals(List.of("commit 1 ab: stored twice"), differences(STORED, STORED), "twice");
        assertEquals(
                List.of("commit 1 ef: stored, and nobody knows it: {keys=[PAY-3]}"),
                differences(STORED, row("1 ef", "keys", "[PAY-3]")),
                "invented");
        assertEquals(
                List.of("commit 1 cd: expected keys [PAY-2], found [PAY-9]"),
                differences(STORED, row("1 cd", "keys", "[PAY-9]")),
                "wrong though it need not be there");
    }

    @Test
    void a_column_that_one_side_does_not_know_is_a_difference() {
        assertEquals(List.of("commit 1 ab: column keys is not read"), differences(row("1 ab", "MESSAGE", "PAY-1 x")));
        assertEquals(
                List.of("commit 1 cd: column MESSAGE is not expected"),
                differences(STORED, row("1 cd", "keys", "[PAY-2]", "MESSAGE", "PAY-2")));
    }

    @Test
    void a_row_must_be_right_in_one_way_as_a_whole() {
        var expected = List.of(new Expected(
                "commit",
                "1 ab",
                true,
                List.of(
                        Map.of("PARENTS", Set.of("a0"), "MERGE", Set.of("false")),
                        Map.of("PARENTS", Set.of("null"), "MERGE", Set.of("null")))));
        for (var value : List.of("a0 false", "null null")) {
            var words = value.split(" ");
            var row = row("1 ab", "PARENTS", words[0], "MERGE", words[1]);
            assertEquals(List.of(), Comparison.differences(expected, List.of(row)), value);
        }
        assertEquals(
                List.of("commit 1 ab: expected PARENTS a0, found null"),
                Comparison.differences(expected, List.of(row("1 ab", "PARENTS", "null", "MERGE", "false"))));
    }

    @Test
    void a_comparison_with_nothing_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> Comparison.differences(List.of(), List.of()));
        assertThrows(IllegalArgumentException.class, () -> Comparison.differences(List.of(LOST), List.of()));
        assertThrows(IllegalArgumentException.class, () -> Comparison.differences(List.of(COMMIT, COMMIT), List.of()));
    }

    private static List<String> differences(Row... stored) {
        return Comparison.differences(List.of(COMMIT, LOST), List.of(stored));
    }

    private static Row row(String key, String... values) {
        var columns = new java.util.TreeMap<String, String>();
        for (int at = 0; at < values.length; at += 2) {
            columns.put(values[at], values[at + 1]);
        }
        return new Row("commit", key, columns);
    }
}
