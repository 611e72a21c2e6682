// Azure DevOps' REST API over the model: which path gives which rows, with its three ways of paging; texts as the real
// one's.
package org.jigit.it.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jigit.it.replay.Api.Answer;

/** Azure DevOps' REST API, for one request at a time: https://learn.microsoft.com/en-us/rest/api/azure/devops/. */
final class AzureDevOpsApi {
    private final Model model;
    private final AzureDevOpsWire wire;
    private final String base;
    private final Account caller;
    private final double newest;

    AzureDevOpsApi(Model model, String base, Account caller, double newest) {
        this.model = model;
        this.wire = new AzureDevOpsWire(model);
        this.base = base;
        this.caller = caller;
        this.newest = newest;
    }

    static Answer error(int status, String typeKey, String message) {
        return new Answer(
                status,
                Json.object(
                        "$id",
                        "1",
                        "innerException",
                        null,
                        "message",
                        message,
                        "typeName",
                        "Microsoft.TeamFoundation." + typeKey + ", Microsoft.TeamFoundation",
                        "typeKey",
                        typeKey,
                        "errorCode",
                        0,
                        "eventId",
                        3000),
                Map.of());
    }

    private static Answer list(List<?> rows) {
        return Answer.ok(Json.object("count", rows.size(), "value", rows));
    }

    /** Where clients find what they call by an id. */
    Answer locations() {
        var repository = "{project}/_apis/{area}/repositories/{repositoryId}/{resource}";
        return list(List.of(
                location("603fe2ac-9723-48b9-88ad-09305aa6c6e1", "core", "projects", "_apis/{resource}/{*projectId}"),
                location(
                        "225f7195-f9c7-4d14-ab28-a83f7ff77e1f",
                        "git",
                        "repositories",
                        "{project}/_apis/{area}/{resource}/{repositoryId}"),
                location("2d874a60-a811-4f62-9c9f-963a6ea0a55b", "git", "refs", repository + "/{*filter}"),
                location("c2570c3b-5b3f-41b8-98bf-5407bfde8d58", "git", "commits", repository + "/{commitId}"),
                location(
                        "9946fd70-0d40-406e-b686-b4744cbbcc37", "git", "pullRequests", repository + "/{pullRequestId}"),
                location(
                        "e81700f7-3be2-46de-8624-2eb35882fcaa",
                        "Location",
                        "ResourceAreas",
                        "_apis/{resource}/{areaId}")));
    }

    private Map<String, Object> location(String id, String area, String resource, String template) {
        return Json.object(
                "id",
                id,
                "area",
                area,
                "resourceName",
                resource,
                "routeTemplate",
                template,
                "resourceVersion",
                1,
                "minVersion",
                "1.0",
                "maxVersion",
                Double.toString(newest),
                "releasedVersion",
                "7.1");
    }

    Answer get(String path, Map<String, String> query, String version, boolean preview) {
        synchronized (model) {
            var parts = Api.segments(path);
            var project = parts.get(0).equals("_apis") ? null : parts.get(0);
            var rest = parts.subList(Math.min(parts.size(), project == null ? 1 : 2), parts.size());
            if (rest.size() >= 2 && rest.get(0).equals("git") && rest.get(1).equals("repositories")) {
                return repositories(project, rest.subList(2, rest.size()), query);
            }
            return switch (project == null ? String.join("/", rest) : "") {
                case "connectionData" -> preview ? Answer.ok(wire.connection(caller)) : underPreview(version);
                case "ResourceAreas" -> list(List.of());
                case "projects" -> projects(query);
                default -> error(404, "ResourceNotFoundException", "The resource cannot be found.");
            };
        }
    }

    private static Answer underPreview(String version) {
        return error(
                400,
                "VssInvalidPreviewVersionException",
                "The requested version \"" + version + "\" of the resource is under preview. The -preview flag must be"
                        + " supplied in the api-version for such requests. For example: \"" + version + "-preview\"");
    }

    /** The token of the next page is a number here. */
    private Answer projects(Map<String, String> query) {
        var rows = model.of(null).stream()
                .map(Repository::owner)
                .distinct()
                .map(wire::project)
                .toList();
        var from = Math.min(rows.size(), count(query.get("continuationToken"), count(query.get("$skip"), 0)));
        var to = Math.min(rows.size(), from + count(query.get("$top"), 100));
        var answer = list(rows.subList(from, to));
        return to == rows.size() ? answer : continued(answer, Integer.toString(to));
    }

    private Answer repositories(String project, List<String> rest, Map<String, String> query) {
        var rows = new ArrayList<>(model.of(null));
        if (project != null) {
            rows.removeIf(row -> !row.owner().login().equalsIgnoreCase(project)
                    && !AzureDevOpsWire.guid("project", row.owner().id()).equalsIgnoreCase(project));
            if (rows.isEmpty() && model.find(project) == null) {
                return error(
                        404,
                        "ProjectDoesNotExistWithNameException",
                        "TF200016: The following project does not exist: " + project
                                + ". Verify that the name of the project is correct and that the project exists on the"
                                + " specified Azure DevOps Server.");
            }
        }
        if (rest.isEmpty()) {
            return list(rows.stream().map(wire::repository).toList());
        }
        var asked = rest.get(0);
        var repository = rows.stream()
                .filter(row -> AzureDevOpsWire.id(row).equalsIgnoreCase(asked)
                        || project != null && row.name().equalsIgnoreCase(asked))
                .findFirst()
                .orElse(null);
        if (repository == null) {
            return error(
                    404,
                    "GitRepositoryNotFoundException",
                    "TF401019: The Git repository with name or identifier " + asked
                            + " does not exist or you do not have permissions for the operation you are attempting.");
        }
        if (rest.size() == 1) {
            return Answer.ok(wire.repository(repository));
        }
        var item = rest.size() == 3 ? rest.get(2) : null;
        return switch (rest.get(1).toLowerCase(Locale.ROOT)) {
            case "refs" -> refs(repository, query);
            case "commits" -> item == null ? commits(repository, query) : commit(repository, item);
            case "pullrequests" -> item == null ? pullRequests(repository, query) : pullRequest(repository, item);
            default -> error(404, "ResourceNotFoundException", "The resource cannot be found.");
        };
    }

    /** Without the size of a page all are told at once, unless it is a later page: then 100. */
    private Answer refs(Repository repository, Map<String, String> query) {
        var prefix = "refs/" + query.getOrDefault("filter", "");
        var behind = query.getOrDefault("continuationToken", "");
        var names = repository.branches().keySet().stream()
                .filter(name ->
                        ("refs/heads/" + name).startsWith(prefix) && ("refs/heads/" + name).compareTo(behind) >= 0)
                .toList();
        var top = Math.min(1000, count(query.get("$top"), behind.isEmpty() ? 1000 : 100));
        var answer = list(names.stream()
                .limit(top)
                .map(name -> wire.reference(repository, name))
                .toList());
        return names.size() <= top ? answer : continued(answer, "refs/heads/" + names.get(top));
    }

    private static Answer continued(Answer answer, String token) {
        return new Answer(200, answer.body(), Map.of("x-ms-continuationtoken", token));
    }

    /** With two versions, what {@code compareVersion} reaches and {@code itemVersion} does not. */
    private Answer commits(Repository repository, Map<String, String> query) {
        if (repository.branches().isEmpty()) {
            return list(List.of());
        }
        var item = version(repository, query, "itemVersion");
        var compare = version(repository, query, "compareVersion");
        for (var end : List.of(item, compare)) {
            if (end.asked != null && repository.commit(end.sha) == null) {
                return unresolvable(repository, end.asked);
            }
        }
        var walked = compare.asked != null ? compare.sha : item.sha;
        var rows = new ArrayList<>(repository.history(walked));
        if (compare.asked != null) {
            rows.removeAll(repository.history(item.sha));
        }
        var from = Api.instant(query.get("searchCriteria.fromDate"), Instant.MIN);
        rows.removeIf(commit -> commit.committedAt().isBefore(from));
        var skip = count(query.get("searchCriteria.$skip"), count(query.get("$skip"), 0));
        var top = count(query.get("searchCriteria.$top"), count(query.get("$top"), 100));
        var shown = rows.stream()
                .skip(skip)
                .limit(top)
                .map(commit -> wire.commitOfList(repository, commit))
                .toList();
        var answer = list(shown);
        // A follower of this link reads the first page for ever.
        var link = "<" + wire.api(repository) + "/commits>;rel=\"next\"";
        return skip + shown.size() < rows.size() ? new Answer(200, answer.body(), Map.of("Link", link)) : answer;
    }

    private record Version(String asked, String sha) {}

    private static Version version(Repository repository, Map<String, String> query, String name) {
        var asked = query.get("searchCriteria." + name + ".version");
        var isCommit = "commit".equals(query.get("searchCriteria." + name + ".versionType"));
        var branch = asked == null ? repository.defaultBranch() : asked;
        return new Version(asked, isCommit ? asked : repository.head(branch));
    }

    private static Answer unresolvable(Repository repository, String version) {
        return error(
                404,
                "GitUnresolvableToCommitException",
                "TF401175:The version descriptor <Commit: " + version
                        + " > could not be resolved to a version in the repository " + repository.name());
    }

    private Answer commit(Repository repository, String sha) {
        var commit = repository.commit(sha);
        return commit == null ? unresolvable(repository, sha) : Answer.ok(wire.commit(repository, commit));
    }

    /** Servers before 2022 do not know the filter by time. */
    private Answer pullRequests(Repository repository, Map<String, String> query) {
        var status = query.getOrDefault("searchCriteria.status", "active").toLowerCase(Locale.ROOT);
        var rows = new ArrayList<>(repository.pullRequests());
        rows.removeIf(pull -> !status.equals("all") && !status.equals(AzureDevOpsWire.status(pull)));
        var since = Api.instant(query.get("searchCriteria.minTime"), null);
        if (since != null && newest >= 7.0) {
            var closed = "closed".equals(query.get("searchCriteria.queryTimeRangeType"));
            rows.removeIf(pull -> {
                var at = closed ? pull.closedAt() : pull.createdAt();
                return at == null || at.isBefore(since);
            });
        }
        rows.sort(Comparator.comparing(PullRequest::number).reversed());
        return list(rows.stream()
                .skip(count(query.get("$skip"), 0))
                .limit(Math.min(1000, count(query.get("$top"), 101)))
                .map(pull -> wire.pullRequestOfList(repository, pull))
                .toList());
    }

    private Answer pullRequest(Repository repository, String number) {
        for (var pull : repository.pullRequests()) {
            if (Long.toString(AzureDevOpsWire.number(repository, pull)).equals(number)) {
                return Answer.ok(wire.pullRequest(repository, pull));
            }
        }
        return error(404, "GitPullRequestNotFoundException", "TF401180: The requested pull request was not found.");
    }

    /** Zero is a number here, other than on GitHub. */
    private static int count(String text, int otherwise) {
        return text != null && text.matches("[0-9]{1,7}") ? Integer.parseInt(text) : otherwise;
    }
}
