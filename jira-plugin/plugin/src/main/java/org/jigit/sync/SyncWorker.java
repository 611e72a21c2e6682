// The workers of this node: claim a task that is due, step until the time slice is spent, save after every step.
package org.jigit.sync;

import com.google.gson.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jigit.Json;
import org.jigit.connection.Connection;
import org.jigit.connection.Connections;
import org.jigit.connection.Credentials;
import org.jigit.connection.Hosts;
import org.jigit.connection.Removals;
import org.jigit.core.Core;
import org.jigit.core.CoreException;
import org.jigit.core.Messages;
import org.jigit.http.Outbound;
import org.jigit.project.KnownProjects;
import org.jigit.secret.Secrets;
import org.jigit.smartcommit.Authors;
import org.jigit.smartcommit.Sighting;
import org.jigit.smartcommit.SmartCommits;
import org.jigit.store.Database;
import org.jigit.store.Scope;
import org.jigit.store.Store;
import org.jigit.store.Tasks;
import org.jigit.store.Tasks.Claim;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A few threads of our own. Nothing is held while a host is asked: no transaction, no lock, only the lease. The save law: rows and
 * state of a step are written in one transaction, and only then is the next request sent.
 */
public final class SyncWorker {
    private static final Logger LOG = LoggerFactory.getLogger(SyncWorker.class);

    private static final int THREADS = 5;
    private static final long SLICE_MS = 20_000;
    private static final long IDLE_MS = 3_000;
    private static final long NOTE_EVERY_MS = 2_000;
    private static final long MINUTE_MS = 60_000;
    private static final long DAY_MS = 86_400_000;
    private static final long STOP_MS = 15_000;
    private static final byte[] NO_BODY = {};

    private final Core core;
    private final Hosts hosts;
    private final Connections connections;
    private final Outbound outbound;
    private final Credentials credentials;
    private final Database database;
    private final Tasks tasks;
    private final Store store;
    private final KnownProjects projects;
    private final Poked poked;
    private final Authors authors;
    private final SmartCommits smartCommits;
    private final Poked smartCommitBell;
    private final Removals removals;
    private final Clock clock = Clock.systemUTC();
    private final String owner;
    private final AtomicInteger firstReaders = new AtomicInteger();
    private final AtomicInteger historians = new AtomicInteger();
    private final Map<Long, AtomicLong> sent = new ConcurrentHashMap<>();
    private final Map<Long, Long> noted = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    public SyncWorker(
            Core core,
            Hosts hosts,
            Connections connections,
            Outbound outbound,
            Credentials credentials,
            Database database,
            Tasks tasks,
            Store store,
            KnownProjects projects,
            Poked poked,
            Authors authors,
            SmartCommits smartCommits,
            Poked smartCommitBell,
            Removals removals,
            String node) {
        this.core = core;
        this.hosts = hosts;
        this.connections = connections;
        this.outbound = outbound;
        this.credentials = credentials;
        this.database = database;
        this.tasks = tasks;
        this.store = store;
        this.projects = projects;
        this.poked = poked;
        this.authors = authors;
        this.smartCommits = smartCommits;
        this.smartCommitBell = smartCommitBell;
        this.removals = removals;
        this.owner = node + ":" + UUID.randomUUID();
    }

    /** Starts the threads. */
    public synchronized void start() {
        if (running) {
            return;
        }
        running = true;
        for (int number = 1; number <= THREADS; number++) {
            Thread thread = new Thread(this::work, "jigit-sync-" + number);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
    }

    /** Stops the threads after the step that each is at; a request on its way is given up. */
    public synchronized void stop() throws InterruptedException {
        running = false;
        poked.now();
        outbound.close();
        long until = clock.millis() + STOP_MS;
        for (Thread thread : threads) {
            thread.join(Math.max(1, until - clock.millis()));
            if (thread.isAlive()) {
                LOG.warn("{} did not stop in time; its lease runs out by itself", thread.getName());
                thread.interrupt();
            }
        }
        threads.clear();
    }

    /** Whether most of the threads read what was never read to its end. */
    public boolean readsMuchForTheFirstTime() {
        return firstReaders.get() > THREADS / 2;
    }

    private void work() {
        while (running) {
            try {
                Optional<Claim> claim = tasks.claim(owner, historians.get() >= THREADS - 1);
                if (claim.isPresent()) {
                    take(claim.get());
                } else if (!removals.goOn()) {
                    poked.await(IDLE_MS);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("the queue cannot be read", e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            poked.await(IDLE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Works on a task, and gives it back when that does not go on. */
    private void take(Claim claim) throws InterruptedException {
        try {
            slice(claim);
        } catch (Tasks.LeaseLost e) {
            LOG.info("{}; somebody else goes on", e.getMessage());
        } catch (Outbound.Stopped e) {
            tasks.giveBack(claim, 0, claim.problem());
        } catch (Outbound.Refused e) {
            giveBack(claim, 10 * MINUTE_MS, e.code(), e.getMessage());
        } catch (Credentials.Unavailable e) {
            restWith(claim, 10 * MINUTE_MS, Json.write(Json.error(e.code(), Json.params(e.params()), e.getMessage())));
        } catch (Secrets.Unreadable e) {
            giveBack(claim, 60 * MINUTE_MS, "secret_unreadable", e.getMessage());
        } catch (CoreException e) {
            boolean busy = e.code() == Messages.Code.UNAVAILABLE;
            LOG.warn(
                    "connection {}, task {} ({}): the core answered {}: {}",
                    claim.connectionId(),
                    claim.id(),
                    claim.kind(),
                    e.code().word(),
                    e.getMessage());
            if (busy) {
                tasks.giveBack(claim, 1_000, claim.problem());
            } else {
                giveBack(claim, 10 * MINUTE_MS, e.code().word(), e.getMessage());
            }
        } catch (Database.Failed e) {
            LOG.warn(
                    "connection {}, task {} ({}): {}",
                    claim.connectionId(),
                    claim.id(),
                    claim.kind(),
                    e.getMessage(),
                    e);
            tasks.giveBack(claim, MINUTE_MS / 2, claim.problem());
        } catch (RuntimeException e) {
            LOG.error(
                    "connection {}, task {} ({}) stopped by a mistake of Jigit",
                    claim.connectionId(),
                    claim.id(),
                    claim.kind(),
                    e);
            giveBack(
                    claim,
                    10 * MINUTE_MS,
                    "internal",
                    "a mistake of Jigit: see the log of " + owner.substring(0, owner.indexOf(':')));
        }
    }

    private void giveBack(Claim claim, long afterMs, String code, String message) {
        tasks.giveBack(claim, afterMs, Json.write(Json.error(code, Json.params(List.of()), message)));
    }

    /** Gives a task back and lets its whole connection rest: the other tasks would meet the same. */
    private void restWith(Claim claim, long ms, String problem) {
        try {
            database.write(session -> {
                // The connection before its tasks, as everybody locks them.
                connections.rest(session, claim.connectionId(), clock.millis() + ms);
                if (!tasks.giveBack(session, claim, ms, problem)) {
                    throw new Tasks.LeaseLost(claim);
                }
                return null;
            });
        } catch (Tasks.LeaseLost e) {
            LOG.info("{}; somebody else goes on", e.getMessage());
        }
    }

    private void slice(Claim claim) throws InterruptedException {
        long end = clock.millis() + SLICE_MS;
        Optional<Connection> found = serving(claim);
        if (found.isEmpty()) {
            tasks.giveBack(claim, 0, claim.problem());
            return;
        }
        Messages.Step step = step(
                        found.get(),
                        claim,
                        claim.state(),
                        claim.again(),
                        unconfirmed(found.get(), claim),
                        null,
                        NO_BODY)
                .head();
        if (step.fetch() == null) {
            save(found.get(), claim, step, null, null);
            return;
        }
        if (lease(found.get()) > Tasks.LEASE_MS) {
            tasks.lengthen(claim, lease(found.get()));
        }
        boolean historian = step.history();
        boolean first = !step.complete();
        historians.addAndGet(historian ? 1 : 0);
        firstReaders.addAndGet(first ? 1 : 0);
        try {
            while (step.fetch() != null) {
                Connection connection = found.get();
                Messages.Request request = step.fetch();
                Outbound.Answer answer = credentials.send(connection, request);
                Messages.Answered head = new Messages.Answered(answer.status(), answer.headers(), request.url());
                Core.Stepped stepped = step(connection, claim, step.state(), false, null, head, answer.body());
                step = stepped.head();
                if (!save(connection, claim, step, stepped.rows(), answer.silence())) {
                    return;
                }
                note(connection, step, answer.status());
                found = serving(claim);
                boolean rests = step.fetch() == null || step.dueAt() != null;
                if (rests) {
                    return;
                }
                if (!running || clock.millis() > end || found.isEmpty() || tires(connection)) {
                    tasks.giveBack(claim, 0, step.problem() == null ? null : problem(step.problem(), answer.silence()));
                    return;
                }
            }
        } finally {
            historians.addAndGet(historian ? -1 : 0);
            firstReaders.addAndGet(first ? -1 : 0);
        }
    }

    /** What webhooks told of the task's repository, and the readings since did not meet; null for other kinds of tasks. */
    private Messages.Unconfirmed unconfirmed(Connection connection, Claim claim) {
        if (!claim.kind().equals(Tasks.BRANCHES) || claim.savedAt() == null) {
            return null;
        }
        long days = connection.settings().number("indexDaysLimit");
        long since = days == 0 ? 0 : clock.millis() - days * DAY_MS;
        return database.read(session -> store.unconfirmed(session, claim, since));
    }

    /** The task's connection, as long as it is read at all; where its reading was cancelled, only what is young is. */
    private Optional<Connection> serving(Claim claim) {
        return connections
                .find(claim.connectionId())
                .filter(connection -> connection.enabled() && !connection.paused())
                .map(connection -> claim.cancelledAt() == null
                        ? connection
                        : connection.within(
                                1 + Tasks.YOUNG_DAYS + Math.max(0, clock.millis() - claim.cancelledAt()) / DAY_MS));
    }

    private Core.Stepped step(
            Connection connection,
            Claim claim,
            String state,
            boolean again,
            Messages.Unconfirmed unconfirmed,
            Messages.Answered answered,
            byte[] body) {
        Messages.RepositoryRef repository = claim.repository() == null
                ? null
                : new Messages.RepositoryRef(claim.repository(), claim.fullName(), claim.defaultBranch());
        Messages.Task task =
                switch (claim.kind()) {
                    case Tasks.REPOSITORIES -> Messages.Task.REPOSITORIES;
                    case Tasks.BRANCHES -> Messages.Task.BRANCHES;
                    case Tasks.PULL_REQUESTS -> Messages.Task.PULL_REQUESTS;
                    default -> throw new IllegalStateException("expected a kind of task, found " + claim.kind());
                };
        return core.step(
                new Messages.TakeStep(
                        hosts.message(connection),
                        task,
                        repository,
                        state,
                        again,
                        unconfirmed,
                        answered,
                        Instant.ofEpochMilli(clock.millis()),
                        projects.version()),
                body);
    }

    /** How long one step may take: a request, another for each half of an exchange, finding addresses, storing the answer. */
    private static long lease(Connection connection) {
        long requests = connection.holdsKey() ? 4 : 1;
        return Math.max(Tasks.LEASE_MS, requests * connection.settings().number("requestTimeout") + 30_000);
    }

    /**
     * The save law: the state first, fenced by the lease, then the rows, in one transaction. False when the step was refused
     * and the connection is another one by now: then the task was given back.
     */
    private boolean save(Connection connection, Claim claim, Messages.Step step, Messages.Update rows, String silence) {
        Long dueAt = step.dueAt() != null ? Long.valueOf(step.dueAt().toEpochMilli()) : null;
        if (dueAt == null && step.fetch() == null) {
            dueAt = clock.millis() + connection.settings().number("commitsPeriod");
        }
        long tries = tries(connection, claim, step);
        if (tries >= Tasks.MOST_TRIES) {
            // Given up: it is tried once a day, and when somebody asks for it.
            dueAt = Math.max(dueAt == null ? 0 : dueAt, clock.millis() + DAY_MS);
        }
        Messages.Progress progress = step.progress();
        Tasks.Saved saved = new Tasks.Saved(
                step.state(),
                dueAt,
                step.history(),
                step.complete(),
                progress.phase(),
                progress.done(),
                progress.total(),
                progress.seen(),
                step.problem() == null ? null : problem(step.problem(), silence),
                tries,
                lease(connection));
        Scope scope = connections.scope(connection);
        Store.Source source =
                switch (claim.kind()) {
                    case Tasks.REPOSITORIES -> Store.Source.LISTING;
                    case Tasks.PULL_REQUESTS -> Store.Source.PULL_REQUESTS;
                    default -> Store.Source.PAGE;
                };
        List<Sighting> sightings = rows == null ? List.of() : authors.of(rows.smartCommits());
        boolean[] due = {false};
        boolean[] outdated = {false};
        boolean found = database.write(session -> {
            long now = clock.millis();
            if (step.problem() != null && !connections.isUnchanged(session, connection)) {
                // What was refused was asked with the settings, perhaps the token, of before.
                if (!tasks.giveBack(session, claim, 0, null)) {
                    throw new Tasks.LeaseLost(claim);
                }
                outdated[0] = true;
                return false;
            }
            // The connection before its tasks, as everybody locks them.
            if (step.restUntil() != null) {
                connections.rest(session, connection.id(), step.restUntil().toEpochMilli());
            }
            tasks.save(session, claim, saved, now);
            boolean news = rows != null
                    && store.apply(session, scope, rows, source, now).news();
            if (claim.forget() && step.complete()) {
                store.forget(session, claim);
            }
            if (claim.cancelledAt() != null && claim.repositoryId() == null && step.complete()) {
                tasks.endCancelled(session, claim);
            }
            due[0] = smartCommits.note(
                    session, connection.id(), sightings, connection.settings().needsVoucher(), now);
            return news;
        });
        if (due[0]) {
            smartCommitBell.now();
        }
        if (found) {
            poked.now();
        }
        return !outdated[0];
    }

    /**
     * How often a task failed in a row. A failure counts only when the host answered others well since the one before: where
     * nothing goes, nothing is given up.
     */
    private static long tries(Connection connection, Claim claim, Messages.Step step) {
        if (step.failures() == 0) {
            return 0;
        }
        boolean alone =
                connection.lastReadAt() != null && claim.savedAt() != null && connection.lastReadAt() > claim.savedAt();
        return claim.tries() == 0 || alone ? claim.tries() + 1 : claim.tries();
    }

    /** What is wrong, with the reason that there was no answer, where there was none. */
    private static String problem(Messages.Error error, String silence) {
        JsonObject params = Json.params(error.params());
        if (silence != null) {
            params.addProperty("reason", silence);
        }
        String message = silence == null ? error.message() : error.message() + ": " + silence;
        return Json.write(Json.error(error.code().word(), params, message));
    }

    /** Tells the connection how it went: at once when it or the task rests, else every few seconds. */
    private void note(Connection connection, Messages.Step step, int status) {
        long now = clock.millis();
        boolean last = step.restUntil() != null || step.fetch() == null;
        if (!last && now - noted.getOrDefault(connection.id(), 0L) < NOTE_EVERY_MS) {
            return;
        }
        noted.put(connection.id(), now);
        Messages.Pace pace = step.pace();
        connections.note(
                connection.id(),
                new Connection.Pace(
                        pace.limit(),
                        pace.remaining(),
                        pace.resetsAt() == null
                                ? null
                                : Long.valueOf(pace.resetsAt().toEpochMilli())),
                null,
                step.problem() == null && status != 0);
    }

    /** Whether the connection wants a pause after so many requests. */
    private boolean tires(Connection connection) {
        long most = connection.settings().number("sleepRequests");
        long pause = connection.settings().number("sleepTimeout");
        AtomicLong count = sent.computeIfAbsent(connection.id(), id -> new AtomicLong());
        if (most == 0 || pause == 0 || count.incrementAndGet() < most) {
            return false;
        }
        count.set(0);
        connections.note(connection.id(), new Connection.Pace(null, null, null), clock.millis() + pause, false);
        return true;
    }
}
