// What became of commands, as JSON: stored like this, and shown like this.
package org.jigit.smartcommit;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Set;
import org.jigit.Json;
import org.jigit.core.Messages.SmartCommand;

/** One object per command: issue, command, text, state, user, code, params, at. */
final class Results {
    private static final Gson GSON = new Gson();

    private Results() {}

    /** What became of a command that was tried. */
    static JsonObject of(SmartCommand command, Outcome outcome, String user) {
        JsonObject result = of(command, outcome.isDone() ? "done" : "failed", outcome.code());
        result.addProperty("user", user);
        result.add("params", outcome.params());
        result.add("at", Json.time(System.currentTimeMillis()));
        result.addProperty("direct", command.direct());
        return result;
    }

    private static JsonObject of(SmartCommand command, String state, String code) {
        JsonObject result = new JsonObject();
        result.addProperty("issue", command.issue());
        result.addProperty("command", command.command());
        result.addProperty("text", text(command));
        result.addProperty("state", state);
        result.add("user", JsonNull.INSTANCE);
        result.addProperty("code", code);
        result.add("params", new JsonObject());
        result.add("at", JsonNull.INSTANCE);
        return result;
    }

    /** The results of a stored commit: of what was tried as they are, of the rest the state of the commit. */
    static JsonArray shown(String commands, String results, String state, String code) {
        JsonArray tried = results == null
                ? new JsonArray()
                : JsonParser.parseString(results).getAsJsonArray();
        String rest = state.equals(SmartCommits.RUNNING) ? SmartCommits.WAITING : state;
        JsonArray shown = new JsonArray();
        int at = 0;
        for (SmartCommand command : GSON.fromJson(commands, SmartCommand[].class)) {
            boolean known = at < tried.size();
            JsonObject result = known ? tried.get(at).getAsJsonObject() : of(command, rest, code);
            result.remove("direct");
            shown.add(result);
            at++;
        }
        return shown;
    }

    /** Those about some issues. */
    static JsonArray about(Set<String> issueKeys, JsonArray results) {
        JsonArray some = new JsonArray();
        for (JsonElement result : results) {
            if (issueKeys.contains(result.getAsJsonObject().get("issue").getAsString())) {
                some.add(result);
            }
        }
        return some;
    }

    /** A command as somebody would write it, without its comment. */
    static String text(SmartCommand command) {
        return switch (command.command()) {
            case "time" -> ("#time " + command.time()).strip();
            case "transition" -> "#" + command.name();
            default -> "#" + command.command();
        };
    }
}
