// Prism, a validator that other people wrote, over the OpenAPI documents that GitHub publishes. See peers/package.json.
package org.jigit.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jigit.it.replay.Json;

/**
 * Answers from a document of GitHub's, and says what is wrong with a request. The document is cut down to the paths that matter,
 * their definitions as they are: the whole one takes Prism some ten times as long to take in.
 */
final class Prism implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final List<String> PATHS = List.of(
            "/app/installations",
            "/app/installations/{installation_id}/access_tokens",
            "/installation/repositories",
            "/orgs/{org}/repos",
            "/repos/{owner}/{repo}",
            "/repos/{owner}/{repo}/branches",
            "/repos/{owner}/{repo}/commits",
            "/repos/{owner}/{repo}/pulls",
            "/user",
            "/user/repos",
            "/users/{username}/repos");

    private final Process process;
    private final String url;
    private final String root;
    private final JsonNode document;

    private Prism(Process process, String url, String root, JsonNode document) {
        this.process = process;
        this.url = url;
        this.root = root;
        this.document = document;
    }

    /**
     * Starts it, without waiting.
     *
     * @param name the document's name, such as {@code api.github.com}
     * @param root the path that the API is below, which Prism does not take from the document
     */
    static Prism start(String name, String root) throws IOException, InterruptedException {
        var folder = NodeTool.packages("peers");
        var whole = Files.readAllBytes(folder.resolve("node_modules/@octokit/openapi/generated/" + name + ".json"));
        var document = part(Json.read(whole), root);
        var file = Stage.folder("homes").resolve("prism-" + name + ".json");
        Files.write(file, Json.bytes(document));
        var port = NodeTool.freePort();
        var process = NodeTool.start(
                List.of(
                        NodeTool.node(folder),
                        folder.resolve("node_modules/@stoplight/prism-cli/dist/index.js")
                                .toString(),
                        "mock",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(port),
                        file.toString()),
                folder,
                Stage.folder("logs").resolve("prism-" + name + ".log"));
        return new Prism(process, "http://127.0.0.1:" + port, root, document);
    }

    /** Waits until it answers. */
    Prism up() throws Exception {
        Stage.eventually("Prism answers", Duration.ofSeconds(120), this::isUp, up -> up);
        return this;
    }

    private boolean isUp() throws InterruptedException {
        try {
            return send("GET", root + "/user").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    String url() {
        return url;
    }

    /** The path that the API is below. */
    String root() {
        return root;
    }

    /** What is wrong with a request to the API, or nothing. */
    Optional<String> mistake(String method, String target) throws IOException, InterruptedException {
        var answer = send(method, root + target);
        var violations = answer.headers().firstValue(VIOLATIONS).orElse("");
        if (answer.statusCode() >= 400 || ofTheRequest(violations)) {
            return Optional.of(method + " " + root + target + " -> " + answer.statusCode() + " " + violations);
        }
        // Prism lets parameters pass that the document does not know.
        var unknown = unknownParameters(method, target);
        return unknown.isEmpty() ? Optional.empty() : Optional.of(method + " " + root + target + " has " + unknown);
    }

    /** Whether what Prism found is wrong with the request; it also finds GitHub's own examples wrong. */
    static boolean ofTheRequest(String violations) {
        return violations.contains("[\"request\"");
    }

    private List<String> unknownParameters(String method, String target) {
        var parts = target.split("\\?", 2);
        var known = new HashSet<String>();
        for (var parameter : operation(method, parts[0]).path("parameters")) {
            var named =
                    parameter.has("$ref") ? at(document, parameter.path("$ref").asText()) : parameter;
            known.add(named.path("name").asText());
        }
        var unknown = new ArrayList<String>();
        for (var pair : parts.length < 2 ? new String[0] : parts[1].split("&")) {
            var name = URLDecoder.decode(pair.replaceFirst("=.*", ""), StandardCharsets.UTF_8);
            if (!known.contains(name)) {
                unknown.add(name);
            }
        }
        return unknown;
    }

    private JsonNode operation(String method, String path) {
        for (var template : PATHS) {
            if ((root + path).matches(root + template.replaceAll("\\{[^}]+\\}", "[^/]+"))) {
                return document.path("paths").path(root + template).path(method.toLowerCase());
            }
        }
        throw new AssertionError("no template for " + path);
    }

    private HttpResponse<String> send(String method, String target) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + target))
                .timeout(Duration.ofSeconds(20))
                .header("Accept", MEDIA_TYPE)
                .method(method, HttpRequest.BodyPublishers.noBody());
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The document with our paths and what they refer to. */
    private static ObjectNode part(JsonNode whole, String root) {
        var part = (ObjectNode) whole.deepCopy();
        part.remove(List.of("webhooks", "x-webhooks"));
        var paths = part.putObject("paths");
        var references = new HashSet<String>();
        for (var path : PATHS) {
            var definition = whole.path("paths").path(path);
            paths.set(root + path, definition);
            collect(definition, whole, references);
        }
        var components = part.putObject("components");
        for (var reference : references) {
            var names = reference.split("/", 4);
            components.withObject("/" + names[2]).set(names[3], at(whole, reference));
        }
        return part;
    }

    private static void collect(JsonNode node, JsonNode whole, Set<String> references) {
        var reference = node.path("$ref").asText();
        if (!reference.isEmpty() && references.add(reference)) {
            collect(at(whole, reference), whole, references);
        }
        node.forEach(child -> collect(child, whole, references));
    }

    private static JsonNode at(JsonNode document, String reference) {
        var found = document.at(reference.substring(1));
        if (found.isMissingNode()) {
            throw new AssertionError("the document has no " + reference);
        }
        return found;
    }

    @Override
    public void close() {
        NodeTool.end(process);
    }

    /** The header in which Prism tells what it found. */
    static final String VIOLATIONS = "sl-violations";
    /** The only one in the documents, although their texts recommend {@code application/vnd.github+json}. */
    static final String MEDIA_TYPE = "application/json";
}
