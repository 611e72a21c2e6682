// The tables that are written in bulk: their columns, and one way to store rows that may be there already.
package org.jigit.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A table whose rows are known by their {@code HASH}: select those that are there, insert the missing, update the changed. */
enum AoTable {
    REPOSITORY(
            "CONNECTION_ID#",
            "HOST_ID",
            "NAME",
            "FULL_NAME",
            "OWNER_ID",
            "URL",
            "DEFAULT_BRANCH",
            "PASS#",
            "HIDDEN_SINCE#"),
    BRANCH("REPOSITORY_ID#", "NAME", "HEAD", "DELETED?", "CHANGED_AT#", "TOLD_AT#"),
    COMMIT(
            "REPOSITORY_ID#",
            "SHA",
            "MESSAGE",
            "MESSAGE_CUT?",
            "AUTHOR",
            "AUTHORED_AT#",
            "COMMITTED_AT#",
            "PARENTS",
            "MERGE?",
            "URL",
            "PASS#",
            "UNREACHABLE_SINCE#",
            "UNREACHABLE_BY",
            "TOLD_AT#"),
    PULL_REQUEST(
            "REPOSITORY_ID#",
            "NUMBER#",
            "HOST_ID",
            "TITLE",
            "DESCRIPTION",
            "DESCRIPTION_CUT?",
            "STATE",
            "SOURCE_BRANCH",
            "TARGET_BRANCH",
            "AUTHOR",
            "AUTHOR_ID",
            "CREATED_AT#",
            "UPDATED_AT#",
            "MERGED_AT#",
            "CLOSED_AT#",
            "URL"),
    LINK("ISSUE_KEY", "KIND", "ROW_ID#", "REPOSITORY_ID#", "AT#");

    /** So many rows are added with one statement that tells their ids: a page of most hosts. */
    private static final int PAGE = 100;

    private final Map<String, Session.Absent> columns = new LinkedHashMap<>();

    /** Columns in order; {@code #} marks a number, {@code ?} a flag, others are texts. */
    AoTable(String... specs) {
        for (String spec : specs) {
            switch (spec.charAt(spec.length() - 1)) {
                case '#' -> columns.put(spec.substring(0, spec.length() - 1), Session.Absent.NUMBER);
                case '?' -> columns.put(spec.substring(0, spec.length() - 1), Session.Absent.FLAG);
                default -> columns.put(spec, Session.Absent.TEXT);
            }
        }
    }

    /** The columns without {@code ID} and {@code HASH}. */
    Collection<String> columns() {
        return columns.keySet();
    }

    /** What to do with a row that is there already. */
    @FunctionalInterface
    interface Merge {
        /** Whether the row is to be written over the stored values; it may still change the row. */
        boolean accepts(Map<String, Object> stored, Row row);
    }

    /** A row to store. A column that is not put keeps its stored value; one that is erased becomes null. */
    static final class Row {
        private final String hash;
        private final Map<String, Object> values = new HashMap<>();

        Row(String hash) {
            this.hash = hash;
        }

        String hash() {
            return hash;
        }

        /** The columns that were put or erased. */
        Map<String, Object> values() {
            return values;
        }

        /** Sets a column; null means that the source does not tell. */
        Row put(String column, Object value) {
            if (value != null) {
                values.put(column, value);
            }
            return this;
        }

        /** Leaves a column as it is stored. */
        Row keep(String column) {
            values.remove(column);
            return this;
        }

        /** Makes a column null. */
        Row erase(String column) {
            values.put(column, null);
            return this;
        }
    }

    /**
     * Where rows are.
     *
     * @param ids the id of each by its hash
     * @param added the hashes of those that were not there before
     */
    record Stored(Map<String, Long> ids, Set<String> added) {}

    /**
     * What is stored under some hashes.
     *
     * @param ids the id of each row by its hash
     * @param values the columns of each row by its hash
     */
    record Found(Map<String, Long> ids, Map<String, Map<String, Object>> values) {}

    /** Finds rows. */
    Found find(Session session, Collection<String> hashes) throws SQLException {
        Found found = new Found(new HashMap<>(), new HashMap<>());
        for (List<String> some : Store.chunks(hashes)) {
            session.list(
                    "select [ID], [HASH], " + names() + " from {" + name() + "} where [HASH] in (?*)",
                    row -> found.values.put(row.getString("HASH"), valuesOf(row, found.ids)),
                    some);
        }
        return found;
    }

    /** Stores rows of which it is known what was found. */
    Stored upsert(Session session, Collection<Row> rows, Found found, Merge merge) throws SQLException {
        Stored all = new Stored(new HashMap<>(), new HashSet<>());
        List<Row> missing = new ArrayList<>();
        List<Object[]> changed = new ArrayList<>();
        for (Row row : sorted(rows)) {
            Map<String, Object> old = found.values.get(row.hash);
            Long id = found.ids.get(row.hash);
            if (old == null) {
                missing.add(row);
                all.added.add(row.hash);
            } else {
                all.ids.put(row.hash, id);
                if (merge.accepts(old, row) && differs(old, row)) {
                    changed.add(parameters(old, row, id, false));
                }
            }
        }
        add(session, missing, all.ids);
        session.batch("update {" + name() + "} set " + assignments() + " where [ID] = ?", changed);
        return all;
    }

    /** Adds rows that are known not to be there. */
    void insert(Session session, Collection<Row> rows) throws SQLException {
        session.insertAll(insertion(), parameters(sorted(rows)));
    }

    /** Adds rows and tells their ids: they come with the insert, but not every database tells those of many. */
    private void add(Session session, List<Row> rows, Map<String, Long> ids) throws SQLException {
        if (rows.size() == 1) {
            ids.put(
                    rows.get(0).hash,
                    session.insert(insertion(), parameters(rows).get(0)));
            return;
        }
        if (session.tellsInserted()) {
            for (int from = 0; from < rows.size(); from += PAGE) {
                session.insertTelling(
                        insertion(),
                        parameters(rows.subList(from, Math.min(rows.size(), from + PAGE))),
                        new String[] {"ID", "HASH"},
                        row -> ids.put(row.getString("HASH"), row.getLong("ID")));
            }
            return;
        }
        session.insertAll(insertion(), parameters(rows));
        for (List<String> some : Store.chunks(rows.stream().map(Row::hash).toList())) {
            session.list(
                    "select [ID], [HASH] from {" + name() + "} where [HASH] in (?*)",
                    row -> ids.put(row.getString("HASH"), row.getLong("ID")),
                    some);
        }
    }

    private List<Object[]> parameters(List<Row> rows) {
        return rows.stream()
                .map(row -> parameters(Map.of(), row, row.hash, true))
                .toList();
    }

    private String insertion() {
        return "insert into {" + name() + "} ([HASH], " + names() + ") values (?" + ", ?".repeat(columns.size()) + ")";
    }

    /** Everybody writes rows in the order of their hashes, so that nobody waits for somebody who waits. */
    private static List<Row> sorted(Collection<Row> rows) {
        TreeMap<String, Row> sorted = new TreeMap<>();
        rows.forEach(row -> sorted.put(row.hash, row));
        return List.copyOf(sorted.values());
    }

    private Map<String, Object> valuesOf(ResultSet row, Map<String, Long> ids) throws SQLException {
        ids.put(row.getString("HASH"), row.getLong("ID"));
        Map<String, Object> values = new HashMap<>();
        for (Map.Entry<String, Session.Absent> column : columns.entrySet()) {
            values.put(
                    column.getKey(),
                    switch (column.getValue()) {
                        case TEXT -> row.getString(column.getKey());
                        case NUMBER -> Session.numberAt(row, column.getKey());
                        case FLAG -> Session.flagAt(row, column.getKey());
                    });
        }
        return values;
    }

    private static boolean differs(Map<String, Object> old, Row row) {
        return row.values.entrySet().stream()
                .anyMatch(value -> !Objects.equals(old.get(value.getKey()), value.getValue()));
    }

    private Object[] parameters(Map<String, Object> old, Row row, Object identity, boolean first) {
        List<Object> parameters = new ArrayList<>();
        columns.forEach((column, absent) ->
                parameters.add(absent.or(row.values.containsKey(column) ? row.values.get(column) : old.get(column))));
        parameters.add(first ? 0 : parameters.size(), identity);
        return parameters.toArray();
    }

    private String names() {
        return columns.keySet().stream().map(column -> "[" + column + "]").collect(Collectors.joining(", "));
    }

    private String assignments() {
        return columns.keySet().stream().map(column -> "[" + column + "] = ?").collect(Collectors.joining(", "));
    }
}
