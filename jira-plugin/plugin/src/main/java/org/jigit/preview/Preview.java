// What texts, webhooks and real commits would be linked to, and why: explained by the core, stored nowhere.
package org.jigit.preview;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jigit.Json;
import org.jigit.Refusal;
import org.jigit.connection.Connection;
import org.jigit.connection.Connections;
import org.jigit.connection.Hosts;
import org.jigit.connection.Settings;
import org.jigit.core.Core;
import org.jigit.core.CoreException;
import org.jigit.core.Messages;
import org.jigit.core.Messages.Configure;
import org.jigit.project.KnownProjects;

/** Explains with the projects of this Jira and the rules of its connections. No secret has a part in it. */
public final class Preview {
    private static final int SHORT_ID = 7;
    private static final byte[] NO_BODY = {};

    private final Core core;
    private final Hosts hosts;
    private final Connections connections;
    private final KnownProjects projects;
    private final LatestCommits latest;

    public Preview(Core core, Hosts hosts, Connections connections, KnownProjects projects, LatestCommits latest) {
        this.core = core;
        this.hosts = hosts;
        this.connections = connections;
        this.projects = projects;
        this.latest = latest;
    }

    /** What a browser has to know to explain by itself. */
    public JsonObject facts() {
        Configure known = projects.known();
        Map<String, String> former = projects.former();
        Set<String> current = new TreeSet<>(known.knownProjects());
        current.removeAll(former.keySet());
        JsonObject keys = new JsonObject();
        keys.add("keys", Question.array(current.stream().toList()));
        keys.add("former", Json.params(former));
        JsonObject facts = new JsonObject();
        facts.add("projects", keys);
        facts.add("instance_hosts", Question.array(known.instanceHosts()));
        JsonArray rules = new JsonArray();
        connections.all().forEach(connection -> rules.add(facts(connection)));
        facts.add("connections", rules);
        JsonArray kinds = new JsonArray();
        for (Messages.Description host : hosts.all()) {
            JsonObject kind = new JsonObject();
            kind.addProperty("name", host.name());
            kind.addProperty("title", host.title());
            kinds.add(kind);
        }
        facts.add("hosts", kinds);
        facts.addProperty("hours_per_day", known.hoursPerDay());
        facts.addProperty("days_per_week", known.daysPerWeek());
        return facts;
    }

    private JsonObject facts(Connection connection) {
        Settings settings = connection.settings();
        JsonObject facts = new JsonObject();
        facts.addProperty("id", connection.id());
        facts.addProperty("name", connection.name());
        facts.addProperty("host", connection.host());
        facts.addProperty("title", hosts.title(connection.host()));
        facts.add("rules", Question.rules(hosts.rules(settings)));
        facts.addProperty(
                "smart_commits", !settings.runsSmartCommits() ? "off" : settings.needsVoucher() ? "vouched" : "email");
        return facts;
    }

    /** Explains texts or a delivery. */
    public JsonObject explain(JsonObject request) {
        Question question = Question.read(request);
        JsonObject call = question.call();
        JsonElement host = call.get("host");
        if (!host.isJsonNull()) {
            // A service type of a configuration names a host as well; an unknown one is refused by the core.
            hosts.find(host.getAsString()).ifPresent(found -> call.addProperty("host", found.name()));
        }
        if (question.connection() != null) {
            call.add(
                    "rules",
                    Question.rules(hosts.rules(find(question.connection()).settings())));
        }
        return explain(call, question.body());
    }

    /** Asks a connection's host for its newest commits and explains their messages. */
    public JsonObject commits(JsonObject request) {
        Fields fields = Fields.of(request);
        Long id = fields.id("connection");
        fields.nothingElse();
        if (id == null) {
            throw fields.missing("connection", "the id of a connection");
        }
        Connection connection = find(id);
        LatestCommits.Found found = latest.of(connection);
        JsonArray texts = new JsonArray();
        for (Messages.Commit commit : found.commits()) {
            JsonObject text = new JsonObject();
            text.addProperty("field", "commit");
            text.addProperty(
                    "name",
                    commit.sha().substring(0, Math.min(SHORT_ID, commit.sha().length())));
            text.addProperty("text", commit.message());
            texts.add(text);
        }
        JsonObject call = new JsonObject();
        call.add("texts", texts);
        call.add("rules", Question.rules(hosts.rules(connection.settings())));
        JsonObject explained = explain(call, NO_BODY);
        explained.addProperty("repository", found.repository());
        explained.addProperty("requests", found.requests());
        return explained;
    }

    /** What is not said is as in this Jira. */
    private JsonObject explain(JsonObject call, byte[] body) {
        Configure known = projects.known();
        absent(call, "known_projects", Question.array(known.knownProjects()));
        absent(call, "instance_hosts", Question.array(known.instanceHosts()));
        absent(call, "hours_per_day", new JsonPrimitive(known.hoursPerDay()));
        absent(call, "days_per_week", new JsonPrimitive(known.daysPerWeek()));
        try {
            return core.preview(call, body);
        } catch (CoreException e) {
            if (e.code() != Messages.Code.MISCONFIGURED) {
                throw e;
            }
            Refusal refusal = new Refusal(400, e.code().word(), e.getMessage());
            e.params().forEach(param -> refusal.with(param.name(), param.value()));
            throw refusal;
        }
    }

    private static void absent(JsonObject call, String name, JsonElement value) {
        if (!call.has(name)) {
            call.add(name, value);
        }
    }

    private Connection find(long id) {
        return connections.find(id).orElseThrow(() -> Connections.unknown(id));
    }
}
