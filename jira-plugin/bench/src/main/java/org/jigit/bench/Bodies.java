// Makes bodies as large as real ones from payloads of the corpus, always the same.
package org.jigit.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * One body. Elements of the payload are repeated with other ids, messages, times and people, and with what the corpus
 * leaves out because nobody reads it: the addresses in users and repositories, signatures, names of files.
 */
final class Bodies {
    private final boolean keyed;
    private final Texts texts;
    private int linked;

    private Bodies(boolean keyed, Texts texts) {
        this.keyed = keyed;
        this.texts = texts;
    }

    /**
     * Makes an input.
     *
     * @param size how many elements a page has, how many bytes a push
     * @param keyed whether every second element names an issue, or none
     */
    static Input make(String name, Kind kind, int size, boolean keyed) {
        Bodies bodies = new Bodies(keyed, new Texts(size));
        JsonNode body = kind.fixture().body();
        byte[] bytes =
                switch (kind) {
                    case AZURE_DEVOPS_COMMITS -> bodies.azureDevOpsCommits((ObjectNode) body, size);
                    case GERRIT_COMMITS -> bodies.gerritCommits((ObjectNode) body, size);
                    case GITHUB_COMMITS -> bodies.githubCommits(body.get(0), size);
                    case GITHUB_PULL_REQUESTS -> bodies.githubPullRequests(body.get(0), size);
                    case GITHUB_PUSH -> bodies.githubPush((ObjectNode) body, size);
                    case GITLAB_COMMITS -> bodies.gitlabCommits(body.get(0), size);
                };
        return Input.of(name, kind, bytes, Texts.PROJECTS, bodies.linked);
    }

    /** The key that an element names, or none. */
    private String key(int number) {
        boolean names = keyed && number % 2 == 0;
        linked += names ? 1 : 0;
        return names ? texts.key() : null;
    }

    private byte[] azureDevOpsCommits(ObjectNode page, int size) {
        ArrayNode list = page.putArray("value");
        JsonNode template =
                Kind.AZURE_DEVOPS_COMMITS.fixture().body().path("value").get(0);
        for (int i = 0; i < size; i++) {
            ObjectNode commit = template.deepCopy();
            String sha = texts.hex(40);
            String old = commit.path("commitId").textValue();
            commit.put("commitId", sha);
            commit.put("comment", texts.message(key(i)));
            commit.put("url", commit.path("url").textValue().replace(old, sha));
            commit.put("remoteUrl", commit.path("remoteUrl").textValue().replace(old, sha));
            signed((ObjectNode) commit.get("author"), "date", RFC_3339.format(at(i, 40)));
            signed((ObjectNode) commit.get("committer"), "date", RFC_3339.format(at(i, 0)));
            list.add(commit);
        }
        page.put("count", size);
        return bytes(page);
    }

    private byte[] gerritCommits(ObjectNode page, int size) {
        JsonNode template = page.path("log").get(1);
        ArrayNode list = page.putArray("log");
        for (int i = 0; i < size; i++) {
            ObjectNode commit = template.deepCopy();
            commit.put("commit", texts.hex(40));
            commit.put("tree", texts.hex(40));
            commit.putArray("parents").add(texts.hex(40));
            commit.put("message", texts.message(key(i)) + "\n\nChange-Id: I" + texts.hex(40) + "\n");
            signed((ObjectNode) commit.get("author"), "time", GIT.format(at(i, 40)));
            signed((ObjectNode) commit.get("committer"), "time", GIT.format(at(i, 0)));
            list.add(commit);
        }
        return (Fixture.GERRIT_LINE + page.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private byte[] githubCommits(JsonNode template, int size) {
        ArrayNode list = MAPPER.createArrayNode();
        for (int i = 0; i < size; i++) {
            ObjectNode commit = template.deepCopy();
            String sha = texts.hex(40);
            String tree = texts.hex(40);
            String api = API + "/repos/octo-org/payments";
            commit.put("sha", sha).put("node_id", "C_kwDO" + texts.base64(54));
            ObjectNode git = (ObjectNode) commit.get("commit");
            git.put("message", texts.message(key(i)));
            signed((ObjectNode) git.get("author"), "date", RFC_3339.format(at(i, 40)));
            signed((ObjectNode) git.get("committer"), "date", RFC_3339.format(at(i, 0)));
            git.putObject("tree").put("sha", tree).put("url", api + "/git/trees/" + tree);
            git.put("url", api + "/git/commits/" + sha);
            String signature = "-----BEGIN PGP SIGNATURE-----\n\n" + texts.lines(13) + "-----END PGP SIGNATURE-----\n";
            git.putObject("verification")
                    .put("verified", true)
                    .put("reason", "valid")
                    .put("signature", signature)
                    .put("payload", "tree " + tree + "\nauthor Dev 1 <dev1@example.com> 1772446500 +0100\n\n")
                    .put("verified_at", RFC_3339.format(at(i, 0)));
            commit.put("url", api + "/commits/" + sha);
            commit.put("html_url", WEB + "/octo-org/payments/commit/" + sha);
            commit.put("comments_url", api + "/commits/" + sha + "/comments");
            commit.set("author", user(texts.number(40)));
            commit.set("committer", user(texts.number(40)));
            String parent = texts.hex(40);
            commit.putArray("parents")
                    .addObject()
                    .put("sha", parent)
                    .put("url", api + "/commits/" + parent)
                    .put("html_url", WEB + "/octo-org/payments/commit/" + parent);
            list.add(commit);
        }
        return bytes(list);
    }

    private byte[] githubPullRequests(JsonNode template, int size) {
        ArrayNode list = MAPPER.createArrayNode();
        String api = API + "/repos/octo-org/payments";
        for (int i = 0; i < size; i++) {
            ObjectNode pull = template.deepCopy();
            String key = key(i);
            int number = size - i;
            boolean isClosed = i % 4 != 0;
            pull.put("url", api + "/pulls/" + number).put("id", 2_791_474_000L + number);
            pull.put("node_id", "PR_kwDO" + texts.base64(12));
            for (String kind : new String[] {"html", "diff", "patch"}) {
                String ending = kind.equals("html") ? "" : "." + kind;
                pull.put(kind + "_url", WEB + "/octo-org/payments/pull/" + number + ending);
            }
            for (String part : new String[] {"commits", "comments", "statuses"}) {
                pull.put(part + "_url", api + "/pulls/" + number + "/" + part);
            }
            pull.put("number", number).put("state", isClosed ? "closed" : "open");
            pull.put("title", texts.title(i % 4 == 0 ? key : null));
            pull.set("user", user(texts.number(40)));
            pull.put(
                    "body",
                    i % 8 == 7 ? null : texts.message(i % 4 == 0 ? null : key).replace("\n", "\r\n"));
            pull.put("created_at", RFC_3339.format(at(i, 400))).put("updated_at", RFC_3339.format(at(i, 0)));
            pull.put("closed_at", isClosed ? RFC_3339.format(at(i, 1)) : null);
            pull.put("merged_at", i % 4 > 1 ? RFC_3339.format(at(i, 1)) : null);
            pull.put("merge_commit_sha", texts.hex(40)).put("draft", i % 16 == 8);
            for (String name : new String[] {"head", "base"}) {
                ObjectNode end = (ObjectNode) pull.get(name);
                end.put("sha", texts.hex(40));
                end.set("user", user(0));
                end.set("repo", repository((ObjectNode) end.get("repo"), API + "/repos/"));
            }
            ((ObjectNode) pull.get("head"))
                    .put("ref", "feature/" + (key == null ? "" : key + "-") + "refunds-" + number);
            list.add(pull);
        }
        return bytes(list);
    }

    private byte[] githubPush(ObjectNode push, int size) {
        ObjectNode template = (ObjectNode) push.path("commits").get(0);
        push.put("ref", keyed ? "refs/heads/feature/" + texts.key() + "-refunds" : "refs/heads/main");
        push.set("repository", repository((ObjectNode) push.get("repository"), WEB + "/"));
        push.set("sender", user(0));
        ArrayNode list = push.putArray("commits");
        // The last commit is told twice.
        for (int i = 0, written = bytes(push).length, last = 0; written + last < size; i++) {
            ObjectNode commit = template.deepCopy();
            String sha = texts.hex(40);
            commit.put("id", sha).put("tree_id", texts.hex(40)).put("message", texts.message(key(i)));
            commit.put("timestamp", RFC_3339.format(at(i, 0)));
            commit.put("url", WEB + "/octo-org/payments/commit/" + sha);
            for (String name : new String[] {"author", "committer"}) {
                int number = texts.number(40);
                commit.putObject(name)
                        .put("name", texts.person(number))
                        .put("email", "dev" + number + "@example.com")
                        .put("username", "dev" + number);
            }
            for (String name : new String[] {"added", "removed", "modified"}) {
                ArrayNode files = commit.putArray(name);
                for (int file = texts.number(name.equals("modified") ? 8 : 2); file > 0; file--) {
                    files.add(texts.file());
                }
            }
            list.add(commit);
            last = bytes(commit).length + 1;
            written += last;
        }
        push.set("head_commit", list.get(list.size() - 1));
        return bytes(push);
    }

    private byte[] gitlabCommits(JsonNode template, int size) {
        ArrayNode list = MAPPER.createArrayNode();
        for (int i = 0; i < size; i++) {
            ObjectNode commit = template.deepCopy();
            String sha = texts.hex(40);
            String message = texts.message(key(i));
            int author = texts.number(40);
            commit.put("id", sha).put("short_id", sha.substring(0, 8)).put("created_at", MILLIS.format(at(i, 0)));
            commit.putArray("parent_ids").add(texts.hex(40));
            commit.put("title", message.lines().findFirst().orElse("")).put("message", message);
            commit.put("author_name", texts.person(author)).put("author_email", "dev" + author + "@example.com");
            commit.put("authored_date", MILLIS.format(at(i, 40))).put("committed_date", MILLIS.format(at(i, 0)));
            commit.put("web_url", "https://gitlab.com/octo-org/payments/-/commit/" + sha);
            list.add(commit);
        }
        return bytes(list);
    }

    private void signed(ObjectNode person, String time, String at) {
        int number = texts.number(40);
        person.put("name", texts.person(number))
                .put("email", "dev" + number + "@example.com")
                .put(time, at);
    }

    /** A user with all addresses that GitHub tells. */
    private static ObjectNode user(int number) {
        String login = "dev" + number;
        String api = API + "/users/" + login;
        ObjectNode user = MAPPER.createObjectNode()
                .put("login", login)
                .put("id", 501 + number)
                .put("node_id", "MDQ6VXNlcj" + number)
                .put("avatar_url", "https://avatars.githubusercontent.com/u/" + (501 + number) + "?v=4")
                .put("gravatar_id", "")
                .put("url", api)
                .put("html_url", WEB + "/" + login);
        for (String address : USER_ADDRESSES) {
            user.put(name(address), api + "/" + address);
        }
        return user.put("type", "User").put("user_view_type", "public").put("site_admin", false);
    }

    /** A repository with all addresses that GitHub tells. */
    private static ObjectNode repository(ObjectNode template, String root) {
        ObjectNode repository = template.deepCopy();
        String path = repository.path("full_name").textValue();
        repository.set("owner", user(0));
        for (String address : REPOSITORY_ADDRESSES) {
            repository.put(name(address), root + path + "/" + address);
        }
        repository.put("git_url", "git://github.com/" + path + ".git");
        repository.put("ssh_url", "git@github.com:" + path + ".git");
        repository.put("clone_url", WEB + "/" + path + ".git").put("svn_url", WEB + "/" + path);
        for (String feature : FEATURES) {
            repository.put("has_" + feature, true);
        }
        return repository
                .put("size", 4711)
                .put("stargazers_count", 7)
                .put("watchers_count", 7)
                .put("open_issues", 12);
    }

    /** {@code commits{/sha}} is told as {@code commits_url}. */
    private static String name(String address) {
        return address.replaceFirst("/?\\{.*", "").replace('/', '_') + "_url";
    }

    /** When an element was made: each half an hour before the one in front of it, and some minutes more. */
    private static Instant at(int number, int minutes) {
        return Instant.parse("2026-03-02T10:14:59Z").minusSeconds(number * 1_807L + minutes * 60L);
    }

    private static byte[] bytes(JsonNode json) {
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final JsonMapper MAPPER = new JsonMapper();

    private static final DateTimeFormatter RFC_3339 =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx").withZone(ZoneOffset.ofHours(1));
    private static final DateTimeFormatter GIT = DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss uuuu xx", Locale.ROOT)
            .withZone(ZoneOffset.ofHours(1));

    private static final String API = "https://api.github.com";
    private static final String WEB = "https://github.com";

    // https://docs.github.com/en/rest/users/users#get-a-user
    private static final String[] USER_ADDRESSES = {
        "followers",
        "following{/other_user}",
        "gists{/gist_id}",
        "starred{/owner}{/repo}",
        "subscriptions",
        "orgs",
        "repos",
        "events{/privacy}",
        "received_events"
    };

    // https://docs.github.com/en/rest/repos/repos#get-a-repository
    private static final String[] REPOSITORY_ADDRESSES = {
        "forks",
        "keys{/key_id}",
        "collaborators{/collaborator}",
        "teams",
        "hooks",
        "issues/events{/number}",
        "events",
        "assignees{/user}",
        "branches{/branch}",
        "tags",
        "git/blobs{/sha}",
        "git/tags{/sha}",
        "git/refs{/sha}",
        "git/trees{/sha}",
        "statuses/{sha}",
        "languages",
        "stargazers",
        "contributors",
        "subscribers",
        "subscription",
        "commits{/sha}",
        "git/commits{/sha}",
        "comments{/number}",
        "issues/comments{/number}",
        "contents/{+path}",
        "compare/{base}...{head}",
        "merges",
        "archive/{archive_format}{/ref}",
        "downloads",
        "issues{/number}",
        "pulls{/number}",
        "milestones{/number}",
        "notifications{?since,all,participating}",
        "labels{/name}",
        "releases{/id}",
        "deployments"
    };

    private static final String[] FEATURES = {"issues", "projects", "downloads", "wiki", "pages", "discussions"};
}
