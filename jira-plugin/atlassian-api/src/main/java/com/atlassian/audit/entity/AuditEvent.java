// Signature of AuditEvent, with the behaviour of a value.
package com.atlassian.audit.entity;

import java.util.ArrayList;
import java.util.List;
import org.jigit.signature.Uncertain;

public class AuditEvent {
    private final AuditType type;
    private final List<AuditResource> affectedObjects;
    private final List<ChangedValue> changedValues;
    private final List<AuditAttribute> extraAttributes;

    private AuditEvent(Builder builder) {
        type = builder.type;
        affectedObjects = List.copyOf(builder.affectedObjects);
        changedValues = List.copyOf(builder.changedValues);
        extraAttributes = List.copyOf(builder.extraAttributes);
    }

    public static Builder builder(AuditType type) {
        return new Builder(type);
    }

    @Uncertain
    public String getAction() {
        return type.getAction();
    }

    @Uncertain
    public List<AuditResource> getAffectedObjects() {
        return affectedObjects;
    }

    @Uncertain
    public List<ChangedValue> getChangedValues() {
        return changedValues;
    }

    @Uncertain
    public List<AuditAttribute> getExtraAttributes() {
        return extraAttributes;
    }

    public static class Builder {
        private final AuditType type;
        private final List<AuditResource> affectedObjects = new ArrayList<>();
        private final List<ChangedValue> changedValues = new ArrayList<>();
        private final List<AuditAttribute> extraAttributes = new ArrayList<>();

        public Builder(AuditType type) {
            this.type = type;
        }

        public Builder affectedObject(AuditResource resource) {
            affectedObjects.add(resource);
            return this;
        }

        public Builder changedValue(ChangedValue value) {
            changedValues.add(value);
            return this;
        }

        public Builder extraAttribute(AuditAttribute attribute) {
            extraAttributes.add(attribute);
            return this;
        }

        public AuditEvent build() {
            return new AuditEvent(this);
        }
    }
}
