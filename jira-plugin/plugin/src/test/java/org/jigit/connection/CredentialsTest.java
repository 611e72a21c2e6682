// A private key becomes a token that requests can carry, is asked for no more often than needed, and is never told.
package org.jigit.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jigit.Rig;
import org.jigit.core.Messages;
import org.jigit.core.Messages.Endpoint;
import org.jigit.core.Messages.Header;
import org.jigit.core.Messages.Placement;
import org.jigit.core.Messages.Request;
import org.jigit.http.ApiRoot;
import org.jigit.http.Endpoints;
import org.jigit.http.Outbound;
import org.jigit.secret.SigningKey;
import org.jigit.store.Ledger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CredentialsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Messages.Exchange EXCHANGE = new Messages.Exchange(
            "privateKey",
            "appId",
            "RS256",
            60,
            540,
            List.of(new Header("Accept", "application/json")),
            "/installations?page={page}",
            2,
            "/account/login",
            "/id",
            "/installations/{id}/tokens",
            "/token",
            "/expires_at");
    private static final Messages.Credential KIND = new Messages.Credential("app", "App", "", List.of(), EXCHANGE);
    private static final Endpoints ENDPOINTS = new Endpoints(List.of(
            endpoint("GET", "/user"),
            new Endpoint(
                    "GET",
                    "/installations",
                    List.of(new Messages.Parameter("page", List.of())),
                    List.of(),
                    "",
                    List.of()),
            endpoint("POST", "/installations/{id}/tokens")));

    private final KeyPair pair = pair();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private Rig rig;
    private HttpServer server;
    private Outbound outbound;
    private TokenExchange.Issued kept;
    private String owners;
    private String moreOwners;
    private int status;
    private String accepted;
    private int issued;

    private static Endpoint endpoint(String method, String path) {
        return new Endpoint(method, path, List.of(), List.of(), "", List.of());
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String name, byte[] der) {
        return "-----BEGIN " + name + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(der)
                + "\n-----END " + name + "-----\n";
    }

    /** The key as PKCS#1 has it: what the octets of PKCS#8 hold. */
    private byte[] pkcs1() {
        byte[] pkcs8 = pair.getPrivate().getEncoded();
        return Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
    }

    private String pkcs8() {
        return pem("PRIVATE KEY", pair.getPrivate().getEncoded());
    }

    @BeforeAll
    void open(@TempDir Path home) throws Exception {
        rig = new Rig(home);
    }

    @AfterAll
    void close() throws Exception {
        rig.close();
    }

    @BeforeEach
    void start() throws IOException {
        System.setProperty("jigit.allow.loopback", "true");
        seen.clear();
        kept = null;
        owners = "[{'id':11,'account':{'login':'other'}},{'id':12,'account':{'login':'Acme'}}]";
        moreOwners = "[]";
        status = 200;
        issued = 0;
        accepted = "token-1";
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", this::answer);
        server.start();
        outbound = new Outbound(new Ledger(rig.test.database, "node"));
    }

    @AfterEach
    void stop() {
        outbound.close();
        server.stop(0);
        System.clearProperty("jigit.allow.loopback");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String bearer = exchange.getRequestHeaders().getFirst("Authorization");
        seen.add(exchange.getRequestMethod() + " " + path);
        boolean claimed = isSigned(bearer);
        int code = status;
        String body = "{}";
        if (path.equals("/installations")) {
            body = exchange.getRequestURI().getQuery().equals("page=1") ? owners : moreOwners;
            code = claimed ? status : 401;
        } else if (path.endsWith("/tokens")) {
            issued++;
            body = "{'token':'token-" + issued + "','expires_at':'2026-03-01T13:00:00Z'}";
            code = claimed ? 201 : 401;
        } else {
            code = ("Bearer " + accepted).equals(bearer) ? 200 : 401;
        }
        byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** Checks a claim as a host does: signature, issuer, times. */
    private boolean isSigned(String bearer) {
        String[] parts = bearer.substring("Bearer ".length()).split("\\.");
        if (parts.length != 3) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(pair.getPublic());
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            JsonObject header = part(parts[0]);
            JsonObject claims = part(parts[1]);
            long now = NOW.getEpochSecond();
            return header.get("alg").getAsString().equals("RS256")
                    && claims.get("iss").getAsString().equals("321")
                    && claims.get("iat").getAsLong() == now - 60
                    && claims.get("exp").getAsLong() == now + 540
                    && signature.verify(Base64.getUrlDecoder().decode(parts[2]));
        } catch (java.security.GeneralSecurityException e) {
            return false;
        }
    }

    private static JsonObject part(String text) {
        return JsonParser.parseString(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8))
                .getAsJsonObject();
    }

    private Credentials.Sender sender(String key, String scope, Instant now) {
        Outbound.Target target = new Outbound.Target(
                3,
                new ApiRoot("http://127.0.0.1:" + server.getAddress().getPort(), ""),
                ENDPOINTS,
                name -> null,
                false,
                Duration.ofSeconds(5));
        JsonObject stored = new JsonObject();
        stored.addProperty("appId", "321");
        stored.addProperty("repositoryId", scope);
        Credentials credentials = new Credentials(null, outbound, null, Clock.fixed(now, ZoneOffset.UTC));
        return credentials
        .new Sender(target, KIND, Settings.stored(stored), Map.of("privateKey", key)::get, new Credentials.Memory() {
            @Override
            public TokenExchange.Issued get() {
                return kept;
            }

            @Override
            public void put(TokenExchange.Issued fresh) {
                kept = fresh;
            }
        });
    }

    private Request user() {
        return new Request(
                "GET",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/user",
                List.of(),
                new Placement("token", "Authorization", "Bearer ", null),
                null);
    }

    private int send(String scope) throws InterruptedException {
        return sender(pkcs8(), scope, NOW).send(user()).status();
    }

    @Test
    void a_key_becomes_the_owners_token_which_is_kept() throws Exception {
        assertEquals(200, send("acme/shop"));
        assertEquals(List.of("GET /installations", "POST /installations/12/tokens", "GET /user"), seen);
        assertEquals(Instant.parse("2026-03-01T13:00:00Z").toEpochMilli(), kept.until());
        assertEquals(200, send("acme/shop"));
        assertEquals(4, seen.size(), "the second request asks for nothing else");
        assertEquals(4, rig.test.count("REQUEST"), "each is in the ledger");
    }

    @Test
    void both_forms_of_a_key_sign() throws Exception {
        assertEquals(
                200,
                sender(pem("RSA PRIVATE KEY", pkcs1()).replace("\n", "\r\n"), "acme", NOW)
                        .send(user())
                        .status());
    }

    @Test
    void what_is_no_key_is_refused_without_telling_it() {
        String encrypted = pem("ENCRYPTED PRIVATE KEY", pkcs1());
        for (String wrong :
                List.of("", "s3cret", encrypted, pem("EC PRIVATE KEY", pkcs1()), pem("PRIVATE KEY", pkcs1()))) {
            SigningKey.NotAKey refused = assertThrows(SigningKey.NotAKey.class, () -> SigningKey.of(wrong), wrong);
            assertTrue(refused.getMessage().startsWith("expected "), refused.getMessage());
            assertFalse(refused.getMessage().contains("s3cret"));
            assertNull(refused.getCause());
        }
    }

    @Test
    void a_token_is_renewed_before_it_ends_and_once_when_it_is_refused() throws Exception {
        kept = new TokenExchange.Issued("token-1", NOW.plusSeconds(299).toEpochMilli());
        accepted = "token-1";
        assertEquals(200, send("acme"));
        assertEquals(1, issued, "less than five minutes are left");
        kept = new TokenExchange.Issued("withdrawn", NOW.plusSeconds(3000).toEpochMilli());
        accepted = "token-2";
        assertEquals(200, send("acme"));
        assertEquals(2, issued);
        accepted = "nothing";
        assertEquals(401, send("acme"), "the host's word counts then");
        assertEquals(3, issued);
    }

    @Test
    void the_owner_is_found_without_case_and_missed_by_name() throws Exception {
        Credentials.Unavailable missing = assertThrows(Credentials.Unavailable.class, () -> send("nobody/shop"));
        assertEquals("not_found", missing.code());
        assertEquals("nobody", missing.params().get("scope"));
        assertEquals(
                "misconfigured",
                assertThrows(Credentials.Unavailable.class, () -> send("")).code());
        owners = "[{'id':'12','account':{'login':'acme'}}]";
        assertEquals(200, send(""), "a connection to everything takes the only one");
    }

    @Test
    void an_owner_is_found_on_a_later_page() throws Exception {
        moreOwners = "[{'id':13,'account':{'login':'late'}}]";
        assertEquals(200, send("late"));
        assertEquals(
                List.of("GET /installations", "GET /installations", "POST /installations/13/tokens", "GET /user"),
                seen);
        seen.clear();
        kept = null;
        assertThrows(Credentials.Unavailable.class, () -> send("nobody"));
        assertEquals(List.of("GET /installations", "GET /installations"), seen, "a page that is not full is the last");
    }

    @Test
    void the_hosts_refusal_of_an_exchange_is_its_answer_to_the_request() throws Exception {
        for (int refusal : List.of(401, 403, 429, 502)) {
            status = refusal;
            assertEquals(refusal, send("acme"));
        }
        server.stop(0);
        assertEquals(0, send("acme"));
        assertFalse(seen.contains("GET /user"), "the request itself was not sent");
        assertNull(kept);
    }

    @Test
    void what_else_goes_wrong_with_an_exchange_has_a_stable_code() {
        status = 404;
        assertEquals(
                "not_found",
                assertThrows(Credentials.Unavailable.class, () -> send("acme")).code());
        for (String broken : List.of("<html>", "{}", "[{'account':{'login':'acme'}}]")) {
            status = 200;
            owners = broken;
            assertEquals(
                    "malformed",
                    assertThrows(Credentials.Unavailable.class, () -> send("acme"))
                            .code());
        }
    }

    @Test
    void an_exchanged_token_is_kept_encrypted_for_all_nodes_until_the_connection_changes() {
        rig.test.clear();
        Connection connection = rig.configurations.create(
                JsonParser.parseString(
                                "{\"repoName\":\"Shop\",\"serverUrl\":\"https://git.example.com\",\"serviceType\":\"GitHub\","
                                        + "\"repoType\":\"GroupOfRepositories\",\"repositoryId\":\"acme\"}")
                        .getAsJsonObject(),
                false);
        String longToken = "t".repeat(3000);
        rig.connections.keepIssued(connection, new TokenExchange.Issued(longToken, 7));
        Connection after = rig.configurations.find(connection.id());
        assertEquals(new TokenExchange.Issued(longToken, 7), rig.connections.issued(after));
        assertFalse(after.issuedToken().contains("t".repeat(20)), "encrypted texts may hold some");
        rig.test.database.run(session -> session.update("update {CONNECTION} set [UPDATED_AT] = 1"));
        JsonObject change = new JsonObject();
        change.addProperty("indexDaysLimit", 30);
        Connection changed = rig.configurations.change(connection.id(), change, false);
        assertNull(rig.connections.issued(changed));
        rig.connections.keepIssued(asOf(after, 1), new TokenExchange.Issued("late", 7));
        assertNull(rig.connections.issued(rig.configurations.find(connection.id())), "asked for with the key before");
    }

    private static Connection asOf(Connection connection, long updatedAt) {
        return new Connection(
                connection.id(),
                connection.host(),
                connection.settings(),
                connection.address(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                true,
                false,
                false,
                null,
                null,
                null,
                updatedAt);
    }
}
