// What administrators do with connections: checked requests in, stored connections out.
package org.jigit.connection;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jigit.Json;
import org.jigit.Refusal;
import org.jigit.core.CoreException;
import org.jigit.core.Messages;
import org.jigit.core.Messages.Description;
import org.jigit.http.Addresses;
import org.jigit.http.ApiRoot;
import org.jigit.http.Outbound;
import org.jigit.project.KnownProjects;
import org.jigit.secret.SigningKey;
import org.jigit.store.Tasks;
import org.jigit.sync.Poked;

/** Creates, changes and removes connections. */
public final class Configurations {
    private static final int SECRET_BYTES = 32;
    private static final int ADDRESS_BYTES = 24;
    private static final String SECRET = "secret";
    private static final int SHORTEST_SECRET = 8;
    private static final int LONGEST_SECRET = 512;
    private static final int LONGEST_TOKEN = 4_000;
    private static final int LONGEST_KEY = 20_000;

    private final Connections connections;
    private final Hosts hosts;
    private final KnownProjects projects;
    private final Poked poked;
    private final WantedKeys wantedKeys;
    private final Removals removals;
    private final SecureRandom random = new SecureRandom();

    public Configurations(
            Connections connections,
            Hosts hosts,
            KnownProjects projects,
            Poked poked,
            WantedKeys wantedKeys,
            Removals removals) {
        this.connections = connections;
        this.hosts = hosts;
        this.projects = projects;
        this.poked = poked;
        this.wantedKeys = wantedKeys;
        this.removals = removals;
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
        boolean others = draft.settings().differs(before.settings(), Settings.KEYS);
        connections.change(
                id,
                draft,
                isElsewhere(before, draft),
                again(before.settings(), draft.settings()),
                others ? linked -> wantedKeys.without(hosts.rules(draft.settings()), linked) : null);
        poked.now();
        return find(id);
    }

    /** Removes a connection; what was read for it goes in the background, where that takes longer than a moment. */
    public void remove(long id) {
        connections.remove(id);
        removals.begin();
        poked.now();
    }

    /** Reads everything again: {@code soft} repairs what is stored, {@code hard} forgets what is not there any more. */
    public Connection reindex(long id, JsonObject body) {
        for (String field : body.keySet()) {
            if (!field.equals("mode")) {
                throw new Refusal(400, "unknown_field", "the field " + field + " is not known").with("field", field);
            }
        }
        String mode = body.has("mode") ? text("mode", body.get("mode")) : "soft";
        if (!mode.equals("soft") && !mode.equals("hard")) {
            throw new Refusal(400, "wrong_value", "mode: expected soft or hard, found " + mode).with("field", "mode");
        }
        connections.reindex(id, mode.equals("hard"));
        poked.now();
        return find(id);
    }

    /** Cancels what is being read: what was read stays, older history is missing until somebody reads again. */
    public Connection cancel(long id) {
        connections.cancel(id);
        poked.now();
        return find(id);
    }

    /** Enables, disables, pauses or resumes. */
    public Connection act(long id, String action) {
        switch (action) {
            case "enable" -> connections.enable(id, true);
            case "disable" -> connections.enable(id, false);
            case "pause" -> connections.pause(id, true);
            case "resume" -> connections.pause(id, false);
            default -> throw new Refusal(404, "unknown_action", "there is no action " + action).with("action", action);
        }
        poked.now();
        return find(id);
    }

    /**
     * A webhook address with its secret, both in clear: shown once.
     *
     * @param address the address
     * @param secret the secret, or null where there is none
     */
    public record WebhookSecret(String address, String secret) {}

    /**
     * Makes a new webhook secret; the one before still counts for a day. A host that proves nothing has no use for one, so that
     * only its address is told.
     */
    public WebhookSecret newSecret(long id) {
        Connection connection = find(id);
        if (!hosts.proves(connection.host())) {
            return new WebhookSecret(connections.address(connection), null);
        }
        return secret(connection, word(SECRET_BYTES));
    }

    /** Takes a webhook secret that the host or somebody made; the one before still counts for a day. */
    public WebhookSecret ownSecret(long id, JsonObject body) {
        Connection connection = find(id);
        for (String field : body.keySet()) {
            if (!field.equals(SECRET)) {
                throw new Refusal(400, "unknown_field", "the field " + field + " is not known").with("field", field);
            }
        }
        if (!hosts.proves(connection.host())) {
            throw new Refusal(400, "not_supported", "secret: this host proves nothing with one").with("field", SECRET);
        }
        String secret = body.has(SECRET) ? text(SECRET, body.get(SECRET)).strip() : "";
        boolean visible = secret.codePoints().allMatch(c -> c > ' ' && c <= '~');
        if (secret.length() < SHORTEST_SECRET || secret.length() > LONGEST_SECRET || !visible) {
            throw new Refusal(400, "wrong_value", "secret: expected 8 to 512 visible characters without spaces")
                    .with("field", SECRET);
        }
        return secret(connection, secret);
    }

    private WebhookSecret secret(Connection connection, String secret) {
        connections.replaceSecret(connection.id(), secret);
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
        settings = withoutForeign(host, body, settings);
        Map<String, String> typed = typed(host, body, before);
        Set<String> kept = kept(host, body, before);
        Predicate<String> holds = field -> typed.containsKey(field) || kept.contains(field);
        ApiRoot root = root(host, settings, holds);
        boolean moved = before != null && !root.origin().equals(root(before).origin());
        if (moved && !kept.isEmpty()) {
            String field = kept.contains(Settings.TOKEN) ? Settings.TOKEN : Settings.PRIVATE_KEY;
            throw new Refusal(
                            400, "token_needed", field + ": the address leads to another server, so enter it once more")
                    .with("field", field);
        }
        refuseMistakes(hosts.message(host.name(), settings, holds));
        Map<String, String> secrets = new HashMap<>(typed);
        kept.forEach(field -> secrets.put(field, connections.secret(before, field)));
        boolean allowed = before != null && before.privateAllowed() && !moved;
        return new Draft(host.name(), settings, secrets, kept, enabled(body, before), allowed || systemAdmin);
    }

    /** Settings that say nothing about what a host or a scope does not have. */
    private static Settings withoutForeign(Description host, JsonObject body, Settings settings) {
        Settings own = settings;
        for (String field : List.of("username", "appId")) {
            if (own.isFilled(field) && !hasField(host, field)) {
                if (body.has(field)) {
                    throw foreign(host, field);
                }
                own = own.with(field, "");
            }
        }
        if (own.text("repoType").equals("AllRepositories")) {
            own = own.with("repositoryId", "");
        }
        if (own.text("branchStrategy").equals("MASK") && own.branches().isEmpty()) {
            throw missing("branches", "at least one mask");
        }
        return own;
    }

    private static boolean hasField(Description host, String field) {
        return host.credentials().stream()
                .flatMap(kind -> kind.fields().stream())
                .anyMatch(each -> each.name().equals(field));
    }

    private static Refusal foreign(Description host, String field) {
        return new Refusal(
                        400,
                        "not_supported",
                        field + ": " + host.title() + " has no credential with it; leave it empty")
                .with("field", field);
    }

    /** What the core finds wrong with a field before anything is asked, such as a pattern that is none. */
    private void refuseMistakes(Messages.Connection connection) {
        hosts.mistake(connection).ifPresent(Configurations::refuse);
    }

    static void refuse(Messages.Error mistake) {
        JsonObject params = Json.params(mistake.params());
        if (mistake.code() == Messages.Code.MISCONFIGURED && params.has("field")) {
            String field = params.get("field").getAsString();
            boolean named = mistake.message().startsWith(field + ": ");
            Refusal refusal = new Refusal(
                    400, mistake.code().word(), named ? mistake.message() : field + ": " + mistake.message());
            params.entrySet()
                    .forEach(param ->
                            refusal.with(param.getKey(), param.getValue().getAsString()));
            throw refusal;
        }
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
        return hosts.root(hosts.message(connection));
    }

    private ApiRoot root(Description host, Settings settings, Predicate<String> holds) {
        try {
            Addresses.checkForm(URI.create(settings.text("serverUrl")));
            return hosts.root(hosts.message(host.name(), settings, holds));
        } catch (Outbound.Refused e) {
            throw new Refusal(400, e.code(), "serverUrl: " + e.getMessage()).with("field", "serverUrl");
        } catch (IllegalArgumentException | CoreException e) {
            throw new Refusal(400, "wrong_value", "serverUrl: expected an address such as https://git.example.com")
                    .with("field", "serverUrl");
        }
    }

    /** Whether a request leaves a stored secret as it is. */
    private static boolean keeps(JsonObject body, String field) {
        JsonElement secret = body.get(field);
        return secret == null || secret.isJsonNull() || Settings.MASK.equals(text(field, secret));
    }

    /** The secrets that a request brings, by field. */
    private static Map<String, String> typed(Description host, JsonObject body, Connection before) {
        Map<String, String> typed = new HashMap<>();
        for (String field : Settings.SECRETS) {
            if (!keeps(body, field)) {
                String given = text(field, body.get(field)).strip();
                if (!given.isEmpty() && !hasField(host, field)) {
                    throw foreign(host, field);
                }
                if (!given.isEmpty()) {
                    check(field, given);
                    typed.put(field, given);
                }
            } else if (before == null && body.has(field) && !body.get(field).isJsonNull()) {
                throw new Refusal(400, "token_needed", field + ": nothing is stored yet that the mask could keep")
                        .with("field", field);
            }
        }
        return typed;
    }

    /** The fields whose stored secret a request keeps; what another kind of host has no field for goes. */
    private static Set<String> kept(Description host, JsonObject body, Connection before) {
        return Settings.SECRETS.stream()
                .filter(field -> before != null && before.holds(field) && keeps(body, field) && hasField(host, field))
                .collect(Collectors.toSet());
    }

    private static void check(String field, String secret) {
        if (field.equals(Settings.TOKEN)) {
            if (secret.length() > LONGEST_TOKEN || secret.codePoints().anyMatch(c -> c <= ' ' || c > '~')) {
                throw new Refusal(400, "wrong_value", "token: expected visible characters without spaces")
                        .with("field", field);
            }
            return;
        }
        try {
            if (secret.length() > LONGEST_KEY) {
                throw new Refusal(400, "wrong_value", field + ": expected a private key, found a longer text")
                        .with("field", field);
            }
            SigningKey.of(secret);
        } catch (SigningKey.NotAKey e) {
            throw new Refusal(400, "wrong_value", field + ": " + e.getMessage()).with("field", field);
        }
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
                || !old.text("repositoryId").equalsIgnoreCase(draft.settings().text("repositoryId"));
    }

    /** The kinds of tasks that begin anew because a change lets them read something else. */
    private static Set<String> again(Settings before, Settings after) {
        Set<String> again = new HashSet<>();
        if (after.differs(before, Settings.FILTERS)) {
            again.add(Tasks.REPOSITORIES);
        }
        if (after.differs(before, Settings.BRANCHES)) {
            again.add(Tasks.BRANCHES);
        }
        if (after.differs(before, List.of("indexDaysLimit")) || after.differs(before, Settings.KEYS)) {
            again.addAll(List.of(Tasks.BRANCHES, Tasks.PULL_REQUESTS));
        }
        return again;
    }

    private static String text(String field, JsonElement value) {
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
            throw new Refusal(400, "wrong_value", field + ": expected a text").with("field", field);
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
