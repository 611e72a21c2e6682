// What the webhook address takes and refuses, with which status, and what is stored afterwards.
package org.jigit.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jigit.it.replay.Delivery;
import org.jigit.it.replay.Json;
import org.jigit.it.replay.Payloads;
import org.jigit.it.replay.Repository;
import org.junit.jupiter.api.Test;

class WebhookIT {

    @Test
    void a_wrong_signature_is_401_and_stores_nothing() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Refused");
            var repository = scene.repository("r");
            scene.connectWithWebhook();
            var push = neverPushed(repository, issue);
            assertEquals(401, push.send(scene.webhook(), "not the secret").status());
            assertEquals(401, push.send(scene.webhook(), null).status(), "no signature at all");
            var changed = push.text().replace(issue + " evil", issue + " EVIL");
            assertNotEquals(push.text(), changed);
            assertEquals(
                    401,
                    push.sendChanged(scene.webhook(), scene.secret(), changed.getBytes(StandardCharsets.UTF_8))
                            .status(),
                    "one byte changed after signing");
            scene.quiet();
            assertEquals(List.of(0, 0, 0), scene.counts(issue));
            assertEquals(3, scene.get().path("refused_today").asInt());
            assertStillWorks(scene, repository, issue);
        }
    }

    @Test
    void the_same_delivery_twice_counts_once() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Twice");
            var repository = scene.repository("r");
            scene.connectWithWebhook();
            var push = repository.push("main", "dev1", issue + " once");
            assertEquals(202, scene.send(push).status());
            var again = scene.send(push);
            assertEquals(202, again.status());
            assertEquals("duplicate", Json.read(again.body()).path("outcome").asText(), again.body());
            scene.shows(issue, 0, 1, 0, Scene.AT_ONCE);
            scene.quiet();
            assertEquals(List.of(0, 1, 0), scene.counts(issue));
        }
    }

    @Test
    void the_same_body_under_another_id_changes_nothing() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Replayed");
            var repository = scene.repository("r");
            scene.connectWithWebhook();
            var push = repository.push("main", "dev1", issue + " once");
            assertEquals(202, scene.send(push).status());
            // the signature does not cover the id, so whoever has seen a delivery can send it again with another one
            assertEquals(202, scene.send(Delivery.of("push", push.body())).status());
            scene.quiet();
            assertEquals(List.of(0, 1, 0), scene.counts(issue));
        }
    }

    @Test
    void the_secret_before_still_counts_after_a_change() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Rotated");
            var repository = scene.repository("r");
            scene.connectWithWebhook();
            var answer = Scene.expect(
                    200,
                    scene.stage().admin().post(Scene.CONFIGURATIONS + "/" + scene.connection() + "/secret", Map.of()));
            var fresh = answer.json();
            assertNotEquals(scene.secret(), fresh.path("secret").asText());
            assertEquals("no-store", answer.header("Cache-Control"));
            assertEquals(
                    202,
                    scene.send(repository.push("main", "dev1", issue + " old secret"))
                            .status());
            var push = repository.push("main", "dev1", issue + " new secret");
            assertEquals(
                    202,
                    push.send(fresh.path("url").asText(), fresh.path("secret").asText())
                            .status());
            scene.shows(issue, 0, 2, 0, Scene.AT_ONCE);
        }
    }

    @Test
    void an_old_delivery_does_not_turn_a_pull_request_back() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Order");
            var repository = scene.repository("r");
            repository.push("topic", "dev1", "work");
            var at = java.time.Instant.now().minusSeconds(600);
            scene.host().model().setClock(() -> at);
            var opened = repository.open(issue + " in order", null, "dev1", "topic", "main", false);
            scene.host().model().setClock(() -> at.plusSeconds(300));
            var merged = repository.merge(1, "dev1");
            scene.host().model().setClock(java.time.InstantSource.system());
            scene.connectWithWebhook();
            assertEquals(202, scene.send(merged).status());
            assertEquals(202, scene.send(opened).status());
            scene.quiet();
            assertEquals(List.of("merged"), scene.texts(issue, "pull_requests", "state"));
        }
    }

    @Test
    void an_unknown_address_is_404() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var repository = scene.repository("r");
            scene.connectWithWebhook();
            var url = scene.webhook();
            var last = url.charAt(url.length() - 1);
            var other = url.substring(0, url.length() - 1) + (last == 'a' ? 'b' : 'a');
            assertEquals(
                    404, Payloads.ping(repository).send(other, scene.secret()).status());
            var byId = scene.stage().url() + "/rest/jigit/1.0/webhooks/" + scene.connection();
            assertEquals(
                    404, Payloads.ping(repository).send(byId, scene.secret()).status(), "the id is no address");
        }
    }

    @Test
    void a_ping_is_accepted_and_told() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var repository = scene.repository("r");
            scene.connectWithWebhook();
            assertEquals(202, scene.send(Payloads.ping(repository)).status());
            var last = scene.get().path("last_delivery");
            assertEquals("ping", last.path("event").asText(), last.toString());
            assertNotEquals("rejected", last.path("outcome").asText());
        }
    }

    @Test
    void a_body_over_the_limit_is_413() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Large");
            var repository = scene.repository("r");
            scene.connectWithWebhook();
            var large = new byte[25 * 1024 * 1024 + 1];
            Arrays.fill(large, (byte) ' ');
            var push = neverPushed(repository, issue);
            System.arraycopy(push.body(), 0, large, 0, push.body().length);
            assertEquals(413, scene.send(push.with(large)).status());
            assertStillWorks(scene, repository, issue);
        }
    }

    @Test
    void what_is_not_json_is_400_with_a_sentence() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Nonsense");
            var repository = scene.repository("r");
            scene.connectWithWebhook();
            var push = neverPushed(repository, issue);
            var bodies = Map.of(
                    "not JSON", "hello".getBytes(StandardCharsets.UTF_8),
                    "empty", new byte[0],
                    "truncated", Arrays.copyOf(push.body(), push.body().length - 7),
                    "an array", "[1,2]".getBytes(StandardCharsets.UTF_8),
                    "deep nesting", ("{\"ref\":" + "[".repeat(200_000)).getBytes(StandardCharsets.UTF_8),
                    "deep and whole",
                            ("{\"ref\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}")
                                    .getBytes(StandardCharsets.UTF_8));
            for (var body : bodies.entrySet()) {
                var reply = scene.send(push.with(body.getValue()));
                assertEquals(400, reply.status(), body.getKey() + ": " + reply.body());
                var message =
                        Json.read(reply.body()).path("error").path("message").asText();
                assertFalse(message.isBlank(), body.getKey() + " has no sentence: " + reply.body());
            }
            scene.quiet();
            assertEquals(List.of(0, 0, 0), scene.counts(issue));
            assertStillWorks(scene, repository, issue);
        }
    }

    @Test
    void hostile_texts_are_read_and_the_rest_with_them() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Texts");
            var repository = scene.repository("r");
            scene.connectWithWebhook();
            var texts = Map.of(
                    "a lone surrogate", " half \\ud83d of it",
                    "a NUL", " nothing\\u0000here",
                    "invalid UTF-8", " latin \u00e9 one");
            var count = 0;
            for (var text : texts.entrySet()) {
                var push = repository.push("main", "dev1", issue + " PLACE " + text.getKey());
                var body = push.text().replace("PLACE", text.getValue());
                var charset = text.getKey().contains("UTF-8") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
                var reply = scene.send(push.with(body.getBytes(charset)));
                assertEquals(202, reply.status(), text.getKey() + ": " + reply.body());
                scene.shows(issue, 0, ++count, 0, Scene.AT_ONCE);
            }
            for (var message : scene.texts(issue, "commits", "message")) {
                assertFalse(message.contains("\u0000"), "a NUL was stored");
            }
        }
    }

    @Test
    void a_form_is_read_or_refused_with_a_sentence() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Form");
            var repository = scene.repository("r");
            scene.connectWithWebhook();
            var push = repository.push("main", "dev1", issue + " as a form & more");
            var reply = push.sendAsForm(scene.webhook(), scene.secret());
            if (reply.status() == 415) {
                assertFalse(
                        Json.read(reply.body())
                                .path("error")
                                .path("message")
                                .asText()
                                .isBlank(),
                        reply.body());
            } else {
                assertEquals(202, reply.status(), reply.body());
                scene.shows(issue, 0, 1, 0, Scene.AT_ONCE);
            }
            assertEquals(
                    reply.status() == 415 ? 415 : 401,
                    push.sendAsForm(scene.webhook(), "wrong").status());
        }
    }

    @Test
    void events_that_nobody_needs_are_accepted_and_change_nothing() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Other events");
            var repository = scene.repository("r");
            scene.connectWithWebhook();
            var push = neverPushed(repository, issue);
            for (var event : List.of("star", "check_run", "some_event_of_next_year")) {
                assertEquals(202, scene.send(Delivery.of(event, push.body())).status(), event);
            }
            scene.quiet();
            assertEquals(List.of(0, 0, 0), scene.counts(issue));
        }
    }

    @Test
    void a_paused_connection_accepts_and_reads_later() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Paused");
            var repository = scene.repository("r");
            scene.connectWithWebhook();
            scene.act("pause");
            scene.host().forget();
            assertEquals(
                    202,
                    scene.send(repository.push("main", "dev1", issue + " while paused"))
                            .status());
            Thread.sleep(1_500);
            assertEquals(List.of(), scene.host().seen(), "a paused connection asks the host nothing");
            scene.act("resume");
            scene.shows(issue, 0, 1, 0, Scene.SOON);
        }
    }

    @Test
    void many_deliveries_at_once_are_all_stored() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Many");
            var repository = scene.repository("r");
            scene.connectWithWebhook();
            var pushes = new ArrayList<Delivery>();
            for (int n = 0; n < 40; n++) {
                pushes.add(repository.push("main", "dev1", issue + " commit " + n));
            }
            var threads = java.util.concurrent.Executors.newFixedThreadPool(8);
            try {
                var replies = threads.invokeAll(pushes.stream()
                        .<java.util.concurrent.Callable<Integer>>map(
                                push -> () -> scene.send(push).status())
                        .toList());
                for (var reply : replies) {
                    // 503 is honest, too: not committed, send again
                    assertTrue(List.of(202, 503).contains(reply.get()), "status " + reply.get());
                }
            } finally {
                threads.shutdownNow();
            }
            scene.shows(issue, 0, 40, 0, Scene.SOON);
        }
    }

    @Test
    void the_largest_push_is_answered_before_the_host_gives_up() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Large push");
            var repository = scene.repository("r");
            scene.connectWithWebhook();
            var messages = new String[2_048];
            for (int n = 0; n < messages.length; n++) {
                messages[n] = n % 2 == 0 ? issue + " commit " + n : "commit " + n;
            }
            var push = repository.push("main", "dev1", messages);
            var started = java.time.Instant.now();
            assertEquals(202, scene.send(push).status());
            var millis = Stage.millis(started);
            System.out.println("[it] a push of 2,048 commits was answered after " + millis + " ms");
            assertTrue(millis < 10_000, "GitHub waits 10 s, this took " + millis + " ms");
            assertEquals(List.of(0, 1_024, 0), scene.counts(issue));
        }
    }

    /** A push that the host knows nothing of, so that a commit on an issue could only come from its body. */
    private static Delivery neverPushed(Repository repository, String issue) {
        var text =
                repository.push("elsewhere", "dev1", "placeholder for a commit").text();
        repository.deleteBranch("elsewhere", "dev1");
        return Delivery.of(
                "push",
                text.replace("placeholder for a commit", issue + " evil").getBytes(StandardCharsets.UTF_8));
    }

    private static void assertStillWorks(Scene scene, Repository repository, String issue) throws Exception {
        assertEquals(
                202,
                scene.send(repository.push("main", "dev1", issue + " the next one works"))
                        .status());
        scene.shows(issue, 0, 1, 0, Scene.AT_ONCE);
    }
}
