// How long something took, many times.
package org.jigit.it.bench;

import java.util.Arrays;
import java.util.Collection;

/** Durations in nanoseconds, the shortest first. */
final class Percentiles {
    private final long[] sorted;

    Percentiles(Collection<Long> nanos) {
        sorted = nanos.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
    }

    int count() {
        return sorted.length;
    }

    /** The duration, in milliseconds, that so many percent do not exceed. */
    double millis(double percent) {
        if (sorted.length == 0) {
            throw new IllegalStateException("nothing was measured");
        }
        return sorted[Math.max(0, (int) Math.ceil(sorted.length * percent / 100) - 1)] / 1e6;
    }
}
