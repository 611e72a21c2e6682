// GitLab's webhooks: what they say, and both ways in which they prove who sent them.
package org.jigit.it.replay;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Webhooks: https://docs.gitlab.com/user/project/integrations/webhook_events/. */
public final class GitLabPayloads {
    private static final String ZERO = "0".repeat(40);
    private static final DateTimeFormatter EVENT_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);
    /** More commits of a push are not told. */
    private static final int TOLD = 20;

    private GitLabPayloads() {}

    /** A branch is now where it was not before; {@code before} is null when it is new. */
    public static Hook push(Repository repository, String branch, String before, String login) {
        var model = repository.model();
        synchronized (model) {
            var after = repository.head(branch);
            var commits = added(repository, branch, before, after);
            var user = model.account(login);
            var told = commits.subList(Math.max(0, commits.size() - TOLD), commits.size());
            return hook(
                    "Push Hook",
                    model,
                    Json.object(
                            "object_kind",
                            "push",
                            "event_name",
                            "push",
                            "before",
                            before == null ? ZERO : before,
                            "after",
                            after == null ? ZERO : after,
                            "ref",
                            "refs/heads/" + branch,
                            "ref_protected",
                            false,
                            "checkout_sha",
                            after,
                            "message",
                            null,
                            "user_id",
                            user.id(),
                            "user_name",
                            login,
                            "user_username",
                            login,
                            "user_email",
                            "",
                            "user_avatar",
                            null,
                            "project_id",
                            repository.id(),
                            "project",
                            project(repository),
                            "commits",
                            told.stream()
                                    .map(commit -> commit(repository, commit))
                                    .toList(),
                            "total_commits_count",
                            commits.size(),
                            "push_options",
                            Map.of()));
        }
    }

    /** What a branch reaches and did not reach before, oldest first; of a new one what the default branch does not reach. */
    static List<Commit> added(Repository repository, String branch, String before, String after) {
        if (after == null) {
            return List.of();
        }
        var commits = new ArrayList<>(repository.history(after));
        var known = before != null || branch.equals(repository.defaultBranch())
                ? before
                : repository.head(repository.defaultBranch());
        if (known != null) {
            commits.removeAll(repository.history(known));
        }
        Collections.reverse(commits);
        return commits;
    }

    /** Something happened to a merge request; {@code login} is who did it. */
    public static Hook mergeRequest(Repository repository, long number, String action, String login) {
        var model = repository.model();
        synchronized (model) {
            var pull = repository.pullRequest(number);
            var actor = model.account(login);
            var project = project(repository);
            var last = repository.commit(pull.sourceSha());
            return hook(
                    "Merge Request Hook",
                    model,
                    Json.object(
                            "object_kind", "merge_request",
                            "event_type", "merge_request",
                            "user",
                                    Json.object(
                                            "id",
                                            actor.id(),
                                            "name",
                                            login,
                                            "username",
                                            login,
                                            "avatar_url",
                                            null,
                                            "email",
                                            "[REDACTED]"),
                            "project", project,
                            "object_attributes",
                                    Json.object(
                                            "author_id",
                                                    model.account(pull.author()).id(),
                                            "created_at", EVENT_TIME.format(pull.createdAt()),
                                            "description", pull.body(),
                                            "draft", pull.draft(),
                                            "id", pull.id(),
                                            "iid", pull.number(),
                                            "source_branch", pull.source(),
                                            "source_project_id", GitLabWire.source(repository, pull),
                                            "target_branch", pull.target(),
                                            "target_project_id", repository.id(),
                                            "title", GitLabWire.title(pull),
                                            "updated_at", EVENT_TIME.format(pull.updatedAt()),
                                            "url", new GitLabWire(model).page(repository, pull),
                                            "source", project,
                                            "target", project,
                                            "last_commit", commit(repository, last),
                                            "work_in_progress", pull.draft(),
                                            "state", GitLabWire.state(pull),
                                            "action", action),
                            "labels", List.of(),
                            "changes", Map.of()));
        }
    }

    /** A project has another name or another owner; groups tell it. */
    public static Hook moved(Repository repository, String event, String oldFullName) {
        return hook(
                "Project Hook",
                repository.model(),
                Json.object(
                        "event_name", event,
                        "name", repository.name(),
                        "path", repository.name(),
                        "path_with_namespace", repository.fullName(),
                        "old_path_with_namespace", oldFullName,
                        "project_id", repository.id(),
                        "project_namespace_id", repository.owner().id(),
                        "project_visibility", "private"));
    }

    /** With the secret token, which is sent as it is. */
    public static Hook withToken(Hook hook, String secret) {
        return hook.with("X-Gitlab-Token", secret);
    }

    /** With a signature of id, time and body by a signing token: https://www.standardwebhooks.com/. */
    public static Hook signed(Hook hook, String signingToken, Instant at) {
        try {
            var id = hook.headers().get("Idempotency-Key");
            var seconds = Long.toString(at.getEpochSecond());
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(
                    Base64.getDecoder().decode(signingToken.substring("whsec_".length())), "HmacSHA256"));
            mac.update((id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8));
            var signature = Base64.getEncoder().encodeToString(mac.doFinal(hook.body()));
            return hook.with("webhook-id", id)
                    .with("webhook-timestamp", seconds)
                    .with("webhook-signature", "v1," + signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Hook hook(String event, Model model, Object body) {
        return new Hook(
                Map.of(
                        "Content-Type", "application/json",
                        "User-Agent", "GitLab/18.5.0",
                        "Idempotency-Key", UUID.randomUUID().toString(),
                        "X-Gitlab-Event", event,
                        "X-Gitlab-Event-UUID", UUID.randomUUID().toString(),
                        "X-Gitlab-Instance", model.base(),
                        "X-Gitlab-Webhook-UUID", UUID.randomUUID().toString()),
                Json.bytes(body));
    }

    private static Map<String, Object> project(Repository repository) {
        var page = repository.model().base() + "/" + repository.fullName();
        return Json.object(
                "id",
                repository.id(),
                "name",
                repository.name(),
                "description",
                "",
                "web_url",
                page,
                "avatar_url",
                null,
                "git_ssh_url",
                "git@127.0.0.1:" + repository.fullName() + ".git",
                "git_http_url",
                page + ".git",
                "namespace",
                repository.owner().login(),
                "visibility_level",
                0,
                "path_with_namespace",
                repository.fullName(),
                "default_branch",
                repository.defaultBranch(),
                "homepage",
                page);
    }

    private static Map<String, Object> commit(Repository repository, Commit commit) {
        return Json.object(
                "id", commit.sha(),
                "message", commit.message(),
                "title", GitLabWire.title(commit),
                "timestamp", commit.committedAt().toString().replace("Z", "+00:00"),
                "url", new GitLabWire(repository.model()).page(repository, commit),
                "author", Json.object("name", commit.authorName(), "email", "[REDACTED]"),
                "added", List.of(),
                "modified", List.of(),
                "removed", List.of());
    }
}
