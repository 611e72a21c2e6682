// Signature of DatabaseType, to compile against.
package com.atlassian.activeobjects.spi;

import org.jigit.signature.Uncertain;

@Uncertain
public enum DatabaseType {
    HSQL,
    H2,
    MYSQL,
    POSTGRESQL,
    ORACLE,
    MS_SQL,
    DB2,
    DERBY_EMBEDDED,
    DERBY_NETWORK,
    NUODB,
    UNKNOWN
}
