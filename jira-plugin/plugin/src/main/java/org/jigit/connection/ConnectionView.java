// A connection as REST shows it: Jigit's fields, secrets masked, and how it fares.
package org.jigit.connection;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jigit.Json;
import org.jigit.secret.Secrets;
import org.jigit.store.Counts;
import org.jigit.store.Database;
import org.jigit.store.Deliveries;
import org.jigit.store.Session;

/** Renders connections. What it needs of the database is read in one transaction. */
public final class ConnectionView {
    private static final long DAY_MS = 86_400_000L;
    private static final int MOST_HIDDEN = 20;

    private final Database database;
    private final Deliveries deliveries;
    private final Connections connections;
    private final Counts counts = new Counts();

    public ConnectionView(Database database, Deliveries deliveries, Connections connections) {
        this.database = database;
        this.deliveries = deliveries;
        this.connections = connections;
    }

    /** Several connections. */
    public JsonArray all(List<Connection> all) {
        return database.read(session -> {
            JsonArray array = new JsonArray();
            for (Connection connection : all) {
                array.add(one(session, connection));
            }
            return array;
        });
    }

    /** One connection. */
    public JsonObject one(Connection connection) {
        return database.read(session -> one(session, connection));
    }

    /** Only how far reading is. */
    public JsonObject progress(Connection connection) {
        return database.read(session -> {
            Health health = Health.of(session, connection, session.now());
            JsonObject object = new JsonObject();
            object.add("status", health.status());
            object.add("progress", progress(session, connection, health));
            return object;
        });
    }

    private JsonObject one(Session session, Connection connection) throws SQLException {
        long now = session.now();
        Health health = Health.of(session, connection, now);
        JsonObject view = new JsonObject();
        view.addProperty("id", connection.id());
        connection.settings().json().entrySet().forEach(entry -> {
            view.add(entry.getKey(), entry.getValue());
            if (entry.getKey().equals("serviceType")) {
                for (String secret : List.of(Settings.TOKEN, Settings.PRIVATE_KEY)) {
                    view.addProperty(secret, connection.holds(secret) ? Settings.MASK : "");
                }
            }
        });
        view.addProperty("enabled", connection.enabled());
        boolean waits = connection.restUntil() != null && connection.restUntil() > now;
        view.addProperty("sleepTo", waits ? connection.restUntil() : 0L);
        view.add("status", health.status());
        view.add("progress", progress(session, connection, health));
        view.add("pace", pace(connection));
        view.add("last_delivery", lastDelivery(session, connection));
        view.addProperty("refused_today", deliveries.refusedSince(session, connection.id(), now - now % DAY_MS));
        view.add("webhook", webhook(connection));
        view.add("hidden", hidden(session, connection.id()));
        return view;
    }

    /** The repositories that are not listed any more: how many, and some of them, the newest first. */
    private static JsonObject hidden(Session session, long id) throws SQLException {
        long count = session.number(
                "select count(*) from {REPOSITORY} where [CONNECTION_ID] = ? and [HIDDEN_SINCE] is not null", id);
        List<JsonObject> some = count == 0
                ? List.of()
                : session.list(
                        MOST_HIDDEN,
                        "select [FULL_NAME], [HIDDEN_SINCE] from {REPOSITORY} where [CONNECTION_ID] = ?"
                                + " and [HIDDEN_SINCE] is not null order by [HIDDEN_SINCE] desc, [ID]",
                        row -> {
                            JsonObject repository = new JsonObject();
                            repository.addProperty("full_name", row.getString(1));
                            repository.add("since", Json.time(row.getLong(2)));
                            return repository;
                        },
                        id);
        JsonArray repositories = new JsonArray();
        some.forEach(repositories::add);
        JsonObject hidden = new JsonObject();
        hidden.addProperty("count", count);
        hidden.add("repositories", repositories);
        return hidden;
    }

    private JsonObject progress(Session session, Connection connection, Health health) throws SQLException {
        JsonObject repositories = new JsonObject();
        repositories.addProperty("done", health.read());
        repositories.add("total", health.listed() ? new JsonPrimitive(health.repositories()) : JsonNull.INSTANCE);
        JsonObject progress = new JsonObject();
        progress.add("repositories", repositories);
        progress.add(
                "cancelled",
                health.cancelled() == null
                        ? JsonNull.INSTANCE
                        : health.cancelled().json());
        progress.addProperty("branches", health.branches());
        progress.addProperty("commits", health.commits());
        progress.addProperty("pull_requests", health.pullRequests());
        progress.addProperty("kept", kept(session, connection.id()));
        progress.add("eta_seconds", number(health.etaSeconds()));
        return progress;
    }

    private long kept(Session session, long id) throws SQLException {
        long kept = 0;
        for (String table : List.of("BRANCH", "COMMIT", "PULL_REQUEST")) {
            kept += counts.of(
                    session,
                    "select count(*) from {" + table
                            + "} where [REPOSITORY_ID] in (select [ID] from {REPOSITORY} where [CONNECTION_ID] = ?)",
                    id);
        }
        return kept;
    }

    private static JsonObject pace(Connection connection) {
        JsonObject pace = new JsonObject();
        pace.add("limit", number(connection.pace().limit()));
        pace.add("remaining", number(connection.pace().remaining()));
        pace.add("resets_at", Json.time(connection.pace().resetsAt()));
        return pace;
    }

    private JsonElement lastDelivery(Session session, Connection connection) throws SQLException {
        Optional<Deliveries.Last> last = deliveries.last(session, connection.id());
        if (last.isEmpty()) {
            return JsonNull.INSTANCE;
        }
        JsonObject delivery = new JsonObject();
        delivery.add("at", Json.time(last.get().at()));
        delivery.addProperty("event", last.get().event());
        delivery.addProperty("outcome", last.get().outcome());
        delivery.addProperty("reason", last.get().reason());
        return delivery;
    }

    private JsonObject webhook(Connection connection) {
        JsonObject webhook = new JsonObject();
        webhook.addProperty("address", shortened(connection));
        webhook.addProperty("has_secret", connection.secret() != null);
        return webhook;
    }

    /** Only the end of the address, enough to tell two apart; null when the key of the secrets is lost. */
    private String shortened(Connection connection) {
        try {
            String address = connections.address(connection);
            return "…" + address.substring(address.length() - 4);
        } catch (Secrets.Unreadable e) {
            return null;
        }
    }

    private static JsonElement number(Long value) {
        return value == null ? JsonNull.INSTANCE : new JsonPrimitive(value);
    }
}
