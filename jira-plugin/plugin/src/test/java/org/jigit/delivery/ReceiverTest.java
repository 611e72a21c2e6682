// Deliveries: committed before they are answered, done once, and never believed without a signature.
package org.jigit.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jigit.Refusal;
import org.jigit.Rig;
import org.jigit.connection.Connection;
import org.jigit.core.Messages.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReceiverTest {
    private static final String PUSH =
            "{'ref':'refs/heads/main','before':'%1$s','after':'%2$s','created':false,'deleted':false,"
                    + "'forced':false,'repository':{'id':5,'name':'shop','full_name':'%3$s','owner':{'id':1,'login':'acme'},"
                    + "'html_url':'https://git.example.com/acme/shop','default_branch':'main'},'commits':[{'id':'%2$s','message':'PAY-1 Pay',"
                    + "'timestamp':'2026-01-02T03:04:05Z','url':'https://git.example.com/c','author':{'name':'Dev','username':'dev1'},"
                    + "'distinct':true}]}";

    private Rig rig;
    private Connection connection;
    private String secret;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        rig = new Rig(home);
    }

    @AfterAll
    void stop() throws Exception {
        rig.close();
    }

    @BeforeEach
    void connect() {
        rig.test.clear();
        long id = rig.configurations
                .create(
                        JsonParser.parseString(
                                        "{'repoName':'Shop','serverUrl':'https://git.example.com','serviceType':'GitHub',"
                                                + "'repoType':'GroupOfRepositories','repositoryId':'acme'}")
                                .getAsJsonObject(),
                        false)
                .id();
        secret = rig.configurations.newSecret(id).secret();
        connection = rig.configurations.find(id);
    }

    private static byte[] push(String fullName) {
        return PUSH.formatted("a".repeat(40), "b".repeat(40), fullName)
                .replace('\'', '"')
                .getBytes(StandardCharsets.UTF_8);
    }

    private static List<Header> headers(String event, String id, String key, byte[] body) throws Exception {
        List<Header> headers = new ArrayList<>(List.of(
                new Header("Content-Type", "application/json"),
                new Header("X-GitHub-Event", event),
                new Header("X-GitHub-Delivery", id)));
        if (key != null) {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            headers.add(
                    new Header("X-Hub-Signature-256", "sha256=" + HexFormat.of().formatHex(mac.doFinal(body))));
        }
        return headers;
    }

    private Receiver.Received receive(String id, byte[] body) throws Exception {
        return rig.receiver.receive(connection, headers("push", id, secret, body), body, "192.0.2.9");
    }

    @Test
    void a_delivery_that_was_read_by_former_rules_is_read_again() throws Exception {
        rig.configurations.change(
                connection.id(),
                JsonParser.parseString("{\"ignoredKeys\":[\"PAY-1\"]}").getAsJsonObject(),
                false);
        assertEquals("update", receive("d1", push("acme/shop")).outcome());
        assertEquals(0, rig.test.count("LINK"), "what the rules leave out now");
        assertEquals(1, rig.test.count("DELIVERY"), "noted once");
        assertEquals("duplicate", receive("d1", push("acme/shop")).outcome());
    }

    @Test
    void a_signed_push_is_there_when_it_is_answered_and_the_second_time_nothing_happens() throws Exception {
        assertEquals("update", receive("d1", push("acme/shop")).outcome());
        assertEquals(1, rig.test.count("COMMIT"));
        assertEquals(1, rig.test.count("LINK"));
        assertEquals("duplicate", receive("d1", push("acme/shop")).outcome());
        assertEquals("update", receive("d2", push("acme/shop")).outcome(), "a new delivery of the same rows");
        assertEquals(1, rig.test.count("COMMIT"));
        assertEquals(2, rig.test.count("DELIVERY"));
    }

    @Test
    void a_wrong_signature_stores_nothing_but_a_count() throws Exception {
        byte[] body = push("acme/shop");
        for (String key : new String[] {"wrong", null}) {
            Refusal refusal = assertThrows(
                    Refusal.class,
                    () -> rig.receiver.receive(connection, headers("push", "d1", key, body), body, "192.0.2.9"));
            assertEquals(401, refusal.status());
        }
        assertEquals(0, rig.test.count("COMMIT"));
        assertEquals(2, rig.test.count("DELIVERY"), "one count for each reason");
        assertEquals("update", receive("d1", body).outcome(), "a refused delivery uses up no id");
    }

    @Test
    void with_a_list_of_sources_only_these_are_heard() throws Exception {
        byte[] body = push("acme/shop");
        for (String sources : List.of("['198.51.100.0/24']", "['2001:db8::/32','192.0.2.0/29']")) {
            listen(sources);
            Refusal refusal = assertThrows(Refusal.class, () -> receive("d1", body));
            assertEquals(403, refusal.status());
            assertEquals("source_not_listed", refusal.code());
        }
        assertEquals(0, rig.test.count("COMMIT"));
        listen("['192.0.2.0/24']");
        assertEquals("update", receive("d1", body).outcome());
        assertEquals(
                "wrong_value",
                assertThrows(Refusal.class, () -> listen("['gerrit.example.com']"))
                        .code());
    }

    private void listen(String sources) {
        connection = rig.configurations.change(
                connection.id(),
                JsonParser.parseString("{'webhookSources':" + sources + "}").getAsJsonObject(),
                false);
    }

    @Test
    void without_a_secret_nothing_is_believed() throws Exception {
        rig.test.clear();
        long id = rig.configurations
                .create(
                        JsonParser.parseString(
                                        "{'repoName':'Open','serverUrl':'https://git.example.com','serviceType':'GitHub',"
                                                + "'repoType':'GroupOfRepositories','repositoryId':'acme'}")
                                .getAsJsonObject(),
                        false)
                .id();
        byte[] body = push("acme/shop");
        Receiver.Received received =
                rig.receiver.receive(rig.configurations.find(id), headers("push", "d1", null, body), body, "192.0.2.9");
        assertEquals("poke", received.outcome());
        assertEquals(0, rig.test.count("COMMIT"));
        assertEquals(0, rig.test.count("REPOSITORY"));
    }

    @Test
    void with_filters_a_delivery_adds_no_repository() throws Exception {
        rig.configurations.change(
                connection.id(),
                JsonParser.parseString("{'repositoryPattern':'shop'}").getAsJsonObject(),
                false);
        connection = rig.configurations.find(connection.id());
        assertEquals("outside_scope", receive("d1", push("acme/shop")).reason());
        assertEquals(0, rig.test.count("REPOSITORY"), "only a listing knows what the filters leave out");
    }

    @Test
    void repositories_outside_of_the_scope_are_ignored_with_a_reason() throws Exception {
        Receiver.Received received = receive("d1", push("elsewhere/shop"));
        assertEquals("ignored", received.outcome());
        assertEquals("outside_scope", received.reason());
        assertEquals(0, rig.test.count("COMMIT"));
    }

    @Test
    void what_cannot_be_read_is_refused_with_the_place() {
        byte[] body = "{\"ref\":".getBytes(StandardCharsets.UTF_8);
        Refusal refusal = assertThrows(Refusal.class, () -> receive("d1", body));
        assertEquals(400, refusal.status());
    }

    @Test
    void a_paused_connection_notes_that_there_is_something_and_a_disabled_one_does_not() throws Exception {
        rig.configurations.act(connection.id(), "pause");
        connection = rig.configurations.find(connection.id());
        assertEquals("paused", receive("d1", push("acme/shop")).outcome());
        assertEquals(0, rig.test.count("COMMIT"));
        assertEquals(1, rig.test.count("DELIVERY"));
        rig.configurations.act(connection.id(), "disable");
        connection = rig.configurations.find(connection.id());
        assertEquals("ignored", receive("d2", push("acme/shop")).outcome());
        assertEquals(1, rig.test.count("DELIVERY"));
    }

    @Test
    void what_cannot_be_committed_is_sent_back() throws Exception {
        rig.test.database.run(session -> session.update("alter table {DELIVERY} alter column [OUTCOME] varchar(1)"));
        try {
            Refusal refusal = assertThrows(Refusal.class, () -> receive("d1", push("acme/shop")));
            assertEquals(503, refusal.status());
            assertEquals(0, rig.test.count("COMMIT"), "rows and delivery id are one transaction");
        } finally {
            rig.test.database.run(
                    session -> session.update("alter table {DELIVERY} alter column [OUTCOME] varchar(64)"));
        }
        assertEquals("update", receive("d1", push("acme/shop")).outcome(), "the sender tries again");
    }

    @Test
    void addresses_lead_to_connections_and_guesses_to_404() {
        assertEquals(
                404,
                assertThrows(Refusal.class, () -> rig.receiver.connection("nope"))
                        .status());
        assertEquals(
                404,
                assertThrows(Refusal.class, () -> rig.receiver.connection(String.valueOf(connection.id())))
                        .status());
    }

    @Test
    void only_the_network_of_a_sender_is_kept() {
        assertEquals("198.51.100.0/24", Receiver.network("198.51.100.77"));
        assertEquals("2001:0db8:0001::/48", Receiver.network("2001:db8:1:2::3"));
    }

    @Test
    void bodies_are_bounded_and_the_budget_comes_back() throws Exception {
        Intake intake = new Intake();
        byte[] large = new byte[Intake.LARGEST + 1];
        for (int time = 0; time < 5; time++) {
            assertEquals(
                    413,
                    assertThrows(
                                    Refusal.class,
                                    () -> intake.read(new ByteArrayInputStream(large), -1, body -> body.length))
                            .status());
        }
        assertEquals(
                413,
                assertThrows(
                                Refusal.class,
                                () -> intake.read(new ByteArrayInputStream(new byte[0]), large.length, body -> 1))
                        .status());
        int length = intake.read(new ByteArrayInputStream(new byte[Intake.LARGEST]), -1, first -> {
            try {
                return intake.read(new ByteArrayInputStream(new byte[Intake.LARGEST]), -1, second -> {
                    Refusal busy = assertThrows(
                            Refusal.class,
                            () -> intake.read(new ByteArrayInputStream(new byte[Intake.LARGEST]), -1, third -> 0));
                    assertEquals(503, busy.status());
                    return second.length;
                });
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        assertEquals(Intake.LARGEST, length);
        assertEquals(0, (int) intake.<Integer>read(new ByteArrayInputStream(new byte[0]), 0, body -> body.length));
    }
}
