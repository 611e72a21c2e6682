// A person at a Jira: requests with a name and a password, JSON answers, and uploads as the Universal Plugin Manager
// takes them.
package org.jigit.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jigit.it.replay.Json;

/** A person, or nobody, at a Jira. */
public final class Jira {
    /** The key of the app. */
    public static final String PLUGIN = "org.jigit.jira";

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final String url;
    private final List<String> identity;

    private Jira(String url, List<String> identity) {
        this.url = url;
        this.identity = identity;
    }

    /** Nobody in particular. */
    public static Jira anonymous(String url) {
        return new Jira(url, List.of());
    }

    /** A person, whose password on a headless Jira is the name. */
    public static Jira as(String url, String name) {
        return as(url, name, name);
    }

    /** A person. */
    public static Jira as(String url, String name, String password) {
        var pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
        return new Jira(
                url, List.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair)));
    }

    /** A person who has logged in, as in a browser: no password is checked with every request. */
    public static Jira inSession(String url, String name) throws IOException {
        var form = ("os_username=" + name + "&os_password=" + name).getBytes(StandardCharsets.UTF_8);
        var answer = anonymous(url).send("POST", "/login.jsp", "application/x-www-form-urlencoded", form);
        var cookies = answer.headers().getOrDefault("set-cookie", List.of());
        var session = cookies.stream()
                .map(cookie -> cookie.split(";", 2)[0])
                .filter(cookie -> cookie.startsWith("JSESSIONID="))
                .findFirst();
        return new Jira(url, List.of("Cookie", session.orElseThrow(() -> new IOException("no session: " + answer))));
    }

    /** The address of the Jira. */
    public String url() {
        return url;
    }

    /** The answer to a GET. */
    public Answer get(String path) throws IOException {
        return send("GET", path, null, null);
    }

    /** The answer to a POST of JSON. */
    public Answer post(String path, Object body) throws IOException {
        return send("POST", path, "application/json", Json.bytes(body));
    }

    /** The answer to a PUT of JSON. */
    public Answer put(String path, Object body) throws IOException {
        return send("PUT", path, "application/json", Json.bytes(body));
    }

    /** The answer to a DELETE. */
    public Answer delete(String path) throws IOException {
        return send("DELETE", path, null, null);
    }

    /** The answer to any request. */
    public Answer send(String method, String path, String contentType, byte[] body, String... headers)
            throws IOException {
        var request = HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(90));
        if (!identity.isEmpty()) {
            request.headers(identity.toArray(String[]::new));
        }
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        request.method(
                method,
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(body));
        try {
            var answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(
                    method + " " + path, answer.statusCode(), answer.headers().map(), answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + path, e);
        }
    }

    /** Uploads an app and waits until it is enabled; answers with what the plugin manager says of it. */
    public JsonNode install(Path jar) throws IOException {
        var before = get(PLUGINS + PLUGIN + "-key");
        var answer = upload(jar);
        if (answer.status() != 202) {
            throw new IOException("the upload was refused: " + answer);
        }
        var version = versionOf(jar);
        try {
            return awaitApp(version);
        } catch (IOException e) {
            throw new IOException(e.getMessage() + ", before it was " + before + ", the upload said " + answer, e);
        }
    }

    /** Waits until the app, in any version, is enabled here: on a node of a cluster, that another one installed. */
    public JsonNode awaitApp() throws IOException {
        return awaitApp(null);
    }

    private JsonNode awaitApp(String version) throws IOException {
        var end = Instant.now().plus(INSTALL_TIME);
        while (Instant.now().isBefore(end)) {
            var plugin = get(PLUGINS + PLUGIN + "-key");
            if (plugin.status() == 200
                    && plugin.json().path("enabled").asBoolean()
                    && (version == null
                            || plugin.json().path("version").asText().equals(version))) {
                return plugin.json();
            }
            pause(200);
        }
        throw new IOException("the app was not enabled within " + INSTALL_TIME.toSeconds() + " s: now it is "
                + get(PLUGINS + PLUGIN + "-key"));
    }

    /** Uploads an app without waiting. */
    public Answer upload(Path jar) throws IOException {
        var token = get(PLUGINS + "?os_authType=basic").header("upm-token");
        if (token == null) {
            throw new IOException("the plugin manager gave no upload token");
        }
        var boundary = "jigit-upload-boundary";
        var body = new ByteArrayOutputStream();
        body.write(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"plugin\"; filename=\""
                        + jar.getFileName() + "\"\r\nContent-Type: application/java-archive\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.write(Files.readAllBytes(jar));
        body.write(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send(
                "POST",
                PLUGINS + "?token=" + token,
                "multipart/form-data; boundary=" + boundary,
                body.toByteArray(),
                "X-Atlassian-Token",
                "no-check",
                "Accept",
                "application/json");
    }

    /** The comments on an issue, the oldest first. */
    public JsonNode comments(String key) throws IOException {
        return read("/rest/api/2/issue/" + key + "/comment").path("comments");
    }

    /** The worklogs of an issue, the oldest first. */
    public JsonNode worklogs(String key) throws IOException {
        return read("/rest/api/2/issue/" + key + "/worklog").path("worklogs");
    }

    /** The name of an issue's status. */
    public String status(String key) throws IOException {
        return read("/rest/api/2/issue/" + key)
                .path("fields")
                .path("status")
                .path("name")
                .asText();
    }

    /** All mail that apps queued on a headless Jira, each with {@code to}, {@code subject} and {@code body}. */
    public JsonNode mails() throws IOException {
        return read(CONTROLS + "mail");
    }

    /** Forgets the mail of a headless Jira. */
    public void forgetMails() throws IOException {
        done(delete(CONTROLS + "mail"));
    }

    /** Adds an active user, with the name as password, to a headless Jira, or gives one another address. */
    public void person(String name, String email) throws IOException {
        person(Json.object("name", name, "email", email));
    }

    /** The same with any of {@code name}, {@code displayName}, {@code email}, {@code active} and {@code locale}. */
    public void person(Map<String, Object> person) throws IOException {
        done(put(CONTROLS + "person", person));
    }

    /** Gives a user of a headless Jira permissions, such as {@code ADD_COMMENTS}, in a project. */
    public void permit(String user, String project, String... permissions) throws IOException {
        permit(true, user, project, permissions);
    }

    /** Takes permissions away from a user. */
    public void forbid(String user, String project, String... permissions) throws IOException {
        permit(false, user, project, permissions);
    }

    private void permit(boolean granted, String user, String project, String... permissions) throws IOException {
        for (var permission : permissions) {
            done(put(
                    CONTROLS + "permission",
                    Json.object("project", project, "user", user, "permission", permission, "granted", granted)));
        }
    }

    /** Switches the time tracking of a headless Jira on or off. */
    public void timeTracking(boolean enabled) throws IOException {
        done(put(CONTROLS + "timetracking", Json.object("enabled", enabled)));
    }

    private JsonNode read(String path) throws IOException {
        return done(get(path)).json();
    }

    private static Answer done(Answer answer) throws IOException {
        if (answer.status() / 100 != 2) {
            throw new IOException("expected success, found " + answer);
        }
        return answer;
    }

    /** Where the plugin manager tells of the app. */
    public static String plugin() {
        return PLUGINS + PLUGIN + "-key";
    }

    private static String versionOf(Path jar) throws IOException {
        try (var file = new java.util.jar.JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes().getValue("Bundle-Version");
        }
    }

    static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting", e);
        }
    }

    private static final String CONTROLS = "/rest/headless/1.0/";
    private static final String PLUGINS = "/rest/plugins/1.0/";
    private static final Duration INSTALL_TIME = Duration.ofSeconds(90);

    /**
     * What the Jira answered.
     *
     * @param request method and path, for messages
     * @param status the HTTP status
     * @param headers the headers
     * @param body the bytes
     */
    public record Answer(String request, int status, Map<String, java.util.List<String>> headers, byte[] body) {
        /** The body as JSON. */
        public JsonNode json() {
            return Json.read(body);
        }

        /** The body as text. */
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** The first value of a header, or null; names without case. */
        public String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().get(0))
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public String toString() {
            var text = text();
            return request + " -> " + status + " " + (text.length() > 2_000 ? text.substring(0, 2_000) + "…" : text);
        }
    }
}
