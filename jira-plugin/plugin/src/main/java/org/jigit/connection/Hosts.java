// The kinds of Git servers, as the core describes them: found by name, with the requests that each may be sent.
package org.jigit.connection;

import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jigit.core.Core;
import org.jigit.core.CoreException;
import org.jigit.core.Messages;
import org.jigit.core.Messages.Description;
import org.jigit.http.ApiRoot;
import org.jigit.http.Endpoints;
import org.jigit.http.Outbound;
import org.jigit.project.KnownProjects;

/** Looked up once: what the core says of itself does not change while it runs. */
public final class Hosts {
    private static final int MOST_ROOTS = 1_000;

    private final Core core;
    private final KnownProjects projects;
    private final String json;
    private final Map<String, Description> hosts = new LinkedHashMap<>();
    private final Map<String, Endpoints> endpoints = new LinkedHashMap<>();
    private final Map<List<String>, ApiRoot> roots = new ConcurrentHashMap<>();

    public Hosts(Core core, KnownProjects projects) {
        this.core = core;
        this.projects = projects;
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

    /** Whether a host's deliveries can prove who sent them. */
    boolean proves(String host) {
        Description description = hosts.get(host);
        return description == null || description.webhook().proof() != Messages.Proof.NONE;
    }

    /** What may be asked of a host. */
    public Endpoints endpoints(String host) {
        return endpoints.getOrDefault(host, new Endpoints(List.of()));
    }

    /** What the core has to know of a connection. */
    public Messages.Connection message(Connection connection) {
        return message(connection.host(), connection.settings(), connection::holds);
    }

    /** What the core has to know of a connection that has some secrets. */
    Messages.Connection message(String host, Settings settings, Predicate<String> holds) {
        Messages.Credential credential = credential(host, settings, holds);
        return new Messages.Connection(
                host,
                settings.text("serverUrl"),
                credential == null ? "" : credential.kind(),
                settings.text("username"),
                settings.text("repoType"),
                settings.text("repositoryId"),
                settings.flag("includeSubgroups"),
                settings.text("repositoryPattern"),
                settings.text("repositoryExclude"),
                settings.texts("repositories"),
                Messages.BranchStrategy.valueOf(settings.text("branchStrategy")),
                settings.branches(),
                settings.number("indexDaysLimit"),
                settings.flag("indexPullRequests"),
                settings.number("commitsPeriod"),
                rules(settings),
                settings.runsSmartCommits());
    }

    /** Which of the keys that are found a connection wants. */
    public Messages.KeyRules rules(Settings settings) {
        List<String> served = settings.texts("projectKeys");
        Set<String> all = new TreeSet<>();
        served.forEach(key -> all.addAll(projects.keysOf(key)));
        return new Messages.KeyRules(
                served.isEmpty() ? null : List.copyOf(all), settings.texts("ignoredKeys"), settings.text("keyPattern"));
    }

    /** The kind of credential that a connection has: of those whose fields are all filled the one with most, else the first. */
    Messages.Credential credential(String host, Settings settings, Predicate<String> holds) {
        Description description = hosts.get(host);
        if (description == null || description.credentials().isEmpty()) {
            return null;
        }
        Predicate<Messages.CredentialField> filled =
                field -> field.secret() ? holds.test(field.name()) : settings.isFilled(field.name());
        Messages.Credential best = null;
        for (Messages.Credential kind : description.credentials()) {
            boolean more = best == null || kind.fields().size() > best.fields().size();
            if (more && kind.fields().stream().allMatch(filled)) {
                best = kind;
            }
        }
        return best == null ? description.credentials().get(0) : best;
    }

    /** What the core finds wrong with a connection's settings before anything is asked. */
    Optional<Messages.Error> mistake(Messages.Connection connection) {
        try {
            return Optional.ofNullable(
                    first(connection, Messages.Task.REPOSITORIES).problem());
        } catch (CoreException e) {
            return Optional.of(new Messages.Error(e.code(), e.params(), e.getMessage(), e.at()));
        }
    }

    /** Where a connection's API begins: where the first request of a test goes. No answer of a host has a part in it. */
    public ApiRoot root(Messages.Connection connection) {
        if (roots.size() > MOST_ROOTS) {
            roots.clear();
        }
        return roots.computeIfAbsent(
                List.of(connection.host(), connection.baseUrl(), connection.credential()), key -> ask(connection));
    }

    private ApiRoot ask(Messages.Connection connection) {
        Messages.Request first = first(connection, Messages.Task.CHECK).fetch();
        if (first == null) {
            throw new Outbound.Refused("misconfigured", "the address does not lead to an API");
        }
        return ApiRoot.of(URI.create(first.url()), endpoints(connection.host()));
    }

    private Messages.Step first(Messages.Connection connection, Messages.Task task) {
        return core.step(
                        new Messages.TakeStep(connection, task, null, null, false, null, null, Instant.EPOCH, 0),
                        new byte[0])
                .head();
    }
}
