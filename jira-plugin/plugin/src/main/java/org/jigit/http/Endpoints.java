// The allow-list: which requests may leave Jira, taken from what the core says of its hosts.
package org.jigit.http;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jigit.core.Messages.Endpoint;
import org.jigit.core.Messages.Parameter;
import org.jigit.store.Hash;

/**
 * The endpoints of one host. A request matches when its method, its path below the API's root, every query value and its body
 * fit: a body has to be JSON whose member {@code query} is one of the endpoint's documents, where it has any.
 */
public final class Endpoints {
    private final List<Endpoint> endpoints;

    public Endpoints(List<Endpoint> endpoints) {
        this.endpoints = List.copyOf(endpoints);
    }

    /** The template that allows a request, if one does. */
    public Optional<String> allowing(String method, URI address, String body, ApiRoot root) {
        return root.below(address).flatMap(path -> endpoints.stream()
                .filter(endpoint -> endpoint.method().equals(method))
                .filter(endpoint -> fits(segments(endpoint.path()), segments(path)))
                .filter(endpoint -> fits(endpoint.query(), address.getRawQuery()))
                .filter(endpoint -> hasDocument(endpoint.documents(), body))
                .map(Endpoint::path)
                .findFirst());
    }

    /** The shortest template that the end of a path fits, as the number of its segments. */
    Optional<Integer> tail(String path) {
        String[] all = segments(path);
        return endpoints.stream()
                .map(endpoint -> segments(endpoint.path()))
                .filter(template -> template.length <= all.length
                        && fits(
                                template,
                                List.of(all)
                                        .subList(all.length - template.length, all.length)
                                        .toArray(new String[0])))
                .map(template -> template.length)
                .min(Comparator.naturalOrder());
    }

    static String[] segments(String path) {
        String inner = path.startsWith("/") ? path.substring(1) : path;
        return inner.isEmpty() ? new String[0] : inner.split("/", -1);
    }

    private static boolean fits(String[] template, String[] path) {
        if (template.length != path.length) {
            return false;
        }
        for (int at = 0; at < path.length; at++) {
            boolean open = template[at].startsWith("{") && template[at].endsWith("}");
            String plain = URLDecoder.decode(path[at].replace("+", "%2B"), StandardCharsets.UTF_8);
            if (open ? plain.isEmpty() || plain.equals(".") || plain.equals("..") : !template[at].equals(path[at])) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(List<Parameter> allowed, String query) {
        if (query == null || query.isEmpty()) {
            return true;
        }
        Map<String, List<String>> values =
                allowed.stream().collect(Collectors.toMap(Parameter::name, Parameter::values));
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            List<String> fixed = values.get(name);
            if (fixed == null || (!fixed.isEmpty() && !fixed.contains(value))) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasDocument(List<String> documents, String body) {
        if (documents == null || documents.isEmpty()) {
            return body == null;
        }
        try {
            JsonElement json = JsonParser.parseString(body == null ? "" : body);
            JsonElement query = json.isJsonObject() ? json.getAsJsonObject().get("query") : null;
            return query != null
                    && query.isJsonPrimitive()
                    && query.getAsJsonPrimitive().isString()
                    && documents.contains(HexFormat.of()
                            .formatHex(Hash.sha256().digest(query.getAsString().getBytes(StandardCharsets.UTF_8))));
        } catch (JsonParseException | StackOverflowError e) {
            return false;
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
