// The stand-in as a server on loopback: tokens, rate headers, ETags, compression, faults, and a record of every
// request.
package org.jigit.it.replay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

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
public final class ReplayHost implements AutoCloseable {
    private final Model model;
    private final int port;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private final Limit limit = new Limit();
    private HttpServer server;
    private ExecutorService threads;

    private ReplayHost(Model model, int port) throws IOException {
        this.model = model;
        open(port);
        this.port = server.getAddress().getPort();
        model.setBase(url());
    }

    /** Starts on this port of 127.0.0.1, or on any free one with 0. */
    public static ReplayHost start(Model model, int port) throws IOException {
        return new ReplayHost(model, port);
    }

    /** The address, without a slash at its end. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** The port. */
    public int port() {
        return port;
    }

    /** What the server knows. */
    public Model model() {
        return model;
    }

    /** Every API request since the start, oldest first. */
    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    /** Forgets the requests. */
    public void forget() {
        seen.clear();
    }

    /** Lets something go wrong. */
    public void fault(Fault fault) {
        faults.add(fault);
    }

    /** Ends all faults. */
    public void heal() {
        faults.clear();
    }

    /** Stops listening: connections are refused from here on. */
    public void goDown() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** Listens again on the same port. */
    public void comeBack() throws IOException {
        open(port);
    }

    @Override
    public void close() {
        goDown();
    }

    private void open(int onPort) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), onPort), 50);
        threads = Executors.newFixedThreadPool(8, task -> {
            var thread = new Thread(task, "replay-host");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            var path = exchange.getRequestURI().getRawPath();
            if (path.matches("/[^/]+/[^/]+(/(commit|pull|tree)/.+)?") && !Api.knows(path)) {
                page(exchange, path);
                return;
            }
            var fault = faults.stream()
                    .filter(one -> one.strikes(path))
                    .findFirst()
                    .map(Fault::kind)
                    .orElse(null);
            if (fault instanceof Fault.Late late) {
                Thread.sleep(late.by().toMillis());
            }
            if (fault instanceof Fault.Answer other) {
                other.headers()
                        .forEach((name, values) -> exchange.getResponseHeaders().put(name, values));
                send(exchange, other.status(), other.body().getBytes(StandardCharsets.UTF_8), false);
                return;
            }
            api(exchange, path, fault);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void api(HttpExchange exchange, String path, Fault.Kind fault) throws IOException {
        var token = token(exchange);
        var caller = token == null ? null : model.owner(token);
        Api.Answer answer;
        if (exchange.getRequestHeaders().getFirst("User-Agent") == null) {
            answer =
                    Api.Answer.error(403, "Request forbidden by administrative rules. Please set a User-Agent header.");
        } else if (token != null && caller == null) {
            answer = Api.Answer.error(401, "Bad credentials");
        } else if (caller == null && !path.equals("/user")) {
            answer = Api.Answer.error(404, "Not Found"); // everything here is private, and private is not told
        } else if (!exchange.getRequestMethod().equals("GET")) {
            answer = Api.Answer.error(404, "Not Found");
        } else {
            answer = new Api(model, url(), caller)
                    .get(path, exchange.getRequestURI().getRawQuery());
        }
        var headers = exchange.getResponseHeaders();
        answer.headers().forEach(headers::set);
        if (fault instanceof Fault.NextLink foreign) {
            headers.set("Link", "<" + foreign.url() + ">; rel=\"next\"");
        }
        var body = Json.bytes(answer.body());
        headers.set("Content-Type", "application/json; charset=utf-8");
        headers.set("Server", "github.com");
        headers.set("X-GitHub-Media-Type", "github.v3; format=json");
        headers.set("Vary", "Accept, Authorization, Cookie, Accept-Encoding");
        var status = answer.status();
        if (status == 200) {
            headers.set("Cache-Control", "private, max-age=60, s-maxage=60");
            var etag = "W/\"" + sha256(body, headers.getFirst("Link")) + "\"";
            headers.set("ETag", etag);
            if (matches(exchange.getRequestHeaders().getFirst("If-None-Match"), etag)) {
                status = 304;
            }
        }
        limit.write(headers, status != 304 && status != 401);
        if (fault instanceof Fault.Truncated) {
            record(exchange, status);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body, 0, body.length / 2);
            exchange.getResponseBody().flush();
            return;
        }
        send(exchange, status, body, true);
    }

    private void send(HttpExchange exchange, int status, byte[] body, boolean compress) throws IOException {
        record(exchange, status);
        if (status == 304) {
            exchange.sendResponseHeaders(304, -1);
            return;
        }
        var accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
        var bytes = body;
        if (compress && accepted != null && accepted.contains("gzip")) {
            var packed = new ByteArrayOutputStream();
            try (var gzip = new GZIPOutputStream(packed)) {
                gzip.write(body);
            }
            bytes = packed.toByteArray();
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        }
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void record(HttpExchange exchange, int status) {
        var headers = new TreeMap<String, List<String>>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        var uri = exchange.getRequestURI();
        seen.add(new Seen(exchange.getRequestMethod(), uri.getRawPath(), uri.getRawQuery(), headers, status));
    }

    /** What a person sees who follows a link from an issue. */
    private static void page(HttpExchange exchange, String path) throws IOException {
        var text = path.replace("&", "&amp;").replace("<", "&lt;");
        var html = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Stand-in</title>"
                + "<p>This is the demo's stand-in for a Git server. A real one shows <code>" + text + "</code> here.";
        var bytes = html.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
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

    private static boolean matches(String asked, String etag) {
        if (asked == null) {
            return false;
        }
        var wanted = new ArrayList<String>();
        for (var one : asked.split(",")) {
            wanted.add(one.trim().replaceFirst("^W/", ""));
        }
        return wanted.contains(etag.replaceFirst("^W/", ""));
    }

    private static String sha256(byte[] body, String link) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(body);
            digest.update(String.valueOf(link).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The hourly budget and its headers. */
    private static final class Limit {
        private int used;
        private final long resetsAt = System.currentTimeMillis() / 1000 + 3_600;

        synchronized void write(com.sun.net.httpserver.Headers headers, boolean counts) {
            if (counts) {
                used++;
            }
            Map.of(
                            "x-ratelimit-limit",
                            5_000L,
                            "x-ratelimit-used",
                            (long) used,
                            "x-ratelimit-remaining",
                            Math.max(0L, 5_000L - used),
                            "x-ratelimit-reset",
                            resetsAt)
                    .forEach((name, value) -> headers.set(name, Long.toString(value)));
            headers.set("x-ratelimit-resource", "core");
        }
    }
}
