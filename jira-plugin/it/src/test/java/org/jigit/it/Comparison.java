// Compares what is stored with what may be stored, row by row and value by value.
package org.jigit.it;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares stored rows with expected ones. Every stored row must be expected, once, with exactly the expected columns; every
 * required one must be stored.
 */
final class Comparison {
    private Comparison() {}

    /**
     * A stored row.
     *
     * @param kind what it is
     * @param key what makes it this one and no other
     * @param values what it says by column, as text
     */
    record Row(String kind, String key, Map<String, String> values) {}

    /**
     * What a row may say.
     *
     * @param kind what it is
     * @param key what makes it this one and no other
     * @param required whether it must be stored
     * @param ways one or several ways to be right as a whole: by column, all that it may say, which is mostly one thing
     */
    record Expected(String kind, String key, boolean required, List<Map<String, Set<String>>> ways) {}

    /** Every difference as a line of text; none when what is stored is right. */
    static List<String> differences(Collection<Expected> expected, Collection<Row> stored) {
        if (expected.stream().noneMatch(Expected::required)) {
            throw new IllegalArgumentException("nothing is required, so nothing would be compared");
        }
        var wanted = new TreeMap<String, Expected>();
        for (var one : expected) {
            if (wanted.put(one.kind() + " " + one.key(), one) != null) {
                throw new IllegalArgumentException("expected twice: " + one);
            }
        }
        var lines = new ArrayList<String>();
        var times = new HashMap<String, Integer>();
        for (var row : stored) {
            var name = row.kind() + " " + row.key();
            if (times.merge(name, 1, Integer::sum) == 2) {
                lines.add(name + ": stored twice");
            }
            var one = wanted.get(name);
            if (one == null) {
                lines.add(name + ": stored, and nobody knows it: " + new TreeMap<>(row.values()));
            } else if (one.ways().stream()
                    .noneMatch(way -> wrong(name, way, row).isEmpty())) {
                lines.addAll(wrong(name, one.ways().get(0), row));
            }
        }
        for (var one : wanted.entrySet()) {
            if (one.getValue().required() && !times.containsKey(one.getKey())) {
                lines.add(one.getKey() + ": missing, expected "
                        + new TreeMap<>(one.getValue().ways().get(0)));
            }
        }
        return lines;
    }

    private static List<String> wrong(String name, Map<String, Set<String>> expected, Row row) {
        var lines = new ArrayList<String>();
        var columns = new TreeSet<>(expected.keySet());
        columns.addAll(row.values().keySet());
        for (var column : columns) {
            var allowed = expected.get(column);
            var found = row.values().get(column);
            if (allowed == null || found == null) {
                lines.add(name + ": column " + column + " is " + (found == null ? "not read" : "not expected"));
            } else if (!allowed.contains(found)) {
                var what = allowed.size() > 5 ? "one of " + allowed.size() + " values" : String.join(" or ", allowed);
                lines.add(name + ": expected " + column + " " + what + ", found " + found);
            }
        }
        return lines;
    }
}
