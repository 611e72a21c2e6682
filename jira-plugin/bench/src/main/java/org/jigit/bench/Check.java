// Makes sure that all ways yield the same, before anything is timed.
package org.jigit.bench;

import java.util.List;
import java.util.Objects;

/** The check of one input. */
final class Check {
    private Check() {}

    /** The rows of an input, on which all ways agree. */
    static Rows run(Input input) {
        if (!Utf8.isValid(input.body())) {
            throw new IllegalStateException(input.name() + ": expected UTF-8");
        }
        Rows expected = null;
        for (Way way : Way.values()) {
            try (RowReader reader = way.open(input)) {
                Rows rows = reader.read(input.body());
                expected = expected == null ? counted(input, rows) : expected;
                String place = input.name() + ": " + way.title;
                same(place + ": commits", expected.commits(), rows.commits());
                same(place + ": pull requests", expected.pullRequests(), rows.pullRequests());
                same(place + ": unlinked", expected.unlinked(), rows.unlinked());
                // Once more: a reader keeps nothing of the body before.
                if (!reader.read(input.body()).equals(rows)) {
                    throw new IllegalStateException(place + ": the second answer is another one");
                }
                refusesOtherBytes(place, input, reader);
            }
        }
        return expected;
    }

    /** The core is believed only where it finds as many rows as were made. */
    private static Rows counted(Input input, Rows rows) {
        if (input.linked() >= 0 && input.linked() != rows.linked()) {
            throw new IllegalStateException(
                    input.name() + ": expected " + input.linked() + " rows with keys, found " + rows.linked());
        }
        return rows;
    }

    private static void same(String place, List<?> expected, List<?> found) {
        for (int at = 0; at < Math.max(expected.size(), found.size()); at++) {
            Object one = at < expected.size() ? expected.get(at) : null;
            Object other = at < found.size() ? found.get(at) : null;
            if (!Objects.equals(one, other)) {
                throw new IllegalStateException(place + "[" + at + "]: expected " + one + ", found " + other);
            }
        }
    }

    private static void refusesOtherBytes(String place, Input input, RowReader reader) {
        if (input.signature() == null) {
            return;
        }
        byte[] other = input.body().clone();
        other[other.length / 2]++;
        try {
            reader.read(other);
        } catch (IllegalArgumentException e) {
            return;
        }
        throw new IllegalStateException(place + ": expected that changed bytes are refused");
    }
}
