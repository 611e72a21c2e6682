// What the database alone needs for the same rows: batches of plain inserts into copies of the tables.
package org.jigit.it.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Inserts the rows of {@code COMMIT} and {@code LINK} once more, with nothing else around it. */
final class PlainInsert {
    private static final int TRANSACTION = 1_000;
    private static final int BATCH = 500;

    private final Site site;
    private final Map<String, String> copies = Map.of("COMMIT", "plain_commit", "LINK", "plain_link");

    PlainInsert(Site site) {
        this.site = site;
    }

    /** How many rows of commits were inserted. */
    long rows() throws SQLException {
        return site.number("select count(*) from " + copies.get("COMMIT"));
    }

    /** Fills copies of both tables, with all their indexes, and gives the seconds that the inserts took; reading is not counted. */
    double seconds() throws SQLException {
        for (var copy : copies.entrySet()) {
            site.run("create table " + copy.getValue() + " (like " + site.table(copy.getKey()) + " including all)");
        }
        var nanos = 0L;
        try (var reader = site.connect();
                var writer = site.connect()) {
            writer.setAutoCommit(false);
            var last = site.number("select coalesce(max(\"ID\"), 0) from " + site.table("COMMIT"));
            for (var from = 0L; from < last; from += TRANSACTION) {
                var commits = read(reader, "COMMIT", "\"ID\" > " + from + " and \"ID\" <= " + (from + TRANSACTION));
                var links = read(
                        reader,
                        "LINK",
                        "\"KIND\" = 'commit' and \"ROW_ID\" > " + from + " and \"ROW_ID\" <= " + (from + TRANSACTION));
                var began = System.nanoTime();
                insert(writer, "COMMIT", commits);
                insert(writer, "LINK", links);
                writer.commit();
                nanos += System.nanoTime() - began;
            }
        }
        return nanos / 1e9;
    }

    private List<Object[]> read(Connection reader, String table, String where) throws SQLException {
        try (var statement = reader.createStatement();
                var row = statement.executeQuery(
                        "select * from " + site.table(table) + " where " + where + " order by \"ID\"")) {
            var columns = row.getMetaData().getColumnCount();
            var rows = new ArrayList<Object[]>();
            while (row.next()) {
                var values = new Object[columns];
                for (int column = 0; column < columns; column++) {
                    values[column] = row.getObject(column + 1);
                }
                rows.add(values);
            }
            return rows;
        }
    }

    private void insert(Connection writer, String table, List<Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        var marks = "?" + ", ?".repeat(rows.get(0).length - 1);
        try (PreparedStatement statement =
                writer.prepareStatement("insert into " + copies.get(table) + " values (" + marks + ")")) {
            for (int at = 0; at < rows.size(); at++) {
                for (int column = 0; column < rows.get(at).length; column++) {
                    statement.setObject(column + 1, rows.get(at)[column]);
                }
                statement.addBatch();
                if ((at + 1) % BATCH == 0) {
                    statement.executeBatch();
                }
            }
            statement.executeBatch();
        }
    }
}
