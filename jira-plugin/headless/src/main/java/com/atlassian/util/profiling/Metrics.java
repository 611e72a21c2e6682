// What Active Objects' calls to Atlassian's profiling need in order to link; measures nothing.
package com.atlassian.util.profiling;

/** Makes measurements that measure nothing. */
public final class Metrics {
    private Metrics() {}

    /** Begins to describe a measurement. */
    public static Builder metric(String name) {
        return new Builder();
    }

    /** A measurement that is being described. */
    public static final class Builder {
        private Builder() {}

        /** Ignored. */
        public Builder tag(String name, String value) {
            return this;
        }

        /** Ignored. */
        public Builder withAnalytics() {
            return this;
        }

        /** Ignored. */
        public Builder invokerPluginKey(String key) {
            return this;
        }

        /** Starts nothing. */
        public Ticker startTimer() {
            return () -> {};
        }
    }
}
