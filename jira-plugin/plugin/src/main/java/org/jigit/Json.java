// How our JSON looks: times as RFC 3339 in UTC with milliseconds, nulls written out.
package org.jigit;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jigit.core.Messages;

/** Small parts of JSON answers. */
public final class Json {
    private static final Gson GSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();
    private static final Gson PRETTY = new GsonBuilder()
            .setPrettyPrinting()
            .serializeNulls()
            .disableHtmlEscaping()
            .create();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Json() {}

    /** The text of a JSON value, nulls written out. */
    public static String write(JsonElement value) {
        return GSON.toJson(value);
    }

    /** The text of a JSON value for people. */
    public static String pretty(JsonElement value) {
        return PRETTY.toJson(value) + "\n";
    }

    /** A point in time. */
    public static JsonElement time(Long millis) {
        return millis == null ? JsonNull.INSTANCE : new JsonPrimitive(TIME.format(Instant.ofEpochMilli(millis)));
    }

    /** An object that a request holds. */
    public static JsonObject object(String body) {
        try {
            JsonElement value = JsonParser.parseString(body == null ? "" : body);
            if (value.isJsonObject()) {
                return value.getAsJsonObject();
            }
        } catch (JsonParseException | StackOverflowError e) {
            throw new Refusal(400, "not_json", "the body is not JSON");
        }
        throw new Refusal(400, "not_json", "expected a JSON object as the body");
    }

    /** Facts of an error as an object. */
    public static JsonObject params(Map<String, String> params) {
        JsonObject object = new JsonObject();
        params.forEach(object::addProperty);
        return object;
    }

    /** Facts of an error as an object. */
    public static JsonObject params(List<Messages.Param> params) {
        JsonObject object = new JsonObject();
        if (params != null) {
            params.forEach(param -> object.addProperty(param.name(), param.value()));
        }
        return object;
    }

    /** An error as it is stored and shown. */
    public static JsonObject error(String code, JsonObject params, String message) {
        JsonObject error = new JsonObject();
        error.addProperty("code", code);
        error.add("params", params);
        error.addProperty("message", message);
        return error;
    }
}
