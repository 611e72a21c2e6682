// A server that stands between two others, passes everything on as it is, and keeps what it saw.
package org.jigit.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jigit.it.replay.Json;
import org.jigit.it.replay.Seen;

/** Stands between two servers. Subclasses add what the one behind lacks. */
class Between implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    /** These belong to one connection, not to the message. */
    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "connection", "content-length", "date", "expect", "host", "http2-settings", "transfer-encoding", "upgrade");

    private final HttpServer listener;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private volatile String behind;

    Between() throws IOException {
        listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        listener.setExecutor(threads);
        listener.createContext("/", this::take);
        listener.start();
    }

    /** Passes everything on to this address from here on. */
    void to(String address) {
        behind = address;
    }

    String url() {
        return "http://127.0.0.1:" + listener.getAddress().getPort();
    }

    /** Every request, oldest first. */
    List<Seen> seen() {
        return List.copyOf(seen);
    }

    void forget() {
        seen.clear();
    }

    /** What is answered. */
    Answer answer(Asked asked) throws IOException, InterruptedException {
        return pass(asked);
    }

    /** What the server behind answers. */
    final Answer pass(Asked asked) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(behind + asked.target()))
                .timeout(Duration.ofSeconds(20))
                .method(
                        asked.method(),
                        asked.body().length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(asked.body()));
        asked.headers().forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        var answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        return new Answer(answer.statusCode(), ofTheMessage(answer.headers().map()), answer.body());
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var uri = exchange.getRequestURI();
            var asked = new Asked(
                    exchange.getRequestMethod(),
                    uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery(),
                    ofTheMessage(exchange.getRequestHeaders()),
                    exchange.getRequestBody().readAllBytes());
            Answer answer;
            try {
                answer = answer(asked);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            seen.add(new Seen(asked.method(), uri.getRawPath(), uri.getRawQuery(), asked.headers(), answer.status()));
            exchange.getResponseHeaders().putAll(answer.headers());
            exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    private static Map<String, List<String>> ofTheMessage(Map<String, List<String>> headers) {
        var kept = new TreeMap<String, List<String>>();
        headers.forEach((name, values) -> {
            var lower = name.toLowerCase(Locale.ROOT);
            if (!lower.startsWith(":") && !OF_THE_CONNECTION.contains(lower)) {
                kept.put(lower, List.copyOf(values));
            }
        });
        return kept;
    }

    @Override
    public void close() {
        listener.stop(0);
        threads.shutdownNow();
    }

    /**
     * A request as it came.
     *
     * @param method its method
     * @param target its path and query
     * @param headers its headers, names in lower case
     * @param body its bytes
     */
    record Asked(String method, String target, Map<String, List<String>> headers, byte[] body) {
        /** The first value of a header, or null. */
        String header(String name) {
            var values = headers.get(name);
            return values == null ? null : values.get(0);
        }

        /** The same with another value of a header. */
        Asked with(String name, String value) {
            var changed = new TreeMap<>(headers);
            changed.put(name, List.of(value));
            return new Asked(method, target, changed, body);
        }
    }

    /**
     * An answer.
     *
     * @param status its status
     * @param headers its headers, names in lower case
     * @param body its bytes
     */
    record Answer(int status, Map<String, List<String>> headers, byte[] body) {
        static Answer json(int status, Object value) {
            return new Answer(status, Map.of("content-type", List.of("application/json")), Json.bytes(value));
        }
    }
}
