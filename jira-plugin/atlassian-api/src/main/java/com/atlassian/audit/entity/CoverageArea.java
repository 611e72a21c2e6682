// Signature of CoverageArea, to compile against.
package com.atlassian.audit.entity;

import org.jigit.signature.Uncertain;

public enum CoverageArea {
    @Uncertain
    GLOBAL_CONFIG_AND_ADMINISTRATION,
    @Uncertain
    LOCAL_CONFIG_AND_ADMINISTRATION,
    @Uncertain
    END_USER_ACTIVITY,
    @Uncertain
    SECURITY,
    ECOSYSTEM
}
