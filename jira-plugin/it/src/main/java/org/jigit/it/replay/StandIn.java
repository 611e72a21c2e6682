// A stand-in for a Git server on loopback: it answers from a model, keeps every request, and goes wrong when told to.
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
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/** A stand-in for a Git server: what all kinds have in common. */
public abstract class StandIn implements AutoCloseable {
    private final Model model;
    private final int port;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private ExecutorService threads;

    /** Takes this port of 127.0.0.1, or any free one with 0; {@link #listen} must follow. */
    protected StandIn(Model model, int port) throws IOException {
        this.model = model;
        bind(port);
        this.port = server.getAddress().getPort();
        model.setBase(url());
    }

    /** What the app calls this kind of host. */
    public abstract String name();

    /** What a configuration calls it. */
    public abstract String serviceType();

    /** What an administrator types as the address of the server. */
    public String address() {
        return url();
    }

    /** Where the API is, below {@link #url}. */
    public String root() {
        return "";
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
        bind(port);
        listen();
    }

    @Override
    public void close() {
        goDown();
    }

    /** What the API answers to a request. */
    protected abstract Reply answer(HttpExchange exchange);

    /** What a person sees who follows a link from an issue, or null where the API answers. */
    protected Reply page(String path) {
        return null;
    }

    /** Begins to answer. */
    protected void listen() {
        server.start();
    }

    private void bind(int onPort) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), onPort), 50);
        threads = Executors.newFixedThreadPool(8, task -> {
            var thread = new Thread(task, "stand-in");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            var path = exchange.getRequestURI().getRawPath();
            var page = page(path);
            if (page != null) {
                send(exchange, page);
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
                record(exchange, other.status());
                send(exchange, new Reply(other.status(), Map.of(), other.body().getBytes(StandardCharsets.UTF_8)));
                return;
            }
            var reply = answer(exchange);
            if (fault instanceof Fault.NextLink foreign) {
                reply = reply.with("Link", "<" + foreign.url() + ">; rel=\"next\"");
            }
            if (fault instanceof Fault.Also more) {
                for (var header : more.headers().entrySet()) {
                    reply = reply.with(header.getKey(), header.getValue());
                }
            }
            record(exchange, reply.status());
            if (fault instanceof Fault.Truncated) {
                exchange.sendResponseHeaders(reply.status(), reply.body().length);
                exchange.getResponseBody().write(reply.body(), 0, reply.body().length / 2);
                exchange.getResponseBody().flush();
                return;
            }
            send(exchange, packed(exchange, reply));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        var length = reply.status() == 304 || reply.body().length == 0 ? -1 : reply.body().length;
        exchange.sendResponseHeaders(reply.status(), length);
        if (length > 0) {
            exchange.getResponseBody().write(reply.body());
        }
    }

    private static Reply packed(HttpExchange exchange, Reply reply) throws IOException {
        var accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
        if (reply.status() == 304 || accepted == null || !accepted.contains("gzip")) {
            return reply;
        }
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(reply.body());
        }
        return new Reply(reply.status(), reply.headers(), packed.toByteArray()).with("Content-Encoding", "gzip");
    }

    private void record(HttpExchange exchange, int status) {
        var headers = new TreeMap<String, List<String>>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        var uri = exchange.getRequestURI();
        seen.add(new Seen(exchange.getRequestMethod(), uri.getRawPath(), uri.getRawQuery(), headers, status));
    }

    /** A good answer with its entity tag, which is not sent again to who has it. */
    protected static Reply tagged(HttpExchange exchange, Reply reply) {
        if (reply.status() != 200) {
            return reply;
        }
        var etag = "W/\"" + sha256(reply.body(), reply.headers().get("Link")) + "\"";
        var known = matches(exchange.getRequestHeaders().getFirst("If-None-Match"), etag);
        return new Reply(known ? 304 : 200, reply.headers(), reply.body()).with("ETag", etag);
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

    /**
     * An answer.
     *
     * @param status the HTTP status
     * @param headers the headers
     * @param body the bytes
     */
    protected record Reply(int status, Map<String, String> headers, byte[] body) {
        /** The same with one header more, or with another value of it. */
        Reply with(String name, String value) {
            var more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Reply(status, more, body);
        }
    }
}
