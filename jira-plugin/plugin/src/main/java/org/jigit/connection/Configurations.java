// What administrators do with connections: checked requests in, stored connections out.
package org.jigit.connection;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jigit.Refusal;
import org.jigit.core.CoreException;
import org.jigit.core.Messages.Description;
import org.jigit.http.Addresses;
import org.jigit.http.ApiRoot;
import org.jigit.http.Outbound;
import org.jigit.project.KnownProjects;
import org.jigit.sync.Poked;

/** Creates, changes and removes connections. */
public final class Configurations {
    private static final int SECRET_BYTES = 32;
    private static final int ADDRESS_BYTES = 24;

    private final Connections connections;
    private final Hosts hosts;
    private final KnownProjects projects;
    private final Poked poked;
    private final SecureRandom random = new SecureRandom();

    public Configurations(Connections connections, Hosts hosts, KnownProjects projects, Poked poked) {
        this.connections = connections;
        this.hosts = hosts;
        this.projects = projects;
        this.poked = poked;
    }

    /** Creates a connection; reading begins at once. */
    public Connection create(JsonObject body, boolean systemAdmin) {
        Draft draft = draft(body, null, systemAdmin);
        long id = connections.create(draft, word(ADDRESS_BYTES));
        poked.now();
        return find(id);
    }

    /** Changes a connection; what the body does not name stays. */
    public Connection change(long id, JsonObject body, boolean systemAdmin) {
        Connection before = find(id);
        Draft draft = draft(body, before, systemAdmin);
        boolean keepsToken = keepsToken(body);
        connections.change(id, draft, keepsToken, isElsewhere(before, draft));
        poked.now();
        return find(id);
    }

    /** Removes a connection and everything that was read for it. */
    public void remove(long id) {
        connections.remove(id);
    }

    /** Enables, disables, pauses, resumes or reads again. */
    public Connection act(long id, String action) {
        switch (action) {
            case "enable" -> connections.enable(id, true);
            case "disable" -> connections.enable(id, false);
            case "pause" -> connections.pause(id, true);
            case "resume" -> connections.pause(id, false);
            case "reindex" -> connections.reindex(id);
            default -> throw new Refusal(404, "unknown_action", "there is no action " + action).with("action", action);
        }
        poked.now();
        return find(id);
    }

    /**
     * A webhook address with its secret, both in clear: shown once.
     *
     * @param address the address
     * @param secret the secret
     */
    public record WebhookSecret(String address, String secret) {}

    /** Makes a new webhook secret; the one before still counts for a day. */
    public WebhookSecret newSecret(long id) {
        Connection connection = find(id);
        String secret = word(SECRET_BYTES);
        connections.replaceSecret(id, secret);
        return new WebhookSecret(connections.address(connection), secret);
    }

    /** A connection that must be there. */
    public Connection find(long id) {
        return connections.find(id).orElseThrow(() -> Connections.unknown(id));
    }

    /** All connections, or those that serve a project. */
    public List<Connection> all(String projectKey) {
        return connections.all().stream()
                .filter(connection -> projectKey == null || serves(connection, projectKey))
                .toList();
    }

    private boolean serves(Connection connection, String projectKey) {
        List<String> served = connection.settings().texts("projectKeys");
        return served.isEmpty()
                || connections.scope(connection).projects().contains(projectKey.toUpperCase(Locale.ROOT));
    }

    /** The checked draft that a request asks for. */
    Draft draft(JsonObject body, Connection before, boolean systemAdmin) {
        Settings asked = Settings.requested(body, before == null ? null : before.settings());
        Description host = host(asked);
        Settings settings =
                asked.with("serviceType", host.serviceTypes().get(0)).with("repoType", repoType(host, asked));
        if (settings.text("repoName").isEmpty()) {
            throw missing("repoName", "a name");
        }
        if (settings.text("repoType").equals("SingleRepository")
                && settings.text("repositoryId").isEmpty()) {
            throw missing("repositoryId", "the path of the repository");
        }
        for (String key : settings.texts("projectKeys")) {
            if (projects.keysOf(key).isEmpty()) {
                throw new Refusal(400, "unknown_project", "projectKeys: there is no project " + key)
                        .with("field", "projectKeys")
                        .with("project", key);
            }
        }
        ApiRoot root = root(host, settings);
        if (before != null
                && before.token() != null
                && keepsToken(body)
                && !root.origin().equals(root(before).origin())) {
            throw new Refusal(400, "token_needed", "token: the address leads to another server, so enter its token")
                    .with("field", "token");
        }
        boolean allowed = before != null
                && before.privateAllowed()
                && root.origin().equals(root(before).origin());
        return new Draft(host.name(), settings, token(body, before), enabled(body, before), allowed || systemAdmin);
    }

    private Description host(Settings settings) {
        return hosts.find(settings.text("serviceType")).orElseThrow(() -> new Refusal(
                        400,
                        "unknown_service_type",
                        "serviceType: expected one of "
                                + hosts.all().stream()
                                        .flatMap(host -> host.serviceTypes().stream())
                                        .toList())
                .with("field", "serviceType"));
    }

    private static String repoType(Description host, Settings settings) {
        return host.scopes().stream()
                .map(scope -> scope.repoType())
                .filter(settings.text("repoType")::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> new Refusal(
                                400,
                                "wrong_value",
                                "repoType: expected one of "
                                        + host.scopes().stream()
                                                .map(s -> s.repoType())
                                                .toList())
                        .with("field", "repoType"));
    }

    private ApiRoot root(Connection connection) {
        return hosts.root(connection.message());
    }

    private ApiRoot root(Description host, Settings settings) {
        try {
            Addresses.checkForm(URI.create(settings.text("serverUrl")));
            return hosts.root(Connection.message(host.name(), settings));
        } catch (Outbound.Refused e) {
            throw new Refusal(400, e.code(), "serverUrl: " + e.getMessage()).with("field", "serverUrl");
        } catch (IllegalArgumentException | CoreException e) {
            throw new Refusal(400, "wrong_value", "serverUrl: expected an address such as https://git.example.com")
                    .with("field", "serverUrl");
        }
    }

    /** Whether a request leaves the stored token as it is. */
    static boolean keepsToken(JsonObject body) {
        JsonElement token = body.get(Settings.TOKEN);
        return token == null || token.isJsonNull() || Settings.MASK.equals(text(token));
    }

    private String token(JsonObject body, Connection before) {
        if (!keepsToken(body)) {
            String given = text(body.get(Settings.TOKEN)).strip();
            if (given.length() > 4000 || given.codePoints().anyMatch(c -> c <= ' ' || c > '~')) {
                throw new Refusal(400, "wrong_value", "token: expected visible characters without spaces")
                        .with("field", "token");
            }
            return given.isEmpty() ? null : given;
        }
        if (before == null) {
            if (body.has(Settings.TOKEN) && Settings.MASK.equals(text(body.get(Settings.TOKEN)))) {
                throw new Refusal(400, "token_needed", "token: nothing is stored yet that the mask could keep")
                        .with("field", "token");
            }
            return null;
        }
        return connections.token(before);
    }

    private static boolean enabled(JsonObject body, Connection before) {
        JsonElement enabled = body.get("enabled");
        if (enabled == null || enabled.isJsonNull()) {
            return before == null || before.enabled();
        }
        if (!enabled.isJsonPrimitive() || !enabled.getAsJsonPrimitive().isBoolean()) {
            throw new Refusal(400, "wrong_value", "enabled: expected true or false").with("field", "enabled");
        }
        return enabled.getAsBoolean();
    }

    /** Whether what was read for a connection belongs to something else now. */
    private boolean isElsewhere(Connection before, Draft draft) {
        Settings old = before.settings();
        return !before.host().equals(draft.host())
                || !old.text("serverUrl").equals(draft.settings().text("serverUrl"))
                || !old.text("repoType").equals(draft.settings().text("repoType"))
                || !old.text("repositoryId").equalsIgnoreCase(draft.settings().text("repositoryId"))
                || !old.texts("projectKeys").equals(draft.settings().texts("projectKeys"));
    }

    private static String text(JsonElement value) {
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
            throw new Refusal(400, "wrong_value", "token: expected a text").with("field", "token");
        }
        return value.getAsString();
    }

    private static Refusal missing(String field, String what) {
        return new Refusal(400, "missing_field", field + ": expected " + what).with("field", field);
    }

    private String word(int bytes) {
        byte[] fresh = new byte[bytes];
        random.nextBytes(fresh);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(fresh);
    }
}
