// The only way out of Jira: runs a request of the core and gives back the answer.
package org.jigit.http;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.jigit.core.Messages.Header;
import org.jigit.core.Messages.Placement;
import org.jigit.core.Messages.Request;
import org.jigit.store.Ledger;

/**
 * Sends only what the host's description lists, only by HTTPS, only to addresses that are allowed, and the credential only to
 * the connection's API. Redirects are answers, never followed here. Every request that leaves is in the ledger.
 */
public final class Outbound implements AutoCloseable {
    /** No answer is larger than this, packed or unpacked. */
    public static final int LARGEST = 25 << 20;

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final String AGENT = "Jigit";

    private final Consumer<Ledger.Entry> ledger;
    private final Clock clock;
    private final int largest;
    private final ExecutorService threads;
    private final Set<CompletableFuture<?>> onTheWay = ConcurrentHashMap.newKeySet();
    private volatile HttpClient client;

    public Outbound(Ledger ledger) {
        this(ledger::note, Clock.systemUTC(), LARGEST);
    }

    Outbound(Consumer<Ledger.Entry> ledger, Clock clock, int largest) {
        this.ledger = ledger;
        this.clock = clock;
        this.largest = largest;
        AtomicInteger number = new AtomicInteger();
        threads = Executors.newFixedThreadPool(4, task -> {
            Thread thread = new Thread(task, "jigit-http-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .proxy(Optional.ofNullable(ProxySelector.getDefault()).orElse(HttpClient.Builder.NO_PROXY))
                .executor(threads)
                .build();
    }

    /**
     * What a request may touch.
     *
     * @param connectionId the connection, 0 while it is only being tested
     * @param root its API
     * @param endpoints what may be asked
     * @param credentials a credential by its name; null when there is none
     * @param privateAllowed whether a system administrator allowed private addresses
     * @param timeout how long the whole answer may take
     */
    public record Target(
            long connectionId,
            ApiRoot root,
            Endpoints endpoints,
            Function<String, String> credentials,
            boolean privateAllowed,
            Duration timeout) {
        /** The same with other credentials. */
        public Target with(Function<String, String> others) {
            return new Target(connectionId, root, endpoints, others, privateAllowed, timeout);
        }
    }

    /**
     * An answer, or status 0 and a short reason when there was none.
     *
     * @param status the status
     * @param headers the headers
     * @param body the body, unpacked
     */
    public record Answer(int status, List<Header> headers, byte[] body) {
        /** Why there was no answer; null when there was one. */
        public String silence() {
            return status == 0 ? new String(body, StandardCharsets.UTF_8) : null;
        }

        private static Answer none(String reason) {
            return new Answer(0, List.of(), reason.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** A request that must not be sent. Nothing left Jira. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String code;

        public Refused(String code, String message) {
            super(message);
            this.code = code;
        }

        /** The stable code. */
        public String code() {
            return code;
        }
    }

    /** The app is being stopped: a request on its way was given up, nothing is known of its answer. */
    public static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;

        Stopped() {
            super("the app is being stopped");
        }
    }

    /** Sends a request and waits for the answer. */
    public Answer send(Target target, Request request) throws InterruptedException {
        URI address = URI.create(request.url());
        Addresses.checkForm(address);
        String endpoint = target.endpoints
                .allowing(request.method(), address, request.body(), target.root)
                .orElseThrow(() -> new Refused(
                        target.root.below(address).isEmpty() ? "foreign_address" : "endpoint_not_listed",
                        "the request " + request.method() + " " + ApiRoot.origin(address) + address.getPath()
                                + " is not one of those that may be sent"));
        try {
            if (!goesThroughProxy(address)) {
                Addresses.checkHost(address.getHost(), target.privateAllowed);
            }
        } catch (UnknownHostException e) {
            return Answer.none("the name " + address.getHost() + " is not known");
        }
        return exchange(target, build(target, request, address), endpoint);
    }

    private static HttpRequest build(Target target, Request request, URI address) {
        String body = request.body();
        HttpRequest.Builder builder = HttpRequest.newBuilder(address)
                .method(
                        request.method(),
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                .timeout(target.timeout)
                .header("User-Agent", AGENT)
                .header("Accept-Encoding", "gzip");
        if (body != null) {
            builder.setHeader("Content-Type", "application/json");
        }
        request.headers().forEach(header -> builder.setHeader(header.name(), header.value()));
        Placement placement = request.credential();
        String credential = placement == null ? null : target.credentials.apply(placement.credential());
        if (credential != null && !credential.isEmpty()) {
            builder.setHeader(placement.header(), placement.prefix() + carried(placement.user(), credential));
        }
        return builder.build();
    }

    /** A credential as a header has it; with a user, even an empty one, as HTTP Basic wants it (RFC 7617). */
    private static String carried(String user, String credential) {
        return user == null
                ? credential
                : Base64.getEncoder().encodeToString((user + ":" + credential).getBytes(StandardCharsets.UTF_8));
    }

    private Answer exchange(Target target, HttpRequest request, String endpoint) throws InterruptedException {
        long at = clock.millis();
        long began = System.nanoTime();
        CompletableFuture<HttpResponse<byte[]>> coming = open().sendAsync(request, head -> new Body(largest));
        onTheWay.add(coming);
        Answer answer;
        long bytes = 0;
        try {
            HttpResponse<byte[]> response = coming.get(target.timeout.toMillis(), TimeUnit.MILLISECONDS);
            bytes = response.body().length;
            answer = new Answer(response.statusCode(), headers(response), plain(response));
        } catch (TimeoutException e) {
            coming.cancel(true);
            answer = Answer.none("no answer within " + target.timeout.toSeconds() + " seconds");
        } catch (CancellationException e) {
            throw new Stopped();
        } catch (ExecutionException e) {
            if (client == null) {
                throw new Stopped();
            }
            answer = Answer.none(reason(e.getCause()));
        } catch (IOException e) {
            answer = Answer.none(reason(e));
        } catch (InterruptedException e) {
            coming.cancel(true);
            throw e;
        } finally {
            onTheWay.remove(coming);
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        ledger.accept(new Ledger.Entry(
                target.connectionId,
                at,
                request.method(),
                target.root.origin(),
                endpoint,
                answer.status,
                bytes,
                millis));
        return answer;
    }

    private byte[] plain(HttpResponse<byte[]> response) throws IOException {
        boolean packed = response.headers()
                .firstValue("Content-Encoding")
                .map("gzip"::equalsIgnoreCase)
                .orElse(false);
        return packed && response.body().length > 0 ? Body.unzipped(response.body(), largest) : response.body();
    }

    private static List<Header> headers(HttpResponse<?> response) {
        List<Header> headers = new ArrayList<>();
        response.headers()
                .map()
                .forEach((name, values) -> values.forEach(value -> headers.add(new Header(name, value))));
        return headers;
    }

    /** What to tell of a failed exchange: never an address with a query, never a header. */
    private static String reason(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Body.TooLarge) {
                return cause.getMessage();
            }
            if (cause instanceof SSLException) {
                return "the encrypted connection failed: " + cause.getMessage();
            }
            if (cause instanceof java.net.http.HttpTimeoutException) {
                return "no answer in time";
            }
            if (cause instanceof java.net.ConnectException) {
                return "the connection was refused";
            }
        }
        return "the connection broke off";
    }

    private static boolean goesThroughProxy(URI address) {
        ProxySelector selector = ProxySelector.getDefault();
        return selector != null
                && selector.select(address).stream().anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT);
    }

    private HttpClient open() {
        HttpClient current = client;
        if (current == null) {
            throw new Stopped();
        }
        return current;
    }

    /** Stops; the client's own thread ends when nobody holds the client any more. */
    @Override
    public void close() {
        client = null;
        onTheWay.forEach(coming -> coming.cancel(true));
        threads.shutdownNow();
    }
}
