// What was done for an issue, as REST shows it: from the database alone, whatever the hosts do.
package org.jigit.development;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jigit.Json;
import org.jigit.connection.Connection;
import org.jigit.connection.Connections;
import org.jigit.connection.Health;
import org.jigit.connection.Hosts;
import org.jigit.store.Database;
import org.jigit.store.Scope;

/** Answers the panel and the tab. How the connections fare is looked up every few seconds, not for every reader. */
public final class Development {
    private static final long FRESH_MS = 3_000;

    private final Database database;
    private final Connections connections;
    private final Hosts hosts;
    private volatile Fares fares = new Fares(0, Map.of());

    public Development(Database database, Connections connections, Hosts hosts) {
        this.database = database;
        this.connections = connections;
        this.hosts = hosts;
    }

    private record Fare(Connection connection, Scope scope, Health health) {}

    private record Fares(long at, Map<Long, Fare> all) {}

    /** The panel's answer for an issue that somebody may see. */
    public JsonObject summary(String issue, Set<String> keys, boolean administers) {
        JsonObject view = new JsonObject();
        view.addProperty("issue", issue);
        database.read(session -> {
            new Summary(session, keys).addTo(view);
            return view;
        });
        List<Fare> serving = serving(issue);
        view.add("reading", reading(serving));
        view.add("stale", stale(serving));
        view.addProperty("hosts", serving.size());
        view.addProperty("connected", !serving.isEmpty());
        JsonObject can = new JsonObject();
        can.addProperty("administer", administers);
        view.add("can", can);
        return view;
    }

    /** The tab's answer for an issue that somebody may see. */
    public JsonObject items(String issue, Set<String> keys, Filter filter) {
        Map<Long, Fare> all = fares().all;
        JsonObject view = new JsonObject();
        view.addProperty("issue", issue);
        return database.read(session -> {
            new Items(session, keys, filter).addTo(view, id -> host(all.get(id)));
            return view;
        });
    }

    private JsonObject host(Fare fare) {
        JsonObject host = new JsonObject();
        host.addProperty("name", fare == null ? null : fare.connection.host());
        host.addProperty("title", fare == null ? null : hosts.title(fare.connection.host()));
        host.addProperty("state", fare == null ? null : fare.health.state());
        host.add("last_read", fare == null ? JsonNull.INSTANCE : Json.time(fare.connection.lastReadAt()));
        return host;
    }

    /** The connections that are read and serve the issue's project. */
    private List<Fare> serving(String issue) {
        return fares().all.values().stream()
                .filter(fare -> fare.connection.enabled() && fare.scope.serves(issue))
                .toList();
    }

    private static JsonElement reading(List<Fare> serving) {
        List<Fare> readers = serving.stream()
                .filter(fare -> fare.health.state().equals("reading"))
                .toList();
        if (readers.isEmpty()) {
            return JsonNull.INSTANCE;
        }
        long total =
                readers.stream().mapToLong(fare -> fare.health.repositories()).sum();
        long read = readers.stream().mapToLong(fare -> fare.health.read()).sum();
        boolean known = total > 0 && readers.stream().allMatch(fare -> fare.health.listed());
        List<Long> etas = new ArrayList<>();
        readers.forEach(fare -> etas.add(fare.health.etaSeconds()));
        JsonObject reading = new JsonObject();
        reading.add("share", known ? new JsonPrimitive((double) read / total) : JsonNull.INSTANCE);
        reading.add(
                "eta_seconds",
                etas.contains(null)
                        ? JsonNull.INSTANCE
                        : new JsonPrimitive(
                                etas.stream().mapToLong(Long::longValue).max().orElse(0)));
        return reading;
    }

    private JsonArray stale(List<Fare> serving) {
        JsonArray stale = new JsonArray();
        serving.stream()
                .filter(fare -> fare.health.state().equals("unreachable")
                        || fare.health.state().equals("stopped"))
                .forEach(fare -> {
                    JsonObject host = new JsonObject();
                    host.addProperty("host", hosts.title(fare.connection.host()));
                    host.add("last_read", Json.time(fare.connection.lastReadAt()));
                    stale.add(host);
                });
        return stale;
    }

    private Fares fares() {
        Fares known = fares;
        long now = System.currentTimeMillis();
        if (now - known.at > FRESH_MS) {
            List<Connection> all = connections.all();
            Map<Long, Health> health = database.read(session -> {
                Map<Long, Health> each = new TreeMap<>();
                for (Connection connection : all) {
                    each.put(connection.id(), Health.of(session, connection, now));
                }
                return each;
            });
            Map<Long, Fare> fresh = new TreeMap<>();
            all.forEach(connection -> fresh.put(
                    connection.id(), new Fare(connection, connections.scope(connection), health.get(connection.id()))));
            known = new Fares(now, fresh);
            fares = known;
        }
        return known;
    }
}
