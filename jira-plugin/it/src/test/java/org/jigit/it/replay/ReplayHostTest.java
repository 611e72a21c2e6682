// The stand-in itself: it must answer as GitHub documents it, else every test on it proves little.
package org.jigit.it.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplayHostTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private ReplayHost host;

    @BeforeEach
    void start() throws IOException {
        host = ReplayHost.start(new Model(), 0);
        host.model().token("good", "dev1");
        host.model().organisation("octo-org");
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void the_demo_has_work_on_every_issue() throws Exception {
        DemoData.tell(host.model(), Instant.parse("2026-11-23T09:00:00Z"));
        var texts = new StringBuilder();
        var branches = 0;
        var pulls = 0;
        var commits = new HashSet<String>();
        for (var repository : get("/orgs/octo-org/repos?per_page=100").json()) {
            var path = "/repos/" + repository.path("full_name").asText();
            for (var branch : get(path + "/branches?per_page=100").json()) {
                branches++;
                texts.append(branch.path("name").asText()).append('\n');
                for (var commit : get(path + "/commits?per_page=100&sha="
                                + branch.path("commit").path("sha").asText())
                        .json()) {
                    commits.add(commit.path("sha").asText());
                    texts.append(commit.path("commit").path("message").asText()).append('\n');
                }
            }
            for (var pull : get(path + "/pulls?state=all&per_page=100").json()) {
                pulls++;
                texts.append(pull.path("title").asText()).append('\n');
            }
        }
        for (int issue = 1; issue <= 8; issue++) {
            assertTrue(texts.toString().contains("PAY-" + issue), "nothing mentions PAY-" + issue);
        }
        for (int issue = 1; issue <= 3; issue++) {
            assertTrue(texts.toString().contains("OPS-" + issue), "nothing mentions OPS-" + issue);
        }
        assertEquals(List.of(10, 8, 45), List.of(branches, pulls, commits.size()), "branches, pull requests, commits");
    }

    @Test
    void the_same_story_gives_the_same_ids() {
        var end = Instant.parse("2026-11-23T09:00:00Z");
        var one = new Model();
        var other = new Model();
        DemoData.tell(one, end);
        DemoData.tell(other, end);
        assertEquals(DemoData.goOn(one, end).size(), DemoData.goOn(other, end).size());
        for (var head : List.of("infra main", "payments-service feature/PAY-1-try-again")) {
            var names = head.split(" ");
            assertEquals(
                    one.byName("octo-org/" + names[0]).head(names[1]),
                    other.byName("octo-org/" + names[0]).head(names[1]));
        }
    }

    @Test
    void pages_are_linked_by_the_number_of_the_repository() throws Exception {
        var repository = host.model().repository("octo-org", "big");
        for (int commit = 0; commit < 7; commit++) {
            repository.push("main", "dev1", "commit " + commit);
        }
        var messages = new ArrayList<String>();
        var next = host.url() + "/repos/octo-org/big/commits?sha=main&per_page=3";
        for (var pages = 0; next != null; pages++) {
            assertTrue(pages < 5, "the last page must have no next link");
            var answer = get(next.substring(host.url().length()));
            answer.json()
                    .forEach(row ->
                            messages.add(row.path("commit").path("message").asText()));
            var link = Pattern.compile("<([^>]+)>; rel=\"next\"").matcher(answer.header("Link"));
            next = link.find() ? link.group(1) : null;
            assertTrue(next == null || next.contains("/repositories/" + repository.id() + "/commits?"), next);
        }
        assertEquals(
                List.of("commit 6", "commit 5", "commit 4", "commit 3", "commit 2", "commit 1", "commit 0"), messages);
    }

    @Test
    void an_unchanged_list_is_304_and_costs_nothing() throws Exception {
        var repository = host.model().repository("octo-org", "shop");
        repository.push("main", "dev1", "one");
        var first = get("/repos/octo-org/shop/branches");
        var etag = first.header("ETag");
        var second = get("/repos/octo-org/shop/branches", "If-None-Match", etag);
        assertEquals(304, second.status());
        assertEquals(first.header("x-ratelimit-remaining"), second.header("x-ratelimit-remaining"));
        repository.push("main", "dev1", "two");
        assertEquals(
                200, get("/repos/octo-org/shop/branches", "If-None-Match", etag).status());
    }

    @Test
    void statuses_are_those_of_the_real_server() throws Exception {
        var moved = host.model().repository("octo-org", "old-name");
        host.model().rename(moved, "new-name");
        host.model().repository("octo-org", "empty");
        assertEquals(409, get("/repos/octo-org/empty/commits").status(), "no commit yet");
        assertEquals(200, get("/repos/octo-org/empty/branches").status(), "no branch yet is an empty list");
        assertEquals(404, get("/repos/octo-org/none").status(), "no such repository");
        assertEquals(404, get("/repos/octo-org/empty", "Authorization", "").status(), "private is not told");
        assertEquals(401, get("/user", "Authorization", "Bearer bad").status(), "bad token");
        assertEquals("dev1", get("/user").json().path("login").asText());
        var redirect = get("/repos/octo-org/old-name/branches?per_page=100");
        assertEquals(301, redirect.status());
        assertEquals(
                host.url() + "/repositories/" + moved.id() + "/branches?per_page=100", redirect.header("Location"));
        host.model().hide(moved);
        assertEquals(404, get("/repositories/" + moved.id()).status(), "a right taken away looks like a deletion");
    }

    @Test
    void pull_requests_are_ordered_as_asked_and_never_say_merged_in_a_list() throws Exception {
        var repository = host.model().repository("octo-org", "shop");
        repository.push("main", "dev1", "one");
        repository.push("a", "dev1", "two");
        host.model().setClock(() -> Instant.parse("2026-01-01T00:00:00Z"));
        repository.open("first", null, "dev1", "a", "main", false);
        host.model().setClock(() -> Instant.parse("2026-01-02T00:00:00Z"));
        repository.open("second", "text", "dev1", "a", "main", true);
        host.model().setClock(() -> Instant.parse("2026-01-03T00:00:00Z"));
        repository.merge(1, "dev1");
        var all = get("/repos/octo-org/shop/pulls?state=all&sort=updated&direction=desc")
                .json();
        assertEquals("first", all.path(0).path("title").asText());
        assertFalse(all.path(0).has("merged"));
        assertEquals("2026-01-03T00:00:00Z", all.path(0).path("merged_at").asText());
        assertEquals(
                "second",
                get("/repos/octo-org/shop/pulls?state=all&sort=updated")
                        .json()
                        .path(0)
                        .path("title")
                        .asText());
        assertEquals(1, get("/repos/octo-org/shop/pulls").json().size(), "open ones only, unless asked");
    }

    @Test
    void since_and_until_mean_the_commit_time() throws Exception {
        var repository = host.model().repository("octo-org", "shop");
        for (int day = 1; day <= 5; day++) {
            var at = Instant.parse("2026-03-0" + day + "T00:00:00Z");
            host.model().setClock(() -> at);
            repository.push("main", "dev1", "day " + day);
        }
        var rows = get("/repos/octo-org/shop/commits?since=2026-03-02T00:00:00Z&until=2026-03-04T00:00:00Z")
                .json();
        assertEquals(3, rows.size());
    }

    @Test
    void a_force_push_leaves_the_old_commits_off_the_branch() throws Exception {
        var repository = host.model().repository("octo-org", "shop");
        repository.push("main", "dev1", "one");
        var kept = repository.head("main");
        repository.push("main", "dev1", "two");
        var push = Json.read(repository.forcePush("main", kept, "dev1", "three").body());
        assertTrue(push.path("forced").asBoolean());
        assertNotEquals(kept, push.path("after").asText());
        assertEquals(2, get("/repos/octo-org/shop/commits").json().size());
    }

    @Test
    void faults_strike_as_often_as_they_are_told() throws Exception {
        host.model().repository("octo-org", "shop").push("main", "dev1", "one");
        host.fault(Fault.of(".*/branches", 1, Fault.secondaryLimit(429, 3)));
        var limited = get("/repos/octo-org/shop/branches");
        assertEquals(429, limited.status());
        assertEquals("3", limited.header("Retry-After"));
        assertEquals(200, get("/repos/octo-org/shop/branches").status());
        host.fault(Fault.of(".*/branches", 1, new Fault.Truncated()));
        assertThrows(IOException.class, () -> get("/repos/octo-org/shop/branches"));
        host.goDown();
        assertThrows(IOException.class, () -> get("/repos/octo-org/shop/branches"));
        host.comeBack();
        assertEquals(200, get("/repos/octo-org/shop/branches").status());
        assertEquals("Bearer good", host.seen().get(0).header("authorization"));
    }

    private Reply get(String path, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(host.url() + path)).timeout(Duration.ofSeconds(10));
        request.header("User-Agent", "test");
        if (headers.length == 0 || !headers[0].equals("Authorization")) {
            request.header("Authorization", "Bearer good");
        }
        if (headers.length > 0 && !headers[1].isEmpty()) {
            request.headers(headers);
        }
        var answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        return new Reply(answer);
    }

    private record Reply(HttpResponse<byte[]> answer) {
        int status() {
            return answer.statusCode();
        }

        String header(String name) {
            return answer.headers().firstValue(name).orElse(null);
        }

        JsonNode json() {
            return Json.read(answer.body());
        }
    }
}
