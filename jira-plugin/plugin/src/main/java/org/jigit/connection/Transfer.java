// Connections out of one Jira and into another, or back: as JSON, without secrets, and never without a look at what
// would change.
package org.jigit.connection;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jigit.Json;
import org.jigit.Refusal;

/**
 * Exports and imports connections, each known by its name. A secret is exported as its mask: importing the mask keeps what is
 * stored under that name; where nothing is, the connection is created disabled and needs its secret. Connections that a file does
 * not name are left alone.
 */
public final class Transfer {
    private static final int VERSION = 1;
    private static final int MOST = 1_000;

    private final Connections connections;
    private final Configurations configurations;

    public Transfer(Connections connections, Configurations configurations) {
        this.connections = connections;
        this.configurations = configurations;
    }

    /** All connections, as {@link #plan} and {@link #apply} read them. */
    public JsonObject export() {
        JsonArray array = new JsonArray();
        for (Connection connection : connections.all()) {
            JsonObject json = connection.settings().json();
            for (String secret : Settings.SECRETS) {
                json.addProperty(secret, connection.holds(secret) ? Settings.MASK : "");
            }
            json.addProperty("enabled", connection.enabled());
            array.add(json);
        }
        JsonObject export = new JsonObject();
        export.addProperty("version", VERSION);
        export.add("connections", array);
        return export;
    }

    /** What an import would do; changes nothing. */
    public JsonObject plan(JsonObject file, boolean systemAdmin) {
        return json(steps(file, systemAdmin), false);
    }

    /** Does it; when one connection of the file cannot be imported, none is. */
    public JsonObject apply(JsonObject file, boolean systemAdmin) {
        List<Step> steps = steps(file, systemAdmin);
        for (Step step : steps) {
            if (step.refusal != null) {
                throw new Refusal(
                                400,
                                "not_imported",
                                "nothing was imported, because of \"" + step.name + "\": " + step.refusal.getMessage())
                        .with("name", step.name)
                        .with("code", step.refusal.code());
            }
        }
        for (Step step : steps) {
            switch (step.change()) {
                case "create" -> configurations.create(step.body, systemAdmin);
                case "change" -> configurations.change(step.before.id(), step.body, systemAdmin);
                default -> {}
            }
        }
        return json(steps, true);
    }

    /**
     * What becomes of one connection of a file.
     *
     * @param name its name
     * @param before the stored one of that name, or null
     * @param body what is asked for
     * @param fields the fields that change, each with its value before and after
     * @param needs the secrets that somebody has to enter
     * @param refusal why it cannot be imported, or null
     */
    private record Step(
            String name,
            Connection before,
            JsonObject body,
            Map<String, JsonElement[]> fields,
            List<String> needs,
            Refusal refusal) {
        String change() {
            return before == null ? "create" : fields.isEmpty() ? "none" : "change";
        }

        JsonObject json() {
            JsonArray changed = new JsonArray();
            fields.forEach((name, values) -> {
                JsonObject field = new JsonObject();
                field.addProperty("field", name);
                field.add("before", values[0]);
                field.add("after", values[1]);
                changed.add(field);
            });
            JsonArray wanted = new JsonArray();
            needs.forEach(wanted::add);
            JsonObject json = new JsonObject();
            json.addProperty("name", name);
            json.addProperty("change", change());
            json.add("fields", changed);
            json.add("needs", wanted);
            json.add(
                    "problem",
                    refusal == null
                            ? null
                            : Json.error(refusal.code(), Json.params(refusal.params()), refusal.getMessage()));
            return json;
        }
    }

    private static JsonObject json(List<Step> steps, boolean applied) {
        JsonArray array = new JsonArray();
        steps.forEach(step -> array.add(step.json()));
        JsonObject json = new JsonObject();
        json.addProperty("applied", applied);
        json.add("connections", array);
        return json;
    }

    private List<Step> steps(JsonObject file, boolean systemAdmin) {
        Map<String, Connection> stored = new HashMap<>();
        connections.all().forEach(each -> stored.put(each.name().toLowerCase(Locale.ROOT), each));
        Set<String> names = new HashSet<>();
        List<Step> steps = new ArrayList<>();
        for (JsonElement each : connections(file)) {
            if (!each.isJsonObject() || !each.getAsJsonObject().has("repoName")) {
                throw new Refusal(400, "wrong_value", "connections: expected objects, each with a repoName")
                        .with("field", "connections");
            }
            JsonObject body = each.getAsJsonObject();
            JsonElement named = body.get("repoName");
            String name = named.isJsonPrimitive() ? named.getAsString().strip() : "";
            if (!names.add(name.toLowerCase(Locale.ROOT))) {
                throw new Refusal(400, "wrong_value", "connections: \"" + name + "\" is there twice")
                        .with("field", "connections");
            }
            steps.add(step(name, stored.get(name.toLowerCase(Locale.ROOT)), body, systemAdmin));
        }
        return steps;
    }

    private static JsonArray connections(JsonObject file) {
        for (String field : file.keySet()) {
            if (!List.of("version", "connections").contains(field)) {
                throw new Refusal(400, "unknown_field", "the field " + field + " is not known").with("field", field);
            }
        }
        JsonElement version = file.get("version");
        if (version != null && !version.toString().equals(String.valueOf(VERSION))) {
            throw new Refusal(400, "wrong_value", "version: expected " + VERSION + ", found " + version)
                    .with("field", "version");
        }
        JsonElement array = file.get("connections");
        if (array == null || !array.isJsonArray() || array.getAsJsonArray().size() > MOST) {
            throw new Refusal(400, "wrong_value", "connections: expected a list of at most " + MOST)
                    .with("field", "connections");
        }
        return array.getAsJsonArray();
    }

    private Step step(String name, Connection before, JsonObject asked, boolean systemAdmin) {
        JsonObject body = asked.deepCopy();
        List<String> needs = new ArrayList<>();
        for (String secret : List.of(Settings.TOKEN, Settings.PRIVATE_KEY)) {
            boolean masked = body.has(secret) && body.get(secret).toString().equals('"' + Settings.MASK + '"');
            if (masked && (before == null || !before.holds(secret))) {
                body.remove(secret);
                needs.add(secret);
            }
        }
        if (before == null && !needs.isEmpty()) {
            body.addProperty("enabled", false);
        }
        try {
            Draft draft = configurations.draft(body, before, systemAdmin);
            return new Step(name, before, body, fields(before, draft), needs, null);
        } catch (Refusal e) {
            return new Step(name, before, body, Map.of(), needs, e);
        }
    }

    /** The fields that change; of secrets only that they do. */
    private static Map<String, JsonElement[]> fields(Connection before, Draft after) {
        Map<String, JsonElement[]> fields = new java.util.LinkedHashMap<>();
        JsonObject old = before == null ? new JsonObject() : before.settings().json();
        JsonObject now = after.settings().json();
        for (String secret : List.of(Settings.TOKEN, Settings.PRIVATE_KEY)) {
            old.addProperty(secret, before != null && before.holds(secret) ? Settings.MASK : "");
            now.addProperty(secret, after.holds(secret) ? Settings.MASK : "");
        }
        if (before != null) {
            old.addProperty("enabled", before.enabled());
        }
        now.addProperty("enabled", after.enabled());
        now.entrySet().forEach(entry -> {
            String name = entry.getKey();
            boolean typed = Settings.SECRETS.contains(name)
                    && after.holds(name)
                    && !after.kept().contains(name);
            if (typed || !entry.getValue().equals(old.get(name))) {
                fields.put(name, new JsonElement[] {old.get(name), entry.getValue()});
            }
        });
        return fields;
    }
}
