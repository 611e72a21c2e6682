// The rows of the bulk host and its webhooks, as long as GitHub's.
package org.jigit.it.bench;

import static org.jigit.it.bench.Template.bytes;

import java.io.ByteArrayOutputStream;
import java.util.UUID;
import org.jigit.it.replay.Delivery;

/** Rows as GitHub's REST API and its webhooks write them, from templates: https://docs.github.com/en/rest. */
final class Rows {
    private static final String ACCOUNT =
            """
            {"login":"<0>","id":<1>,"node_id":"MDQ6VXNlcjE","avatar_url":"$/avatars/u/<1>?v=4","gravatar_id":"",\
            "url":"$/api/v3/users/<0>","html_url":"$/<0>","followers_url":"$/api/v3/users/<0>/followers",\
            "following_url":"$/api/v3/users/<0>/following{/other_user}","gists_url":"$/api/v3/users/<0>/gists{/gist_id}",\
            "starred_url":"$/api/v3/users/<0>/starred{/owner}{/repo}","subscriptions_url":"$/api/v3/users/<0>/subscriptions",\
            "organizations_url":"$/api/v3/users/<0>/orgs","repos_url":"$/api/v3/users/<0>/repos",\
            "events_url":"$/api/v3/users/<0>/events{/privacy}","received_events_url":"$/api/v3/users/<0>/received_events",\
            "type":"<2>","user_view_type":"public","site_admin":false}""";

    private static final String REPOSITORY =
            """
            {"id":<0>,"node_id":"R_<0>","name":"r-<1>","full_name":"@/r-<1>","private":true,"owner":<2>,\
            "html_url":"$/@/r-<1>","description":null,"fork":false,"url":"$/api/v3/repos/@/r-<1>",\
            "branches_url":"$/api/v3/repos/@/r-<1>/branches{/branch}","commits_url":"$/api/v3/repos/@/r-<1>/commits{/sha}",\
            "pulls_url":"$/api/v3/repos/@/r-<1>/pulls{/number}","created_at":<3>,"updated_at":"2026-01-01T00:00:00Z",\
            "pushed_at":<3>,"size":108,"archived":false,"disabled":false,"visibility":"private","default_branch":"main",\
            "permissions":{"admin":false,"push":false,"pull":true}}""";

    private static final String BRANCH =
            """
            {"name":"<0>","commit":{"sha":"<1>","url":"$/api/v3/repos/@/r-<2>/commits/<1>"},"protected":false}""";

    private static final String COMMIT =
            """
            {"sha":"<0>","node_id":"C_kwDOAbcdefgoAK<0>","commit":{\
            "author":{"name":"<1>","email":"<1>@example.com","date":"<2>"},\
            "committer":{"name":"<1>","email":"<1>@example.com","date":"<2>"},"message":"<3>",\
            "tree":{"sha":"<4>","url":"$/api/v3/repos/@/r-<5>/git/trees/<4>"},\
            "url":"$/api/v3/repos/@/r-<5>/git/commits/<0>","comment_count":0,"verification":{"verified":false,\
            "reason":"unsigned","signature":null,"payload":null,"verified_at":null}},\
            "url":"$/api/v3/repos/@/r-<5>/commits/<0>","html_url":"$/@/r-<5>/commit/<0>",\
            "comments_url":"$/api/v3/repos/@/r-<5>/commits/<0>/comments","author":<6>,"committer":<6>,"parents":[<7>]}""";

    private static final String PARENT =
            """
            {"sha":"<0>","url":"$/api/v3/repos/@/r-<1>/commits/<0>","html_url":"$/@/r-<1>/commit/<0>"}""";

    private static final String PUSH =
            """
            {"ref":"refs/heads/main","before":"<0>","after":"<1>","repository":<2>,"pusher":{"name":"<3>",\
            "email":"<3>@example.com"},"organization":<4>,"sender":<5>,"created":false,"deleted":false,"forced":false,\
            "base_ref":null,"compare":"$/@/r-<6>/compare/<0>...<1>","commits":[<7>],"head_commit":<7>}""";

    private static final String PUSHED =
            """
            {"id":"<0>","tree_id":"<1>","distinct":true,"message":"<2>","timestamp":"<3>","url":"$/@/r-<4>/commit/<0>",\
            "author":{"name":"<5>","email":"<5>@example.com","username":"<5>"},\
            "committer":{"name":"<5>","email":"<5>@example.com","username":"<5>"},\
            "added":[],"removed":[],"modified":["src/main/java/Example.java"]}""";

    /** The id of the first repository. */
    static final long FIRST_ID = 700_000_001L;

    private final Shape shape;
    private final Template repository;
    private final Template branch;
    private final Template commit;
    private final Template parent;
    private final Template push;
    private final Template pushed;
    private final byte[][] authors = new byte[50][];
    private final byte[] owner;

    Rows(Shape shape, String base) {
        this.shape = shape;
        repository = template(REPOSITORY, base);
        branch = template(BRANCH, base);
        commit = template(COMMIT, base);
        parent = template(PARENT, base);
        push = template(PUSH, base);
        pushed = template(PUSHED, base);
        var account = template(ACCOUNT, base);
        for (int number = 0; number < authors.length; number++) {
            authors[number] = filled(account, login(number), number(500 + number), bytes("User"));
        }
        owner = filled(account, bytes(BulkHost.ORGANISATION), number(9_001), bytes("Organization"));
    }

    void repository(ByteArrayOutputStream out, int number) {
        repository.write(out, number(FIRST_ID + number), number(number), owner, bytes("\"2026-01-01T00:00:00Z\""));
    }

    /** The branch at a place of the list: the default branch first, then those that were merged. */
    void branch(ByteArrayOutputStream out, int number, int at, int head) {
        var name = at == 0 ? "main" : "feature/" + shape.project() + "-" + (1 + (number * 2 + at) % shape.issues());
        branch.write(out, bytes(name), bytes(shape.sha(number, head)), number(number));
    }

    void commit(ByteArrayOutputStream out, int number, int at, int issue) {
        var parents = new ByteArrayOutputStream();
        for (var behind : Shape.parents(at)) {
            if (parents.size() > 0) {
                parents.write(',');
            }
            parent.write(parents, bytes(shape.sha(number, behind)), number(number));
        }
        var author = shape.author(number, at);
        commit.write(
                out,
                bytes(shape.sha(number, at)),
                login(author),
                bytes(Shape.at(number, at).toString()),
                message(number, at, issue),
                bytes(shape.tree(number, at)),
                number(number),
                authors[author],
                parents.toByteArray());
    }

    /** The webhook that tells of one commit on top of the default branch. */
    Delivery push(int number, int at, int issue) {
        var author = shape.author(number, at);
        var sha = bytes(shape.sha(number, at));
        var row = filled(
                pushed,
                sha,
                bytes(shape.tree(number, at)),
                message(number, at, issue),
                bytes(Shape.at(number, at).toString()),
                number(number),
                login(author));
        var seconds = number(Shape.at(number, at).getEpochSecond());
        var body = filled(
                push,
                bytes(at == 0 ? "0".repeat(40) : shape.sha(number, at - 1)),
                sha,
                filled(repository, number(FIRST_ID + number), number(number), owner, seconds),
                login(author),
                owner,
                authors[author],
                number(number),
                row);
        var id = new UUID(number, at).toString();
        return new Delivery("push", id, body);
    }

    private byte[] message(int number, int at, int issue) {
        return bytes(shape.message(number, at, issue).replace("\n", "\\n"));
    }

    private static Template template(String text, String base) {
        return new Template(text.replace("$", base).replace("@/", BulkHost.ORGANISATION + "/"));
    }

    private static byte[] filled(Template template, byte[]... values) {
        var out = new ByteArrayOutputStream();
        template.write(out, values);
        return out.toByteArray();
    }

    private static byte[] login(int author) {
        return bytes("dev" + author);
    }

    private static byte[] number(long value) {
        return bytes(Long.toString(value));
    }
}
