// A payload of the corpus: what was asked, with which headers, and what was answered.
package org.jigit.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jigit.core.Messages;

/** A request or an answer as it was recorded. */
record Fixture(JsonNode json) {
    static Fixture read(String path) {
        try (var file = Fixture.class.getResourceAsStream(path)) {
            return new Fixture(MAPPER.readTree(file));
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    /** The body as a tree. */
    JsonNode body() {
        JsonNode body = json.has("response") ? json.path("response").path("body") : json.path("body");
        try {
            // A body that is a text is JSON, in answers of Gerrit behind a line of its own.
            return body.isTextual() ? MAPPER.readTree(body.textValue().replace(GERRIT_LINE, "")) : body;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String repositoryId() {
        return json.path("repository_id").textValue();
    }

    String baseUrl() {
        return json.path("base_url").textValue();
    }

    String secret() {
        return json.path("secret").textValue();
    }

    /** The question to the core about an answer of the host. */
    Messages.ReadPage page(String host, long version) {
        JsonNode response = json.path("response");
        return new Messages.ReadPage(
                host,
                Messages.Kind.valueOf(json.path("want").textValue().toUpperCase()),
                repositoryId(),
                baseUrl(),
                json.path("request").path("url").textValue(),
                response.path("status").intValue(),
                headers(response, null),
                Instant.parse(json.path("now").textValue()),
                version);
    }

    /** The question to the core about a delivery. */
    Messages.Deliver delivery(String host, String signature, long version) {
        return new Messages.Deliver(
                host,
                headers(json, signature),
                List.of(secret()),
                List.of(),
                null,
                Messages.BranchStrategy.ALL,
                List.of(),
                null,
                false,
                version);
    }

    private static List<Messages.Header> headers(JsonNode of, String signature) {
        List<Messages.Header> headers = new ArrayList<>();
        of.path("headers").fields().forEachRemaining(header -> {
            boolean signs = signature != null && header.getKey().equalsIgnoreCase(Signature.HEADER);
            headers.add(new Messages.Header(
                    header.getKey(), signs ? signature : header.getValue().textValue()));
        });
        return headers;
    }

    static final String GERRIT_LINE = ")]}'\n";

    private static final JsonMapper MAPPER = new JsonMapper();
}
