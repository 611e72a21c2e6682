// The main road on PostgreSQL.
package org.jigit.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.util.List;
import org.jigit.it.replay.Delivery;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MainStoryOnPostgresIT extends MainStory {
    private static Database database;
    private static Stage stage;

    @BeforeAll
    static void start() throws Exception {
        var data = Stage.folder("homes").resolve("postgres-data");
        Stage.remove(data);
        database = Database.start(data);
        stage = Stage.open("postgres", List.of(), database.arguments());
        stage.install();
    }

    @AfterAll
    static void stop() throws Exception {
        try (var server = database) {
            if (stage != null) {
                stage.close();
            }
        }
    }

    @Override
    Stage stage() {
        return stage;
    }

    @Test
    void without_a_secret_a_delivery_only_pokes() throws Exception {
        try (var scene = new Scene(stage)) {
            var issue = scene.issue("Unverified");
            var repository = scene.repository("r");
            scene.connectWithWebhook();
            forgetSecret(scene.connection());
            var text = repository.push("elsewhere", "dev1", "placeholder").text();
            repository.deleteBranch("elsewhere", "dev1");
            var invented = Delivery.of(
                    "push", text.replace("placeholder", issue + " invented").getBytes(StandardCharsets.UTF_8));
            assertEquals(202, invented.send(scene.webhook(), null).status());
            scene.quiet();
            assertEquals(List.of(0, 0, 0), scene.counts(issue), "a row of an unverified body was stored");
            var real = repository.push("main", "dev1", issue + " really there");
            assertEquals(202, real.send(scene.webhook(), null).status());
            scene.shows(issue, 0, 1, 0, Scene.SOON);
        }
    }

    /** REST has no way to take a secret away, so it is done where it is stored. */
    private static void forgetSecret(long connection) throws Exception {
        try (var database = DriverManager.getConnection(
                        MainStoryOnPostgresIT.database.url(), Database.USER, Database.USER);
                var tables = database.getMetaData().getTables(null, "public", "AO\\_%\\_CONNECTION", null)) {
            assertTrue(tables.next(), "no table of connections");
            try (var statement = database.prepareStatement("UPDATE \"" + tables.getString("TABLE_NAME")
                    + "\" SET \"SECRET\" = NULL, \"SECRET_BEFORE\" = NULL WHERE \"ID\" = ?")) {
                statement.setLong(1, connection);
                assertEquals(1, statement.executeUpdate());
            }
        }
    }
}
