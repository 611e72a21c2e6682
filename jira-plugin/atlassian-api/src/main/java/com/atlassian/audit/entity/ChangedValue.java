// Signature of ChangedValue, with the behaviour of a value.
package com.atlassian.audit.entity;

import org.jigit.signature.Uncertain;

public class ChangedValue {
    private final String key;
    private final String from;
    private final String to;

    private ChangedValue(Builder builder) {
        key = builder.key;
        from = builder.from;
        to = builder.to;
    }

    public static Builder fromI18nKeys(String i18nKey) {
        return new Builder(i18nKey);
    }

    @Uncertain
    public String getKey() {
        return key;
    }

    @Uncertain
    public String getFrom() {
        return from;
    }

    @Uncertain
    public String getTo() {
        return to;
    }

    public static class Builder {
        private final String key;
        private String from;
        private String to;

        private Builder(String key) {
            this.key = key;
        }

        public Builder from(String value) {
            from = value;
            return this;
        }

        public Builder to(String value) {
            to = value;
            return this;
        }

        public ChangedValue build() {
            return new ChangedValue(this);
        }
    }
}
