// Reads the newest commits of a connection's repository from its host, for a look: nothing of them is stored.
package org.jigit.preview;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jigit.Refusal;
import org.jigit.connection.Connection;
import org.jigit.connection.Credentials;
import org.jigit.connection.Hosts;
import org.jigit.core.Core;
import org.jigit.core.Messages;
import org.jigit.core.Messages.Check;
import org.jigit.core.Messages.CheckResult;
import org.jigit.core.Messages.Task;
import org.jigit.http.Outbound;
import org.jigit.project.KnownProjects;
import org.jigit.secret.Secrets;
import org.jigit.store.Database;

/**
 * The core plans each request: those of a test of the connection, which reads one page of commits. The test only counts them, so
 * that the page is read once more on its own.
 */
public final class LatestCommits {
    private static final int MOST_COMMITS = 100;
    private static final int MOST_REQUESTS = 20;
    private static final int BAD_GATEWAY = 502;
    private static final String COMMITS = "commits";
    private static final String SINGLE = "SingleRepository";

    private final Core core;
    private final Hosts hosts;
    private final Credentials credentials;
    private final Database database;
    private final KnownProjects projects;

    public LatestCommits(Core core, Hosts hosts, Credentials credentials, Database database, KnownProjects projects) {
        this.core = core;
        this.hosts = hosts;
        this.credentials = credentials;
        this.database = database;
        this.projects = projects;
    }

    /**
     * What the host answered.
     *
     * @param repository the path of the repository
     * @param commits its newest commits, at most a hundred; the host may have cut their messages
     * @param requests how many requests it took
     */
    public record Found(String repository, List<Messages.Commit> commits, int requests) {}

    /** The newest commits of the repository where something that was kept happened last, else of the first one. */
    public Found of(Connection connection) {
        return new Conversation(connection).found();
    }

    /** The path of the repository with the newest commit that is stored, else of the one that was stored first. */
    private Optional<String> stored(long connection) {
        return database.read(session -> session.first(
                "select r.[FULL_NAME] from {REPOSITORY} r where r.[CONNECTION_ID] = ? and r.[HIDDEN_SINCE] is null"
                        + " order by coalesce((select max(c.[COMMITTED_AT]) from {COMMIT} c where c.[REPOSITORY_ID] = r.[ID]), 0) desc, r.[ID]",
                row -> row.getString(1),
                connection));
    }

    /** Requests and answers about one connection. */
    private final class Conversation {
        private final Connection connection;
        private final Messages.Connection whole;
        private Messages.Answered head;
        private Outbound.Answer answer;
        private int requests;

        Conversation(Connection connection) {
            this.connection = connection;
            whole = hosts.message(connection);
        }

        Found found() {
            String repository = stored(connection.id()).or(this::only).orElseGet(this::listed);
            List<Messages.Commit> commits = commits(repository);
            return new Found(repository, commits.stream().limit(MOST_COMMITS).toList(), requests);
        }

        private Optional<String> only() {
            return Optional.of(whole.repositoryId())
                    .filter(name -> whole.repoType().equals(SINGLE));
        }

        /** The first repository that the host lists and the connection wants. */
        private String listed() {
            Core.Stepped step = first(whole, Task.REPOSITORIES);
            while (step.head().fetch() != null && step.rows().repositories().isEmpty()) {
                step = next(whole, Task.REPOSITORIES, step.head());
            }
            if (step.rows().repositories().isEmpty() || step.head().restUntil() != null) {
                throw stopped(step.head(), "not_found", "the connection has no repository that its credential may see");
            }
            return step.rows().repositories().get(0).fullName();
        }

        private List<Messages.Commit> commits(String repository) {
            Messages.Connection one = only(repository);
            Messages.Step step = first(one, Task.CHECK).head();
            while (step.fetch() != null) {
                step = next(one, Task.CHECK, step).head();
                for (Check check : step.checks()) {
                    if (check.result() == CheckResult.FAILED) {
                        throw refused(check.code(), check.params(), check.message());
                    }
                    if (check.id().equals(COMMITS)) {
                        return check.result() == CheckResult.PASSED ? page(one) : List.of();
                    }
                }
            }
            throw stopped(step, "internal", "the host was not asked for commits");
        }

        /** The connection as if it were about one repository only. */
        private Messages.Connection only(String repository) {
            return new Messages.Connection(
                    whole.host(),
                    whole.baseUrl(),
                    whole.credential(),
                    whole.username(),
                    SINGLE,
                    repository,
                    false,
                    "",
                    "",
                    List.of(),
                    Messages.BranchStrategy.ALL,
                    List.of(),
                    0,
                    false,
                    whole.pollMs(),
                    whole.rules(),
                    false);
        }

        /** The commits of the last answer. Version 0 knows no projects, so that no commit is left out. */
        private List<Messages.Commit> page(Messages.Connection one) {
            Messages.ReadPage call = new Messages.ReadPage(
                    one.host(),
                    Messages.Kind.COMMITS,
                    null,
                    one.baseUrl(),
                    head.url(),
                    head.status(),
                    head.headers(),
                    Instant.now(),
                    0);
            return core.page(call, answer.body()).rows().commits();
        }

        private Core.Stepped first(Messages.Connection about, Task task) {
            return core.step(
                    new Messages.TakeStep(
                            about, task, null, null, false, null, null, Instant.now(), projects.version()),
                    new byte[0]);
        }

        private Core.Stepped next(Messages.Connection about, Task task, Messages.Step before) {
            if (requests == MOST_REQUESTS) {
                throw new Refusal(
                        BAD_GATEWAY, "internal", "expected commits within " + MOST_REQUESTS + " requests, found none");
            }
            requests++;
            answer = send(before.fetch());
            head = new Messages.Answered(
                    answer.status(), answer.headers(), before.fetch().url());
            return core.step(
                    new Messages.TakeStep(
                            about, task, null, before.state(), false, null, head, Instant.now(), projects.version()),
                    answer.body());
        }

        private Outbound.Answer send(Messages.Request request) {
            try {
                return credentials.send(connection, request);
            } catch (Credentials.Unavailable e) {
                Refusal refusal = new Refusal(BAD_GATEWAY, e.code(), e.getMessage());
                e.params().forEach(refusal::with);
                throw refusal;
            } catch (Outbound.Refused e) {
                throw new Refusal(BAD_GATEWAY, e.code(), e.getMessage());
            } catch (Secrets.Unreadable e) {
                throw new Refusal(BAD_GATEWAY, "secret_unreadable", e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Refusal(503, "interrupted", "asking the host was interrupted");
            }
        }

        /** Why no request comes next, though what was looked for is not there. */
        private Refusal stopped(Messages.Step step, String code, String message) {
            Messages.Error problem = step.problem();
            if (problem != null) {
                return refused(problem.code(), problem.params(), problem.message());
            }
            return step.restUntil() == null
                    ? new Refusal(BAD_GATEWAY, code, message)
                    : new Refusal(BAD_GATEWAY, "rate_limited", "the host wants us to wait until " + step.restUntil())
                            .with("until", step.restUntil());
        }

        private Refusal refused(Messages.Code code, List<Messages.Param> params, String message) {
            String silence = answer == null || code != Messages.Code.UNAVAILABLE ? null : answer.silence();
            Refusal refusal =
                    new Refusal(BAD_GATEWAY, code.word(), silence == null ? message : message + ": " + silence);
            params.forEach(param -> refusal.with(param.name(), param.value()));
            return refusal;
        }
    }
}
