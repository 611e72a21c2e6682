// Signature of AuditResource, with the behaviour of a value.
package com.atlassian.audit.entity;

import org.jigit.signature.Uncertain;

public class AuditResource {
    private final String name;
    private final String type;
    private final String id;

    private AuditResource(Builder builder) {
        name = builder.name;
        type = builder.type;
        id = builder.id;
    }

    public static Builder builder(String name, String type) {
        return new Builder(name, type);
    }

    @Uncertain
    public String getName() {
        return name;
    }

    @Uncertain
    public String getType() {
        return type;
    }

    @Uncertain
    public String getId() {
        return id;
    }

    public static class Builder {
        private String name;
        private String type;
        private String id;

        private Builder(String name, String type) {
            this.name = name;
            this.type = type;
        }

        public Builder id(String newId) {
            id = newId;
            return this;
        }

        public Builder uri(String uri) {
            return this;
        }

        public Builder name(String newName) {
            name = newName;
            return this;
        }

        public Builder type(String newType) {
            type = newType;
            return this;
        }

        public AuditResource build() {
            return new AuditResource(this);
        }
    }
}
