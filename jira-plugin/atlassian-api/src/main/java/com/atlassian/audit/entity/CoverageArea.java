// Signature of CoverageArea, to compile against.
package com.atlassian.audit.entity;

public enum CoverageArea {
    GLOBAL_CONFIG_AND_ADMINISTRATION, LOCAL_CONFIG_AND_ADMINISTRATION, END_USER_ACTIVITY, SECURITY, ECOSYSTEM
}
