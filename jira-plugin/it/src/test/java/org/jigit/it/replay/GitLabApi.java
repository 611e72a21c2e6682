// GitLab's REST API over the model: which path gives which rows, with both ways of paging; texts as GitLab's.
package org.jigit.it.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jigit.it.replay.Api.Answer;

/** GitLab's REST API, for one request at a time: https://docs.gitlab.com/api/rest/. */
final class GitLabApi {
    private final Model model;
    private final GitLabWire wire;
    private final String base;
    private final Account caller;

    GitLabApi(Model model, String base, Account caller) {
        this.model = model;
        this.wire = new GitLabWire(model);
        this.base = base;
        this.caller = caller;
    }

    static Answer message(int status, String message) {
        return new Answer(status, Json.object("message", message), Map.of());
    }

    static Answer error(int status, String error) {
        return new Answer(status, Json.object("error", error), Map.of());
    }

    static Answer notFound(String what) {
        return message(404, "404 " + what + " Not Found");
    }

    Answer get(String path, String rawQuery) {
        synchronized (model) {
            var query = Api.parse(rawQuery);
            var parts = Api.segments(path);
            var rest = parts.subList(Math.min(2, parts.size()), parts.size());
            return switch (parts.get(0)) {
                case "user" -> Answer.ok(wire.user(caller));
                case "version" -> Answer.ok(Json.object("version", "18.5.0", "revision", "0a1b2c3d4e5"));
                case "projects" -> parts.size() == 1
                        ? projects(path, model.of(null), query)
                        : project(path, parts.get(1), rest, query);
                case "groups" -> parts.size() == 1
                        ? error(404, "404 Not Found")
                        : group(path, parts.get(1), rest, query);
                case "users" -> parts.size() == 1 ? error(404, "404 Not Found") : user(path, parts.get(1), rest, query);
                default -> error(404, "404 Not Found");
            };
        }
    }

    private Answer group(String path, String id, List<String> rest, Map<String, String> query) {
        var group = account(id, "Organization");
        if (group == null) {
            return notFound("Group");
        }
        if (rest.isEmpty()) {
            return Answer.ok(wire.group(group));
        }
        if (!rest.equals(List.of("projects"))) {
            return error(404, "404 Not Found");
        }
        var deep = Boolean.parseBoolean(query.get("include_subgroups"));
        var rows = new ArrayList<>(model.of(null));
        rows.removeIf(repository -> {
            var owner = repository.owner().login();
            return !owner.equals(group.login()) && !(deep && owner.startsWith(group.login() + "/"));
        });
        return projects(path, rows, query);
    }

    private Answer user(String path, String id, List<String> rest, Map<String, String> query) {
        var user = account(id, "User");
        if (user == null) {
            return notFound("User");
        }
        if (rest.isEmpty()) {
            return Answer.ok(wire.user(user));
        }
        return rest.equals(List.of("projects"))
                ? projects(path, model.of(user.login()), query)
                : error(404, "404 Not Found");
    }

    /** By number or by name. */
    private Account account(String id, String type) {
        return model.accounts().stream()
                .filter(one -> one.type().equals(type))
                .filter(one -> one.login().equalsIgnoreCase(id)
                        || Long.toString(one.id()).equals(id))
                .findFirst()
                .orElse(null);
    }

    private Answer projects(String path, List<Repository> rows, Map<String, String> query) {
        Comparator<Repository> order =
                switch (query.getOrDefault("order_by", "created_at")) {
                    case "name", "path" -> Comparator.comparing(Repository::name);
                    case "last_activity_at", "updated_at" -> Comparator.comparing(Repository::pushedAt);
                    default -> Comparator.comparing(Repository::id);
                };
        var descending = query.getOrDefault("sort", "desc").equals("desc");
        rows.sort(descending ? order.reversed() : order);
        if (!"keyset".equals(query.get("pagination"))) {
            return page(path, rows, wire::project, query, true);
        }
        if (!query.getOrDefault("order_by", "").equals("id")) {
            return error(405, "Keyset pagination is not yet available for this type of request");
        }
        var name = descending ? "id_before" : "id_after";
        var behind = Long.parseLong(query.getOrDefault(name, descending ? "" + Long.MAX_VALUE : "0"));
        var size = size(query);
        var shown = rows.stream()
                .filter(row -> descending ? row.id() < behind : row.id() > behind)
                .limit(size)
                .toList();
        var body = shown.stream().map(wire::project).toList();
        // The last page is the empty one.
        return shown.isEmpty()
                ? Answer.ok(body)
                : keyset(
                        path,
                        body,
                        query,
                        name,
                        Long.toString(shown.get(shown.size() - 1).id()));
    }

    private Answer project(String path, String id, List<String> rest, Map<String, String> query) {
        var repository = id.matches("[0-9]{1,18}") ? model.byId(Long.parseLong(id)) : model.byName(id);
        if (repository == null) {
            var moved = model.moved(id);
            if (moved == null || model.byId(moved) == null) {
                return notFound("Project");
            }
            var to = base + "/projects/" + moved + path.replaceFirst("/projects/[^/]+", "") + Api.query(query);
            return new Answer(301, Json.object("message", "Moved Permanently"), Map.of("Location", to));
        }
        if (rest.isEmpty()) {
            return Answer.ok(wire.project(repository));
        }
        var scoped = new LinkedHashMap<>(query);
        scoped.put("id", Long.toString(repository.id()));
        var list = "/projects/" + id.replace("/", "%2F");
        return switch (rest.get(0)) {
            case "repository" -> repository(list, repository, rest, scoped);
            case "merge_requests" -> rest.size() == 1
                    ? mergeRequests(list + "/merge_requests", repository, scoped)
                    : mergeRequest(repository, rest.get(1));
            default -> error(404, "404 Not Found");
        };
    }

    private Answer repository(String list, Repository repository, List<String> rest, Map<String, String> query) {
        var kind = rest.size() < 2 ? "" : rest.get(1);
        if (kind.equals("branches") && rest.size() == 2) {
            return branches(list + "/repository/branches", repository, query);
        }
        if (kind.equals("branches") && rest.size() == 3) {
            var head = repository.head(rest.get(2));
            return head == null ? notFound("Branch") : Answer.ok(wire.branch(repository, rest.get(2), head));
        }
        if (kind.equals("commits") && rest.size() == 2) {
            return commits(list + "/repository/commits", repository, query);
        }
        if (kind.equals("commits") && rest.size() == 3) {
            var commit = repository.commit(repository.branches().getOrDefault(rest.get(2), rest.get(2)));
            return commit == null ? notFound("Commit") : Answer.ok(wire.commit(repository, commit));
        }
        if (kind.equals("commits") && rest.size() == 4 && rest.get(3).equals("signature")) {
            return notFound("Signature");
        }
        return error(404, "404 Not Found");
    }

    private Answer branches(String path, Repository repository, Map<String, String> query) {
        var names = new ArrayList<>(repository.branches().keySet());
        Function<String, Object> write = name -> wire.branch(repository, name, repository.head(name));
        if (!"keyset".equals(query.get("pagination"))) {
            return page(path, names, write, query, true);
        }
        var behind = query.getOrDefault("page_token", "");
        names.removeIf(name -> name.compareTo(behind) <= 0);
        var size = size(query);
        var shown = names.stream().limit(size).toList();
        var body = shown.stream().map(write).toList();
        return names.size() <= size ? Answer.ok(body) : keyset(path, body, query, "page_token", shown.get(size - 1));
    }

    /** Of what is not there, there is nothing: GitLab does not call that an error. */
    private Answer commits(String path, Repository repository, Map<String, String> query) {
        if (repository.branches().isEmpty()) {
            return notFound("Tree");
        }
        var ends = query.getOrDefault("ref_name", repository.defaultBranch()).split("\\.\\.");
        var found = new LinkedHashSet<Commit>();
        if (Boolean.parseBoolean(query.get("all"))) {
            repository.branches().values().forEach(head -> found.addAll(repository.history(head)));
        } else {
            var shas = new ArrayList<String>();
            for (var end : ends) {
                shas.add(repository.branches().getOrDefault(end, end));
            }
            if (shas.stream().allMatch(sha -> repository.commit(sha) != null)) {
                found.addAll(repository.history(shas.get(shas.size() - 1)));
                if (ends.length == 2) {
                    repository.history(shas.get(0)).forEach(found::remove);
                }
            }
        }
        var since = Api.instant(query.get("since"), Instant.MIN);
        var until = Api.instant(query.get("until"), Instant.MAX);
        var rows = new ArrayList<>(found);
        rows.removeIf(commit ->
                commit.committedAt().isBefore(since) || commit.committedAt().isAfter(until));
        return page(path, rows, commit -> wire.commit(repository, commit), query, false);
    }

    private Answer mergeRequests(String path, Repository repository, Map<String, String> query) {
        var state = query.getOrDefault("state", "all");
        var since = Api.instant(query.get("updated_after"), Instant.MIN);
        var rows = new ArrayList<>(repository.pullRequests());
        rows.removeIf(pull -> !state.equals("all") && !state.equals(GitLabWire.state(pull))
                || pull.updatedAt().isBefore(since));
        Comparator<PullRequest> order =
                query.getOrDefault("order_by", "created_at").equals("updated_at")
                        ? Comparator.comparing(PullRequest::updatedAt)
                        : Comparator.comparing(PullRequest::createdAt);
        order = order.thenComparing(PullRequest::number);
        rows.sort(query.getOrDefault("sort", "desc").equals("desc") ? order.reversed() : order);
        return page(path, rows, pull -> wire.mergeRequest(repository, pull), query, true);
    }

    private Answer mergeRequest(Repository repository, String number) {
        var pull = number.matches("[0-9]{1,9}") ? repository.pullRequest(Long.parseLong(number)) : null;
        return pull == null ? message(404, "404 Not found") : Answer.ok(wire.mergeRequest(repository, pull));
    }

    private static int size(Map<String, String> query) {
        return Math.min(100, Api.number(query.get("per_page"), 20));
    }

    /** By number; lists of commits are not counted. */
    private <T> Answer page(
            String path, List<T> rows, Function<T, ?> write, Map<String, String> query, boolean counted) {
        var size = size(query);
        var page = Api.number(query.get("page"), 1);
        var pages = Math.max(1, (rows.size() + size - 1) / size);
        var from = Math.min(rows.size(), (page - 1) * size);
        var body = rows.subList(from, Math.min(rows.size(), from + size)).stream()
                .map(write)
                .toList();
        var links = new ArrayList<String>();
        if (page > 1) {
            links.add(link(path, query, "page", "" + (page - 1), "prev"));
        }
        if (page < pages) {
            links.add(link(path, query, "page", "" + (page + 1), "next"));
        }
        links.add(link(path, query, "page", "1", "first"));
        var headers = new LinkedHashMap<String, String>();
        headers.put("X-Page", "" + page);
        headers.put("X-Per-Page", "" + size);
        headers.put("X-Next-Page", page < pages ? "" + (page + 1) : "");
        headers.put("X-Prev-Page", page > 1 ? "" + (page - 1) : "");
        if (counted) {
            links.add(link(path, query, "page", "" + pages, "last"));
            headers.put("X-Total", "" + rows.size());
            headers.put("X-Total-Pages", "" + pages);
        }
        headers.put("Link", String.join(", ", links));
        return new Answer(200, body, headers);
    }

    private Answer keyset(String path, Object body, Map<String, String> query, String name, String behind) {
        return new Answer(200, body, Map.of("Link", link(path, query, name, behind, "next")));
    }

    private String link(String path, Map<String, String> query, String name, String value, String rel) {
        var other = new LinkedHashMap<>(query);
        other.putIfAbsent("per_page", "20");
        other.put(name, value);
        return "<" + base + path + Api.query(other) + ">; rel=\"" + rel + "\"";
    }
}
