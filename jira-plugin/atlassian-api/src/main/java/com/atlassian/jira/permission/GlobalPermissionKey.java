// Signature of GlobalPermissionKey, with Jira's keys.
package com.atlassian.jira.permission;

import java.io.Serializable;
import org.jigit.signature.Uncertain;

public final class GlobalPermissionKey implements Serializable {
    private static final long serialVersionUID = 1L;

    public static final GlobalPermissionKey ADMINISTER = new GlobalPermissionKey("ADMINISTER");
    public static final GlobalPermissionKey SYSTEM_ADMIN = new GlobalPermissionKey("SYSTEM_ADMIN");

    private final String key;

    private GlobalPermissionKey(String key) {
        this.key = key;
    }

    @Uncertain
    public static GlobalPermissionKey of(String key) {
        return new GlobalPermissionKey(key);
    }

    @Uncertain
    public String getKey() {
        return key;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GlobalPermissionKey && ((GlobalPermissionKey) other).key.equals(key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return key;
    }
}
