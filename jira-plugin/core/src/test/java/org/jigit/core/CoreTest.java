// One method per message: what Java asks and what it gets.
package org.jigit.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CoreTest {
    private static Core core;

    @BeforeAll
    static void start() {
        core = Core.start(2);
        core.configure(new Messages.Configure(7, List.of("PAY"), null, null, null, null, null));
    }

    @AfterAll
    static void close() {
        core.close();
    }

    @Test
    void describe_names_the_hosts_and_their_endpoints() {
        var described = core.describe();
        assertEquals(Messages.ABI_VERSION, described.abiVersion());
        var host = described.hosts().get(0);
        assertFalse(host.endpoints().isEmpty());
        assertFalse(host.serviceTypes().isEmpty());
        assertNotNull(host.webhook().checked());
        assertEquals(new Core.Running("wasm", null, null), core.running());
    }

    @Test
    void a_delivery_becomes_rows() {
        var delivered = core.deliver(push(List.of(), List.of()), PUSH);
        assertEquals(Messages.Outcome.POKE, delivered.head().outcome());
        assertFalse(delivered.head().verified());
        assertEquals("push", delivered.head().event());
        var commit = delivered.rows().commits().get(0);
        assertEquals("1111111111111111111111111111111111111111", commit.sha());
        assertEquals(Instant.parse("2026-03-02T12:00:00Z"), commit.authoredAt());
        assertEquals(List.of("PAY-7"), commit.issueKeys());
        assertNull(commit.parents());
        assertEquals("PAY-7-x", delivered.rows().branches().get(0).name());
        assertEquals("octo-org/payments", delivered.rows().repositories().get(0).fullName());
        assertTrue(delivered.rows().pullRequests().isEmpty());
    }

    @Test
    void a_wrong_signature_is_an_outcome_with_an_error() {
        var delivered = core.deliver(push(List.of("s3cret"), List.of()), PUSH);
        assertEquals(Messages.Outcome.REJECTED, delivered.head().outcome());
        assertEquals(Messages.Code.NOT_SIGNED, delivered.head().error().code());
        assertTrue(delivered.rows().commits().isEmpty());
    }

    @Test
    void a_signature_is_checked_with_what_java_computed_or_without() {
        List<String> secrets = List.of("old", "", "s3cret");
        List<String> macs = BodyMacs.of(secrets, PUSH);
        var fits = new Messages.Header("X-Hub-Signature-256", "sha256=" + macs.get(2));
        for (List<String> known : List.of(macs, List.<String>of())) {
            assertTrue(core.deliver(push(secrets, known, fits), PUSH).head().verified(), () -> "with " + known);
        }
        List<String> others = BodyMacs.of(secrets, "another body".getBytes(UTF_8));
        assertFalse(core.deliver(push(secrets, others, fits), PUSH).head().verified());
    }

    @Test
    void a_step_gives_a_request_and_the_next_one_rows() {
        var connection = new Messages.Connection(
                "github",
                "https://github.com",
                "token",
                "",
                "SingleRepository",
                "octo-org/payments",
                false,
                "",
                "",
                List.of(),
                Messages.BranchStrategy.ALL,
                List.of(),
                0,
                true,
                300_000,
                null,
                false);
        Instant now = Instant.parse("2026-03-02T12:00:00Z");
        var asked = core.step(
                new Messages.TakeStep(connection, Messages.Task.REPOSITORIES, null, null, false, null, null, now, 7),
                new byte[0]);
        var fetch = asked.head().fetch();
        assertEquals("GET", fetch.method());
        assertEquals("Authorization", fetch.credential().header());
        byte[] body = "{\"id\":7001,\"name\":\"payments\",\"full_name\":\"octo-org/payments\",\"owner\":{\"id\":5}}"
                .getBytes(UTF_8);
        var answered = new Messages.Answered(200, List.of(), fetch.url());
        var read = core.step(
                new Messages.TakeStep(
                        connection,
                        Messages.Task.REPOSITORIES,
                        null,
                        asked.head().state(),
                        false,
                        null,
                        answered,
                        now,
                        7),
                body);
        assertEquals("7001", read.rows().repositories().get(0).id());
        assertNull(read.head().problem());
        assertNotNull(read.head().dueAt());
    }

    @Test
    void keys_and_commands_are_json() {
        var keys = JsonParser.parseString(core.issueKeysJson("commit", "PAY-7, OPS-2", 7))
                .getAsJsonObject();
        assertEquals("[\"PAY-7\"]", keys.get("keys").toString());
        var commands = JsonParser.parseString(core.smartCommitsJson("PAY-7 #comment done", 7))
                .getAsJsonObject();
        assertEquals(1, commands.get("commands").getAsJsonArray().size());
    }

    @Test
    void a_configuration_is_sent_to_every_engine_that_asks_and_the_newest_are_kept() {
        try (Core fresh = Core.start(1)) {
            for (long version = 1; version <= 9; version++) {
                fresh.configure(new Messages.Configure(version, List.of("P" + version), null, null, null, null, null));
            }
            assertTrue(fresh.issueKeysJson("commit", "P9-1 P8-1", 9).contains("P9-1"));
            assertFalse(fresh.issueKeysJson("commit", "P9-1 P8-1", 8).contains("P9-1"));
            var error = assertThrows(CoreException.class, () -> fresh.issueKeysJson("commit", "P1-1", 1));
            assertEquals(Messages.Code.INTERNAL, error.code());
            assertEquals("no configuration has the version 1", error.getMessage());
        }
    }

    @Test
    void what_the_core_refuses_is_an_exception_with_its_code() {
        var call = new Messages.Deliver(
                "no-such-host", List.of(), List.of(), List.of(), null, ALL, List.of(), null, false, 0);
        var error = assertThrows(CoreException.class, () -> core.deliver(call, PUSH));
        assertEquals(Messages.Code.MISCONFIGURED, error.code());
        assertTrue(error.getMessage().contains("no-such-host"), error.getMessage());
    }

    @Test
    void an_engine_that_stops_is_an_internal_error_that_names_the_message_but_not_the_body() {
        try (Core small = Core.start(1, 6 << 20)) {
            var call = new Messages.Deliver(
                    "github", List.of(), List.of(), List.of(), null, ALL, List.of(), null, false, 0);
            var error = assertThrows(CoreException.class, () -> small.deliver(call, new byte[20 << 20]));
            assertEquals(Messages.Code.INTERNAL, error.code());
            assertTrue(error.getMessage().length() < 300, error.getMessage());
            assertTrue(small.issueKeysJson("commit", "PAY-7", 0).contains("PAY-7"), "the next call works");
        }
    }

    private static Messages.Deliver push(List<String> secrets, List<String> bodyMacs, Messages.Header... more) {
        List<Messages.Header> headers = new ArrayList<>(List.of(more));
        headers.add(new Messages.Header("X-GitHub-Event", "push"));
        return new Messages.Deliver("github", headers, secrets, bodyMacs, null, ALL, List.of(), null, false, 7);
    }

    private static final Messages.BranchStrategy ALL = Messages.BranchStrategy.ALL;

    private static final byte[] PUSH =
            """
            {"ref":"refs/heads/PAY-7-x","before":"0000000000000000000000000000000000000000",
            "after":"1111111111111111111111111111111111111111","created":true,"deleted":false,
            "repository":{"id":7001,"name":"payments","full_name":"octo-org/payments","owner":{"id":5}},
            "commits":[{"id":"1111111111111111111111111111111111111111","message":"PAY-7 pay",
            "timestamp":"2026-03-02T13:00:00+01:00","author":{"name":"Dev 1","username":"dev1"}}]}
            """
                    .getBytes(UTF_8);
}
