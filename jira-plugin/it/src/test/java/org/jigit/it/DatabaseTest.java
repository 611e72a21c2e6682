// The PostgreSQL server of the demo: it must keep its data from one start to the next.
package org.jigit.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {

    @Test
    void data_stays_when_the_server_is_started_again(@TempDir Path folder) throws Exception {
        var data = folder.resolve("postgres");
        try (var database = Database.start(data)) {
            execute(database, "CREATE TABLE kept (word TEXT)");
            execute(database, "INSERT INTO kept VALUES ('here')");
        }
        try (var database = Database.start(data);
                var connection = DriverManager.getConnection(database.url(), Database.USER, Database.USER);
                var rows = connection.createStatement().executeQuery("SELECT word FROM kept")) {
            assertTrue(rows.next());
            assertEquals("here", rows.getString(1));
        }
    }

    @Test
    void it_stops_in_both_ways_and_keeps_what_was_committed(@TempDir Path folder) throws Exception {
        try (var database = Database.start(folder.resolve("postgres"))) {
            execute(database, "CREATE TABLE kept (word TEXT)");
            for (var how : Database.Stop.values()) {
                execute(database, "INSERT INTO kept VALUES ('" + how + "')");
                database.stop(how);
                assertThrows(SQLException.class, () -> execute(database, "SELECT 1"), "it answers after " + how);
                database.startAgain();
            }
            try (var connection = DriverManager.getConnection(database.url(), Database.USER, Database.USER);
                    var rows = connection.createStatement().executeQuery("SELECT count(*) FROM kept")) {
                assertTrue(rows.next());
                assertEquals(2, rows.getInt(1));
            }
        }
    }

    private static void execute(Database database, String sql) throws Exception {
        try (var connection = DriverManager.getConnection(database.url(), Database.USER, Database.USER);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
