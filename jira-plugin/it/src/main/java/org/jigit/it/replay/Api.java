// The REST API of the stand-in: which path gives which rows, with paging; statuses and texts as GitHub's.
package org.jigit.it.replay;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The REST API, for one request at a time: https://docs.github.com/en/rest?apiVersion=2022-11-28. */
final class Api {
    private static final List<String> ROOTS =
            List.of("user", "rate_limit", "orgs", "users", "organizations", "repos", "repositories");

    private final Model model;
    private final Wire wire;
    private final String base;
    private final Account caller;

    Api(Model model, String base, Account caller) {
        this.model = model;
        this.wire = new Wire(base);
        this.base = base;
        this.caller = caller;
    }

    /**
     * An answer.
     *
     * @param status the HTTP status
     * @param body what becomes JSON
     * @param headers headers beside the usual ones
     */
    record Answer(int status, Object body, Map<String, String> headers) {
        static Answer ok(Object body) {
            return new Answer(200, body, Map.of());
        }

        static Answer error(int status, String message) {
            return new Answer(
                    status,
                    Json.object(
                            "message",
                            message,
                            "documentation_url",
                            "https://docs.github.com/rest",
                            "status",
                            "" + status),
                    Map.of());
        }
    }

    /** Whether a path belongs to the API, not to the pages for people. */
    static boolean knows(String path) {
        return ROOTS.contains(path.split("/", 3)[1]);
    }

    Answer get(String path, String rawQuery) {
        synchronized (model) {
            var query = parse(rawQuery);
            var parts = segments(path);
            return switch (parts.get(0)) {
                case "user" -> user(parts, query);
                case "rate_limit" -> Answer.ok(Json.object(
                        "resources", Json.object("core", Json.object("limit", 5000, "remaining", 4999, "used", 1))));
                case "orgs", "users", "organizations" -> owner(parts, query);
                case "repos" -> parts.size() < 3 ? notFound() : named(parts, query);
                case "repositories" -> parts.size() < 2 ? notFound() : numbered(parts, query);
                default -> notFound();
            };
        }
    }

    private Answer user(List<String> parts, Map<String, String> query) {
        if (parts.size() == 1) {
            return caller == null
                    ? Answer.error(401, "Requires authentication")
                    : new Answer(
                            200, wire.account(caller), Map.of("x-oauth-scopes", "repo", "x-accepted-oauth-scopes", ""));
        }
        if (parts.equals(List.of("user", "repos"))) {
            return repositories("/user/repos", null, query);
        }
        var account = parts.size() == 3 && parts.get(2).equals("repos") ? byNumber(parts.get(1)) : null;
        return account == null ? notFound() : repositories("/user/" + account.id() + "/repos", account.login(), query);
    }

    private Answer owner(List<String> parts, Map<String, String> query) {
        if (parts.size() < 2) {
            return notFound();
        }
        var byNumber = parts.get(0).equals("organizations");
        var account = byNumber ? byNumber(parts.get(1)) : model.find(parts.get(1));
        if (account == null || !parts.get(0).equals("users") && !account.type().equals("Organization")) {
            return notFound();
        }
        if (parts.size() == 2) {
            return Answer.ok(wire.account(account));
        }
        if (parts.size() != 3 || !parts.get(2).equals("repos")) {
            return notFound();
        }
        var numbered = parts.get(0).equals("users") ? "/user/" : "/organizations/";
        return repositories(numbered + account.id() + "/repos", account.login(), query);
    }

    private Account byNumber(String number) {
        return model.of(null).stream()
                .map(Repository::owner)
                .filter(account -> Long.toString(account.id()).equals(number))
                .findFirst()
                .orElse(null);
    }

    private Answer repositories(String path, String owner, Map<String, String> query) {
        var rows = model.of(owner);
        Comparator<Repository> sort =
                switch (query.getOrDefault("sort", "created")) {
                    case "pushed", "updated" -> Comparator.comparing(Repository::pushedAt);
                    case "full_name" -> Comparator.comparing(Repository::fullName);
                    default -> Comparator.comparing(Repository::createdAt);
                };
        sort = sort.thenComparing(Repository::id);
        var descending = query.getOrDefault("direction", "full_name".equals(query.get("sort")) ? "asc" : "desc");
        rows.sort(descending.equals("desc") ? sort.reversed() : sort);
        return page(path, rows.stream().map(wire::repository).toList(), query);
    }

    private Answer named(List<String> parts, Map<String, String> query) {
        var fullName = parts.get(1) + "/" + parts.get(2);
        var repository = model.byName(fullName);
        if (repository == null) {
            var moved = model.moved(fullName);
            if (moved == null || model.byId(moved) == null) {
                return notFound();
            }
            var rest = new StringBuilder(base + "/repositories/" + moved);
            parts.subList(3, parts.size()).forEach(part -> rest.append('/').append(encode(part)));
            rest.append(query(query));
            var body = Json.object("message", "Moved Permanently", "url", rest.toString());
            return new Answer(301, body, Map.of("Location", rest.toString()));
        }
        return of(repository, parts.subList(3, parts.size()), query);
    }

    private Answer numbered(List<String> parts, Map<String, String> query) {
        var repository = parts.get(1).matches("[0-9]{1,18}") ? model.byId(Long.parseLong(parts.get(1))) : null;
        return repository == null ? notFound() : of(repository, parts.subList(2, parts.size()), query);
    }

    private Answer of(Repository repository, List<String> rest, Map<String, String> query) {
        if (rest.isEmpty()) {
            return Answer.ok(wire.repository(repository));
        }
        var path = "/repositories/" + repository.id() + "/" + rest.get(0);
        return switch (rest.get(0)) {
            case "branches" -> branches(repository, path, rest, query);
            case "commits" -> rest.size() == 1 ? commits(repository, path, query) : notFound();
            case "pulls" -> pulls(repository, path, rest, query);
            default -> notFound();
        };
    }

    private Answer branches(Repository repository, String path, List<String> rest, Map<String, String> query) {
        var branches = repository.branches();
        if (rest.size() == 1) {
            var rows = branches.entrySet().stream()
                    .map(branch -> wire.branch(repository, branch.getKey(), branch.getValue()))
                    .toList();
            return page(path, rows, query);
        }
        var name = String.join("/", rest.subList(1, rest.size()));
        var head = branches.get(name);
        if (head == null) {
            return Answer.error(404, "Branch not found");
        }
        var row = wire.branch(repository, name, head);
        row.put("commit", wire.commit(repository, repository.commit(head)));
        return Answer.ok(row);
    }

    private Answer commits(Repository repository, String path, Map<String, String> query) {
        var branches = repository.branches();
        if (branches.isEmpty()) {
            return Answer.error(409, "Git Repository is empty.");
        }
        var from = query.getOrDefault("sha", repository.defaultBranch());
        var head = branches.getOrDefault(from, repository.commit(from) == null ? null : from);
        if (head == null) {
            return notFound();
        }
        var since = instant(query.get("since"), Instant.MIN);
        var until = instant(query.get("until"), Instant.MAX);
        var rows = repository.history(head).stream()
                .filter(commit -> !commit.committedAt().isBefore(since)
                        && !commit.committedAt().isAfter(until))
                .toList();
        return page(path, rows, commit -> wire.commit(repository, commit), query);
    }

    private Answer pulls(Repository repository, String path, List<String> rest, Map<String, String> query) {
        if (rest.size() > 1) {
            var pull = rest.get(1).matches("[0-9]{1,9}") ? repository.pullRequest(Long.parseLong(rest.get(1))) : null;
            if (pull == null || rest.size() > 2) {
                return notFound();
            }
            var row = wire.pullRequest(repository, pull);
            row.put("merged", pull.mergedAt() != null);
            return Answer.ok(row);
        }
        var state = query.getOrDefault("state", "open");
        var rows = new ArrayList<PullRequest>();
        for (var pull : repository.pullRequests()) {
            if (state.equals("all") || state.equals(pull.state())) {
                rows.add(pull);
            }
        }
        var byUpdate = "updated".equals(query.get("sort"));
        rows.sort(Comparator.comparing(byUpdate ? PullRequest::updatedAt : PullRequest::createdAt)
                .thenComparing(PullRequest::number));
        // newest first only when sorted by creation, unless the caller says so
        if (query.getOrDefault("direction", byUpdate ? "asc" : "desc").equals("desc")) {
            Collections.reverse(rows);
        }
        return page(path, rows, pull -> wire.pullRequest(repository, pull), query);
    }

    private Answer page(String path, List<Map<String, Object>> rows, Map<String, String> query) {
        return page(path, rows, row -> row, query);
    }

    private <T> Answer page(
            String path,
            List<T> rows,
            java.util.function.Function<T, Map<String, Object>> write,
            Map<String, String> query) {
        var size = Math.min(100, number(query.get("per_page"), 30));
        var page = number(query.get("page"), 1);
        var pages = Math.max(1, (rows.size() + size - 1) / size);
        var from = Math.min(rows.size(), (page - 1) * size);
        var body = rows.subList(from, Math.min(rows.size(), from + size)).stream()
                .map(write)
                .toList();
        var links = new ArrayList<String>();
        if (page > 1) {
            links.add(link(path, query, page - 1, "prev"));
        }
        if (page < pages) {
            links.add(link(path, query, page + 1, "next"));
            links.add(link(path, query, pages, "last"));
        }
        if (page > 1) {
            links.add(link(path, query, 1, "first"));
        }
        return new Answer(200, body, links.isEmpty() ? Map.of() : Map.of("Link", String.join(", ", links)));
    }

    private String link(String path, Map<String, String> query, int page, String rel) {
        var other = new LinkedHashMap<>(query);
        other.put("page", Integer.toString(page));
        return "<" + base + path + query(other) + ">; rel=\"" + rel + "\"";
    }

    static String query(Map<String, String> query) {
        var text = new StringBuilder();
        query.forEach((name, value) -> text.append(text.isEmpty() ? '?' : '&')
                .append(encode(name))
                .append('=')
                .append(encode(value)));
        return text.toString();
    }

    static Map<String, String> parse(String rawQuery) {
        var query = new LinkedHashMap<String, String>();
        if (rawQuery != null && !rawQuery.isEmpty()) {
            for (var pair : rawQuery.split("&")) {
                var at = pair.indexOf('=');
                var name = at < 0 ? pair : pair.substring(0, at);
                query.put(decode(name), at < 0 ? "" : decode(pair.substring(at + 1)));
            }
        }
        return query;
    }

    /** The parts of a path; an encoded slash divides nothing. */
    static List<String> segments(String path) {
        var parts = new ArrayList<String>();
        for (var part : path.substring(1).split("/")) {
            parts.add(decode(part.replace("+", "%2B")));
        }
        return parts;
    }

    static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static Instant instant(String text, Instant otherwise) {
        return text == null ? otherwise : java.time.OffsetDateTime.parse(text).toInstant();
    }

    static int number(String text, int otherwise) {
        return text != null && text.matches("[1-9][0-9]{0,6}") ? Integer.parseInt(text) : otherwise;
    }

    private static Answer notFound() {
        return Answer.error(404, "Not Found");
    }
}
