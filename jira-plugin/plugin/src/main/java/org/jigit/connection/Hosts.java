// The kinds of Git servers, as the core describes them: found by name, with the requests that each may be sent.
package org.jigit.connection;

import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jigit.core.Core;
import org.jigit.core.Messages;
import org.jigit.core.Messages.Description;
import org.jigit.http.ApiRoot;
import org.jigit.http.Endpoints;
import org.jigit.http.Outbound;

/** Looked up once: what the core says of itself does not change while it runs. */
public final class Hosts {
    private static final int MOST_ROOTS = 1_000;

    private final Core core;
    private final String json;
    private final Map<String, Description> hosts = new LinkedHashMap<>();
    private final Map<String, Endpoints> endpoints = new LinkedHashMap<>();
    private final Map<List<String>, ApiRoot> roots = new ConcurrentHashMap<>();

    public Hosts(Core core) {
        this.core = core;
        json = core.describeJson();
        for (Description host : core.describe().hosts()) {
            hosts.put(host.name(), host);
            endpoints.put(host.name(), new Endpoints(host.endpoints()));
        }
    }

    /** Everything that the core says of itself, as JSON. */
    public String json() {
        return json;
    }

    /** All hosts. */
    public Collection<Description> all() {
        return hosts.values();
    }

    /** The host with a name or one of its service types, in any case. */
    public Optional<Description> find(String name) {
        return hosts.values().stream()
                .filter(host -> host.name().equalsIgnoreCase(name)
                        || host.serviceTypes().stream().anyMatch(name::equalsIgnoreCase))
                .findFirst();
    }

    /** The title of a host for people. */
    public String title(String host) {
        Description description = hosts.get(host);
        return description == null ? host : description.title();
    }

    /** What may be asked of a host. */
    public Endpoints endpoints(String host) {
        return endpoints.getOrDefault(host, new Endpoints(List.of()));
    }

    /** Where a connection's API begins: where the first request of a test goes. No answer of a host has a part in it. */
    public ApiRoot root(Messages.Connection connection) {
        if (roots.size() > MOST_ROOTS) {
            roots.clear();
        }
        return roots.computeIfAbsent(List.of(connection.host(), connection.baseUrl()), key -> ask(connection));
    }

    private ApiRoot ask(Messages.Connection connection) {
        Messages.Request first = core.step(
                        new Messages.TakeStep(connection, Messages.Task.CHECK, null, null, null, Instant.EPOCH, 0),
                        new byte[0])
                .head()
                .fetch();
        if (first == null) {
            throw new Outbound.Refused("misconfigured", "the address does not lead to an API");
        }
        return ApiRoot.of(URI.create(first.url()), endpoints(connection.host()));
    }
}
