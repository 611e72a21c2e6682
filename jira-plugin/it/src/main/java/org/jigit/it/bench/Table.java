// What a bench prints: names and figures in two columns.
package org.jigit.it.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lines of a name and what was found. */
final class Table {
    private final List<String> lines = new ArrayList<>();

    /** Adds a line. */
    Table line(String name, String format, Object... values) {
        lines.add(String.format(Locale.ROOT, "%-48s ", name) + String.format(Locale.ROOT, format, values));
        return this;
    }

    /** Adds a line of percentiles. */
    Table line(String name, Percentiles taken, String target) {
        return line(
                name,
                "p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, %,d times%s",
                taken.millis(50),
                taken.millis(95),
                taken.millis(99),
                taken.count(),
                target.isEmpty() ? "" : " (" + target + ")");
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
