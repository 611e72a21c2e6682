// Generated from src/boundary/message.rs and the types it names: run ./build.sh generate.
package org.jigit.core;

import com.google.gson.annotations.SerializedName;
import java.time.Instant;
import java.util.List;

/** Every type that crosses the boundary between Java and the core. */
public final class Messages {
    private Messages() {}

    /** The number that Java and the core must agree on. */
    public static final int ABI_VERSION = 1;

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
        UNAVAILABLE;

        /** The word in JSON and in the database. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * Which smart commits are in a message?
     *
     * @param text The commit message.
     * @param version The version of the configuration.
     */
    public record CommandsIn(
            String text,
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
     */
    public record Configure(
            long version,
            List<String> knownProjects) {
    }

    /**
     * The answer to a configuration.
     *
     * @param version The version that is known now.
     */
    public record Configured(
            long version) {
    }

    /**
     * What sync has to know of a connection.
     *
     * @param host The host's name.
     * @param baseUrl The server's address, as the administrator typed it.
     * @param repoType What it covers: `SingleRepository` or `GroupOfRepositories`.
     * @param repositoryId The repository's path, or the name of the organisation, group or user; empty means all that the credential sees.
     * @param historyDays How many days of history are read; 0 reads all.
     * @param pullRequests Whether pull requests are read.
     * @param pollMs How often to look for changes, in milliseconds.
     */
    public record Connection(
            String host,
            String baseUrl,
            String repoType,
            String repositoryId,
            long historyDays,
            boolean pullRequests,
            long pollMs) {
    }

    /**
     * A kind of credential.
     *
     * @param name Its name, as in a request's placement: `token`.
     * @param label Its label.
     * @param help Where to get one.
     */
    public record Credential(
            String name,
            String label,
            String help) {
    }

    /**
     * A webhook delivery; the tail is its body, exactly as it came.
     *
     * @param host The host's name.
     * @param headers The headers.
     * @param secrets The connection's webhook secrets; empty when it has none.
     * @param now When it came; without it, time windows are not checked.
     * @param version The version of the configuration.
     */
    public record Deliver(
            String host,
            List<Header> headers,
            List<String> secrets,
            Instant now,
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
     * @param bodySha256 SHA-256 of the body, as hex: a second name of the delivery.
     * @param pokes What sync should look at soon.
     * @param error What is wrong with it, or with the first part of it that could not be read.
     */
    public record Delivered(
            boolean verified,
            Outcome outcome,
            String reason,
            String deliveryId,
            String event,
            String bodySha256,
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
     * @param credentials The fields that the form asks for.
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
     * @param purpose What it is for.
     * @param reads The fields that are read from the answer.
     */
    public record Endpoint(
            String method,
            String path,
            List<Parameter> query,
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
     * Which issue keys are in a text?
     *
     * @param field Where the text stands, which decides about small letters.
     * @param text The text.
     * @param version The version of the configuration.
     */
    public record KeysIn(
            Field field,
            String text,
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
     * Where a credential goes: header `name` gets `prefix` and then the credential.
     *
     * @param credential Which credential of the connection, as in the host's description: `token`.
     * @param header The header's name.
     * @param prefix What stands before the credential, such as `Bearer `.
     */
    public record Placement(
            String credential,
            String header,
            String prefix) {
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
     */
    public record Request(
            String method,
            String url,
            List<Header> headers,
            Placement credential) {
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
     * @param repoType The configuration's `repoType`: `SingleRepository` or `GroupOfRepositories`.
     * @param label Its label.
     * @param example An example of `repositoryId`.
     */
    public record Scope(
            String repoType,
            String label,
            String example) {
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
            boolean history) {
    }

    /**
     * One turn of sync, answered by a `Step`(crate::sync::Step); the tail is the body of the response.
     *
     * @param connection The connection's settings.
     * @param task What the task reads.
     * @param repository The repository it is about.
     * @param state The saved state; absent when the task is new.
     * @param response The answer to the request of the step before.
     * @param now The time.
     * @param version The version of the configuration.
     */
    public record TakeStep(
            Connection connection,
            Task task,
            RepositoryRef repository,
            String state,
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
     */
    public record Update(
            List<Repository> repositories,
            List<Branch> branches,
            List<Commit> commits,
            List<PullRequest> pullRequests,
            List<Unlinked> unlinked) {

        static Update read(Block block) {
            return new Update(
                    block.list(Repository::read),
                    block.list(Branch::read),
                    block.list(Commit::read),
                    block.list(PullRequest::read),
                    block.list(Unlinked::read));
        }
    }

    /**
     * How webhooks are set up and what they prove.
     *
     * @param events The events to subscribe to, as the host calls them.
     * @param steps What to do, step by step; `{url}` and `{secret}` are filled in by the screen.
     * @param checked How the sender is checked.
     * @param proved What that proves.
     * @param notProved What it does not prove.
     */
    public record Webhook(
            List<String> events,
            List<String> steps,
            String checked,
            String proved,
            String notProved) {
    }
}
