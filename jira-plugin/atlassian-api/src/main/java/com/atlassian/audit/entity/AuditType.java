// Signature of AuditType, with the behaviour of a value.
package com.atlassian.audit.entity;

import org.jigit.signature.Uncertain;

public class AuditType {
    private final String action;

    private AuditType(String action) {
        this.action = action;
    }

    public static Builder fromI18nKeys(
            CoverageArea area, CoverageLevel level, String categoryI18nKey, String actionI18nKey) {
        return new Builder(actionI18nKey);
    }

    @Uncertain
    public String getAction() {
        return action;
    }

    public static class Builder {
        private final String actionI18nKey;
        private String action;

        private Builder(String actionI18nKey) {
            this.actionI18nKey = actionI18nKey;
        }

        public Builder withCategoryTranslation(String translation) {
            return this;
        }

        public Builder withActionTranslation(String translation) {
            action = translation;
            return this;
        }

        public AuditType build() {
            return new AuditType(action == null ? actionI18nKey : action);
        }
    }
}
