// Jackson's tree: the whole body becomes nodes, which are then looked up.
package org.jigit.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jigit.core.Messages;

/** Reads with {@link ObjectReader#readTree(byte[])}. */
final class TreeReader extends Baseline {
    TreeReader(Keys keys, Input input) {
        super(keys, input);
    }

    @Override
    Rows azureDevOpsCommits(byte[] body) throws IOException {
        List<Messages.Commit> rows = new ArrayList<>();
        for (JsonNode commit : TREE.readTree(body).path("value")) {
            String message = text(commit, "comment");
            List<String> found = keys.in(message);
            if (!found.isEmpty()) {
                JsonNode author = commit.path("author");
                rows.add(new Messages.Commit(
                        repositoryId,
                        text(commit, "commitId"),
                        message,
                        author(null, text(author, "name")),
                        time(author, "date"),
                        time(commit.path("committer"), "date"),
                        null,
                        text(commit, "remoteUrl"),
                        found));
            }
        }
        return Rows.of(rows);
    }

    @Override
    Rows gerritCommits(byte[] body, int from) throws IOException {
        List<Messages.Commit> rows = new ArrayList<>();
        for (JsonNode commit : TREE.readTree(body, from, body.length - from).path("log")) {
            String message = text(commit, "message");
            List<String> found = keys.in(message);
            if (!found.isEmpty()) {
                String sha = text(commit, "commit");
                JsonNode author = commit.path("author");
                rows.add(new Messages.Commit(
                        repositoryId,
                        sha,
                        message,
                        author(null, text(author, "name")),
                        Times.git(text(author, "time")),
                        Times.git(text(commit.path("committer"), "time")),
                        texts(commit.path("parents")),
                        gitiles(sha),
                        found));
            }
        }
        return Rows.of(rows);
    }

    @Override
    Rows githubCommits(byte[] body) throws IOException {
        List<Messages.Commit> rows = new ArrayList<>();
        for (JsonNode commit : TREE.readTree(body)) {
            JsonNode git = commit.path("commit");
            String message = text(git, "message");
            List<String> found = keys.in(message);
            if (!found.isEmpty()) {
                JsonNode author = git.path("author");
                JsonNode parents = commit.path("parents");
                List<String> ids = new ArrayList<>(parents.size());
                for (JsonNode parent : parents) {
                    ids.add(text(parent, "sha"));
                }
                rows.add(new Messages.Commit(
                        repositoryId,
                        text(commit, "sha"),
                        message,
                        author(text(commit.path("author"), "login"), text(author, "name")),
                        time(author, "date"),
                        time(git.path("committer"), "date"),
                        ids,
                        text(commit, "html_url"),
                        found));
            }
        }
        return Rows.of(rows);
    }

    @Override
    Rows githubPullRequests(byte[] body) throws IOException {
        List<Messages.PullRequest> rows = new ArrayList<>();
        List<Messages.Unlinked> unlinked = new ArrayList<>();
        for (JsonNode pull : TREE.readTree(body)) {
            String title = text(pull, "title");
            String description = present(text(pull, "body"));
            String source = text(pull.path("head"), "ref");
            List<String> found = keys.in(title, description, source);
            long number = pull.path("number").longValue();
            if (found.isEmpty()) {
                unlinked.add(new Messages.Unlinked(repositoryId, number));
                continue;
            }
            JsonNode user = pull.path("user");
            String login = text(user, "login");
            boolean isSomebody = login != null && !isGhost(login);
            String mergedAt = text(pull, "merged_at");
            rows.add(new Messages.PullRequest(
                    repositoryId,
                    pull.path("id").asText(),
                    number,
                    title,
                    description,
                    state(text(pull, "state"), mergedAt, pull.path("draft").booleanValue()),
                    source,
                    text(pull.path("base"), "ref"),
                    isSomebody ? login : null,
                    isSomebody ? user.path("id").asText() : null,
                    time(pull, "created_at"),
                    time(pull, "updated_at"),
                    Times.rfc3339(mergedAt),
                    time(pull, "closed_at"),
                    text(pull, "html_url"),
                    found));
        }
        return new Rows(List.of(), rows, unlinked);
    }

    @Override
    Rows githubPush(byte[] body) throws IOException {
        JsonNode push = TREE.readTree(body);
        List<Messages.Commit> rows = new ArrayList<>();
        if (!isBranch(text(push, "ref"))) {
            return Rows.of(rows);
        }
        String repository = push.path("repository").path("id").asText();
        for (JsonNode commit : push.path("commits")) {
            String message = text(commit, "message");
            List<String> found = keys.in(message);
            if (!found.isEmpty()) {
                JsonNode author = commit.path("author");
                String timestamp = text(commit, "timestamp");
                rows.add(new Messages.Commit(
                        repository,
                        text(commit, "id"),
                        message,
                        author(text(author, "username"), text(author, "name")),
                        Times.rfc3339(first(text(author, "date"), timestamp)),
                        Times.rfc3339(first(text(commit.path("committer"), "date"), timestamp)),
                        null,
                        text(commit, "url"),
                        found));
            }
        }
        return Rows.of(rows);
    }

    @Override
    Rows gitlabCommits(byte[] body) throws IOException {
        List<Messages.Commit> rows = new ArrayList<>();
        for (JsonNode commit : TREE.readTree(body)) {
            String message = text(commit, "message");
            List<String> found = keys.in(message);
            if (!found.isEmpty()) {
                rows.add(new Messages.Commit(
                        repositoryId,
                        text(commit, "id"),
                        message,
                        author(null, text(commit, "author_name")),
                        time(commit, "authored_date"),
                        time(commit, "committed_date"),
                        texts(commit.path("parent_ids")),
                        text(commit, "web_url"),
                        found));
            }
        }
        return Rows.of(rows);
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).textValue();
    }

    private static Instant time(JsonNode node, String field) {
        return Times.rfc3339(text(node, field));
    }

    private static List<String> texts(JsonNode list) {
        if (!list.isArray()) {
            return null;
        }
        List<String> texts = new ArrayList<>(list.size());
        for (JsonNode text : list) {
            texts.add(text.textValue());
        }
        return texts;
    }

    private static final ObjectReader TREE = new JsonMapper().reader();
}
