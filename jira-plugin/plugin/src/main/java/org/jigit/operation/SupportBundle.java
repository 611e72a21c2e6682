// What helps somebody else to find out what is wrong: one file, safe to be sent away.
package org.jigit.operation;

import com.atlassian.sal.api.ApplicationProperties;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jigit.Json;
import org.jigit.connection.ConnectionView;
import org.jigit.connection.Connections;
import org.jigit.store.Database;
import org.jigit.store.Nodes;

/**
 * A zip of JSON and CSV. No token, no secret, no webhook address, no text of a commit or a pull request; names of connections,
 * servers and repositories are there, because nobody could tell what is meant without them.
 */
public final class SupportBundle {
    private static final int MOST_ROWS = 5_000;
    private static final long HOURS_MS = 24 * 3_600_000L;

    private static final String ABOUT =
            """
            Jigit support bundle
            Contains no token, no secret, no webhook address, no commit message and no user name.
            It does name connections, servers and repositories: look through it before you send it away.

            versions.json     this app, Jira, Java, what runs the core
            health.json       nodes, queue, leases, problems, numbers of rows
            connections.json  settings, status and progress of every connection
            tasks.json        tasks with a problem
            requests.csv      requests of the last 24 hours: templates and statuses
            deliveries.csv    webhook deliveries of the last 24 hours: what became of them
            """;

    private final Database database;
    private final Connections connections;
    private final ConnectionView view;
    private final HealthReport health;
    private final Nodes nodes;
    private final ApplicationProperties jira;

    public SupportBundle(
            Database database,
            Connections connections,
            ConnectionView view,
            HealthReport health,
            Nodes nodes,
            ApplicationProperties jira) {
        this.database = database;
        this.connections = connections;
        this.view = view;
        this.health = health;
        this.nodes = nodes;
        this.jira = jira;
    }

    /** The bytes of the zip. */
    public byte[] zip() {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
                write(zip, "about.txt", ABOUT);
                write(zip, "versions.json", Json.pretty(versions()));
                write(zip, "health.json", Json.pretty(health.json()));
                write(zip, "connections.json", Json.pretty(connections()));
                write(zip, "tasks.json", Json.pretty(database.read(Logs::troubled)));
                write(zip, "requests.csv", recent("REQUEST", Logs.REQUESTS));
                List<String> deliveries = Logs.DELIVERIES.stream()
                        .filter(column -> !column.equals("network"))
                        .toList();
                write(zip, "deliveries.csv", recent("DELIVERY", deliveries));
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry("jigit-support/" + name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private JsonObject versions() {
        Nodes.Node here = nodes.here();
        JsonObject versions = new JsonObject();
        versions.addProperty("jigit", here.version());
        versions.addProperty("engine", here.engine());
        versions.addProperty("jira", jira.getVersion());
        versions.addProperty("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        versions.addProperty("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        return versions;
    }

    /** As REST shows them, without the end of the webhook address and the name of the account. */
    private JsonArray connections() {
        JsonArray all = view.all(connections.all());
        for (JsonElement each : all) {
            JsonObject connection = each.getAsJsonObject();
            connection.getAsJsonObject("webhook").remove("address");
            connection.remove("username");
        }
        return all;
    }

    private String recent(String table, List<String> columns) {
        return database.read(
                session -> Logs.csv(Logs.since(session, table, columns, session.now() - HOURS_MS, MOST_ROWS)));
    }
}
