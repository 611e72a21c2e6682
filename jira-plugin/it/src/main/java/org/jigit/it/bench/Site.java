// What every bench stands on: PostgreSQL, headless Jiras with the app, a project, and the connection to the bulk host.
package org.jigit.it.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jigit.it.Database;
import org.jigit.it.HeadlessJira;
import org.jigit.it.Jira;
import org.jigit.it.Places;
import org.jigit.it.replay.Json;

/** The parts of a bench, in a folder that goes with them. */
final class Site implements AutoCloseable {
    /** The key of the project whose issues are mentioned. */
    static final String PROJECT = "BULK";

    private static final String CONFIGURATIONS = "/rest/jigit/1.0/configurations";
    private static final Pattern USED = Pattern.compile("heap\\s+total \\d+K, used (\\d+)K");

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final List<HeadlessJira> nodes = new ArrayList<>();
    private Database database;
    private Connection sql;

    private Site() {}

    /** Starts PostgreSQL and so many nodes of one Jira, whose core is the native library or WebAssembly. */
    static Site open(int nodes, boolean jni) throws IOException, SQLException {
        var site = new Site();
        Runtime.getRuntime().addShutdownHook(new Thread(site::close, "stop-bench"));
        try {
            site.start(nodes, jni);
            return site;
        } catch (IOException | SQLException | RuntimeException e) {
            site.close();
            throw e;
        }
    }

    private void start(int count, boolean jni) throws IOException, SQLException {
        var folder = Files.createTempDirectory("jigit-bench-");
        parts.push(() -> remove(folder));
        say("PostgreSQL and " + count + (count == 1 ? " Jira" : " Jiras") + " start in " + folder);
        database = started(Database.start(folder.resolve("postgres")));
        for (int number = 1; number <= count; number++) {
            var arguments = new ArrayList<>(List.of("--port", "0", "--empty"));
            arguments.addAll(database.arguments());
            if (count > 1) {
                arguments.addAll(List.of(
                        "--node-id",
                        "node-" + number,
                        "--shared-home",
                        folder.resolve("shared").toString()));
            }
            var home = Files.createDirectories(folder.resolve("home-" + number));
            var log = started(Files.newBufferedWriter(folder.resolve("jira-" + number + ".log")));
            var node = started(HeadlessJira.start(
                    new HeadlessJira.Options(Places.headless(), home, List.of(), arguments, line -> write(log, line))));
            nodes.add(node);
            if (admin(number - 1).get(Jira.plugin()).status() == 404) {
                admin(number - 1).install(Places.pluginJar());
            }
        }
        sql = started(DriverManager.getConnection(database.url(), Database.USER, Database.USER));
        done(admin(0).post("/rest/api/2/project", Json.object("key", PROJECT, "name", "Bulk")));
        var engine = jni ? "jni" : "wasm";
        done(admin(0).put("/rest/jigit/1.0/health/engine", Map.of("engine", engine)));
        for (int node = 0; node < count; node++) {
            // Projects and choices of other nodes are noticed with the heartbeat.
            done(admin(node).post("/rest/headless/1.0/jobs/run", Map.of()));
        }
        for (var node : done(admin(0).get("/rest/jigit/1.0/health")).json().path("nodes")) {
            if (!node.path("engine").asText().equals(engine)) {
                throw new IOException("expected the engine " + engine + ", found " + node);
            }
        }
    }

    /** The administrator at a node, the first one being 0. */
    Jira admin(int node) {
        return Jira.as(nodes.get(node).url(), "admin");
    }

    /** The connection to PostgreSQL, which commits by itself. */
    Connection sql() {
        return sql;
    }

    /** Another connection to PostgreSQL. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(database.url(), Database.USER, Database.USER);
    }

    /** The quoted name of one of the app's tables. */
    String table(String name) throws SQLException {
        try (var tables = sql.getMetaData().getTables(null, "public", "AO\\_%\\_" + name.replace("_", "\\_"), null)) {
            while (tables.next()) {
                var found = tables.getString("TABLE_NAME");
                if (found.matches("AO_[0-9A-F]{6}_" + name)) {
                    return "\"" + found + "\"";
                }
            }
        }
        throw new SQLException("the app has no table " + name);
    }

    /** One number. */
    long number(String query) throws SQLException {
        try (var statement = sql.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** How many rows one of the app's tables has. */
    long rows(String table) throws SQLException {
        return number("select count(*) from " + table(table));
    }

    /** Runs a statement. */
    void run(String statement) throws SQLException {
        try (var run = sql.createStatement()) {
            run.execute(statement);
        }
    }

    /** Makes the first issues of the project: one as people do, the others beside it in the table. */
    void issues(int count) throws IOException, SQLException {
        done(admin(0).post(
                        "/rest/api/2/issue",
                        Json.object(
                                "fields",
                                Json.object(
                                        "project",
                                        Json.object("key", PROJECT),
                                        "summary",
                                        "Measure",
                                        "issuetype",
                                        Json.object("name", "Task")))));
        run(
                "insert into jiraissue (project, issuenum, summary, description, issuetype, issuestatus, priority, reporter, assignee,"
                        + " parent, created, updated) select project, number, summary, description, issuetype, issuestatus, priority,"
                        + " reporter, assignee, parent, created, updated from jiraissue, generate_series(2, " + count
                        + ") number where issuenum = 1");
    }

    /** Connects the first node to all of the host's repositories, and gives the connection's id. */
    long connect(BulkHost host) throws IOException {
        var settings = Json.object(
                "repoName",
                "Bulk",
                "serverUrl",
                host.address(),
                "serviceType",
                "GitHub",
                "token",
                "token-of-the-bulk-host",
                "repoType",
                "GroupOfRepositories",
                "repositoryId",
                BulkHost.ORGANISATION,
                "commitsPeriod",
                Duration.ofDays(7).toMillis());
        return done(admin(0).post(CONFIGURATIONS, settings)).json().path("id").asLong();
    }

    /** Gives a connection a webhook: its path and its secret. */
    Webhook webhook(long connection) throws IOException {
        var made = done(admin(0).post(CONFIGURATIONS + "/" + connection + "/secret", Map.of()))
                .json();
        return new Webhook(
                "/rest/jigit/1.0/webhooks/" + made.path("address").asText(),
                made.path("secret").asText());
    }

    /**
     * Where a connection takes deliveries.
     *
     * @param path the path on every node
     * @param secret what they are signed with
     */
    record Webhook(String path, String secret) {}

    /** Waits until everything is read; {@code eachTime} is called in between. */
    void waitUntilRead(long connection, Duration within, Runnable eachTime) throws IOException {
        var end = Instant.now().plus(within);
        while (true) {
            var status =
                    done(admin(0).get(CONFIGURATIONS + "/" + connection)).json().path("status");
            if (status.path("state").asText().equals("up_to_date")) {
                return;
            }
            if (!status.path("state").asText().equals("reading")
                    || Instant.now().isAfter(end)) {
                throw new IOException(
                        "expected everything to be read within " + within.toMinutes() + " minutes, found " + status);
            }
            eachTime.run();
            pause(200);
        }
    }

    /** Waits until something is so. */
    static void await(String what, Duration within, BooleanSupplier wish) throws IOException {
        var end = Instant.now().plus(within);
        while (!wish.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new IOException(what + ": not within " + within.toSeconds() + " s");
            }
            pause(100);
        }
    }

    /** The bytes that live in the heap of a node: what a full collection leaves. */
    long liveHeap(int node) throws IOException {
        jcmd(node, "GC.run");
        var used = USED.matcher(jcmd(node, "GC.heap_info"));
        if (!used.find()) {
            throw new IOException("expected what jcmd tells of a heap, found nothing of it");
        }
        return Long.parseLong(used.group(1)) << 10;
    }

    /** The time that a node has used, in seconds of one core. */
    double cpuSeconds(int node) throws IOException {
        return ProcessHandle.of(nodes.get(node).pid())
                        .flatMap(process -> process.info().totalCpuDuration())
                        .orElseThrow(() -> new IOException("the system does not tell the time that a process used"))
                        .toMillis()
                / 1e3;
    }

    private String jcmd(int node, String command) throws IOException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var process = new ProcessBuilder(jcmd, Long.toString(nodes.get(node).pid()), command)
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("jcmd " + command + " failed: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return said;
    }

    /** The answer, if it is a success. */
    static Jira.Answer done(Jira.Answer answer) throws IOException {
        if (answer.status() / 100 != 2) {
            throw new IOException("expected success, found " + answer);
        }
        return answer;
    }

    /** Says on stderr what is going on. */
    static void say(String text) {
        System.err.println("== bench: " + text);
    }

    private <T extends AutoCloseable> T started(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public synchronized void close() {
        while (!parts.isEmpty()) {
            var part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                say("could not stop " + part.getClass().getSimpleName() + ": " + e);
            }
        }
    }

    private static void write(java.io.Writer log, String line) {
        try {
            log.write(line + "\n");
            log.flush();
        } catch (IOException e) {
            say(line);
        }
    }

    private static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting", e);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
