// Counts how long things took, to some per cent.
package org.jigit.core;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** How often which time was met, in nanoseconds; for any number of threads. */
final class Distribution {
    private final AtomicLongArray counts = new AtomicLongArray(64 * STEPS);
    private final AtomicLong longest = new AtomicLong();

    void add(long nanos) {
        long time = Math.max(0, nanos);
        int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(time) - BITS);
        counts.incrementAndGet(shift * STEPS + (int) (time >>> shift));
        longest.accumulateAndGet(time, Math::max);
    }

    long count() {
        long count = 0;
        for (int i = 0; i < counts.length(); i++) {
            count += counts.get(i);
        }
        return count;
    }

    /** A time that a share of all times do not exceed. */
    long at(double share) {
        long left = (long) Math.ceil(count() * share);
        for (int i = 0; i < counts.length(); i++) {
            left -= counts.get(i);
            if (left <= 0) {
                return Math.min(longest.get(), (i % STEPS + 1L) << (i / STEPS));
            }
        }
        return longest.get();
    }

    @Override
    public String toString() {
        return String.format(
                "p50 %.2f, p99 %.2f, p99.9 %.2f, max %.2f ms",
                at(.5) / 1e6, at(.99) / 1e6, at(.999) / 1e6, longest.get() / 1e6);
    }

    private static final int BITS = 5;
    private static final int STEPS = 1 << BITS;
}
