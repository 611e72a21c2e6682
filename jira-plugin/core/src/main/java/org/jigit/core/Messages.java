// Generated from src/boundary/message.rs and the types it names: run ./build.sh generate.
package org.jigit.core;

import com.google.gson.annotations.SerializedName;
import java.time.Instant;
import java.util.List;

/** Every type that crosses the boundary between Java and the core. */
public final class Messages {
    private Messages() {}

    /** The number that Java and the core must agree on. */
    public static final int ABI_VERSION = 7;

    /**
     * The head of an HTTP response.
     *
     * @param status The status; 0 when there was no answer, then the body is a short reason.
     * @param headers The headers.
     * @param url The address that was asked.
     */
    public record Answered(
            int status,
            List<Header> headers,
            String url) {
    }

    /**
     * A branch: its name and the commit it points to.
     *
     * @param repositoryId The repository it belongs to; absent where the source does not tell.
     * @param name The name without `refs/heads/`.
     * @param head The commit it points to; absent where the source does not tell, or when it is deleted.
     * @param deleted Whether it was deleted.
     * @param issueKeys The issue keys in its name.
     */
    public record Branch(
            String repositoryId,
            String name,
            String head,
            boolean deleted,
            List<String> issueKeys) {

        static Branch read(Block block) {
            return new Branch(
                    block.option(Block::text),
                    block.text(),
                    block.option(Block::text),
                    block.bool(),
                    block.list(Block::text));
        }
    }

    /** Whose commits are read. The names of all branches are, whatever is chosen here. */
    public enum BranchStrategy {
        /** Those of every branch. */
        @SerializedName("all")
        ALL,
        /** Those of the repository's default branch. */
        @SerializedName("default")
        DEFAULT,
        /** Those of branches that match one of several masks, such as `bug/*`. */
        @SerializedName("mask")
        MASK,
        /** Those of branches that are named, and of the default branch when none is. */
        @SerializedName("selected")
        SELECTED;

        /** The word in JSON and in the database. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * One line of a connection test.
     *
     * @param id What was tested: `token`, `scope`, `branches`, `commits` or `pull_requests`.
     * @param result How it went.
     * @param code The stable code of what is wrong.
     * @param params Facts for the text, such as `account` or `found`.
     * @param message What was found, in English.
     */
    public record Check(
            String id,
            CheckResult result,
            Code code,
            List<Param> params,
            String message) {
    }

    /** How a line of a test went. */
    public enum CheckResult {
        /** It does not work. */
        @SerializedName("failed")
        FAILED,
        /** It works. */
        @SerializedName("passed")
        PASSED,
        /** It was not tested, because it needs something that failed. */
        @SerializedName("skipped")
        SKIPPED,
        /** It works, but could be better. */
        @SerializedName("warning")
        WARNING;

        /** The word in JSON and in the database. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** What went wrong. The snake_case name is the stable code: it is never renamed or reused. */
    public enum Code {
        /** 401: the credential is not accepted. */
        @SerializedName("auth_failed")
        AUTH_FAILED,
        /** 400 or 422: the host does not understand the request, for example an outdated cursor. */
        @SerializedName("bad_request")
        BAD_REQUEST,
        /** The signature of a delivery does not match any secret of the connection. */
        @SerializedName("bad_signature")
        BAD_SIGNATURE,
        /** 403: the credential is known, but may not do this. */
        @SerializedName("forbidden")
        FORBIDDEN,
        /** 410: the thing existed and is gone for good. */
        @SerializedName("gone")
        GONE,
        /** A bug of ours, or of the caller of the core. */
        @SerializedName("internal")
        INTERNAL,
        /** The body is not what the host's documents say. */
        @SerializedName("malformed")
        MALFORMED,
        /** Something in the configuration of the connection cannot work. */
        @SerializedName("misconfigured")
        MISCONFIGURED,
        /** The delivery carries no signature although the connection has a secret. */
        @SerializedName("not_signed")
        NOT_SIGNED,
        /** 404: the thing does not exist, or the credential may not see it. Hosts answer both alike. */
        @SerializedName("not_found")
        NOT_FOUND,
        /** 429, or 403 with the signs of a rate limit. */
        @SerializedName("rate_limited")
        RATE_LIMITED,
        /** The host points to another address that may not be followed. */
        @SerializedName("redirected")
        REDIRECTED,
        /** 403 with `x-github-sso`: the organisation wants the token to be approved for single sign-on. */
        @SerializedName("sso_required")
        SSO_REQUIRED,
        /** A state or a frame that was written by a newer version. */
        @SerializedName("too_new")
        TOO_NEW,
        /** 5xx, or no answer at all. */
        @SerializedName("unavailable")
        UNAVAILABLE,
        /** The server does not offer this way of asking; another way is tried. */
        @SerializedName("unsupported")
        UNSUPPORTED;

        /** The word in JSON and in the database. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * Which smart commits are in a message?
     *
     * @param text The commit message.
     * @param rules Which of the keys that are found are wanted.
     * @param version The version of the configuration.
     */
    public record CommandsIn(
            String text,
            KeyRules rules,
            long version) {
    }

    /**
     * A commit as Git describes it.
     *
     * @param repositoryId The repository it was found in; absent where the source does not tell.
     * @param sha 40 or 64 hex digits.
     * @param message The whole message.
     * @param author The host's user name where the host knows one, else the author name of the Git metadata; never an e-mail address.
     * @param authoredAt When the author wrote it.
     * @param committedAt When it was committed.
     * @param parents The parents' ids; absent where the source does not tell, empty for a root commit.
     * @param url Where a browser finds it.
     * @param issueKeys The issue keys in its message.
     */
    public record Commit(
            String repositoryId,
            String sha,
            String message,
            String author,
            Instant authoredAt,
            Instant committedAt,
            List<String> parents,
            String url,
            List<String> issueKeys) {

        static Commit read(Block block) {
            return new Commit(
                    block.option(Block::text),
                    block.text(),
                    block.text(),
                    block.option(Block::text),
                    block.option(Block::instant),
                    block.option(Block::instant),
                    block.option(inner -> inner.list(Block::text)),
                    block.option(Block::text),
                    block.list(Block::text));
        }
    }

    /**
     * Which projects this Jira has. A cache: it can always be sent again.
     *
     * @param version The version that later calls name; 0 is never configured and knows no projects.
     * @param knownProjects Every key that leads to an issue: current, former and archived projects. Absent means not known.
     * @param instanceHosts This Jira's hosts, with or without a port: keys in links to other Jiras are left out. Absent means all links count.
     * @param projectPattern Jira's pattern for project keys, which counts only where the projects are not known.
     * @param maxKeys How many distinct keys are linked of one text; 500 when absent.
     * @param hoursPerDay Hours of a working day, 0 to 24; 8 when absent.
     * @param daysPerWeek Days of a working week, 0 to 7; 5 when absent.
     */
    public record Configure(
            long version,
            List<String> knownProjects,
            List<String> instanceHosts,
            String projectPattern,
            Integer maxKeys,
            Double hoursPerDay,
            Double daysPerWeek) {
    }

    /**
     * The answer to a configuration.
     *
     * @param version The version that is known now.
     * @param warning What is wrong with the pattern for project keys: the usual shape serves instead.
     */
    public record Configured(
            long version,
            String warning) {
    }

    /**
     * What sync has to know of a connection.
     *
     * @param host The host's name.
     * @param baseUrl The server's address, as the administrator typed it.
     * @param credential The kind of credential that it has, one of the host's description; empty means the first.
     * @param username The user name that belongs to the credential, for hosts that want one.
     * @param repoType What it covers: `SingleRepository`, `GroupOfRepositories` or `AllRepositories`.
     * @param repositoryId The repository's path, or the name of the organisation, group or user; empty means all that the credential sees.
     * @param subgroups Whether groups inside of the group are covered.
     * @param repositoryPattern A regular expression that the name or the path of a repository must match as a whole; empty matches all.
     * @param repositoryExclude A regular expression for repositories that are left out; empty leaves out none.
     * @param repositories The paths of the only repositories to read; empty reads all.
     * @param branchStrategy Whose commits are read.
     * @param branches The names of the branches to read, or their masks.
     * @param historyDays How many days of history are read; 0 reads all.
     * @param pullRequests Whether pull requests are read.
     * @param pollMs How often to look for changes, in milliseconds.
     * @param rules Which of the keys that are found it wants.
     * @param smartCommits Whether commands in commit messages are looked for.
     */
    public record Connection(
            String host,
            String baseUrl,
            String credential,
            String username,
            String repoType,
            String repositoryId,
            boolean subgroups,
            String repositoryPattern,
            String repositoryExclude,
            List<String> repositories,
            BranchStrategy branchStrategy,
            List<String> branches,
            long historyDays,
            boolean pullRequests,
            long pollMs,
            KeyRules rules,
            boolean smartCommits) {
    }

    /**
     * A kind of credential.
     *
     * @param kind Its name: `token`, `app` or `password`.
     * @param label Its label.
     * @param help Where to get one.
     * @param fields What the form asks for; a connection has the kind of credential whose fields are all filled.
     * @param exchange How it becomes a token that requests can carry, where it is none itself.
     */
    public record Credential(
            String kind,
            String label,
            String help,
            List<CredentialField> fields,
            Exchange exchange) {
    }

    /**
     * One field of a kind of credential.
     *
     * @param name The field of the configuration: `token`, `privateKey`, `appId` or `username`.
     * @param label Its label.
     * @param secret Whether it is stored encrypted and never shown again.
     * @param multiline Whether it is a text of several lines, such as a key.
     */
    public record CredentialField(
            String name,
            String label,
            boolean secret,
            boolean multiline) {
    }

    /**
     * A webhook delivery; the tail is its body, exactly as it came.
     *
     * @param host The host's name.
     * @param headers The headers.
     * @param secrets The connection's webhook secrets; empty when it has none.
     * @param bodyMacs HMAC-SHA256 of the body in hex under each of the secrets, in their order. Callers that have processor instructions for it spare the core most of its work, where the host signs bodies so; what is absent is computed here.
     * @param now When it came; without it, time windows are not checked.
     * @param branchStrategy Whose commits the connection reads.
     * @param branches The names of these branches, or their masks.
     * @param rules Which of the keys that are found the connection wants.
     * @param smartCommits Whether commands in commit messages are looked for.
     * @param version The version of the configuration.
     */
    public record Deliver(
            String host,
            List<Header> headers,
            List<String> secrets,
            List<String> bodyMacs,
            Instant now,
            BranchStrategy branchStrategy,
            List<String> branches,
            KeyRules rules,
            boolean smartCommits,
            long version) {
    }

    /**
     * What a delivery means; the tail holds the rows.
     *
     * @param verified Whether the sender was proved.
     * @param outcome What became of it. Rows are written only when this is `update`.
     * @param reason Why it was ignored, rejected or not readable: a stable word.
     * @param deliveryId The host's id of the delivery.
     * @param event The host's name of the event.
     * @param pokes What sync should look at soon.
     * @param error What is wrong with it, or with the first part of it that could not be read.
     */
    public record Delivered(
            boolean verified,
            Outcome outcome,
            String reason,
            String deliveryId,
            String event,
            List<Poke> pokes,
            Error error) {
    }

    /**
     * Describe yourself: the answer.
     *
     * @param abiVersion The number that Java and the core must agree on.
     * @param version The version of the core.
     * @param hosts The hosts.
     * @param inventory Every column that is stored.
     */
    public record Described(
            int abiVersion,
            String version,
            List<Description> hosts,
            List<Item> inventory) {
    }

    /**
     * What a host says of itself.
     *
     * @param name The stable name: `github`.
     * @param title The name for people: `GitHub`.
     * @param serviceTypes The names that the configuration's `serviceType` may have; the first is written.
     * @param sees What can be seen.
     * @param addressExamples Example addresses for the form.
     * @param credentials The kinds of credentials, the one to prefer first.
     * @param scopes What a connection may cover.
     * @param rights The rights that a credential needs, each with its reason.
     * @param webhook How webhooks are set up and what they prove.
     * @param endpoints Every request that can be sent.
     */
    public record Description(
            String name,
            String title,
            List<String> serviceTypes,
            List<Kind> sees,
            List<String> addressExamples,
            List<Credential> credentials,
            List<Scope> scopes,
            List<Right> rights,
            Webhook webhook,
            List<Endpoint> endpoints) {
    }

    /**
     * One request that can be sent: nothing else leaves Jira.
     *
     * @param method The HTTP method.
     * @param path The path below the API's root; `{x}` stands for one segment, for example `/repos/{owner}/{repo}/branches`.
     * @param query The query parameters that may be there, each with its fixed value, or none where it varies.
     * @param documents SHA-256, as hex, of each text that the member `query` of a JSON body may be; empty when there is no body.
     * @param purpose What it is for.
     * @param reads The fields that are read from the answer.
     */
    public record Endpoint(
            String method,
            String path,
            List<Parameter> query,
            List<String> documents,
            String purpose,
            List<String> reads) {
    }

    /**
     * An error: a code, a sentence without full stop and without secrets, and where it was found.
     *
     * @param code The stable code.
     * @param params Facts for a translated text, such as the status or the missing right.
     * @param message What was expected and what was found, in English.
     * @param at Where: a path into the JSON such as `commits[3].timestamp`, or empty.
     */
    public record Error(
            Code code,
            List<Param> params,
            String message,
            String at) {
    }

    /**
     * How a private key is exchanged for a token that lasts a while: a signed claim (RFC 7519) finds an id and is answered
     * with a token for it. Whoever sends does all of it; neither the key nor any of the answers enters the core.
     *
     * @param key The field with the private key, a PEM.
     * @param issuer The field with the issuer, the claim `iss`.
     * @param algorithm The algorithm: `RS256` (RFC 7518, section 3.3).
     * @param issuedBeforeS How many seconds before now the claim says it was made, for clocks that go fast.
     * @param validS How many seconds after now the claim ends.
     * @param headers The headers of both requests, but for the claim, which is the bearer token.
     * @param list The list to find the id in: a path and query below the API's root, with `{page}` in it for the page's number, from 1.
     * @param pageSize How many elements a page has that is not the last one.
     * @param owner JSON pointer (RFC 6901) into an element of the list: the owner, compared without case with the first part of the connection's scope. A connection to everything takes the only element.
     * @param id JSON pointer into that element: the id.
     * @param issue Where to POST for a token, with `{id}` in it.
     * @param token JSON pointer into the answer: the token.
     * @param expiresAt JSON pointer into the answer: when the token ends, RFC 3339.
     */
    public record Exchange(
            String key,
            String issuer,
            String algorithm,
            long issuedBeforeS,
            long validS,
            List<Header> headers,
            String list,
            long pageSize,
            String owner,
            String id,
            String issue,
            String token,
            String expiresAt) {
    }

    /** Where a text comes from; it decides whether lower-case keys count and whether HTML comments are skipped. */
    public enum Field {
        /** A commit message: lower-case keys only at the start of a line. */
        @SerializedName("commit")
        COMMIT,
        /** A branch name: lower-case keys anywhere. */
        @SerializedName("branch")
        BRANCH,
        /** The title of a pull request: as a commit message. */
        @SerializedName("pr_title")
        PR_TITLE,
        /** The description of a pull request: no lower-case keys, HTML comments are not read. */
        @SerializedName("pr_body")
        PR_BODY;

        /** The word in JSON and in the database. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * One header of a request, a response or a delivery. Names are compared without case.
     *
     * @param name Its name.
     * @param value Its value.
     */
    public record Header(
            String name,
            String value) {
    }

    /**
     * One column that is stored.
     *
     * @param table The table's name without its prefix.
     * @param column The column's name.
     * @param field The field of the model that it holds, or empty for our own bookkeeping.
     * @param meaning What it means.
     * @param source Where it comes from.
     * @param personal Whether it is or may contain personal data.
     * @param retention How long it stays.
     */
    public record Item(
            String table,
            String column,
            String field,
            String meaning,
            String source,
            boolean personal,
            String retention) {
    }

    /**
     * Which of the keys that are found a connection wants.
     *
     * @param served The projects whose keys are kept; absent means all, an empty list none.
     * @param ignored Keys or project keys that are left out.
     * @param keyPattern A regular expression that a whole key, in capitals, must match; empty matches all.
     */
    public record KeyRules(
            List<String> served,
            List<String> ignored,
            String keyPattern) {
    }

    /**
     * Which issue keys are in a text?
     *
     * @param field Where the text stands, which decides about small letters.
     * @param text The text; absent means that it is the tail, which costs nothing to take apart.
     * @param rules Which of the keys that are found are wanted.
     * @param explain Whether the answer says why each key counts and each look-alike does not.
     * @param version The version of the configuration.
     */
    public record KeysIn(
            Field field,
            String text,
            KeyRules rules,
            boolean explain,
            long version) {
    }

    /** The kinds of things that sync reads. */
    public enum Kind {
        /** The account that the credential belongs to; only asked when a connection is tested. */
        @SerializedName("account")
        ACCOUNT,
        /** The branches of a repository. */
        @SerializedName("branches")
        BRANCHES,
        /** The commits of a branch. */
        @SerializedName("commits")
        COMMITS,
        /** The pull requests of a repository. */
        @SerializedName("pull_requests")
        PULL_REQUESTS,
        /** The repositories of the connection's scope. */
        @SerializedName("repositories")
        REPOSITORIES,
        /** One repository. */
        @SerializedName("repository")
        REPOSITORY;

        /** The word in JSON and in the database. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Where the next page begins. */
    public record Next(String cursor, String url) {}

    /** What became of a delivery. */
    public enum Outcome {
        /** Nothing is to be done, for a reason. */
        @SerializedName("ignored")
        IGNORED,
        /** The body is not what the host's documents say. */
        @SerializedName("malformed")
        MALFORMED,
        /** No row is to be written, but sync should look soon. */
        @SerializedName("poke")
        POKE,
        /** The sender is not who it should be. */
        @SerializedName("rejected")
        REJECTED,
        /** Rows are to be written. */
        @SerializedName("update")
        UPDATE;

        /** The word in JSON and in the database. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * How fast the host lets us go.
     *
     * @param limit Requests per window.
     * @param remaining Requests left in this window.
     * @param resetsAt When the window ends.
     * @param waitMs How long to wait before the next request, in milliseconds, if the host said so or a limit is reached.
     */
    public record Pace(
            Long limit,
            Long remaining,
            Instant resetsAt,
            Long waitMs) {
    }

    /**
     * What an answer of a host means; the tail holds the rows.
     *
     * @param next Where the next page begins.
     * @param pace How fast the host lets us go.
     * @param etag The `ETag`.
     * @param unchanged Whether the host said that nothing changed.
     * @param error What went wrong.
     * @param skipped Items that could not be read.
     * @param account The account's user name, when it was asked for.
     */
    public record PageRead(
            Next next,
            Pace pace,
            String etag,
            boolean unchanged,
            Error error,
            List<Error> skipped,
            String account) {
    }

    /**
     * One fact of an error, such as `status` = `404`.
     *
     * @param name The name of the fact.
     * @param value Its value.
     */
    public record Param(
            String name,
            String value) {
    }

    /**
     * A query parameter of an endpoint.
     *
     * @param name Its name.
     * @param values The only values it may have; empty when it varies.
     */
    public record Parameter(
            String name,
            List<String> values) {
    }

    /**
     * A pass over everything that a connection or a repository has: what it did not meet until its last page is not there any
     * more. Rows that were not stored when it began are none of its business.
     *
     * @param repositoryId The repository whose commits are met; absent when it is the connection's repositories.
     * @param number Tells passes apart: when it began, in milliseconds since the epoch.
     * @param first Whether these are its first rows.
     * @param last Whether these are its last rows: what is stored, and was last met by a pass before `before`, is marked.
     * @param before The pass whose successors still count: this one, or an earlier one where one miss says too little.
     * @param since Commits that were committed before this were not looked for.
     * @param cause The branch that was rewritten or deleted, which made the pass necessary.
     * @param met The commits that were met, by their ids, stored or not; repositories come as rows.
     */
    public record Pass(
            String repositoryId,
            long number,
            boolean first,
            boolean last,
            long before,
            Instant since,
            String cause,
            List<String> met) {

        static Pass read(Block block) {
            return new Pass(
                    block.option(Block::text),
                    block.signed(),
                    block.bool(),
                    block.bool(),
                    block.signed(),
                    block.option(Block::instant),
                    block.option(Block::text),
                    block.list(Block::text));
        }
    }

    /**
     * Where a credential goes: header `name` gets `prefix` and then the credential.
     *
     * @param credential Which credential of the connection, as in the host's description: `token`.
     * @param header The header's name.
     * @param prefix What stands before the credential, such as `Bearer `.
     * @param user For HTTP Basic (RFC 7617): the user name, which may be empty; `user:credential` then stands in base64.
     */
    public record Placement(
            String credential,
            String header,
            String prefix,
            String user) {
    }

    /**
     * What sync should look at soon.
     *
     * @param repositoryId The repository; absent means the whole connection.
     * @param kind What to look at.
     * @param reference The branch it is about, if it is about one.
     */
    public record Poke(
            String repositoryId,
            Kind kind,
            @SerializedName("ref") String reference) {
    }

    /**
     * How far a task is.
     *
     * @param phase What is being read: `repositories`, `branches`, `commits`, `pull_requests` or `nothing`.
     * @param done Parts that are done: repositories found, branches read to their end, pages of pull requests.
     * @param total Parts in all, when that is known.
     * @param seen Items looked at since the task began, whether they mention an issue or not.
     */
    public record Progress(
            String phase,
            long done,
            Long total,
            long seen) {
    }

    /** What is known about the sender of a delivery. */
    public enum Proof {
        /** Nothing: the connection has no secret, or the host proves nothing. */
        @SerializedName("none")
        NONE,
        /** The body was signed with the connection's secret. */
        @SerializedName("signed")
        SIGNED,
        /** The sender knew the connection's secret. */
        @SerializedName("shared_secret")
        SHARED_SECRET;

        /** The word in JSON and in the database. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * A pull request of a repository, the one it would be merged into.
     *
     * @param repositoryId The repository it would be merged into; absent where the source does not tell.
     * @param id The host's id, as text.
     * @param number The number people see, unique in its repository.
     * @param title The title.
     * @param description The description, whole.
     * @param state Where it stands.
     * @param sourceBranch The branch with the changes.
     * @param targetBranch The branch it would be merged into.
     * @param author The author's user name; absent for deleted accounts.
     * @param authorId The author's id on the host.
     * @param createdAt When it was opened.
     * @param updatedAt When anything about it last changed.
     * @param mergedAt When it was merged.
     * @param closedAt When it was closed, merged ones included.
     * @param url Where a browser finds it.
     * @param issueKeys The issue keys in its title, its description and its source branch's name.
     */
    public record PullRequest(
            String repositoryId,
            String id,
            long number,
            String title,
            String description,
            State state,
            String sourceBranch,
            String targetBranch,
            String author,
            String authorId,
            Instant createdAt,
            Instant updatedAt,
            Instant mergedAt,
            Instant closedAt,
            String url,
            List<String> issueKeys) {

        static PullRequest read(Block block) {
            return new PullRequest(
                    block.option(Block::text),
                    block.option(Block::text),
                    block.signed(),
                    block.text(),
                    block.option(Block::text),
                    State.values()[block.variant(State.values().length)],
                    block.option(Block::text),
                    block.option(Block::text),
                    block.option(Block::text),
                    block.option(Block::text),
                    block.option(Block::instant),
                    block.option(Block::instant),
                    block.option(Block::instant),
                    block.option(Block::instant),
                    block.option(Block::text),
                    block.list(Block::text));
        }
    }

    /**
     * An answer of a host, to be read on its own; the tail is its body.
     *
     * @param host The host's name.
     * @param want What was asked for.
     * @param repositoryId The repository it is about.
     * @param baseUrl The connection's address.
     * @param url The address that was asked.
     * @param status The status; 0 when there was no answer.
     * @param headers The headers.
     * @param now When it came.
     * @param version The version of the configuration.
     */
    public record ReadPage(
            String host,
            Kind want,
            String repositoryId,
            String baseUrl,
            String url,
            int status,
            List<Header> headers,
            Instant now,
            long version) {
    }

    /**
     * A Git repository, known by the id that its host gave it, which survives renames and transfers.
     *
     * @param id The host's id, as text.
     * @param name The short name.
     * @param fullName The whole path, such as `acme/shop`.
     * @param ownerId The id of the organisation or user that owns it.
     * @param url Where a browser finds it.
     * @param defaultBranch The branch that is shown first; empty repositories may have none.
     */
    public record Repository(
            String id,
            String name,
            String fullName,
            String ownerId,
            String url,
            String defaultBranch) {

        static Repository read(Block block) {
            return new Repository(
                    block.text(),
                    block.text(),
                    block.text(),
                    block.option(Block::text),
                    block.option(Block::text),
                    block.option(Block::text));
        }
    }

    /**
     * A repository, as far as a request needs it.
     *
     * @param id The host's id.
     * @param fullName Its path.
     * @param defaultBranch The branch to read first.
     */
    public record RepositoryRef(
            String id,
            String fullName,
            String defaultBranch) {
    }

    /**
     * A request for Java to send. It says which credential goes into which header; the credential itself is never here.
     *
     * @param method `GET`; other methods are only for endpoints that say so.
     * @param url The whole address.
     * @param headers Headers without a secret.
     * @param credential The credential that goes into a header, if any.
     * @param body The body, for endpoints that take one: JSON.
     */
    public record Request(
            String method,
            String url,
            List<Header> headers,
            Placement credential,
            String body) {
    }

    /**
     * A right that the credential needs.
     *
     * @param name The right, as the host calls it.
     * @param reason Why it is needed.
     */
    public record Right(
            String name,
            String reason) {
    }

    /**
     * What a connection may cover.
     *
     * @param repoType The configuration's `repoType`: `SingleRepository`, `GroupOfRepositories` or `AllRepositories`.
     * @param label Its label.
     * @param example An example of `repositoryId`; empty when there is nothing to name.
     * @param nested Whether there are groups inside of groups, which a connection may leave out.
     */
    public record Scope(
            String repoType,
            String label,
            String example,
            boolean nested) {
    }

    /**
     * One command for one issue.
     *
     * @param issue The issue's key in upper case.
     * @param command `comment`, `time` or `transition`.
     * @param name The name of the transition in lower case; empty for others.
     * @param time The duration as people write it: `1h 30m`; empty for others.
     * @param seconds The duration in seconds; 0 for others.
     * @param comment The comment, or the comment of the work or transition.
     * @param code What is wrong with it, if it cannot be run: `EmptyComment` or `InvalidDuration`.
     * @param direct Whether it follows the keys or another command; otherwise it may be an ordinary hashtag in a sentence.
     */
    public record SmartCommand(
            String issue,
            String command,
            String name,
            String time,
            long seconds,
            String comment,
            String code,
            boolean direct) {

        static SmartCommand read(Block block) {
            return new SmartCommand(
                    block.text(),
                    block.text(),
                    block.text(),
                    block.text(),
                    block.signed(),
                    block.option(Block::text),
                    block.option(Block::text),
                    block.bool());
        }
    }

    /**
     * A commit whose message gives commands to Jira.
     *
     * @param repositoryId The repository it was found in; absent where the source does not tell.
     * @param sha The commit's id.
     * @param authoredAt When the author wrote it.
     * @param firstRead Whether it came with the first reading of its repository: its commands are never run.
     * @param merge Whether it is a merge, which repeats what was said before: its commands are never run.
     * @param authorEmail The author's e-mail address, to find the user of Jira's; it is not stored.
     * @param authorName The author's name, to choose among several users with one e-mail address; it is not stored.
     * @param signed Whether the host verified a signature of the author's.
     * @param account The user name of the account that pushed the commit, or owned it in review; it is not stored.
     * @param accountEmail That account's e-mail address, to find the user of Jira's; it is not stored.
     * @param content SHA-256 of the author's e-mail address, the message and when it was written: the same after a rebase. Absent where the source does not tell the parents, and hence not whether it is a merge, nor exactly when it was written.
     * @param text SHA-256 of the author's e-mail address and the message.
     * @param commands What Jira is told to do, in the order of the message.
     * @param truncated Whether the message asks for so much that its end was left out.
     */
    public record SmartCommit(
            String repositoryId,
            String sha,
            Instant authoredAt,
            boolean firstRead,
            boolean merge,
            String authorEmail,
            String authorName,
            boolean signed,
            String account,
            String accountEmail,
            String content,
            String text,
            List<SmartCommand> commands,
            boolean truncated) {

        static SmartCommit read(Block block) {
            return new SmartCommit(
                    block.option(Block::text),
                    block.text(),
                    block.option(Block::instant),
                    block.bool(),
                    block.bool(),
                    block.option(Block::text),
                    block.option(Block::text),
                    block.bool(),
                    block.option(Block::text),
                    block.option(Block::text),
                    block.option(Block::text),
                    block.text(),
                    block.list(SmartCommand::read),
                    block.bool());
        }
    }

    /** Where a pull request stands. */
    public enum State {
        /** Closed without being merged. */
        @SerializedName("closed")
        CLOSED,
        /** Open, but not ready for review. */
        @SerializedName("draft")
        DRAFT,
        /** Merged. */
        @SerializedName("merged")
        MERGED,
        /** Open. */
        @SerializedName("open")
        OPEN;

        /** The word in JSON and in the database. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * What a step decided.
     * 
     * The save law: the rows and `state` are stored together, in one transaction, or not at all. Only then is `fetch` sent.
     *
     * @param state The state to save with the rows.
     * @param fetch The request to send next; none when the task rests.
     * @param dueAt When the task is due again, if it rests.
     * @param restUntil Until when the whole connection must not ask anything.
     * @param problem What to tell the administrator.
     * @param progress How far the task is.
     * @param pace How fast the host lets us go.
     * @param checks The results of a connection test.
     * @param complete Whether everything was read once.
     * @param history Whether what remains is only history.
     * @param failures How many answers in a row were refusals, this one included; 0 when it is a good one.
     */
    public record Step(
            String state,
            Request fetch,
            Instant dueAt,
            Instant restUntil,
            Error problem,
            Progress progress,
            Pace pace,
            List<Check> checks,
            boolean complete,
            boolean history,
            int failures) {
    }

    /**
     * One turn of sync, answered by a `Step`(crate::sync::Step); the tail is the body of the response.
     *
     * @param connection The connection's settings.
     * @param task What the task reads.
     * @param repository The repository it is about.
     * @param state The saved state; absent when the task is new.
     * @param again Whether everything is to be read once more and repaired; only in the first step.
     * @param unconfirmed What a round that begins has to confirm; only in the first step.
     * @param response The answer to the request of the step before.
     * @param now The time.
     * @param version The version of the configuration.
     */
    public record TakeStep(
            Connection connection,
            Task task,
            RepositoryRef repository,
            String state,
            boolean again,
            Unconfirmed unconfirmed,
            Answered response,
            Instant now,
            long version) {
    }

    /** What a task reads. */
    public enum Task {
        /** The branches of a repository and the commits on them. */
        @SerializedName("branches")
        BRANCHES,
        /** A test of the connection: nothing of it is stored. */
        @SerializedName("check")
        CHECK,
        /** The pull requests of a repository. */
        @SerializedName("pull_requests")
        PULL_REQUESTS,
        /** The repositories of the connection's scope. */
        @SerializedName("repositories")
        REPOSITORIES;

        /** The word in JSON and in the database. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * What webhooks told of a repository and no reading has met since: it may have been outdated when it came.
     *
     * @param branches The names of branches.
     * @param oldestCommit When the oldest of the commits was committed.
     */
    public record Unconfirmed(
            List<String> branches,
            Instant oldestCommit) {
    }

    /**
     * A pull request that mentions no issue of this Jira.
     *
     * @param repositoryId The repository it would be merged into.
     * @param number The number people see.
     */
    public record Unlinked(
            String repositoryId,
            long number) {

        static Unlinked read(Block block) {
            return new Unlinked(
                    block.option(Block::text),
                    block.signed());
        }
    }

    /**
     * Rows to store. Where the projects of this Jira are known, rows without a key of theirs are left out.
     *
     * @param repositories Repositories, whether they mention an issue or not.
     * @param branches Branches whose names mention an issue.
     * @param commits Commits whose messages mention an issue.
     * @param pullRequests Pull requests that mention an issue.
     * @param unlinked Pull requests that mention no issue (any more): a stored one is to be forgotten.
     * @param pass The pass that these rows were met in, if they were.
     * @param smartCommits Commits that give commands to Jira.
     */
    public record Update(
            List<Repository> repositories,
            List<Branch> branches,
            List<Commit> commits,
            List<PullRequest> pullRequests,
            List<Unlinked> unlinked,
            Pass pass,
            List<SmartCommit> smartCommits) {

        static Update read(Block block) {
            return new Update(
                    block.list(Repository::read),
                    block.list(Branch::read),
                    block.list(Commit::read),
                    block.list(PullRequest::read),
                    block.list(Unlinked::read),
                    block.option(Pass::read),
                    block.list(SmartCommit::read));
        }
    }

    /**
     * How webhooks are set up and what they prove.
     *
     * @param events The events to subscribe to, as the host calls them.
     * @param steps What to do, step by step; `{url}` and `{secret}` are filled in by the screen.
     * @param proof What a delivery can prove at best.
     * @param signsBody Whether what is signed is HMAC-SHA256 of the exact body under the secret.
     * @param checked How the sender is checked.
     * @param proved What that proves.
     * @param notProved What it does not prove.
     */
    public record Webhook(
            List<String> events,
            List<String> steps,
            Proof proof,
            boolean signsBody,
            String checked,
            String proved,
            String notProved) {
    }
}
