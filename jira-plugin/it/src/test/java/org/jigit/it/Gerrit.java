// A real Gerrit Code Review on loopback, from jars of Maven Central (see this module's pom.xml): REST, Git over HTTP,
// and
// the stream of events over SSH. It has neither a web UI nor plugins, and calls itself version "(dev)".
package org.jigit.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jigit.it.replay.Json;

/** A real Gerrit on loopback. */
final class Gerrit implements AutoCloseable {
    /** The account of the app: a member of no group. */
    static final String USER = "jigit";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Path site;
    private final String url;
    private final int sshPort;
    private final List<Process> processes = new ArrayList<>();
    private String password;

    private Gerrit(Path site, int httpPort, int sshPort) {
        this.site = site;
        this.url = "http://127.0.0.1:" + httpPort;
        this.sshPort = sshPort;
    }

    /** Makes a site in {@code target/homes/gerrit}, starts it, and makes the account of the app. */
    static Gerrit start() throws Exception {
        var started = Instant.now();
        var site = Stage.folder("homes").resolve("gerrit");
        Stage.remove(site);
        var gerrit = new Gerrit(site, freePort(), freePort());
        try {
            gerrit.init();
            gerrit.daemon();
            gerrit.accounts();
        } catch (Exception | AssertionError e) {
            gerrit.close();
            throw e;
        }
        System.out.println("[it] Gerrit up in " + Stage.millis(started) + " ms");
        return gerrit;
    }

    String url() {
        return url;
    }

    /** The generated password of the app's account: it has a {@code /} and a {@code +}. */
    String password() {
        return password;
    }

    /** Asks the REST API as the administrator; the answer without its prefix, null where there is none. */
    JsonNode call(String method, String path, Object body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + "/a" + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", basic("admin", ADMIN_PASSWORD));
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", body instanceof String ? "text/plain" : "application/json");
            request.method(method, publisher(body));
        }
        var answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(method + " " + path + " -> " + answer.statusCode() + " " + answer.body());
        }
        return answer.body().startsWith(PREFIX) ? Json.read(answer.body().substring(PREFIX.length())) : null;
    }

    /** A new project and a clone of it; the branch master has one empty commit. */
    Clone project(String name) throws IOException, InterruptedException {
        call("PUT", "/projects/" + encoded(name), Json.object("create_empty_commit", true));
        var folder = Stage.folder("homes").resolve("gerrit-clones").resolve(Integer.toString(COUNT.incrementAndGet()));
        Stage.remove(folder);
        Files.createDirectories(folder.getParent());
        git(
                folder.getParent(),
                "clone",
                "-q",
                url.replace("://", "://admin:" + ADMIN_PASSWORD + "@") + "/a/" + name.replace(" ", "%20"),
                folder.toString());
        return new Clone(name, folder);
    }

    /** The bare repository of a project. */
    Path repository(String project) {
        return site.resolve("git").resolve(project + ".git");
    }

    /** Gives each event of the stream to somebody until this is closed. The stream opens some time later. */
    void events(Consumer<String> receiver) throws IOException {
        var process = new ProcessBuilder(ssh("gerrit", "stream-events"))
                .redirectError(Stage.folder("logs").resolve("gerrit-events.log").toFile())
                .start();
        processes.add(process);
        var reader = process.inputReader(StandardCharsets.UTF_8);
        var thread = new Thread(() -> reader.lines().forEach(receiver), "gerrit-events");
        thread.setDaemon(true);
        thread.start();
    }

    private List<String> ssh(String... command) {
        var all =
                new ArrayList<>(List.of("ssh", "-i", site.resolve("key").toString(), "-p", Integer.toString(sshPort)));
        for (var option : List.of("BatchMode=yes", "StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null")) {
            all.addAll(List.of("-o", option));
        }
        all.addAll(List.of("-o", "LogLevel=ERROR", "admin@127.0.0.1"));
        all.addAll(List.of(command));
        return all;
    }

    private void init() throws IOException, InterruptedException {
        var done = NodeTool.run(
                java("init", "--batch", "--dev", "--no-auto-start", "--skip-plugins"), site.getParent(), 120);
        assertEquals(0, done.code(), done.output());
        config("gerrit.canonicalWebUrl", url + "/");
        config("httpd.listenUrl", url + "/");
        config("sshd.listenAddress", "127.0.0.1:" + sshPort);
        config("sendemail.enable", "false");
    }

    private void config(String name, String value) throws IOException, InterruptedException {
        git(site, "config", "-f", "etc/gerrit.config", name, value);
    }

    private void daemon() throws Exception {
        var log = Stage.folder("logs").resolve("gerrit.log");
        processes.add(NodeTool.start(java("daemon", "--console-log", "--headless"), site, log));
        Stage.eventually("Gerrit answers", Duration.ofSeconds(120), this::isUp, up -> up);
    }

    private boolean isUp() throws InterruptedException {
        try {
            return call("GET", "/config/server/version", null).isTextual();
        } catch (IOException e) {
            return false;
        }
    }

    private void accounts() throws IOException, InterruptedException {
        call("PUT", "/accounts/" + USER, Json.object("name", "Jigit", "email", "jigit@example.com"));
        do {
            password = call("PUT", "/accounts/" + USER + "/password.http", Json.object("generate", true))
                    .asText();
        } while (!password.contains("/") || !password.contains("+"));
        var made =
                NodeTool.run(List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "it", "-f", "key"), site, 20);
        assertEquals(0, made.code(), made.output());
        call("POST", "/accounts/self/sshkeys", Files.readString(site.resolve("key.pub")));
    }

    /** A program of Gerrit's on this site. */
    private List<String> java(String program, String... arguments) {
        var jars = Path.of(System.getProperty("jigit.it.dir"), "target", "gerrit", "*");
        var all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:TieredStopAtLevel=1",
                "-Dflogger.backend_factory=com.google.common.flogger.backend.log4j.Log4jBackendFactory#getInstance",
                "-Dflogger.logging_context=com.google.gerrit.server.logging.LoggingContext#getInstance",
                "-cp",
                Path.of("target", "test-classes").toAbsolutePath() + File.pathSeparator + jars,
                GerritProgram.class.getName(),
                program,
                "-d",
                site.toString()));
        all.addAll(List.of(arguments));
        return all;
    }

    @Override
    public void close() {
        processes.forEach(NodeTool::end);
    }

    static String basic(String user, String password) {
        var both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static HttpRequest.BodyPublisher publisher(Object body) {
        return body instanceof String text
                ? HttpRequest.BodyPublishers.ofString(text)
                : HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body));
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static String git(Path folder, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        var done = NodeTool.run(command, folder, 60);
        if (done.code() != 0) {
            throw new IOException("git " + String.join(" ", arguments) + ": " + done.output());
        }
        return done.output().trim();
    }

    /**
     * A working copy of a project.
     *
     * @param name the project's name
     * @param folder where it is
     */
    record Clone(String name, Path folder) {

        /** Runs Git here as a person of this name; what it wrote. */
        String git(String... arguments) throws IOException, InterruptedException {
            var all = new ArrayList<>(List.of("-c", "user.name=Dev 1", "-c", "user.email=dev1@example.com"));
            all.addAll(List.of(arguments));
            return Gerrit.git(folder, all.toArray(String[]::new));
        }

        /** Commits a new file; gives the commit's id. */
        String commit(String message) throws IOException, InterruptedException {
            Files.writeString(folder.resolve("f" + COUNT.incrementAndGet()), message);
            git("add", ".");
            git("commit", "-q", "-m", message);
            return git("rev-parse", "HEAD");
        }

        /** Pushes what is checked out to a reference. */
        void push(String reference) throws IOException, InterruptedException {
            git("push", "-q", "origin", "HEAD:" + reference);
        }

        /** Commits on top of master and pushes it for review; gives the Change-Id. */
        String change(String message, String options) throws IOException, InterruptedException {
            git("fetch", "-q", "origin");
            git("checkout", "-q", "--detach", "origin/master");
            var id = "I"
                    + (UUID.randomUUID() + "" + UUID.randomUUID())
                            .replace("-", "")
                            .substring(0, 40);
            commit(message + "\n\nChange-Id: " + id);
            push("refs/for/master" + options);
            return id;
        }

        /** A second patch set of the change that is checked out. */
        void amend(String options) throws IOException, InterruptedException {
            Files.writeString(folder.resolve("f" + COUNT.incrementAndGet()), "more");
            git("add", ".");
            git("commit", "-q", "--amend", "--no-edit");
            push("refs/for/master" + options);
        }
    }

    /** Hides a project from everybody but administrators: blocking Anonymous Users blocks every account. */
    void forAdministratorsOnly(String project) throws IOException, InterruptedException {
        var nobody = Map.of("rules", Map.of("global:Anonymous-Users", Map.of("action", "BLOCK")));
        call(
                "POST",
                "/projects/" + encoded(project) + "/access",
                Map.of("add", Map.of("refs/*", Map.of("permissions", Map.of("read", nobody)))));
    }

    /** Votes for a change and submits it. */
    void submit(String changeId) throws IOException, InterruptedException {
        call(
                "POST",
                "/changes/" + changeId + "/revisions/current/review",
                Json.object("labels", Map.of("Code-Review", 2)));
        call("POST", "/changes/" + changeId + "/submit", Map.of());
    }

    private static final String PREFIX = ")]}'";
    /** The one that {@code init --dev} makes. */
    private static final String ADMIN_PASSWORD = "secret";
}
