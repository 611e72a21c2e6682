// The model's rows as Azure DevOps' REST API writes them.
package org.jigit.it.replay;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Rows as Azure DevOps writes them: https://learn.microsoft.com/en-us/rest/api/azure/devops/git/. */
final class AzureDevOpsWire {
    /** Lists tell no more of a description. */
    private static final int LONGEST_DESCRIPTION = 400;

    private final Model model;
    private final String base;

    AzureDevOpsWire(Model model) {
        this.model = model;
        this.base = model.base() + AzureDevOpsHost.COLLECTION;
    }

    /** Everything but commits and pull requests has such an id. */
    static String guid(String kind, long id) {
        return UUID.nameUUIDFromBytes((kind + " " + id).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    static String id(Repository repository) {
        return guid("repository", repository.id());
    }

    String api(Repository repository) {
        return base + "/" + guid("project", repository.owner().id()) + "/_apis/git/repositories/" + id(repository);
    }

    String page(Repository repository) {
        return base + "/" + Api.encode(repository.owner().login()) + "/_git/" + Api.encode(repository.name());
    }

    Map<String, Object> connection(Account caller) {
        var user = Json.object(
                "id",
                guid("user", caller.id()),
                "descriptor",
                "Microsoft.IdentityModel.Claims.ClaimsIdentity;x\\" + mail(caller),
                "subjectDescriptor",
                "aad.x",
                "providerDisplayName",
                caller.login(),
                "isActive",
                true,
                "properties",
                Map.of());
        return Json.object(
                "authenticatedUser",
                user,
                "authorizedUser",
                user,
                "instanceId",
                guid("instance", 1),
                "deploymentType",
                "hosted",
                "locationServiceData",
                Map.of());
    }

    private static String mail(Account account) {
        return account.login() + "@example.com";
    }

    Map<String, Object> identity(Account account) {
        var id = guid("user", account.id());
        return Json.object(
                "displayName",
                account.login(),
                "url",
                base + "/_apis/Identities/" + id,
                "_links",
                Map.of(),
                "id",
                id,
                "uniqueName",
                mail(account),
                "imageUrl",
                base + "/_api/_common/identityImage?id=" + id,
                "descriptor",
                "aad.x");
    }

    Map<String, Object> project(Account project) {
        var id = guid("project", project.id());
        return Json.object(
                "id",
                id,
                "name",
                project.login(),
                "url",
                base + "/_apis/projects/" + id,
                "state",
                "wellFormed",
                "revision",
                11,
                "visibility",
                "private",
                "lastUpdateTime",
                "2025-11-03T09:12:44.127Z");
    }

    /** What a repository is inside of a pull request of a list. */
    private Map<String, Object> briefly(Repository repository) {
        return Json.object(
                "id", id(repository),
                "name", repository.name(),
                "url", api(repository),
                "project", project(repository.owner()));
    }

    Map<String, Object> repository(Repository repository) {
        var row = briefly(repository);
        if (!repository.branches().isEmpty()) {
            row.put("defaultBranch", "refs/heads/" + repository.defaultBranch());
        }
        row.put("size", 108);
        row.put("remoteUrl", page(repository).replace("://", "://octo-org@"));
        row.put("sshUrl", "git@127.0.0.1:v3" + AzureDevOpsHost.COLLECTION + "/" + repository.fullName());
        row.put("webUrl", page(repository));
        row.put("isDisabled", false);
        row.put("isInMaintenance", false);
        return row;
    }

    Map<String, Object> reference(Repository repository, String branch) {
        var head = repository.head(branch);
        return Json.object(
                "name",
                "refs/heads/" + branch,
                "objectId",
                head,
                "creator",
                identity(model.account(repository.commit(head).authorName())),
                "url",
                api(repository) + "/refs?filter=heads%2F" + Api.encode(branch));
    }

    /** A list tells no parents, and of a message its first line. */
    Map<String, Object> commitOfList(Repository repository, Commit commit) {
        var row = plain(repository, commit);
        var first = commit.message().lines().findFirst().orElse("");
        row.put("comment", first);
        if (!first.equals(commit.message())) {
            row.put("commentTruncated", true);
        }
        row.put("changeCounts", Json.object("Add", 1, "Edit", 2, "Delete", 0));
        row.put("remoteUrl", page(repository) + "/commit/" + commit.sha());
        return row;
    }

    Map<String, Object> commit(Repository repository, Commit commit) {
        var row = plain(repository, commit);
        row.put("treeId", commit.tree());
        row.put("parents", commit.parents());
        row.put("remoteUrl", page(repository) + "/commit/" + commit.sha());
        row.put(
                "push",
                Json.object(
                        "pushedBy", identity(model.account(commit.authorName())),
                        "pushId", 14,
                        "date", commit.committedAt().toString()));
        row.put("_links", Map.of());
        return row;
    }

    /** What pushes tell of a commit, too. */
    Map<String, Object> plain(Repository repository, Commit commit) {
        return Json.object(
                "commitId", commit.sha(),
                "author", signature(commit, commit.authoredAt().toString()),
                "committer", signature(commit, commit.committedAt().toString()),
                "comment", commit.message(),
                "url", api(repository) + "/commits/" + commit.sha());
    }

    private static Map<String, Object> signature(Commit commit, String date) {
        return Json.object("name", commit.authorName(), "email", Wire.mail(commit), "date", date);
    }

    /** Pull requests are counted in the whole organisation. */
    static long number(Repository repository, PullRequest pull) {
        return (repository.id() - 700_000_000L) * 1_000 + pull.number();
    }

    static String status(PullRequest pull) {
        return pull.mergedAt() != null ? "completed" : pull.closedAt() != null ? "abandoned" : "active";
    }

    Map<String, Object> pullRequestOfList(Repository repository, PullRequest pull) {
        var row = pullRequest(repository, pull);
        row.put("repository", briefly(repository));
        var description = pull.body();
        if (description != null && description.length() > LONGEST_DESCRIPTION) {
            row.put("description", description.substring(0, LONGEST_DESCRIPTION));
        }
        row.remove("_links");
        return row;
    }

    Map<String, Object> pullRequest(Repository repository, PullRequest pull) {
        var number = number(repository, pull);
        var row = Json.object(
                "repository", repository(repository),
                "pullRequestId", number,
                "codeReviewId", number,
                "status", status(pull),
                "createdBy", identity(model.account(pull.author())),
                "creationDate", pull.createdAt().toString().replace("Z", ".589889Z"),
                "title", pull.title(),
                "sourceRefName", "refs/heads/" + pull.source(),
                "targetRefName", "refs/heads/" + pull.target(),
                "mergeStatus", "succeeded",
                "isDraft", pull.draft(),
                "mergeId", guid("merge", pull.id()),
                "lastMergeSourceCommit", at(repository, pull.sourceSha()),
                "lastMergeTargetCommit", at(repository, pull.targetSha()),
                "reviewers", List.of(),
                "url", api(repository) + "/pullRequests/" + number,
                "_links", Json.object("web", Json.object("href", page(repository) + "/pullrequest/" + number)),
                "supportsIterations", true);
        if (pull.body() != null) {
            row.put("description", pull.body());
        }
        if (pull.closedAt() != null) {
            row.put("closedDate", pull.closedAt().toString().replace("Z", ".4213Z"));
        }
        if (pull.fromFork()) {
            row.put(
                    "forkSource",
                    Json.object(
                            "name",
                            "refs/heads/" + pull.source(),
                            "repository",
                            Json.object(
                                    "id", guid("fork", repository.id()), "name", repository.name(), "isFork", true)));
        }
        return row;
    }

    private Map<String, Object> at(Repository repository, String sha) {
        return Json.object("commitId", sha, "url", api(repository) + "/commits/" + sha);
    }
}
