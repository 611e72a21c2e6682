// Sends requests to a headless Jira as one user, and waits for uploads.
package org.jigit.headless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;

/** One user's requests. */
final class Browser {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String base;
    private final String user;

    /** The user's password is the user's name; null is anonymous. */
    Browser(String base, String user) {
        this.base = base;
        this.user = user;
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(request(path).GET());
    }

    HttpResponse<String> send(String method, String path, String type, String body, String... headers)
            throws Exception {
        HttpRequest.Builder request = request(path).method(method, BodyPublishers.ofString(body));
        if (type != null) {
            request.header("Content-Type", type);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    JsonNode json(String path) throws Exception {
        return JSON.readTree(get(path).body());
    }

    /** Uploads a plugin and waits for the task; null when it went well, else the error. */
    String upload(Path jar) throws Exception {
        String token = get("/rest/plugins/1.0/?os_authType=basic")
                .headers()
                .firstValue("upm-token")
                .orElseThrow();
        HttpResponse<String> accepted = send(request("/rest/plugins/1.0/?token=" + token)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofByteArray(multipart(jar))));
        if (accepted.statusCode() != 202) {
            throw new IOException("the upload was answered " + accepted.statusCode() + " " + accepted.body());
        }
        String task = JSON.readTree(accepted.body()).at("/links/self").asText().substring("/jira".length());
        for (long end = System.nanoTime() + 60_000_000_000L; System.nanoTime() < end; Thread.sleep(50)) {
            HttpResponse<String> answer = get(task);
            JsonNode status = JSON.readTree(answer.body()).get("status");
            if (answer.statusCode() == 303) {
                return null;
            }
            if (status.get("done").asBoolean()) {
                return status.get("errorMessage").asText();
            }
        }
        throw new IOException("the upload did not end within 60 s");
    }

    private static byte[] multipart(Path jar) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String head = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"plugin\"; filename=\""
                + jar.getFileName() + "\"\r\nContent-Type: application/java-archive\r\n\r\n";
        body.write(head.getBytes(StandardCharsets.UTF_8));
        body.write(Files.readAllBytes(jar));
        body.write(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(60));
        if (user != null) {
            String pair = Base64.getEncoder().encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8));
            request.header("Authorization", "Basic " + pair);
        }
        return request;
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static final String BOUNDARY = "probe-boundary";
}
