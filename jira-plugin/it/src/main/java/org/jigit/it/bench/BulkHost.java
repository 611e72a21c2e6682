// A Git server with many large repositories, which it computes rather than keeps: what loads the app, and costs little
// itself.
package org.jigit.it.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jigit.it.replay.Delivery;

/**
 * GitHub Enterprise Server on loopback, as far as sync asks it: an organisation with repositories, their branches, commits and
 * (no) pull requests. Rows are as long as GitHub's and packed with gzip as there. Every repository has its default branch and two
 * that were merged into it, which mention an issue each.
 */
final class BulkHost implements AutoCloseable {
    /** The organisation that has all repositories. */
    static final String ORGANISATION = "bulk-org";

    private static final int PAGE = 100;
    private static final int THREADS = 4;
    private static final Pattern REPOSITORIES = Pattern.compile("/orgs/" + ORGANISATION + "/repos");
    private static final Pattern LIST =
            Pattern.compile("/(?:repos/" + ORGANISATION + "/r-(\\d+)|repositories/(\\d+))/(branches|commits|pulls)");
    private static final Pattern PARAMETER = Pattern.compile("(?:^|&)(sha|page)=([^&]*)");

    private final Shape shape;
    private final List<Pushes> pushes;
    private final Rows rows;
    private final HttpServer server;
    private final ExecutorService threads;
    private final Set<Long> threadIds = ConcurrentHashMap.newKeySet();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong commits = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    private BulkHost(Shape shape) throws IOException {
        this.shape = shape;
        pushes = IntStream.range(0, shape.repositories())
                .mapToObj(number -> new Pushes(shape.commitsOf(number), new CopyOnWriteArrayList<>()))
                .toList();
        // Headers and body are written apart; waiting for the first to be acknowledged costs 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 50);
        rows = new Rows(shape, url());
        threads = Executors.newFixedThreadPool(THREADS, task -> {
            var thread = new Thread(task, "bulk-host");
            thread.setDaemon(true);
            threadIds.add(thread.getId());
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    /**
     * What was pushed to a repository since the start.
     *
     * @param before how many commits it had
     * @param issues the number of the issue that each pushed commit mentions
     */
    private record Pushes(int before, List<Integer> issues) {
        int commits() {
            return before + issues.size();
        }
    }

    /** Starts it on any free port. */
    static BulkHost start(Shape shape) throws IOException {
        var host = new BulkHost(shape);
        host.server.start();
        return host;
    }

    /** What an administrator types as its address. */
    String address() {
        return url() + "/api/v3";
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How many requests came. */
    long requests() {
        return requests.get();
    }

    /** How many commits were in its answers. */
    long commits() {
        return commits.get();
    }

    /** How many bytes its answers had before they were packed. */
    long bytes() {
        return bytes.get();
    }

    /** The time that its threads used, in seconds of one core. */
    double cpuSeconds() {
        var times = ManagementFactory.getThreadMXBean();
        return threadIds.stream().mapToLong(times::getThreadCpuTime).sum() / 1e9;
    }

    /** Pushes a commit that mentions an issue to the default branch of a repository, and gives the webhook that tells of it. */
    Delivery push(int repository, int issue) {
        var pushed = pushes.get(repository);
        synchronized (pushed) {
            var commit = pushed.commits();
            pushed.issues.add(issue);
            return rows.push(repository, commit, issue);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private int issue(int repository, int commit) {
        var pushed = pushes.get(repository);
        return commit < pushed.before ? shape.issue(repository, commit) : pushed.issues.get(commit - pushed.before);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            requests.incrementAndGet();
            var path = exchange.getRequestURI().getRawPath().replaceFirst("^/api/v3", "");
            var asked = parameters(exchange.getRequestURI().getRawQuery());
            var list = LIST.matcher(path);
            if (REPOSITORIES.matcher(path).matches()) {
                page(exchange, path, asked, shape.repositories(), rows::repository);
            } else if (list.matches()) {
                var repository = list.group(1) != null
                        ? Integer.parseInt(list.group(1))
                        : (int) (Long.parseLong(list.group(2)) - Rows.FIRST_ID);
                list(exchange, repository, list.group(3), asked);
            } else {
                send(exchange, 404, Template.bytes("{\"message\":\"Not Found\",\"status\":\"404\"}"));
            }
        }
    }

    /**
     * What a list is asked for.
     *
     * @param sha where a list of commits begins
     * @param page the page, from 1
     */
    private record Parameters(String sha, int page) {}

    private static Parameters parameters(String query) {
        var sha = "";
        var page = 1;
        var found = PARAMETER.matcher(query == null ? "" : query);
        while (found.find()) {
            if (found.group(1).equals("sha")) {
                sha = found.group(2);
            } else {
                page = Integer.parseInt(found.group(2));
            }
        }
        return new Parameters(sha, page);
    }

    private void list(HttpExchange exchange, int repository, String what, Parameters asked) throws IOException {
        var count = pushes.get(repository).commits();
        var path = "/repositories/" + (Rows.FIRST_ID + repository) + "/" + what;
        switch (what) {
            case "branches" -> {
                var heads = count == 0 ? new int[0] : heads(repository, count);
                var tag = "\"" + count + "\"";
                if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                    send(exchange, 304, new byte[0]);
                    return;
                }
                exchange.getResponseHeaders().set("ETag", tag);
                page(exchange, path, asked, heads.length, (out, at) -> rows.branch(out, repository, at, heads[at]));
            }
            case "commits" -> {
                var head = IntStream.of(heads(repository, count))
                        .filter(commit -> asked.sha.equals("main")
                                || shape.sha(repository, commit).equals(asked.sha))
                        .findFirst()
                        .orElseGet(() -> IntStream.iterate(count - 1, at -> at >= 0, at -> at - 1)
                                .filter(commit -> shape.sha(repository, commit).equals(asked.sha))
                                .findFirst()
                                .orElse(-1));
                page(exchange, path, asked, head + 1, (out, at) -> {
                    commits.incrementAndGet();
                    rows.commit(out, repository, head - at, issue(repository, head - at));
                });
            }
            default -> page(exchange, path, asked, 0, (out, at) -> {});
        }
    }

    /** The newest commits of the default branch and of the two that were merged into it. */
    private int[] heads(int repository, int count) {
        var before = shape.commitsOf(repository);
        return before < 50 ? new int[] {count - 1} : new int[] {count - 1, before - 20, before - 40};
    }

    /** Writes one row of a list. */
    @FunctionalInterface
    private interface Row {
        void write(ByteArrayOutputStream out, int at);
    }

    private void page(HttpExchange exchange, String path, Parameters asked, int count, Row row) throws IOException {
        var out = new ByteArrayOutputStream(1 << 19);
        var from = (asked.page - 1) * PAGE;
        var to = Math.min(count, from + PAGE);
        out.write('[');
        for (int at = from; at < to; at++) {
            if (at > from) {
                out.write(',');
            }
            row.write(out, at);
        }
        out.write(']');
        if (to < count) {
            var sha = asked.sha.isEmpty() ? "" : "sha=" + asked.sha + "&";
            var link = "<" + address() + path + "?" + sha + "per_page=" + PAGE + "&page=";
            var last = (count + PAGE - 1) / PAGE;
            exchange.getResponseHeaders()
                    .set("Link", link + (asked.page + 1) + ">; rel=\"next\", " + link + last + ">; rel=\"last\"");
        }
        send(exchange, 200, out.toByteArray());
    }

    private void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/json; charset=utf-8");
        headers.set("X-GitHub-Enterprise-Version", "3.14.0");
        headers.set("X-GitHub-Media-Type", "github.v3; format=json");
        bytes.addAndGet(body.length);
        if (body.length == 0) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        headers.set("Content-Encoding", "gzip");
        var packed = packed(body);
        exchange.sendResponseHeaders(status, packed.length);
        exchange.getResponseBody().write(packed);
    }

    private static byte[] packed(byte[] body) throws IOException {
        var out = new ByteArrayOutputStream(body.length / 4);
        try (var gzip = new GZIPOutputStream(out, 1 << 16) {
            {
                def.setLevel(Deflater.BEST_SPEED);
            }
        }) {
            gzip.write(body);
        }
        return out.toByteArray();
    }
}
