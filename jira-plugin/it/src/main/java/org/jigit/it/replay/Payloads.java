// The bodies of the stand-in's webhooks, as GitHub writes them.
package org.jigit.it.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The bodies of webhooks: https://docs.github.com/en/webhooks/webhook-events-and-payloads. */
public final class Payloads {
    private static final String ZERO = "0".repeat(40);

    private Payloads() {}

    /** Sent when a webhook is set up. */
    public static Delivery ping(Repository repository) {
        var wire = new Wire(repository.model().base());
        return Delivery.of(
                "ping",
                Json.bytes(Json.object(
                        "zen", "Keep it logically awesome.",
                        "hook_id", 4711,
                        "hook", Json.object("type", "Organization", "id", 4711, "active", true, "events", List.of("*")),
                        "organization", wire.account(repository.owner()),
                        "sender", wire.account(repository.owner()))));
    }

    /** A push: before and after are null where the branch did not or does not exist. */
    static Delivery push(
            Repository repository,
            String branch,
            String before,
            String after,
            List<Commit> commits,
            String author,
            boolean forced) {
        var wire = new Wire(repository.model().base());
        var rows = new ArrayList<Map<String, Object>>();
        for (var commit : commits) {
            rows.add(row(wire, repository, commit));
        }
        var head = after == null ? null : row(wire, repository, repository.commit(after));
        var repo = wire.repository(repository);
        // a push tells these two as seconds, every other event as text
        repo.put("created_at", repository.createdAt().getEpochSecond());
        repo.put("pushed_at", repository.pushedAt().getEpochSecond());
        repo.put("master_branch", repository.defaultBranch());
        var sender = wire.account(repository.model().account(author));
        return Delivery.of(
                "push",
                Json.bytes(Json.object(
                        "ref",
                        "refs/heads/" + branch,
                        "before",
                        before == null ? ZERO : before,
                        "after",
                        after == null ? ZERO : after,
                        "repository",
                        repo,
                        "pusher",
                        Json.object("name", author, "email", author + "@example.com"),
                        "organization",
                        wire.account(repository.owner()),
                        "sender",
                        sender,
                        "created",
                        before == null,
                        "deleted",
                        after == null,
                        "forced",
                        forced,
                        "base_ref",
                        null,
                        "compare",
                        wire.page(repository, after == null ? before : after),
                        "commits",
                        rows,
                        "head_commit",
                        head)));
    }

    /** A commit as in a push: no parents. */
    private static Map<String, Object> row(Wire wire, Repository repository, Commit commit) {
        var person = Json.object("name", commit.authorName(), "email", Wire.mail(commit), "username", commit.author());
        return Json.object(
                "id", commit.sha(),
                "tree_id", commit.tree(),
                "distinct", true,
                "message", commit.message(),
                "timestamp", commit.committedAt().toString(),
                "url", wire.page(repository, commit.sha()),
                "author", person,
                "committer", person,
                "added", List.of(),
                "removed", List.of(),
                "modified", List.of());
    }

    /** A branch was made or deleted; its short name and nothing else. */
    public static Delivery branch(Repository repository, String event, String branch, String author) {
        var wire = new Wire(repository.model().base());
        return Delivery.of(
                event,
                Json.bytes(Json.object(
                        "ref",
                        branch,
                        "ref_type",
                        "branch",
                        "master_branch",
                        repository.defaultBranch(),
                        "pusher_type",
                        "user",
                        "repository",
                        wire.repository(repository),
                        "sender",
                        wire.account(repository.model().account(author)))));
    }

    /** Something happened to a pull request. */
    static Delivery pullRequest(Repository repository, PullRequest pull, String action, String author) {
        var wire = new Wire(repository.model().base());
        var row = wire.pullRequest(repository, pull);
        row.put("merged", pull.mergedAt() != null);
        row.put("comments", 0);
        row.put("commits", 1);
        return Delivery.of(
                "pull_request",
                Json.bytes(Json.object(
                        "action", action,
                        "number", pull.number(),
                        "pull_request", row,
                        "repository", wire.repository(repository),
                        "organization", wire.account(repository.owner()),
                        "sender", wire.account(repository.model().account(author)))));
    }

    /** The repository got another name. */
    public static Delivery renamed(Repository repository, String from) {
        var wire = new Wire(repository.model().base());
        return Delivery.of(
                "repository",
                Json.bytes(Json.object(
                        "action", "renamed",
                        "changes", Json.object("repository", Json.object("name", Json.object("from", from))),
                        "repository", wire.repository(repository),
                        "organization", wire.account(repository.owner()),
                        "sender", wire.account(repository.owner()))));
    }
}
