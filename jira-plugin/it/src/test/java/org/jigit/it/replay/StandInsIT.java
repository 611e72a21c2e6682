// Clients that other people wrote read from the stand-ins for GitLab and Azure DevOps exactly what was put in.
package org.jigit.it.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jigit.it.PythonTool;
import org.junit.jupiter.api.Test;

class StandInsIT {
    private static final String TOKEN = "token-of-the-stand-in";
    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
    private static final String LONG = "A long description. ".repeat(25);

    @Test
    void python_gitlab_reads_what_was_put_in() throws Exception {
        try (var host = GitLabHost.start()) {
            var model = host.model();
            model.tickFrom(START);
            model.token(TOKEN, "dev1");
            model.organisation("octo-org");
            model.organisation("octo-org/billing");
            model.organisation("octo-org/billing/deep");
            var projects = List.of(
                    told(model.repository("octo-org", "web-shop")),
                    told(model.repository("octo-org/billing", "payments")),
                    model.repository("octo-org/billing/deep", "empty"),
                    model.repository("dev1", "notes"));

            var read = PythonTool.run("read_gitlab.py", host.url(), TOKEN, "octo-org");

            assertEquals("dev1", read.path("account").asText());
            assertEquals("dev1", read.path("account_of_bearer").asText());
            assertEquals(
                    "GitlabAuthenticationError: 401: 401 Unauthorized",
                    read.path("wrong_token").asText());
            assertEquals(
                    "GitlabGetError: 404: 404 Project Not Found",
                    read.path("unknown_project").asText());
            same(List.of("octo-org/web-shop"), read.path("group"));
            same(
                    List.of("octo-org/billing/deep/empty", "octo-org/billing/payments", "octo-org/web-shop"),
                    read.path("group_deep"));
            same(projects.stream().map(Repository::fullName).toList(), read.path("mine"));
            for (int at = 0; at < projects.size(); at++) {
                gitLab(projects.get(at), host, read.path("projects").path(at));
            }
            assertPaged(host, "/api/v4/projects/\\d+/repository/branches", "page_token=");
            assertPaged(host, "/api/v4/projects/\\d+/repository/commits", "page=3");
            assertPaged(host, "/api/v4/projects/\\d+/merge_requests", "page=2");
            assertPaged(host, "/api/v4/projects", "id_after=");
        }
    }

    private static void gitLab(Repository project, GitLabHost host, JsonNode read) {
        assertEquals(project.fullName(), read.path("name").asText());
        var isEmpty = project.branches().isEmpty();
        assertEquals(isEmpty ? "null" : "main", read.path("default").asText());
        for (var list : List.of("branches", "branches_by_number", "branches_alone")) {
            same(project.branches(), read.path(list));
        }
        same(isEmpty ? List.of() : List.of("feature/merged", "x/#+%ü"), read.path("merged_branches"));
        var commits = new TreeMap<String, Object>();
        for (var head : project.branches().values()) {
            project.history(head).forEach(commit -> commits.put(commit.sha(), commit(commit)));
        }
        for (var list : List.of("commits", "commits_alone")) {
            var found = new TreeMap<String, JsonNode>();
            read.path(list).forEach(row -> found.put(row.path("sha").asText(), row));
            same(commits, found);
            assertEquals(commits.size(), read.path(list).size(), "none twice");
        }
        var requests = requests(project, (pull, alone) -> {
            var state = pull.mergedAt() != null ? "merged" : pull.closedAt() != null ? "closed" : "opened";
            var row = request(pull, pull.number(), state, "");
            row.put("title", pull.draft() ? "Draft: " + pull.title() : pull.title());
            row.put("closed", state.equals("closed") ? seconds(pull.closedAt()) : null);
            row.put("merged", seconds(pull.mergedAt()));
            row.put("updated", seconds(pull.updatedAt()));
            row.put("url", host.url() + "/" + project.fullName() + "/-/merge_requests/" + pull.number());
            return row;
        });
        same(requests.apply(false), read.path("requests"));
        same(requests.apply(true), read.path("requests_alone"));
        same(isEmpty ? List.of() : List.of(6, 5, 3, 2), read.path("open_requests"));
    }

    @Test
    void microsofts_client_reads_what_was_put_in() throws Exception {
        try (var host = AzureDevOpsHost.services()) {
            var model = host.model();
            model.tickFrom(START);
            model.token(TOKEN, "dev1");
            var repositories = List.of(
                    told(model.repository("Payments Team", "payments.api")),
                    model.repository("Payments Team", "empty"),
                    told(model.repository("Shop", "web shop")),
                    model.repository("Third", "r"),
                    model.repository("Fourth", "r"));

            var read = PythonTool.run("read_azure_devops.py", host.address(), TOKEN);

            same(List.of("Fourth", "Payments Team", "Shop", "Third"), read.path("projects"));
            same(
                    Map.of(
                            "Fourth", List.of("r"),
                            "Payments Team", List.of("empty", "payments.api"),
                            "Shop", List.of("web shop"),
                            "Third", List.of("r")),
                    read.path("by_project"));
            for (var refused : Map.of(
                            "unknown_project",
                            "TF200016",
                            "unknown_repository",
                            "TF401019",
                            "unknown_commit",
                            "TF401175")
                    .entrySet()) {
                var sentence = read.path(refused.getKey()).asText();
                assertTrue(sentence.startsWith("AzureDevOpsServiceError: " + refused.getValue()), sentence);
            }
            for (int at = 0; at < repositories.size(); at++) {
                azure(repositories.get(at), read.path("repositories").path(at));
            }
            assertPaged(host, ".*/refs", "continuationToken=");
            assertPaged(host, ".*/commits", "$skip=3");
            assertPaged(host, ".*/pullRequests", "$skip=6");
        }
    }

    private static void azure(Repository repository, JsonNode read) {
        assertEquals(repository.fullName(), read.path("name").asText());
        var isEmpty = repository.branches().isEmpty();
        assertEquals(isEmpty ? "null" : "refs/heads/main", read.path("default").asText());
        var heads = new TreeMap<String, Object>();
        var beside = new TreeMap<String, Object>();
        var main = isEmpty ? List.<Commit>of() : repository.history(repository.head("main"));
        repository.branches().forEach((name, head) -> {
            heads.put("refs/heads/" + name, head);
            var own = new ArrayList<>(repository.history(head));
            own.removeAll(main);
            beside.put("refs/heads/" + name, own.stream().map(Commit::sha).toList());
        });
        same(heads, read.path("branches"));
        same(beside, read.path("beside_main"));
        assertEquals(
                Math.max(1, (heads.size() + 2) / 3),
                read.path("pages_of_branches").asInt());
        same(main.stream().map(commit -> azureCommit(commit, false)).toList(), read.path("commits"));
        same(main.stream().map(commit -> azureCommit(commit, true)).toList(), read.path("commits_alone"));
        var base = (repository.id() - 700_000_000) * 1_000;
        var requests = requests(repository, (pull, alone) -> {
            var state = pull.mergedAt() != null ? "completed" : pull.closedAt() != null ? "abandoned" : "active";
            var row = request(pull, base + pull.number(), state, "refs/heads/");
            var body = pull.body();
            row.put("description", alone || body == null || body.length() <= 400 ? body : body.substring(0, 400));
            row.put("closed", seconds(pull.closedAt()));
            return row;
        });
        same(requests.apply(false), read.path("requests"));
        same(requests.apply(true), read.path("requests_alone"));
        if (!isEmpty) {
            same(
                    Map.of(
                            "active", List.of(base + 6, base + 5, base + 3, base + 2),
                            "completed", List.of(base + 1),
                            "abandoned", List.of(base + 4)),
                    read.path("by_state"));
        }
    }

    /** A list tells no parents, and only the first line of a message. */
    private static Map<String, Object> azureCommit(Commit commit, boolean alone) {
        var row = commit(commit);
        var first = commit.message().lines().findFirst().orElseThrow();
        var isCut = !alone && !first.equals(commit.message());
        row.put("message", isCut ? first : commit.message());
        row.put("cut", isCut);
        row.put("parents", alone ? commit.parents() : null);
        return row;
    }

    @Test
    void a_person_who_may_not_enter_azure_devops_is_shown_the_page_to_sign_in() throws Exception {
        try (var services = AzureDevOpsHost.services();
                var server = AzureDevOpsHost.server2020()) {
            var path = "/_apis/git/repositories?api-version=6.0";
            var wrong = get(services.address() + path, "Authorization", "Basic Ondyb25n");
            assertEquals(203, wrong.statusCode());
            assertTrue(wrong.body().contains("Sign In"), wrong.body());
            assertEquals(
                    302,
                    get(services.address() + path, "Accept", "application/json").statusCode());
            assertEquals(
                    401,
                    get(services.address() + path, "X-TFS-FedAuthRedirect", "Suppress")
                            .statusCode());
            assertEquals(
                    401,
                    get(server.address() + path, "Authorization", "Basic Ondyb25n")
                            .statusCode());
            server.model().token(TOKEN, "dev1");
            var basic = "Basic " + Base64.getEncoder().encodeToString((":" + TOKEN).getBytes(StandardCharsets.UTF_8));
            var newer = get(server.address() + "/_apis/git/repositories?api-version=7.0", "Authorization", basic);
            assertEquals(400, newer.statusCode());
            assertEquals(
                    "VssVersionOutOfRangeException",
                    Json.read(newer.body()).path("typeKey").asText());
        }
    }

    private static HttpResponse<String> get(String url, String header, String value) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(10))
                .header(header, value)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Commits with parents, branches that were merged, deleted and rewritten, and requests in every state. */
    private static Repository told(Repository repository) {
        repository.push("main", "dev1", "Begin", "PAY-1 First\n\nWith a second paragraph: ü, 日本 and \"quotes\".");
        repository.push("feature/merged", "dev2", "PAY-2 On a branch", "PAY-2 Again");
        repository.open("PAY-2 To be merged", "Closes PAY-2.", "dev2", "feature/merged", "main", false);
        repository.merge(1, "dev1");
        repository.push("feature/open", "dev3", "PAY-3 Work");
        repository.open("PAY-3 Stays open", LONG, "dev3", "feature/open", "main", false);
        repository.open("PAY-3 A draft", null, "dev3", "feature/open", "main", true);
        repository.open("PAY-3 Given up", "No.", "dev2", "feature/open", "main", false);
        repository.close(4, "dev1");
        repository.openFromFork("PAY-4 From outside", null, "guest", "patch-1", "main");
        var base = repository.head("main");
        repository.push("feature/rewritten", "dev1", "PAY-5 First try");
        repository.forcePush("feature/rewritten", base, "dev1", "PAY-5 Second try");
        repository.open("PAY-5 Rewritten", "", "dev1", "feature/rewritten", "main", false);
        repository.createBranch("gone", "main", "dev1");
        repository.deleteBranch("gone", "dev1");
        repository.createBranch("x/#+%ü", "main", "dev1");
        return repository;
    }

    private static Map<String, Object> commit(Commit commit) {
        return Json.object(
                "sha", commit.sha(),
                "message", commit.message(),
                "author", commit.authorName(),
                "authored", seconds(commit.authoredAt()),
                "committed", seconds(commit.committedAt()),
                "parents", commit.parents());
    }

    private static Map<String, Object> request(PullRequest pull, long number, String state, String prefix) {
        return Json.object(
                "number", number,
                "title", pull.title(),
                "description", pull.body(),
                "state", state,
                "draft", pull.draft(),
                "author", pull.author(),
                "source", prefix + pull.source(),
                "target", prefix + pull.target(),
                "head", pull.sourceSha(),
                "fork", pull.fromFork(),
                "created", seconds(pull.createdAt()));
    }

    /** The rows of all requests, newest first: of a list, or of each alone. */
    private static Function<Boolean, Object> requests(
            Repository repository, BiFunction<PullRequest, Boolean, Map<String, Object>> row) {
        return alone -> {
            var rows = new ArrayList<>(repository.pullRequests());
            Collections.reverse(rows);
            return rows.stream().map(pull -> row.apply(pull, alone)).toList();
        };
    }

    private static Long seconds(Instant time) {
        return time == null ? null : time.getEpochSecond();
    }

    /** Compares as JSON, whatever the order of an object's members. */
    private static void same(Object expected, Object found) {
        assertEquals(Json.read(Json.bytes(expected)), Json.read(Json.bytes(found)));
    }

    private static void assertPaged(StandIn host, String path, String query) {
        assertTrue(
                host.seen().stream()
                        .anyMatch(one -> one.path().matches(path)
                                && one.query() != null
                                && Api.decode(one.query()).contains(query)),
                "no later page of " + path);
    }
}
