// The requests that the app says it sends, compared with those it sent.
package org.jigit.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jigit.it.replay.Seen;

/** The endpoint list of {@code describe}. */
final class Endpoints {
    private final JsonNode endpoints;

    private Endpoints(JsonNode endpoints) {
        this.endpoints = endpoints;
    }

    /** The list of one host. */
    static Endpoints of(JsonNode described, String host) {
        for (var one : described.path("hosts")) {
            if (one.path("name").asText().equals(host)) {
                return new Endpoints(one.path("endpoints"));
            }
        }
        throw new AssertionError("describe knows no host " + host + ": " + described);
    }

    /** The requests that no line of the list allows; {@code root} is where the API is. */
    List<String> strangers(String root, List<Seen> requests) {
        var strangers = new ArrayList<String>();
        for (var request : requests) {
            var allowed = false;
            for (var endpoint : endpoints) {
                allowed |= allows(endpoint, root, request);
            }
            if (!allowed) {
                strangers.add(request.method() + " " + request.target());
            }
        }
        return strangers;
    }

    /** The lines of the list that none of the requests needs; {@code root} is where the API is. */
    List<String> unseen(String root, List<Seen> requests) {
        var unseen = new ArrayList<String>();
        for (var endpoint : endpoints) {
            if (requests.stream().noneMatch(request -> allows(endpoint, root, request))) {
                unseen.add(endpoint.path("method").asText() + " "
                        + endpoint.path("path").asText());
            }
        }
        return unseen;
    }

    private static boolean allows(JsonNode endpoint, String root, Seen request) {
        return endpoint.path("method").asText().equals(request.method())
                && path(root + endpoint.path("path").asText())
                        .matcher(request.path())
                        .matches()
                && query(endpoint.path("query"), request.query());
    }

    /** {@code {x}} stands for one segment. */
    private static Pattern path(String template) {
        var pattern = new StringBuilder();
        for (var part : template.split("(?=\\{)|(?<=\\})")) {
            pattern.append(part.startsWith("{") ? "[^/]+" : Pattern.quote(part));
        }
        return Pattern.compile(pattern.toString());
    }

    private static boolean query(JsonNode parameters, String query) {
        if (query == null || query.isEmpty()) {
            return true;
        }
        for (var pair : query.split("&")) {
            var name = decode(pair.replaceFirst("=.*", ""));
            var value = pair.contains("=") ? decode(pair.substring(pair.indexOf('=') + 1)) : "";
            var allowed = false;
            for (var parameter : parameters) {
                allowed |= parameter.path("name").asText().equals(name) && has(parameter.path("values"), value);
            }
            if (!allowed) {
                return false;
            }
        }
        return true;
    }

    private static boolean has(JsonNode values, String value) {
        if (values.isEmpty()) {
            return true;
        }
        for (var one : values) {
            if (one.asText().equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
