// The model's rows as GitLab's REST API writes them.
package org.jigit.it.replay;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/** Rows as GitLab's REST API writes them: https://docs.gitlab.com/api/api_resources/. */
final class GitLabWire {
    private static final DateTimeFormatter GIT_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Model model;
    private final String base;

    GitLabWire(Model model) {
        this.model = model;
        this.base = model.base();
    }

    Map<String, Object> user(Account account) {
        return Json.object(
                "id",
                account.id(),
                "username",
                account.login(),
                "name",
                account.login(),
                "state",
                "active",
                "locked",
                false,
                "avatar_url",
                null,
                "web_url",
                base + "/" + account.login());
    }

    Map<String, Object> group(Account group) {
        var path = group.login();
        var parent = path.contains("/") ? model.find(path.substring(0, path.lastIndexOf('/'))) : null;
        return Json.object(
                "id",
                group.id(),
                "web_url",
                base + "/groups/" + path,
                "name",
                path.substring(path.lastIndexOf('/') + 1),
                "path",
                path.substring(path.lastIndexOf('/') + 1),
                "description",
                "",
                "visibility",
                "private",
                "full_name",
                path.replace("/", " / "),
                "full_path",
                path,
                "parent_id",
                parent == null ? null : parent.id());
    }

    Map<String, Object> project(Repository repository) {
        var owner = repository.owner();
        var isGroup = owner.type().equals("Organization");
        var page = base + "/" + repository.fullName();
        return Json.object(
                "id",
                repository.id(),
                "description",
                null,
                "name",
                repository.name(),
                "name_with_namespace",
                repository.fullName().replace("/", " / "),
                "path",
                repository.name(),
                "path_with_namespace",
                repository.fullName(),
                "created_at",
                TIME.format(repository.createdAt()),
                "default_branch",
                repository.branches().isEmpty() ? null : repository.defaultBranch(),
                "tag_list",
                List.of(),
                "topics",
                List.of(),
                "ssh_url_to_repo",
                "git@127.0.0.1:" + repository.fullName() + ".git",
                "http_url_to_repo",
                page + ".git",
                "web_url",
                page,
                "readme_url",
                null,
                "forks_count",
                0,
                "avatar_url",
                null,
                "star_count",
                0,
                "last_activity_at",
                TIME.format(repository.pushedAt()),
                "visibility",
                "private",
                "namespace",
                Json.object(
                        "id",
                        owner.id(),
                        "name",
                        owner.login().substring(owner.login().lastIndexOf('/') + 1),
                        "path",
                        owner.login().substring(owner.login().lastIndexOf('/') + 1),
                        "kind",
                        isGroup ? "group" : "user",
                        "full_path",
                        owner.login(),
                        "parent_id",
                        null,
                        "avatar_url",
                        null,
                        "web_url",
                        base + (isGroup ? "/groups/" : "/") + owner.login()));
    }

    Map<String, Object> branch(Repository repository, String name, String head) {
        var main = repository.head(repository.defaultBranch());
        var isDefault = name.equals(repository.defaultBranch());
        var merged = !isDefault && main != null && repository.history(main).contains(repository.commit(head));
        return Json.object(
                "name",
                name,
                "commit",
                commit(repository, repository.commit(head)),
                "merged",
                merged,
                "protected",
                isDefault,
                "developers_can_push",
                false,
                "developers_can_merge",
                false,
                "can_push",
                false,
                "default",
                isDefault,
                "web_url",
                base + "/" + repository.fullName() + "/-/tree/"
                        + Api.encode(name).replace("%2F", "/"));
    }

    Map<String, Object> commit(Repository repository, Commit commit) {
        return Json.object(
                "id", commit.sha(),
                "short_id", commit.sha().substring(0, 8),
                "created_at", GIT_TIME.format(commit.committedAt()),
                "parent_ids", commit.parents(),
                "title", title(commit),
                "message", commit.message(),
                "author_name", commit.authorName(),
                "author_email", Wire.mail(commit),
                "authored_date", GIT_TIME.format(commit.authoredAt()),
                "committer_name", commit.authorName(),
                "committer_email", Wire.mail(commit),
                "committed_date", GIT_TIME.format(commit.committedAt()),
                "trailers", Map.of(),
                "extended_trailers", Map.of(),
                "web_url", page(repository, commit));
    }

    static String title(Commit commit) {
        return commit.message().lines().findFirst().orElse("");
    }

    String page(Repository repository, Commit commit) {
        return base + "/" + repository.fullName() + "/-/commit/" + commit.sha();
    }

    Map<String, Object> mergeRequest(Repository repository, PullRequest pull) {
        var state = state(pull);
        return Json.object(
                "id", pull.id(),
                "iid", pull.number(),
                "project_id", repository.id(),
                "title", title(pull),
                "description", pull.body(),
                "state", state,
                "created_at", time(pull.createdAt()),
                "updated_at", time(pull.updatedAt()),
                "merged_at", time(pull.mergedAt()),
                "closed_at", state.equals("closed") ? time(pull.closedAt()) : null,
                "target_branch", pull.target(),
                "source_branch", pull.source(),
                "user_notes_count", 0,
                "upvotes", 0,
                "downvotes", 0,
                "author", user(model.account(pull.author())),
                "assignees", List.of(),
                "assignee", null,
                "reviewers", List.of(),
                "source_project_id", source(repository, pull),
                "target_project_id", repository.id(),
                "labels", List.of(),
                "draft", pull.draft(),
                "work_in_progress", pull.draft(),
                "milestone", null,
                "merge_when_pipeline_succeeds", false,
                "merge_status", "can_be_merged",
                "detailed_merge_status", pull.draft() ? "draft_status" : "mergeable",
                "sha", pull.sourceSha(),
                "merge_commit_sha", null,
                "squash_commit_sha", null,
                "reference", "!" + pull.number(),
                "web_url", page(repository, pull));
    }

    /** The number of the project that the changes come from. */
    static long source(Repository repository, PullRequest pull) {
        return pull.fromFork() ? repository.id() + 90_000_000L : repository.id();
    }

    String page(Repository repository, PullRequest pull) {
        return base + "/" + repository.fullName() + "/-/merge_requests/" + pull.number();
    }

    static String state(PullRequest pull) {
        return pull.mergedAt() != null ? "merged" : pull.closedAt() != null ? "closed" : "opened";
    }

    /** The title is what makes a draft on GitLab. */
    static String title(PullRequest pull) {
        return pull.draft() && !pull.title().startsWith("Draft: ") ? "Draft: " + pull.title() : pull.title();
    }

    private static String time(Instant time) {
        return time == null ? null : TIME.format(time);
    }
}
