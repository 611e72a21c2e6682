// What JMH measured of one cell, over all rounds.
package org.jigit.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Microseconds for a call, one value an iteration, and the bytes that a call allocates. */
final class Samples {
    private final List<Double> micros = new ArrayList<>();
    private final List<Double> bytes = new ArrayList<>();
    private final List<Double> early = new ArrayList<>();
    private final List<Double> late = new ArrayList<>();

    /** Adds an iteration: of the first half of its round, or of the second. */
    void add(double micros, double bytes, boolean isEarly) {
        this.micros.add(micros);
        this.bytes.add(bytes);
        (isEarly ? early : late).add(micros);
    }

    /** Whether the second halves were clearly faster: the warm-up was too short, or something else ended meanwhile. */
    boolean isSettling() {
        return quantile(late, 0.5) < 0.9 * quantile(early, 0.5);
    }

    double median() {
        return quantile(micros, 0.5);
    }

    double lowerQuartile() {
        return quantile(micros, 0.25);
    }

    double upperQuartile() {
        return quantile(micros, 0.75);
    }

    double allocated() {
        return quantile(bytes, 0.5);
    }

    /** Between two values where none stands exactly there. */
    private static double quantile(List<Double> values, double share) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        double at = share * (sorted.size() - 1);
        double below = sorted.get((int) Math.floor(at));
        double above = sorted.get((int) Math.ceil(at));
        return below + (above - below) * (at - Math.floor(at));
    }
}
