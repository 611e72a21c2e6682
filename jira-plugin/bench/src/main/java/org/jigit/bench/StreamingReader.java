// Jackson's streaming: the body is read token by token, and only what a row needs becomes objects.
package org.jigit.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jigit.core.Messages;

/**
 * Reads with a {@link JsonParser}. Texts that are skipped are never decoded; once a message turns out to name no issue,
 * the rest of its commit is skipped as well.
 */
final class StreamingReader extends Baseline {
    StreamingReader(Keys keys, Input input) {
        super(keys, input);
    }

    @Override
    Rows azureDevOpsCommits(byte[] body) throws IOException {
        List<Messages.Commit> rows = new ArrayList<>();
        try (JsonParser in = JSON.createParser(body)) {
            in.nextToken();
            for (String field; (field = in.nextFieldName()) != null; ) {
                if (field.equals("value") && in.nextToken() == JsonToken.START_ARRAY) {
                    while (in.nextToken() == JsonToken.START_OBJECT) {
                        azureDevOpsCommit(in, rows);
                    }
                } else {
                    skipValue(in);
                }
            }
        }
        return Rows.of(rows);
    }

    private void azureDevOpsCommit(JsonParser in, List<Messages.Commit> rows) throws IOException {
        Draft draft = new Draft();
        for (String field; (field = in.nextFieldName()) != null; ) {
            if (draft.isUnwanted()) {
                skipValue(in);
                continue;
            }
            switch (field) {
                case "commitId" -> draft.sha = text(in);
                case "author" -> draft.author(in);
                case "committer" -> draft.committer(in);
                case "comment" -> draft.message(text(in));
                case "remoteUrl" -> draft.url = text(in);
                default -> skipValue(in);
            }
        }
        if (draft.isWanted()) {
            rows.add(draft.row(repositoryId));
        }
    }

    @Override
    Rows gerritCommits(byte[] body, int from) throws IOException {
        List<Messages.Commit> rows = new ArrayList<>();
        try (JsonParser in = JSON.createParser(body, from, body.length - from)) {
            in.nextToken();
            for (String field; (field = in.nextFieldName()) != null; ) {
                if (field.equals("log") && in.nextToken() == JsonToken.START_ARRAY) {
                    while (in.nextToken() == JsonToken.START_OBJECT) {
                        gerritCommit(in, rows);
                    }
                } else {
                    skipValue(in);
                }
            }
        }
        return Rows.of(rows);
    }

    private void gerritCommit(JsonParser in, List<Messages.Commit> rows) throws IOException {
        Draft draft = new Draft();
        for (String field; (field = in.nextFieldName()) != null; ) {
            if (draft.isUnwanted()) {
                skipValue(in);
                continue;
            }
            switch (field) {
                case "commit" -> draft.sha = text(in);
                case "parents" -> draft.parents = texts(in);
                case "author" -> draft.author(in);
                case "committer" -> draft.committer(in);
                case "message" -> draft.message(text(in));
                default -> skipValue(in);
            }
        }
        if (draft.isWanted()) {
            rows.add(new Messages.Commit(
                    repositoryId,
                    draft.sha,
                    draft.message,
                    author(null, draft.name),
                    Times.git(draft.authored),
                    Times.git(draft.committed),
                    draft.parents,
                    gitiles(draft.sha),
                    draft.found));
        }
    }

    @Override
    Rows githubCommits(byte[] body) throws IOException {
        List<Messages.Commit> rows = new ArrayList<>();
        try (JsonParser in = JSON.createParser(body)) {
            in.nextToken();
            while (in.nextToken() == JsonToken.START_OBJECT) {
                githubCommit(in, rows);
            }
        }
        return Rows.of(rows);
    }

    private void githubCommit(JsonParser in, List<Messages.Commit> rows) throws IOException {
        Draft draft = new Draft();
        for (String field; (field = in.nextFieldName()) != null; ) {
            if (draft.isUnwanted()) {
                skipValue(in);
                continue;
            }
            switch (field) {
                case "sha" -> draft.sha = text(in);
                case "commit" -> gitCommit(in, draft);
                case "html_url" -> draft.url = text(in);
                case "author" -> draft.account = memberIn(in, "login");
                case "parents" -> draft.parents = ids(in);
                default -> skipValue(in);
            }
        }
        if (draft.isWanted()) {
            rows.add(draft.row(repositoryId));
        }
    }

    private void gitCommit(JsonParser in, Draft draft) throws IOException {
        if (!beginsObject(in)) {
            return;
        }
        for (String field; (field = in.nextFieldName()) != null; ) {
            switch (field) {
                case "author" -> draft.author(in);
                case "committer" -> draft.committer(in);
                case "message" -> draft.message(text(in));
                default -> skipValue(in);
            }
        }
    }

    @Override
    Rows githubPullRequests(byte[] body) throws IOException {
        List<Messages.PullRequest> rows = new ArrayList<>();
        List<Messages.Unlinked> unlinked = new ArrayList<>();
        try (JsonParser in = JSON.createParser(body)) {
            in.nextToken();
            while (in.nextToken() == JsonToken.START_OBJECT) {
                githubPullRequest(in, rows, unlinked);
            }
        }
        return new Rows(List.of(), rows, unlinked);
    }

    private void githubPullRequest(JsonParser in, List<Messages.PullRequest> rows, List<Messages.Unlinked> unlinked)
            throws IOException {
        long number = 0;
        boolean draft = false;
        String id = null;
        String title = null;
        String description = null;
        String state = null;
        String source = null;
        String target = null;
        String login = null;
        String userId = null;
        String createdAt = null;
        String updatedAt = null;
        String mergedAt = null;
        String closedAt = null;
        String url = null;
        for (String field; (field = in.nextFieldName()) != null; ) {
            switch (field) {
                case "id" -> id = scalar(in);
                case "number" -> number = in.nextLongValue(0);
                case "title" -> title = text(in);
                case "body" -> description = present(text(in));
                case "state" -> state = text(in);
                case "draft" -> draft = in.nextToken() == JsonToken.VALUE_TRUE;
                case "user" -> {
                    if (beginsObject(in)) {
                        for (String of; (of = in.nextFieldName()) != null; ) {
                            switch (of) {
                                case "login" -> login = text(in);
                                case "id" -> userId = scalar(in);
                                default -> skipValue(in);
                            }
                        }
                    }
                }
                case "head" -> source = memberIn(in, "ref");
                case "base" -> target = memberIn(in, "ref");
                case "created_at" -> createdAt = text(in);
                case "updated_at" -> updatedAt = text(in);
                case "merged_at" -> mergedAt = text(in);
                case "closed_at" -> closedAt = text(in);
                case "html_url" -> url = text(in);
                default -> skipValue(in);
            }
        }
        List<String> found = keys.in(title, description, source);
        if (found.isEmpty()) {
            unlinked.add(new Messages.Unlinked(repositoryId, number));
            return;
        }
        boolean isSomebody = login != null && !isGhost(login);
        rows.add(new Messages.PullRequest(
                repositoryId,
                id,
                number,
                title,
                description,
                state(state, mergedAt, draft),
                source,
                target,
                isSomebody ? login : null,
                isSomebody ? userId : null,
                Times.rfc3339(createdAt),
                Times.rfc3339(updatedAt),
                Times.rfc3339(mergedAt),
                Times.rfc3339(closedAt),
                url,
                found));
    }

    @Override
    Rows githubPush(byte[] body) throws IOException {
        List<Draft> drafts = new ArrayList<>();
        String reference = null;
        String repository = null;
        try (JsonParser in = JSON.createParser(body)) {
            in.nextToken();
            for (String field; (field = in.nextFieldName()) != null; ) {
                switch (field) {
                    case "ref" -> reference = text(in);
                    case "repository" -> repository = memberIn(in, "id");
                    case "commits" -> {
                        if (in.nextToken() == JsonToken.START_ARRAY) {
                            while (in.nextToken() == JsonToken.START_OBJECT) {
                                pushCommit(in, drafts);
                            }
                        }
                    }
                    default -> skipValue(in);
                }
            }
        }
        // Nothing says that the repository stands before its commits.
        List<Messages.Commit> rows = new ArrayList<>(drafts.size());
        if (isBranch(reference)) {
            for (Draft draft : drafts) {
                rows.add(draft.row(repository));
            }
        }
        return Rows.of(rows);
    }

    private void pushCommit(JsonParser in, List<Draft> drafts) throws IOException {
        Draft draft = new Draft();
        for (String field; (field = in.nextFieldName()) != null; ) {
            if (draft.isUnwanted()) {
                skipValue(in);
                continue;
            }
            switch (field) {
                case "id" -> draft.sha = text(in);
                case "message" -> draft.message(text(in));
                case "timestamp" -> draft.timestamp = text(in);
                case "url" -> draft.url = text(in);
                case "author" -> draft.author(in);
                case "committer" -> draft.committer(in);
                default -> skipValue(in);
            }
        }
        if (draft.isWanted()) {
            drafts.add(draft);
        }
    }

    @Override
    Rows gitlabCommits(byte[] body) throws IOException {
        List<Messages.Commit> rows = new ArrayList<>();
        try (JsonParser in = JSON.createParser(body)) {
            in.nextToken();
            while (in.nextToken() == JsonToken.START_OBJECT) {
                gitlabCommit(in, rows);
            }
        }
        return Rows.of(rows);
    }

    private void gitlabCommit(JsonParser in, List<Messages.Commit> rows) throws IOException {
        Draft draft = new Draft();
        for (String field; (field = in.nextFieldName()) != null; ) {
            if (draft.isUnwanted()) {
                skipValue(in);
                continue;
            }
            switch (field) {
                case "id" -> draft.sha = text(in);
                case "parent_ids" -> draft.parents = texts(in);
                case "message" -> draft.message(text(in));
                case "author_name" -> draft.name = text(in);
                case "authored_date" -> draft.authored = text(in);
                case "committed_date" -> draft.committed = text(in);
                case "web_url" -> draft.url = text(in);
                default -> skipValue(in);
            }
        }
        if (draft.isWanted()) {
            rows.add(draft.row(repositoryId));
        }
    }

    /** A commit while it is read. */
    private final class Draft {
        private String sha;
        private String message;
        private String account;
        private String name;
        private String authored;
        private String committed;
        private String timestamp;
        private String url;
        private List<String> parents;
        /** The keys; null until the message was read. */
        private List<String> found;

        void message(String text) {
            message = text;
            found = keys.in(text);
        }

        boolean isUnwanted() {
            return found != null && found.isEmpty();
        }

        boolean isWanted() {
            return found != null && !found.isEmpty();
        }

        void author(JsonParser in) throws IOException {
            if (!beginsObject(in)) {
                return;
            }
            for (String field; (field = in.nextFieldName()) != null; ) {
                switch (field) {
                    case "name" -> name = text(in);
                    case "username" -> account = text(in);
                    case "date", "time" -> authored = text(in);
                    default -> skipValue(in);
                }
            }
        }

        void committer(JsonParser in) throws IOException {
            if (!beginsObject(in)) {
                return;
            }
            for (String field; (field = in.nextFieldName()) != null; ) {
                switch (field) {
                    case "date", "time" -> committed = text(in);
                    default -> skipValue(in);
                }
            }
        }

        Messages.Commit row(String repository) {
            return new Messages.Commit(
                    repository,
                    sha,
                    message,
                    StreamingReader.author(account, name),
                    Times.rfc3339(first(authored, timestamp)),
                    Times.rfc3339(first(committed, timestamp)),
                    parents,
                    url,
                    found);
        }
    }

    /** Whether the next value is an object, which is entered; anything else is skipped. */
    private static boolean beginsObject(JsonParser in) throws IOException {
        if (in.nextToken() == JsonToken.START_OBJECT) {
            return true;
        }
        in.skipChildren();
        return false;
    }

    private static void skipValue(JsonParser in) throws IOException {
        in.nextToken();
        in.skipChildren();
    }

    /** The next value, if it is a text. */
    private static String text(JsonParser in) throws IOException {
        String text = in.nextTextValue();
        if (text == null) {
            in.skipChildren();
        }
        return text;
    }

    /** The next value, a text or a number, as a text. */
    private static String scalar(JsonParser in) throws IOException {
        if (in.nextToken().isScalarValue()) {
            return in.getValueAsString();
        }
        in.skipChildren();
        return null;
    }

    /** A text or a number in an object, as a text. */
    private static String memberIn(JsonParser in, String wanted) throws IOException {
        String found = null;
        if (beginsObject(in)) {
            for (String field; (field = in.nextFieldName()) != null; ) {
                if (field.equals(wanted)) {
                    found = scalar(in);
                } else {
                    skipValue(in);
                }
            }
        }
        return found;
    }

    private static List<String> texts(JsonParser in) throws IOException {
        List<String> texts = new ArrayList<>(2);
        if (in.nextToken() == JsonToken.START_ARRAY) {
            while (in.nextToken() != JsonToken.END_ARRAY) {
                texts.add(in.getText());
            }
        }
        return texts;
    }

    private static List<String> ids(JsonParser in) throws IOException {
        List<String> ids = new ArrayList<>(2);
        if (in.nextToken() == JsonToken.START_ARRAY) {
            while (in.nextToken() == JsonToken.START_OBJECT) {
                for (String field; (field = in.nextFieldName()) != null; ) {
                    if (field.equals("sha")) {
                        ids.add(text(in));
                    } else {
                        skipValue(in);
                    }
                }
            }
        }
        return ids;
    }

    // Names of fields are kept canonical and interned, as they are by default: the same few come again in each body, so
    // that they are decoded once for all, and a switch finds them by identity.
    private static final JsonFactory JSON = new JsonFactory();
}
