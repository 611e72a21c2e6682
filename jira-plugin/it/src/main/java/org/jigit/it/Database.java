// A PostgreSQL server for the demo and the tests, on loopback, from its own binaries.
package org.jigit.it;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A PostgreSQL server of our own. */
public final class Database implements AutoCloseable {
    private final EmbeddedPostgres server;

    private Database(EmbeddedPostgres server) {
        this.server = server;
    }

    /** Starts it with its data in this folder, or with what is there already. */
    public static Database start(Path data) throws IOException {
        var server = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setServerConfig("max_connections", "60")
                .start();
        return new Database(server);
    }

    /** The arguments with which a headless Jira uses it. */
    public List<String> arguments() {
        return List.of("--db", "postgres", "--jdbc-url", url(), "--jdbc-user", USER, "--jdbc-password", USER);
    }

    /** Its JDBC address. */
    public String url() {
        return server.getJdbcUrl(USER, "postgres").replaceFirst("[?].*", "");
    }

    /** The user, whose password nobody asks for on loopback. */
    public static final String USER = "postgres";

    @Override
    public void close() throws IOException {
        server.close();
    }
}
