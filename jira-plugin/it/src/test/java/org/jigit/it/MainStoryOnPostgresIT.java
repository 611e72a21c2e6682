// The main road on PostgreSQL.
package org.jigit.it;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class MainStoryOnPostgresIT extends MainStory {
    private static Database database;
    private static Stage stage;

    @BeforeAll
    static void start() throws Exception {
        var data = Stage.folder("homes").resolve("postgres-data");
        Stage.remove(data);
        database = Database.start(data);
        stage = Stage.open("postgres", java.util.List.of(), database.arguments());
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
}
