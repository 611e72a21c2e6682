// Signature of CoverageLevel, to compile against.
package com.atlassian.audit.entity;

public enum CoverageLevel {
    BASE,
    ADVANCED,
    FULL
}
