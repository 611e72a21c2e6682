// A PostgreSQL server for the demo and the tests, on loopback, from its own binaries.
package org.jigit.it;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL server of our own. */
public final class Database implements AutoCloseable {
    private final EmbeddedPostgres server;
    private final Path data;
    private final Path tool;
    private final String options;

    private Database(EmbeddedPostgres server, Path data) throws IOException {
        this.server = server;
        this.data = data;
        // the server's own note of how it was started: its program, then its options in quotation marks
        var started = Files.readString(data.resolve("postmaster.opts")).trim();
        var end = started.indexOf(' ');
        this.tool = Path.of(started.substring(0, end)).resolveSibling("pg_ctl");
        this.options = started.substring(end + 1);
    }

    /** Starts it with its data in this folder, or with what is there already. */
    public static Database start(Path data) throws IOException {
        var server = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setServerConfig("max_connections", "100")
                // what was committed is there after a crash, as with a real server
                .setServerConfig("synchronous_commit", "on")
                .start();
        return new Database(server, data);
    }

    /** How a server stops. */
    public enum Stop {
        /** Connections are cut, transactions rolled back, everything is written. */
        FAST,
        /** At once, as in a crash: the next start has to recover. */
        IMMEDIATE
    }

    /** Stops the server for a while; {@link #startAgain} must follow. */
    public void stop(Stop how) throws IOException {
        control("stop", "-m", how.name().toLowerCase(Locale.ROOT));
    }

    /** Starts the server that was stopped, at the same address. */
    public void startAgain() throws IOException {
        control("start", "-o", options, "-l", data.resolve("restarted.log").toString());
    }

    /** Runs the server's control program and waits until it is done. */
    private void control(String what, String... more) throws IOException {
        var command = new ArrayList<String>();
        if (Files.getAttribute(data, "unix:uid").equals(0)) {
            command.addAll(List.of("unshare", "-U")); // PostgreSQL does not run as root
        }
        command.addAll(List.of(tool.toString(), what, "-D", data.toString(), "-w", "-t", "60"));
        command.addAll(List.of(more));
        var output = Files.createTempFile("jigit-pg-ctl", ".log");
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(70, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + " did not succeed: " + Files.readString(output));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL was to " + what, e);
        } finally {
            Files.delete(output);
        }
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
