// Stands before a real Gerrit: remembers what the app asked, and answers for the plugin gitiles, which no registry has,
// with
// what Git itself says of Gerrit's repositories.
package org.jigit.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.jigit.it.replay.Json;
import org.jigit.it.replay.Seen;

/** Stands before a real Gerrit. */
final class GerritProxy implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Gerrit gerrit;
    private final HttpServer server;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private volatile boolean gitiles = true;
    private volatile int longestLog = 500;

    GerritProxy(Gerrit gerrit) throws IOException {
        this.gerrit = gerrit;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", this::take);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** As a Gerrit without the plugin. */
    GerritProxy withoutGitiles() {
        gitiles = false;
        return this;
    }

    /** Gitiles gives pages of so many commits, whatever was asked. */
    GerritProxy withPagesOf(int commits) {
        longestLog = commits;
        return this;
    }

    /** What the app asked, below the root of the API. */
    List<Seen> seen() {
        return List.copyOf(seen);
    }

    void forget() {
        seen.clear();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var uri = exchange.getRequestURI();
            var log = LOG.matcher(uri.getRawPath());
            var answer = gitiles && log.matches() ? log(log.group(1), log.group(2), query(uri)) : passOn(exchange);
            var headers = new HashMap<String, List<String>>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(), values));
            seen.add(new Seen(
                    exchange.getRequestMethod(),
                    uri.getRawPath().replaceFirst("^/a(?=/)", ""),
                    uri.getRawQuery(),
                    headers,
                    answer.status()));
            answer.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
            if (answer.body().length > 0) {
                exchange.getResponseBody().write(answer.body());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer passOn(HttpExchange exchange) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(gerrit.url() + exchange.getRequestURI()))
                .timeout(Duration.ofSeconds(30))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.noBody());
        for (var name : List.of("Authorization", "Accept", "User-Agent")) {
            if (exchange.getRequestHeaders().containsKey(name)) {
                request.header(name, exchange.getRequestHeaders().getFirst(name));
            }
        }
        var answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        var headers = new HashMap<String, String>();
        for (var name : List.of("Content-Type", "WWW-Authenticate", "Location")) {
            answer.headers().firstValue(name).ifPresent(value -> headers.put(name, value));
        }
        return new Answer(answer.statusCode(), headers, answer.body());
    }

    /** The log of a commit or of a range, as gitiles writes it. */
    private Answer log(String project, String range, Map<String, String> query)
            throws IOException, InterruptedException {
        var repository = gerrit.repository(decoded(project));
        for (var commit : decoded(range).split("\\.\\.")) {
            if (NodeTool.run(List.of("git", "cat-file", "-e", commit), repository, 20)
                            .code()
                    != 0) {
                return new Answer(404, Map.of("X-Gitiles-Error", "OBJECT_NOT_FOUND"), new byte[0]);
            }
        }
        var written = NodeTool.run(List.of("git", "log", FORMAT, DATES, decoded(range)), repository, 20);
        var all = Arrays.stream(written.output().split("\u0001\n"))
                .filter(one -> !one.isEmpty())
                .map(one -> one.split("\u0000", -1))
                .toList();
        var start = 0;
        while (query.containsKey("s") && !all.get(start)[0].equals(query.get("s"))) {
            start++;
        }
        var end = Math.min(all.size(), start + Math.min(longestLog, Integer.parseInt(query.get("n"))));
        var page = Json.object(
                "log", all.subList(start, end).stream().map(GerritProxy::commit).toList());
        if (end < all.size()) {
            page.put("next", all.get(end)[0]);
        }
        var body = (")]}'\n" + Json.pretty(page) + "\n").getBytes(StandardCharsets.UTF_8);
        return new Answer(200, Map.of("Content-Type", "application/json; charset=utf-8"), body);
    }

    private static Map<String, Object> commit(String[] fields) {
        return Json.object(
                "commit",
                fields[0],
                "tree",
                fields[1],
                "parents",
                fields[2].isEmpty() ? List.of() : List.of(fields[2].split(" ")),
                "author",
                Json.object("name", fields[3], "email", fields[4], "time", fields[5]),
                "committer",
                Json.object("name", fields[6], "email", fields[7], "time", fields[8]),
                "message",
                fields[9]);
    }

    private static Map<String, String> query(URI uri) {
        var query = new HashMap<String, String>();
        for (var pair : uri.getRawQuery().split("&")) {
            query.put(pair.replaceFirst("=.*", ""), decoded(pair.replaceFirst(".*?=", "")));
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** What is answered. */
    private record Answer(int status, Map<String, String> headers, byte[] body) {}

    private static final Pattern LOG = Pattern.compile("/a/plugins/gitiles/([^/]+)/\\+log/([^/]+)");
    private static final String FORMAT = "--format=%H%x00%T%x00%P%x00%an%x00%ae%x00%ad%x00%cn%x00%ce%x00%cd%x00%B%x01";
    private static final String DATES = "--date=format:%a %b %d %H:%M:%S %Y %z";
}
