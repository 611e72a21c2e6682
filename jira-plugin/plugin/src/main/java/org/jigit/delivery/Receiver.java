// What happens to a webhook delivery: the core says what it means, and that is committed before anybody is told.
package org.jigit.delivery;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jigit.Refusal;
import org.jigit.connection.Connection;
import org.jigit.connection.Connections;
import org.jigit.connection.Hosts;
import org.jigit.core.BodyMacs;
import org.jigit.core.Core;
import org.jigit.core.CoreException;
import org.jigit.core.Messages;
import org.jigit.core.Messages.Delivered;
import org.jigit.core.Messages.Outcome;
import org.jigit.http.Network;
import org.jigit.project.KnownProjects;
import org.jigit.secret.Secrets;
import org.jigit.smartcommit.Authors;
import org.jigit.smartcommit.Sighting;
import org.jigit.smartcommit.SmartCommits;
import org.jigit.store.Database;
import org.jigit.store.Deliveries;
import org.jigit.store.Hash;
import org.jigit.store.Scope;
import org.jigit.store.Session;
import org.jigit.store.Store;
import org.jigit.store.Tasks;
import org.jigit.sync.Poked;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows, delivery id and pokes of a delivery are one transaction. A delivery never asks a host; what is not verified writes no
 * row. Whatever cannot be committed is refused with 503, so that senders which try again do.
 */
public final class Receiver {
    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);

    /** Why a delivery from an address that the connection does not list is refused. */
    private static final String SOURCE = "source_not_listed";

    private final Core core;
    private final Hosts hosts;
    private final Connections connections;
    private final Database database;
    private final Deliveries deliveries;
    private final Store store;
    private final Tasks tasks;
    private final Authors authors;
    private final SmartCommits smartCommits;
    private final KnownProjects projects;
    private final Poked poked;
    private final Clock clock = Clock.systemUTC();
    private final Map<String, LongAdder> received = new ConcurrentHashMap<>();

    public Receiver(
            Core core,
            Hosts hosts,
            Connections connections,
            Database database,
            Deliveries deliveries,
            Store store,
            Tasks tasks,
            Authors authors,
            SmartCommits smartCommits,
            KnownProjects projects,
            Poked poked) {
        this.core = core;
        this.hosts = hosts;
        this.connections = connections;
        this.database = database;
        this.deliveries = deliveries;
        this.store = store;
        this.tasks = tasks;
        this.authors = authors;
        this.smartCommits = smartCommits;
        this.projects = projects;
        this.poked = poked;
    }

    /**
     * What became of a delivery, for its sender.
     *
     * @param outcome update, poke, ignored, duplicate or paused
     * @param reason why, or null
     */
    public record Received(String outcome, String reason) {}

    /** The connection that an address belongs to. */
    public Connection connection(String address) {
        return committed("a delivery", () -> connections
                .byAddress(address)
                .orElseThrow(() -> new Refusal(404, "unknown_address", "no connection has this address")));
    }

    /** Takes a delivery in that came from this address. */
    public Received receive(Connection connection, List<Messages.Header> headers, byte[] body, String sender) {
        try {
            Received taken = take(connection, headers, body, sender);
            count(taken.outcome);
            return taken;
        } catch (Refusal e) {
            count(e.status() == 503 ? "sent_back" : e.status() == 400 ? "malformed" : "rejected");
            throw e;
        }
    }

    private void count(String outcome) {
        received.computeIfAbsent(outcome, each -> new LongAdder()).increment();
    }

    /** How many deliveries this node has taken since the app started, by what became of them. */
    public Map<String, Long> received() {
        Map<String, Long> counts = new TreeMap<>();
        received.forEach((outcome, count) -> counts.put(outcome, count.sum()));
        return counts;
    }

    private Received take(Connection connection, List<Messages.Header> headers, byte[] body, String sender) {
        if (!connection.enabled()) {
            return new Received("ignored", "disabled");
        }
        String network = network(sender);
        List<String> sources = connection.settings().texts("webhookSources");
        if (!sources.isEmpty() && !Network.anyContains(sources, sender)) {
            note(connection, new Deliveries.Note(null, null, "rejected", SOURCE), network);
            throw new Refusal(403, SOURCE, "deliveries of this connection do not come from " + network);
        }
        Core.Delivered delivered = committed(delivery(connection, null), () -> read(connection, headers, body));
        Delivered head = delivered.head();
        return switch (head.outcome()) {
            case REJECTED -> refuse(connection, head, network, 401);
            case MALFORMED -> refuse(connection, head, network, 400);
            case IGNORED, POKE, UPDATE -> {
                try {
                    yield committed(delivery(connection, head.deliveryId()), () -> accept(connection, delivered));
                } catch (Changed e) {
                    yield take(
                            committed(delivery(connection, head.deliveryId()), () -> again(connection)),
                            headers,
                            body,
                            sender);
                }
            }
        };
    }

    /** The connection was changed while a delivery was read by its former rules. */
    private static final class Changed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** A connection as it is now. */
    private Connection again(Connection connection) {
        return connections.find(connection.id()).orElseThrow(() -> Connections.unknown(connection.id()));
    }

    private Core.Delivered read(Connection connection, List<Messages.Header> headers, byte[] body) {
        long now = clock.millis();
        List<String> secrets = connections.webhookSecrets(connection, now);
        boolean signsBody = hosts.find(connection.host())
                .map(host -> host.webhook().signsBody())
                .orElse(false);
        Messages.Deliver call = new Messages.Deliver(
                connection.host(),
                headers,
                secrets,
                signsBody ? BodyMacs.of(secrets, body) : List.of(),
                Instant.ofEpochMilli(now),
                Messages.BranchStrategy.valueOf(connection.settings().text("branchStrategy")),
                connection.settings().branches(),
                hosts.rules(connection.settings()),
                connection.settings().runsSmartCommits(),
                projects.version());
        try {
            return core.deliver(call, body);
        } catch (CoreException e) {
            database.run(session -> tasks.pokeAll(session, connection.id()));
            poked.now();
            throw e;
        }
    }

    private Received refuse(Connection connection, Delivered head, String network, int status) {
        String outcome = head.outcome().word();
        String reason = head.reason() != null
                ? head.reason()
                : head.error() == null ? outcome : head.error().code().word();
        Deliveries.Note note = new Deliveries.Note(null, head.event(), outcome, reason);
        note(connection, note, network);
        String message = head.error() != null
                ? (head.error().at() == null || head.error().at().isEmpty()
                                ? ""
                                : head.error().at() + ": ")
                        + head.error().message()
                : status == 401 ? "the sender could not be verified" : "the body cannot be read";
        throw new Refusal(status, reason, message);
    }

    /** Counts a delivery that was refused. */
    private void note(Connection connection, Deliveries.Note note, String network) {
        committed(
                delivery(connection, null),
                () -> database.write(session -> {
                    deliveries.count(session, connection.id(), note, network, clock.millis());
                    return null;
                }));
    }

    private Received accept(Connection connection, Core.Delivered delivered) {
        Scope scope = connections.scope(connection);
        List<Sighting> sightings = authors.of(delivered.rows().smartCommits());
        Received received = database.write(session -> commit(session, connection, scope, delivered, sightings));
        boolean nothing = received.outcome.equals("duplicate") || received.outcome.equals("ignored");
        if (!nothing && !canWait(delivered)) {
            poked.now();
        }
        return received;
    }

    private Received commit(
            Session session, Connection connection, Scope scope, Core.Delivered delivered, List<Sighting> sightings)
            throws SQLException {
        Delivered head = delivered.head();
        long now = clock.millis();
        if (deliveries.isKnown(session, connection.id(), head.deliveryId())) {
            return new Received("duplicate", null);
        }
        Received received = apply(session, connection, scope, delivered, now);
        if (received.outcome.equals(Outcome.UPDATE.word())) {
            smartCommits.note(
                    session, connection.id(), sightings, connection.settings().needsVoucher(), now);
        }
        deliveries.note(
                session,
                connection.id(),
                new Deliveries.Note(head.deliveryId(), head.event(), noted(received), received.reason),
                now);
        if (!connections.isUnchanged(session, connection)) {
            throw new Changed();
        }
        return received;
    }

    /** A delivery that came while reading rests is noted as what it will be: a poke. */
    private static String noted(Received received) {
        return received.outcome.equals("paused") ? Outcome.POKE.word() : received.outcome;
    }

    private Received apply(Session session, Connection connection, Scope scope, Core.Delivered delivered, long now)
            throws SQLException {
        Delivered head = delivered.head();
        if (head.outcome() == Outcome.IGNORED) {
            return new Received("ignored", head.reason());
        }
        if (connection.paused()) {
            tasks.pokeAll(session, connection.id());
            return new Received("paused", "paused");
        }
        int poked = 0;
        for (Messages.Poke poke : sorted(head.pokes())) {
            poked += poke(session, connection, scope, poke, delivered);
        }
        if (head.outcome() == Outcome.UPDATE && head.verified()) {
            Store.Applied applied = store.apply(session, scope, delivered.rows(), Store.Source.DELIVERY, now);
            boolean nothing = applied.rows() == 0 && !applied.strangers().isEmpty();
            return nothing
                    ? new Received("ignored", "outside_scope")
                    : new Received(head.outcome().word(), head.reason());
        }
        return poked == 0 ? new Received("ignored", "outside_scope") : new Received(Outcome.POKE.word(), head.reason());
    }

    /** Tasks are locked in one order, and before any row. */
    private static List<Messages.Poke> sorted(List<Messages.Poke> pokes) {
        return pokes.stream()
                .sorted(Comparator.comparing((Messages.Poke poke) -> String.valueOf(poke.repositoryId()))
                        .thenComparing(Messages.Poke::kind))
                .toList();
    }

    /** Makes the task that a poke is about due; a repository that nobody knows yet may be a new one of the scope. */
    private int poke(Session session, Connection connection, Scope scope, Messages.Poke poke, Core.Delivered delivered)
            throws SQLException {
        Messages.Update rows = delivered.rows();
        String kind =
                switch (poke.kind()) {
                    case BRANCHES, COMMITS -> Tasks.BRANCHES;
                    case PULL_REQUESTS -> Tasks.PULL_REQUESTS;
                    case ACCOUNT, REPOSITORIES, REPOSITORY -> Tasks.REPOSITORIES;
                };
        if (poke.repositoryId() == null) {
            return tasks.poke(session, connection.id(), kind, null);
        }
        if (kind.equals(Tasks.REPOSITORIES)) {
            boolean stranger = rows.repositories().stream()
                    .anyMatch(row -> row.id().equals(poke.repositoryId()) && !scope.covers(row.fullName()));
            return stranger && known(session, connection, poke) == null
                    ? 0
                    : tasks.poke(session, connection.id(), kind, null);
        }
        Long repository = known(session, connection, poke);
        if (repository != null) {
            return canWait(delivered)
                    ? tasks.pokeSoon(session, connection.id(), kind, repository)
                    : tasks.poke(session, connection.id(), kind, repository);
        }
        // With filters, most of what is not known is left out on purpose: the next listing by time tells.
        boolean admitted = !scope.filtered()
                && rows.repositories().stream()
                        .filter(row -> row.id().equals(poke.repositoryId()))
                        .allMatch(row -> scope.admits(row.fullName()));
        return admitted ? tasks.poke(session, connection.id(), Tasks.REPOSITORIES, null) : 0;
    }

    /** Whether what a delivery told is stored with it, and nobody waits for more: commands wait for the exact commit. */
    private static boolean canWait(Core.Delivered delivered) {
        return delivered.head().outcome() == Outcome.UPDATE
                && delivered.head().verified()
                && delivered.rows().smartCommits().isEmpty();
    }

    /** The row of a repository that is visible. */
    private static Long known(Session session, Connection connection, Messages.Poke poke) throws SQLException {
        return session.first(
                        "select [ID] from {REPOSITORY} where [HASH] = ? and [HIDDEN_SINCE] is null",
                        row -> row.getLong(1),
                        Hash.of(connection.id(), poke.repositoryId()))
                .orElse(null);
    }

    /** A delivery as the log names it, with its id where that was read already. */
    private static String delivery(Connection connection, String id) {
        return "connection " + connection.id() + ": " + (id == null ? "a delivery" : "delivery " + id);
    }

    /** Runs what has to be committed for a delivery; whatever goes wrong is told as 503. */
    private static <T> T committed(String delivery, Supplier<T> work) {
        try {
            return work.get();
        } catch (Refusal | Changed e) {
            throw e;
        } catch (Secrets.Unreadable e) {
            LOG.warn("{} was sent back: {}", delivery, e.getMessage());
            throw new Refusal(503, "secret_unreadable", "the webhook secret cannot be read, send it again later");
        } catch (RuntimeException e) {
            LOG.warn("{} was sent back, because it could not be committed", delivery, e);
            throw new Refusal(503, "not_committed", "the delivery could not be stored, send it again later");
        }
    }

    /** The network of an address, /24 or /48: all that is kept of a refused sender. */
    static String network(String address) {
        try {
            byte[] bytes = java.net.InetAddress.getByName(address).getAddress();
            if (bytes.length == 4) {
                return (bytes[0] & 255) + "." + (bytes[1] & 255) + "." + (bytes[2] & 255) + ".0/24";
            }
            return String.format(
                    Locale.ROOT,
                    "%02x%02x:%02x%02x:%02x%02x::/48",
                    bytes[0],
                    bytes[1],
                    bytes[2],
                    bytes[3],
                    bytes[4],
                    bytes[5]);
        } catch (java.net.UnknownHostException e) {
            return "unknown";
        }
    }
}
