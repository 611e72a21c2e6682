// Tables as CSV (RFC 4180), as spreadsheets open them without running anything.
package org.jigit.operation;

import java.util.List;
import java.util.stream.Collectors;

/** Writes CSV. */
final class Csv {
    private Csv() {}

    /** A line; a value that a spreadsheet would take for a formula gets an apostrophe before it. */
    static String line(List<String> values) {
        return values.stream().map(Csv::value).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String value(String value) {
        String safe = !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        boolean plain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
