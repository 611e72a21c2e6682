// The stand-in as GitHub's server: tokens, rate headers and the pages behind links.
package org.jigit.it.replay;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A stand-in for a GitHub server, with its REST API at the root path.
 *
 * <pre>
 * try (var host = ReplayHost.start(new Model(), 0)) {
 *     host.model().token("t", "dev1");
 *     host.model().repository("octo-org", "web-shop").push("main", "dev1", "PAY-1 Say hello");
 *     ... host.url() ... host.seen() ...
 * }
 * </pre>
 */
public final class ReplayHost extends StandIn {
    private final Limit limit = new Limit();

    private ReplayHost(Model model, int port) throws IOException {
        super(model, port);
    }

    /** Starts on this port of 127.0.0.1, or on any free one with 0. */
    public static ReplayHost start(Model model, int port) throws IOException {
        var host = new ReplayHost(model, port);
        host.listen();
        return host;
    }

    /** Allows so many requests an hour, in place of 5,000. */
    public void allow(int perHour) {
        limit.allow(perHour);
    }

    @Override
    public String name() {
        return "github";
    }

    @Override
    public String serviceType() {
        return "GitHub";
    }

    @Override
    protected Reply answer(HttpExchange exchange) {
        var answer = api(exchange, exchange.getRequestURI().getRawPath());
        var headers = new LinkedHashMap<>(answer.headers());
        headers.put("Content-Type", "application/json; charset=utf-8");
        headers.put("Server", "github.com");
        headers.put("X-GitHub-Media-Type", "github.v3; format=json");
        headers.put("Vary", "Accept, Authorization, Cookie, Accept-Encoding");
        if (answer.status() == 200) {
            headers.put("Cache-Control", "private, max-age=60, s-maxage=60");
        }
        var reply = tagged(exchange, new Reply(answer.status(), headers, Json.bytes(answer.body())));
        for (var header :
                limit.headers(reply.status() != 304 && reply.status() != 401).entrySet()) {
            reply = reply.with(header.getKey(), header.getValue());
        }
        return reply;
    }

    private Api.Answer api(HttpExchange exchange, String path) {
        var token = token(exchange);
        var caller = token == null ? null : model().owner(token);
        if (exchange.getRequestHeaders().getFirst("User-Agent") == null) {
            return Api.Answer.error(403, "Request forbidden by administrative rules. Please set a User-Agent header.");
        }
        if (token != null && caller == null) {
            return Api.Answer.error(401, "Bad credentials");
        }
        if (caller == null && !path.equals("/user")) {
            return Api.Answer.error(404, "Not Found"); // everything here is private, and private is not told
        }
        if (!exchange.getRequestMethod().equals("GET")) {
            return Api.Answer.error(404, "Not Found");
        }
        return new Api(model(), url(), caller)
                .get(path, exchange.getRequestURI().getRawQuery());
    }

    @Override
    protected Reply page(String path) {
        if (!path.matches("/[^/]+/[^/]+(/(commit|pull|tree)/.+)?") || Api.knows(path)) {
            return null;
        }
        var text = path.replace("&", "&amp;").replace("<", "&lt;");
        var html = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Stand-in</title>"
                + "<p>This is the demo's stand-in for a Git server. A real one shows <code>" + text + "</code> here.";
        return new Reply(
                200, Map.of("Content-Type", "text/html; charset=utf-8"), html.getBytes(StandardCharsets.UTF_8));
    }

    private static String token(HttpExchange exchange) {
        var header = exchange.getRequestHeaders().getFirst("Authorization");
        if (header == null) {
            return null;
        }
        var parts = header.split(" ", 2);
        return parts.length == 2 && Arrays.asList("bearer", "token").contains(parts[0].toLowerCase(Locale.ROOT))
                ? parts[1]
                : header;
    }

    /** The hourly budget and its headers. */
    private static final class Limit {
        private int used;
        private int perHour = 5_000;
        private final long resetsAt = System.currentTimeMillis() / 1000 + 3_600;

        synchronized void allow(int requests) {
            perHour = requests;
        }

        synchronized Map<String, String> headers(boolean counts) {
            if (counts) {
                used++;
            }
            return Map.of(
                    "x-ratelimit-limit",
                    Integer.toString(perHour),
                    "x-ratelimit-used",
                    Integer.toString(used),
                    "x-ratelimit-remaining",
                    Integer.toString(Math.max(0, perHour - used)),
                    "x-ratelimit-reset",
                    Long.toString(resetsAt),
                    "x-ratelimit-resource",
                    "core");
        }
    }
}
