// The stand-in's rows as GitHub's REST API writes them.
package org.jigit.it.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rows as GitHub's REST API writes them: https://docs.github.com/en/rest. */
final class Wire {
    private final String base;

    Wire(String base) {
        this.base = base;
    }

    Map<String, Object> account(Account account) {
        return Json.object(
                "login",
                account.login(),
                "id",
                account.id(),
                "node_id",
                "A_" + account.id(),
                "avatar_url",
                base + "/avatars/" + account.id(),
                "gravatar_id",
                "",
                "url",
                base + "/users/" + account.login(),
                "html_url",
                base + "/" + account.login(),
                "repos_url",
                base + "/users/" + account.login() + "/repos",
                "type",
                account.type(),
                "site_admin",
                false);
    }

    Map<String, Object> repository(Repository repository) {
        var url = base + "/repos/" + repository.fullName();
        return Json.object(
                "id",
                repository.id(),
                "node_id",
                "R_" + repository.id(),
                "name",
                repository.name(),
                "full_name",
                repository.fullName(),
                "private",
                true,
                "owner",
                account(repository.owner()),
                "html_url",
                base + "/" + repository.fullName(),
                "description",
                null,
                "fork",
                false,
                "url",
                url,
                "branches_url",
                url + "/branches{/branch}",
                "commits_url",
                url + "/commits{/sha}",
                "pulls_url",
                url + "/pulls{/number}",
                "created_at",
                repository.createdAt().toString(),
                "updated_at",
                repository.pushedAt().toString(),
                "pushed_at",
                repository.pushedAt().toString(),
                "size",
                108,
                "archived",
                false,
                "disabled",
                false,
                "visibility",
                "private",
                "open_issues_count",
                0,
                "default_branch",
                repository.defaultBranch(),
                "permissions",
                Json.object("admin", false, "push", false, "pull", true));
    }

    Map<String, Object> branch(Repository repository, String name, String sha) {
        return Json.object(
                "name", name,
                "commit", Json.object("sha", sha, "url", base + "/repos/" + repository.fullName() + "/commits/" + sha),
                "protected", name.equals(repository.defaultBranch()));
    }

    Map<String, Object> commit(Repository repository, Commit commit) {
        var url = base + "/repos/" + repository.fullName();
        var parents = new ArrayList<>();
        for (var parent : commit.parents()) {
            parents.add(Json.object(
                    "sha", parent, "url", url + "/commits/" + parent, "html_url", page(repository, parent)));
        }
        var account =
                commit.author() == null ? null : account(repository.model().account(commit.author()));
        var git = Json.object(
                "author", signature(commit, commit.authoredAt().toString()),
                "committer", signature(commit, commit.committedAt().toString()),
                "message", commit.message(),
                "tree", Json.object("sha", commit.tree(), "url", url + "/git/trees/" + commit.tree()),
                "url", url + "/git/commits/" + commit.sha(),
                "comment_count", 0,
                "verification",
                        Json.object("verified", false, "reason", "unsigned", "signature", null, "payload", null));
        return Json.object(
                "sha",
                commit.sha(),
                "node_id",
                "C_" + commit.sha(),
                "commit",
                git,
                "url",
                url + "/commits/" + commit.sha(),
                "html_url",
                page(repository, commit.sha()),
                "comments_url",
                url + "/commits/" + commit.sha() + "/comments",
                "author",
                account,
                "committer",
                account,
                "parents",
                parents);
    }

    String page(Repository repository, String sha) {
        return base + "/" + repository.fullName() + "/commit/" + sha;
    }

    private Map<String, Object> signature(Commit commit, String date) {
        return Json.object("name", commit.authorName(), "email", mail(commit), "date", date);
    }

    static String mail(Commit commit) {
        return commit.authorName().replaceAll("[^A-Za-z0-9]", "") + "@example.com";
    }

    /** As in a list: without {@code merged}, which only a single pull request and webhooks have. */
    Map<String, Object> pullRequest(Repository repository, PullRequest pull) {
        var url = base + "/repos/" + repository.fullName() + "/pulls/" + pull.number();
        var author = repository.model().account(pull.author());
        return Json.object(
                "url", url,
                "id", pull.id(),
                "node_id", "PR_" + pull.id(),
                "html_url", base + "/" + repository.fullName() + "/pull/" + pull.number(),
                "number", pull.number(),
                "state", pull.state(),
                "locked", false,
                "title", pull.title(),
                "user", account(author),
                "body", pull.body(),
                "created_at", pull.createdAt().toString(),
                "updated_at", pull.updatedAt().toString(),
                "closed_at", text(pull.closedAt()),
                "merged_at", text(pull.mergedAt()),
                "merge_commit_sha", null,
                "assignees", List.of(),
                "requested_reviewers", List.of(),
                "requested_teams", List.of(),
                "labels", List.of(),
                "draft", pull.draft(),
                "commits_url", url + "/commits",
                "head", end(repository, pull.source(), pull.sourceSha(), author, pull.fromFork()),
                "base", end(repository, pull.target(), pull.targetSha(), repository.owner(), false),
                "author_association", "MEMBER",
                "auto_merge", null);
    }

    private Map<String, Object> end(Repository repository, String ref, String sha, Account who, boolean fork) {
        var repo = repository(repository);
        if (fork) {
            repo.put("id", repository.id() + 90_000_000L);
            repo.put("full_name", who.login() + "/" + repository.name());
            repo.put("owner", account(who));
            repo.put("fork", true);
        }
        return Json.object(
                "label", who.login() + ":" + ref, "ref", ref, "sha", sha, "user", account(who), "repo", repo);
    }

    static String text(Object value) {
        return value == null ? null : value.toString();
    }
}
