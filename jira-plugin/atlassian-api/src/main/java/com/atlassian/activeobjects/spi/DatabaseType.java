// Signature of DatabaseType, to compile against.
package com.atlassian.activeobjects.spi;

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
