// Jackson's data binding: the body becomes objects with the fields that are needed.
package org.jigit.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jigit.core.Messages;

/**
 * Reads with prepared {@link ObjectReader}s. Fields are set directly, without the buffer that constructors of records
 * need; times stay texts until a row is made of them.
 */
final class PojoReader extends Baseline {
    PojoReader(Keys keys, Input input) {
        super(keys, input);
    }

    static final class AzureDevOpsPage {
        public List<AzureDevOpsCommit> value;
    }

    static final class AzureDevOpsCommit {
        public String commitId;
        public Signed author;
        public Signed committer;
        public String comment;
        public String remoteUrl;
    }

    static final class GerritPage {
        public List<GerritCommit> log;
    }

    static final class GerritCommit {
        public String commit;
        public List<String> parents;
        public GerritSigned author;
        public GerritSigned committer;
        public String message;
    }

    static final class GerritSigned {
        public String name;
        public String time;
    }

    static final class GitHubCommit {
        public String sha;
        public GitCommit commit;

        @JsonProperty("html_url")
        public String htmlUrl;

        public User author;
        public List<Parent> parents;
    }

    static final class GitCommit {
        public Signed author;
        public Signed committer;
        public String message;
    }

    static final class Signed {
        public String name;
        public String username;
        public String date;
    }

    static final class User {
        public String login;
        public String id;
    }

    static final class Parent {
        public String sha;
    }

    static final class PullRequest {
        public String id;
        public long number;
        public String title;
        public String body;
        public String state;
        public boolean draft;
        public User user;
        public End head;
        public End base;

        @JsonProperty("created_at")
        public String createdAt;

        @JsonProperty("updated_at")
        public String updatedAt;

        @JsonProperty("merged_at")
        public String mergedAt;

        @JsonProperty("closed_at")
        public String closedAt;

        @JsonProperty("html_url")
        public String htmlUrl;
    }

    static final class End {
        public String ref;
    }

    static final class Push {
        public String ref;
        public Repository repository;
        public List<PushCommit> commits;
    }

    static final class Repository {
        public String id;
    }

    static final class PushCommit {
        public String id;
        public String message;
        public String timestamp;
        public String url;
        public Signed author;
        public Signed committer;
    }

    static final class GitLabCommit {
        public String id;

        @JsonProperty("parent_ids")
        public List<String> parentIds;

        public String message;

        @JsonProperty("author_name")
        public String authorName;

        @JsonProperty("authored_date")
        public String authoredDate;

        @JsonProperty("committed_date")
        public String committedDate;

        @JsonProperty("web_url")
        public String webUrl;
    }

    @Override
    Rows azureDevOpsCommits(byte[] body) throws IOException {
        List<Messages.Commit> rows = new ArrayList<>();
        AzureDevOpsPage page = AZURE_DEVOPS_PAGE.readValue(body);
        for (AzureDevOpsCommit commit : page.value) {
            List<String> found = keys.in(commit.comment);
            if (!found.isEmpty()) {
                Signed author = commit.author == null ? NOBODY : commit.author;
                Signed committer = commit.committer == null ? NOBODY : commit.committer;
                rows.add(new Messages.Commit(
                        repositoryId,
                        commit.commitId,
                        commit.comment,
                        author(null, author.name),
                        Times.rfc3339(author.date),
                        Times.rfc3339(committer.date),
                        null,
                        commit.remoteUrl,
                        found));
            }
        }
        return Rows.of(rows);
    }

    @Override
    Rows gerritCommits(byte[] body, int from) throws IOException {
        List<Messages.Commit> rows = new ArrayList<>();
        GerritPage page = GERRIT_PAGE.readValue(body, from, body.length - from);
        for (GerritCommit commit : page.log) {
            List<String> found = keys.in(commit.message);
            if (!found.isEmpty()) {
                GerritSigned author = commit.author == null ? NOBODY_OF_GERRIT : commit.author;
                GerritSigned committer = commit.committer == null ? NOBODY_OF_GERRIT : commit.committer;
                rows.add(new Messages.Commit(
                        repositoryId,
                        commit.commit,
                        commit.message,
                        author(null, author.name),
                        Times.git(author.time),
                        Times.git(committer.time),
                        commit.parents,
                        gitiles(commit.commit),
                        found));
            }
        }
        return Rows.of(rows);
    }

    @Override
    Rows githubCommits(byte[] body) throws IOException {
        List<Messages.Commit> rows = new ArrayList<>();
        List<GitHubCommit> page = GITHUB_PAGE.readValue(body);
        for (GitHubCommit commit : page) {
            GitCommit git = commit.commit;
            List<String> found = keys.in(git.message);
            if (!found.isEmpty()) {
                List<String> parents = new ArrayList<>(commit.parents.size());
                for (Parent parent : commit.parents) {
                    parents.add(parent.sha);
                }
                Signed author = git.author == null ? NOBODY : git.author;
                Signed committer = git.committer == null ? NOBODY : git.committer;
                rows.add(new Messages.Commit(
                        repositoryId,
                        commit.sha,
                        git.message,
                        author(commit.author == null ? null : commit.author.login, author.name),
                        Times.rfc3339(author.date),
                        Times.rfc3339(committer.date),
                        parents,
                        commit.htmlUrl,
                        found));
            }
        }
        return Rows.of(rows);
    }

    @Override
    Rows githubPullRequests(byte[] body) throws IOException {
        List<Messages.PullRequest> rows = new ArrayList<>();
        List<Messages.Unlinked> unlinked = new ArrayList<>();
        List<PullRequest> page = PULL_REQUESTS.readValue(body);
        for (PullRequest pull : page) {
            String description = present(pull.body);
            List<String> found = keys.in(pull.title, description, pull.head.ref);
            if (found.isEmpty()) {
                unlinked.add(new Messages.Unlinked(repositoryId, pull.number));
                continue;
            }
            User user = pull.user == null || isGhost(pull.user.login) ? NO_USER : pull.user;
            rows.add(new Messages.PullRequest(
                    repositoryId,
                    pull.id,
                    pull.number,
                    pull.title,
                    description,
                    state(pull.state, pull.mergedAt, pull.draft),
                    pull.head.ref,
                    pull.base.ref,
                    user.login,
                    user.id,
                    Times.rfc3339(pull.createdAt),
                    Times.rfc3339(pull.updatedAt),
                    Times.rfc3339(pull.mergedAt),
                    Times.rfc3339(pull.closedAt),
                    pull.htmlUrl,
                    found));
        }
        return new Rows(List.of(), rows, unlinked);
    }

    @Override
    Rows githubPush(byte[] body) throws IOException {
        List<Messages.Commit> rows = new ArrayList<>();
        Push push = PUSH.readValue(body);
        if (!isBranch(push.ref)) {
            return Rows.of(rows);
        }
        for (PushCommit commit : push.commits) {
            List<String> found = keys.in(commit.message);
            if (!found.isEmpty()) {
                Signed author = commit.author == null ? NOBODY : commit.author;
                Signed committer = commit.committer == null ? NOBODY : commit.committer;
                rows.add(new Messages.Commit(
                        push.repository.id,
                        commit.id,
                        commit.message,
                        author(author.username, author.name),
                        Times.rfc3339(first(author.date, commit.timestamp)),
                        Times.rfc3339(first(committer.date, commit.timestamp)),
                        null,
                        commit.url,
                        found));
            }
        }
        return Rows.of(rows);
    }

    @Override
    Rows gitlabCommits(byte[] body) throws IOException {
        List<Messages.Commit> rows = new ArrayList<>();
        List<GitLabCommit> page = GITLAB_PAGE.readValue(body);
        for (GitLabCommit commit : page) {
            List<String> found = keys.in(commit.message);
            if (!found.isEmpty()) {
                rows.add(new Messages.Commit(
                        repositoryId,
                        commit.id,
                        commit.message,
                        author(null, commit.authorName),
                        Times.rfc3339(commit.authoredDate),
                        Times.rfc3339(commit.committedDate),
                        commit.parentIds,
                        commit.webUrl,
                        found));
            }
        }
        return Rows.of(rows);
    }

    private static final Signed NOBODY = new Signed();
    private static final GerritSigned NOBODY_OF_GERRIT = new GerritSigned();
    private static final User NO_USER = new User();

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final ObjectReader AZURE_DEVOPS_PAGE = MAPPER.readerFor(AzureDevOpsPage.class);
    private static final ObjectReader GERRIT_PAGE = MAPPER.readerFor(GerritPage.class);
    private static final ObjectReader GITHUB_PAGE = MAPPER.readerForListOf(GitHubCommit.class);
    private static final ObjectReader GITLAB_PAGE = MAPPER.readerForListOf(GitLabCommit.class);
    private static final ObjectReader PULL_REQUESTS = MAPPER.readerForListOf(PullRequest.class);
    private static final ObjectReader PUSH = MAPPER.readerFor(Push.class);
}
