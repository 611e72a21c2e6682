// Only listed requests leave, only to the connection's API, and only with its credential.
package org.jigit.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.jigit.core.Messages.Endpoint;
import org.jigit.core.Messages.Header;
import org.jigit.core.Messages.Parameter;
import org.jigit.core.Messages.Placement;
import org.jigit.core.Messages.Request;
import org.jigit.store.Hash;
import org.jigit.store.Ledger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutboundTest {
    private static final int LIMIT = 1000;
    private static final Endpoints ENDPOINTS = new Endpoints(List.of(
            new Endpoint("GET", "/user", List.of(), List.of(), "", List.of()),
            new Endpoint(
                    "GET",
                    "/repos/{owner}/{repo}/branches",
                    List.of(new Parameter("per_page", List.of("100")), new Parameter("page", List.of())),
                    List.of(),
                    "",
                    List.of())));

    private final List<Ledger.Entry> ledger = new CopyOnWriteArrayList<>();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private String base;
    private Outbound outbound;

    @BeforeEach
    void start() throws IOException {
        System.setProperty("jigit.allow.loopback", "true");
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        base = "http://127.0.0.1:" + server.getAddress().getPort();
        outbound = new Outbound(ledger::add, Clock.systemUTC(), LIMIT);
    }

    @AfterEach
    void stop() {
        outbound.close();
        server.stop(0);
        System.clearProperty("jigit.allow.loopback");
    }

    private void answer(int status, byte[] body, String... headers) {
        server.createContext("/", exchange -> {
            seen.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            for (int at = 0; at < headers.length; at += 2) {
                exchange.getResponseHeaders().add(headers[at], headers[at + 1]);
            }
            send(exchange, status, body);
        });
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private Outbound.Target target(String root) {
        return new Outbound.Target(
                3,
                ApiRoot.of(URI.create(root + "/user"), ENDPOINTS),
                ENDPOINTS,
                name -> "s3cret",
                false,
                Duration.ofSeconds(5));
    }

    private static Request get(String url) {
        return new Request(
                "GET",
                url,
                List.of(new Header("Accept", "application/json")),
                new Placement("token", "Authorization", "Bearer ", null),
                null);
    }

    private Outbound.Answer send(String path) throws InterruptedException {
        return outbound.send(target(base), get(base + path));
    }

    private String refused(String url) {
        Outbound.Refused thrown = assertThrows(Outbound.Refused.class, () -> outbound.send(target(base), get(url)));
        assertFalse(thrown.getMessage().contains("s3cret"));
        assertTrue(seen.isEmpty(), "nothing left: " + seen);
        assertTrue(ledger.isEmpty());
        return thrown.code();
    }

    @Test
    void a_listed_request_goes_out_with_its_credential_and_into_the_ledger() throws InterruptedException {
        answer(200, "[]".getBytes(StandardCharsets.UTF_8), "X-Thing", "a");
        Outbound.Answer answer = send("/repos/acme/shop/branches?per_page=100&page=2");
        assertEquals(200, answer.status());
        assertEquals("[]", new String(answer.body(), StandardCharsets.UTF_8));
        assertEquals(List.of("/repos/acme/shop/branches?per_page=100&page=2 Bearer s3cret"), seen);
        assertTrue(answer.headers().stream().anyMatch(header -> header.name().equalsIgnoreCase("x-thing")));
        assertEquals(1, ledger.size());
        Ledger.Entry entry = ledger.get(0);
        assertEquals("/repos/{owner}/{repo}/branches", entry.endpoint());
        assertEquals(base, entry.origin());
        assertEquals(200, entry.status());
        assertEquals(2, entry.bytes());
    }

    @Test
    void what_is_not_listed_is_not_sent() {
        answer(200, new byte[0]);
        assertEquals("endpoint_not_listed", refused(base + "/repos/acme/shop/contents"));
        assertEquals("endpoint_not_listed", refused(base + "/repos/acme/shop/branches?per_page=10"));
        assertEquals("endpoint_not_listed", refused(base + "/repos/acme/shop/branches?recursive=1"));
        assertEquals("endpoint_not_listed", refused(base + "/repos/acme/%2e%2e/branches"));
        assertEquals("endpoint_not_listed", refused(base + "/repos//shop/branches"));
    }

    @Test
    void a_user_name_makes_it_basic() throws InterruptedException {
        answer(200, new byte[0]);
        for (String user : List.of("m\u00fcller", "")) {
            Placement basic = new Placement("token", "Authorization", "Basic ", user);
            outbound.send(target(base), new Request("GET", base + "/user", List.of(), basic, null));
        }
        assertEquals(
                List.of(
                        "/user Basic "
                                + Base64.getEncoder()
                                        .encodeToString("m\u00fcller:s3cret".getBytes(StandardCharsets.UTF_8)),
                        "/user Basic OnMzY3JldA=="),
                seen);
    }

    @Test
    void a_body_is_one_of_the_listed_documents() throws InterruptedException {
        String document = "query { viewer }";
        String digest = HexFormat.of().formatHex(Hash.sha256().digest(document.getBytes(StandardCharsets.UTF_8)));
        Endpoints listed = new Endpoints(List.of(
                new Endpoint("GET", "/user", List.of(), List.of(), "", List.of()),
                new Endpoint("POST", "/graphql", List.of(), List.of("00", digest), "", List.of())));
        Outbound.Target target =
                new Outbound.Target(3, new ApiRoot(base, ""), listed, name -> "s3cret", false, Duration.ofSeconds(5));
        List<String> bodies = new CopyOnWriteArrayList<>();
        server.createContext("/graphql", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            bodies.add(exchange.getRequestHeaders().getFirst("Content-Type"));
            send(exchange, 200, new byte[0]);
        });
        String good = "{\"query\":\"query { viewer }\",\"variables\":{\"first\":\"\u00e4\"}}";
        outbound.send(target, post("POST", "/graphql", good));
        assertEquals(List.of(good, "application/json"), bodies);
        for (Request wrong : List.of(
                post("POST", "/graphql", null),
                post("POST", "/graphql", "{\"query\":\"mutation { delete }\"}"),
                post("POST", "/graphql", "{\"query\":[\"query { viewer }\"]}"),
                post("POST", "/graphql", "query { viewer }"),
                post("PUT", "/graphql", good),
                post("GET", "/user", "{}"),
                post("POST", "/user", null))) {
            Outbound.Refused refused =
                    assertThrows(Outbound.Refused.class, () -> outbound.send(target, wrong), wrong.toString());
            assertEquals("endpoint_not_listed", refused.code());
        }
        assertEquals(2, bodies.size());
    }

    private Request post(String method, String path, String body) {
        return new Request(method, base + path, List.of(), null, body);
    }

    @Test
    void nothing_goes_to_another_origin_or_out_of_the_api() {
        answer(200, new byte[0]);
        assertEquals("foreign_address", refused("https://elsewhere.example/user"));
        assertEquals(
                "foreign_address",
                refused("http://localhost:" + server.getAddress().getPort() + "/user"));
        Outbound.Refused thrown = assertThrows(
                Outbound.Refused.class, () -> outbound.send(target(base + "/api/v3"), get(base + "/user")));
        assertEquals("foreign_address", thrown.code());
    }

    @Test
    void only_https_and_no_user_names() {
        System.clearProperty("jigit.allow.loopback");
        assertEquals("not_https", refused(base + "/user"));
        System.setProperty("jigit.allow.loopback", "true");
        assertEquals("not_https", refused("http://git.example.com/user"));
        assertEquals("address_not_allowed", refused("https://me:pw@127.0.0.1/user"));
    }

    @Test
    void redirects_are_answers() throws InterruptedException {
        answer(301, new byte[0], "Location", base + "/repositories/1");
        assertEquals(301, send("/user").status());
        assertEquals(1, seen.size(), "not followed");
    }

    @Test
    void gzip_is_unpacked_and_bounded() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(new byte[LIMIT]);
        }
        answer(200, packed.toByteArray(), "Content-Encoding", "gzip");
        assertArrayEquals(new byte[LIMIT], send("/user").body());
        server.removeContext("/");
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bomb)) {
            out.write(new byte[100_000]);
        }
        assertTrue(bomb.size() < LIMIT);
        answer(200, bomb.toByteArray(), "Content-Encoding", "gzip");
        assertEquals(0, send("/user").status());
    }

    @Test
    void answers_that_are_too_large_are_cut_off() throws InterruptedException {
        answer(200, new byte[LIMIT + 1]);
        Outbound.Answer answer = send("/user");
        assertEquals(0, answer.status());
        assertTrue(new String(answer.body(), StandardCharsets.UTF_8).startsWith("the answer is larger"));
        assertEquals(0, ledger.get(0).status(), "it is in the ledger nevertheless");
    }

    @Test
    void silence_ends_in_time() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        server.createContext("/", exchange -> {
            try {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write(1);
                exchange.getResponseBody().flush();
                end.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Outbound.Target hasty =
                new Outbound.Target(3, target(base).root(), ENDPOINTS, name -> null, false, Duration.ofMillis(500));
        long began = System.nanoTime();
        assertEquals(0, outbound.send(hasty, get(base + "/user")).status());
        assertTrue(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began) < 10);
        end.countDown();
    }

    @Test
    void a_request_on_its_way_is_given_up_when_the_app_stops() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        server.createContext("/", exchange -> {
            arrived.countDown();
            try {
                Thread.sleep(20_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Thread closing = new Thread(() -> {
            try {
                arrived.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            outbound.close();
        });
        closing.start();
        assertThrows(Outbound.Stopped.class, () -> send("/user"));
        closing.join();
        assertThrows(Outbound.Stopped.class, () -> send("/user"));
    }

    @Test
    void nobody_there_is_an_answer_of_status_0() throws InterruptedException {
        server.stop(0);
        Outbound.Answer answer = send("/user");
        assertEquals(0, answer.status());
        assertEquals("the connection was refused", new String(answer.body(), StandardCharsets.UTF_8));
    }

    @Test
    void addresses_are_checked() throws Exception {
        System.clearProperty("jigit.allow.loopback");
        for (String never : List.of(
                "127.0.0.1",
                "::1",
                "169.254.169.254",
                "fe80::1",
                "0.0.0.0",
                "100.100.100.200",
                "fd00:ec2::254",
                "224.0.0.1")) {
            Outbound.Refused thrown = assertThrows(
                    Outbound.Refused.class, () -> Addresses.check(InetAddress.getByName(never), true), never);
            assertEquals("address_not_allowed", thrown.code(), never);
        }
        for (String inside : List.of("10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "fd12::1")) {
            Outbound.Refused thrown = assertThrows(
                    Outbound.Refused.class, () -> Addresses.check(InetAddress.getByName(inside), false), inside);
            assertEquals("address_private", thrown.code(), inside);
            Addresses.check(InetAddress.getByName(inside), true);
        }
        Addresses.check(InetAddress.getByName("93.184.216.34"), false);
    }

    @Test
    void the_root_of_an_api_is_where_its_first_request_goes() {
        assertEquals(
                new ApiRoot("https://h", "/api/v3"), ApiRoot.of(URI.create("https://H:443/api/v3/user"), ENDPOINTS));
        assertEquals(new ApiRoot("http://h:8080", ""), ApiRoot.of(URI.create("http://h:8080/user"), ENDPOINTS));
        assertThrows(Outbound.Refused.class, () -> ApiRoot.of(URI.create("https://h/other"), ENDPOINTS));
    }
}
