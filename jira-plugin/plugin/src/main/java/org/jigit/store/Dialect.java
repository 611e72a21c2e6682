// What one database wants differently from the others: quotes, schema, table prefix, and how to ask for its clock.
package org.jigit.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Translates our SQL into that of the database: {@code {COMMIT}} is a table, {@code [SHA]} a column, {@code <now>} the
 * database's clock in milliseconds.
 */
final class Dialect {
    /** The prefix that Active Objects gives to the tables of our plugin key. */
    static final String PREFIX = prefix("org.jigit.jira");

    private static final Pattern MARK = Pattern.compile("\\{([A-Z_]+)}|\\[([A-Z0-9_]+)]|<now>");

    private static final Map<String, String> CLOCKS = Map.of(
            "H2", "datediff('MILLISECOND', timestamp with time zone '1970-01-01 00:00:00+00', current_timestamp)",
            "PostgreSQL", "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)",
            "MySQL", "cast(unix_timestamp(sysdate(3)) * 1000 as signed)",
            "MariaDB", "cast(unix_timestamp(sysdate(3)) * 1000 as signed)",
            "Microsoft SQL Server", "datediff_big(millisecond, '1970-01-01', sysutcdatetime())",
            "Oracle", "(cast(sys_extract_utc(systimestamp) as date) - date '1970-01-01') * 86400000");

    private final String quote;
    private final String schema;
    private final String clock;
    private final Map<String, String> known = new ConcurrentHashMap<>();

    private Dialect(String quote, String schema, String clock) {
        this.quote = quote;
        this.schema = schema;
        this.clock = clock;
    }

    /** Asks the database what it is. */
    static Dialect of(Connection connection) throws SQLException {
        DatabaseMetaData facts = connection.getMetaData();
        String clock = CLOCKS.get(facts.getDatabaseProductName());
        if (clock == null) {
            throw new SQLException("expected one of " + CLOCKS.keySet() + ", found " + facts.getDatabaseProductName());
        }
        return new Dialect(facts.getIdentifierQuoteString().trim(), schemaOf(connection, facts), clock);
    }

    /** What a query without a table needs at its end. */
    String fromNothing() {
        return isOracle() ? " from dual" : "";
    }

    /** Whether one insert may have the values of many rows. */
    boolean insertsMany() {
        return !isOracle();
    }

    /** Whether an insert of many rows tells the columns of each that are asked for; others tell nothing, or ids without whose. */
    boolean tellsInserted() {
        return clock.equals(CLOCKS.get("PostgreSQL")) || clock.equals(CLOCKS.get("H2"));
    }

    private boolean isOracle() {
        return clock.equals(CLOCKS.get("Oracle"));
    }

    /** The SQL that this database understands. */
    String translate(String sql) {
        return known.computeIfAbsent(sql, this::rewrite);
    }

    private String rewrite(String sql) {
        Matcher mark = MARK.matcher(sql);
        StringBuilder out = new StringBuilder();
        while (mark.find()) {
            String text = mark.group(1) != null
                    ? table(mark.group(1))
                    : mark.group(2) != null ? quoted(mark.group(2)) : clock;
            mark.appendReplacement(out, Matcher.quoteReplacement(text));
        }
        return mark.appendTail(out).toString();
    }

    private String table(String name) {
        String table = quoted(PREFIX + "_" + name);
        return schema == null ? table : quoted(schema) + "." + table;
    }

    private String quoted(String name) {
        return quote + name + quote;
    }

    /** The schema where Active Objects put our tables; the connection's own one is preferred. */
    private static String schemaOf(Connection connection, DatabaseMetaData facts) throws SQLException {
        String own = connection.getSchema();
        String found = null;
        try (ResultSet tables = facts.getTables(
                connection.getCatalog(), null, PREFIX + "_CONNECTION", new String[] {"TABLE", "BASE TABLE"})) {
            while (tables.next()) {
                String schema = tables.getString("TABLE_SCHEM");
                if (schema == null || schema.equals(own)) {
                    return schema;
                }
                found = found == null ? schema : found;
            }
        }
        return found == null ? own : found;
    }

    private static String prefix(String pluginKey) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(pluginKey.getBytes(StandardCharsets.UTF_8));
            String hex = HexFormat.of().formatHex(digest);
            return "AO_" + hex.substring(hex.length() - 6).toUpperCase(Locale.ROOT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
