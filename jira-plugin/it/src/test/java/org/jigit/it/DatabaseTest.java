// The PostgreSQL server of the demo: it must keep its data from one start to the next.
package org.jigit.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.DriverManager;
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

    private static void execute(Database database, String sql) throws Exception {
        try (var connection = DriverManager.getConnection(database.url(), Database.USER, Database.USER);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
