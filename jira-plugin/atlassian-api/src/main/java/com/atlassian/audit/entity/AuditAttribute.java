// Signature of AuditAttribute, with the behaviour of a value.
package com.atlassian.audit.entity;

import org.jigit.signature.Uncertain;

public class AuditAttribute {
    private final String name;
    private final String value;

    private AuditAttribute(String name, String value) {
        this.name = name;
        this.value = value;
    }

    public static Builder fromI18nKeys(String nameI18nKey, String value) {
        return new Builder(nameI18nKey, value);
    }

    @Uncertain
    public String getName() {
        return name;
    }

    @Uncertain
    public String getValue() {
        return value;
    }

    public static class Builder {
        private final String name;
        private final String value;

        private Builder(String name, String value) {
            this.name = name;
            this.value = value;
        }

        public AuditAttribute build() {
            return new AuditAttribute(name, value);
        }
    }
}
