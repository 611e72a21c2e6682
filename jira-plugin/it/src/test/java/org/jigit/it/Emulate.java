// A GitHub server that other people wrote: npm "emulate", as a process of its own. See peers/package.json.
package org.jigit.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jigit.it.replay.Json;

/** A GitHub server that other people wrote. What happens on it, its administrator does. */
final class Emulate implements AutoCloseable {
    static final String TOKEN = "ghp_peer_of_other_people";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Process server;
    private final String url;
    private int files;

    private Emulate(Process server, String url) {
        this.server = server;
        this.url = url;
    }

    /**
     * Starts it and waits until it answers.
     *
     * @param name names its seed and its log
     * @param base the address that its links lead to; its own when null
     */
    static Emulate start(String name, String base, String seed) throws Exception {
        var folder = NodeTool.packages("peers");
        var port = NodeTool.freePort();
        var url = "http://127.0.0.1:" + port;
        var seeds = Stage.folder("homes").resolve(name + "-seed.yaml");
        Files.writeString(seeds, seed);
        var server = NodeTool.start(
                List.of(
                        NodeTool.node(folder),
                        folder.resolve("node_modules/emulate/dist/index.js").toString(),
                        "start",
                        "--service",
                        "github",
                        "--port",
                        Integer.toString(port),
                        "--base-url",
                        base == null ? url : base,
                        "--seed",
                        seeds.toString()),
                folder,
                Stage.folder("logs").resolve(name + ".log"));
        var emulate = new Emulate(server, url);
        try {
            Stage.eventually("emulate answers", Duration.ofSeconds(60), emulate::isUp, up -> up);
        } catch (Exception | AssertionError e) {
            emulate.close();
            throw e;
        }
        return emulate;
    }

    private boolean isUp() throws InterruptedException {
        try {
            return call("GET", "/rate_limit", null).isObject();
        } catch (IOException e) {
            return false;
        }
    }

    String url() {
        return url;
    }

    /** A new commit of a new file. */
    void commit(String repository, String branch, String message) throws IOException, InterruptedException {
        var content = Base64.getEncoder().encodeToString("x\n".getBytes(StandardCharsets.UTF_8));
        call(
                "PUT",
                "/repos/" + repository + "/contents/f" + ++files,
                Json.object("message", message, "content", content, "branch", branch));
    }

    /** A new branch at the head of the main one. */
    void branch(String repository, String name) throws IOException, InterruptedException {
        var head = call("GET", "/repos/" + repository + "/branches/main", null)
                .path("commit")
                .path("sha")
                .asText();
        call("POST", "/repos/" + repository + "/git/refs", Json.object("ref", "refs/heads/" + name, "sha", head));
    }

    /** A new pull request into the main branch. */
    void pullRequest(String repository, String title, String body, String from)
            throws IOException, InterruptedException {
        call(
                "POST",
                "/repos/" + repository + "/pulls",
                Json.object("title", title, "body", body, "head", from, "base", "main"));
    }

    /** What the administrator is answered. */
    JsonNode call(String method, String path, Object body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)));
        var answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(method + " " + path + " -> " + answer.statusCode() + " " + new String(answer.body()));
        }
        return Json.read(answer.body());
    }

    @Override
    public void close() {
        NodeTool.end(server);
    }
}
