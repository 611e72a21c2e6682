// Signature of ProjectPermissionKey, with the behaviour of a value.
package com.atlassian.jira.security.plugin;

import java.io.Serializable;

public class ProjectPermissionKey implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String permissionKey;

    public ProjectPermissionKey(String permissionKey) {
        this.permissionKey = java.util.Objects.requireNonNull(permissionKey, "permissionKey");
    }

    public String permissionKey() {
        return permissionKey;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProjectPermissionKey
                && ((ProjectPermissionKey) other).permissionKey.equals(permissionKey);
    }

    @Override
    public int hashCode() {
        return permissionKey.hashCode();
    }

    @Override
    public String toString() {
        return permissionKey;
    }
}
