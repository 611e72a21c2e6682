// A JSON object of a request, read strictly: what is wrong or not known is refused by its path.
package org.jigit.preview;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jigit.Refusal;

/** Gives each field once; a field that is absent or null is null. */
final class Fields {
    private final String path;
    private final JsonObject object;
    private final Set<String> read = new HashSet<>();

    private Fields(String path, JsonObject object) {
        this.path = path;
        this.object = object;
    }

    /** The fields of a whole body. */
    static Fields of(JsonObject body) {
        return new Fields("", body);
    }

    private static Fields of(String path, JsonElement value) {
        if (!value.isJsonObject()) {
            throw wrong(path, "an object");
        }
        return new Fields(path + ".", value.getAsJsonObject());
    }

    /** Whether a field is named, even if it is null. */
    boolean has(String name) {
        return object.has(name);
    }

    /** A text. */
    String text(String name) {
        JsonElement value = value(name);
        return value == null ? null : text(path + name, value);
    }

    /** One of some words. */
    String word(String name, List<String> words) {
        String word = text(name);
        if (word != null && !words.contains(word)) {
            throw wrong(path + name, "one of " + words);
        }
        return word;
    }

    /** Texts. */
    List<String> texts(String name) {
        List<JsonElement> values = list(name, Integer.MAX_VALUE, "a list of texts");
        if (values == null) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (JsonElement value : values) {
            texts.add(text(at(name, texts.size()), value));
        }
        return texts;
    }

    /** An object. */
    Fields object(String name) {
        JsonElement value = value(name);
        return value == null ? null : of(path + name, value);
    }

    /** At most so many objects. */
    List<Fields> objects(String name, int most) {
        List<JsonElement> values = list(name, most, "a list of at most " + most + " objects");
        if (values == null) {
            return null;
        }
        List<Fields> objects = new ArrayList<>();
        for (JsonElement value : values) {
            objects.add(of(at(name, objects.size()), value));
        }
        return objects;
    }

    /** A number of a range. */
    Double number(String name, double least, double most) {
        JsonElement value = value(name);
        if (value == null) {
            return null;
        }
        double number = isNumber(value) ? value.getAsDouble() : Double.NaN;
        if (!(number >= least && number <= most)) {
            throw wrong(path + name, "a number from %.0f to %.0f".formatted(least, most));
        }
        return number;
    }

    /** The id of something stored. */
    Long id(String name) {
        JsonElement value = value(name);
        if (value == null) {
            return null;
        }
        if (!isNumber(value) || !value.getAsString().matches("\\d{1,18}")) {
            throw wrong(path + name, "a whole number");
        }
        return value.getAsLong();
    }

    /** Refuses fields that nobody asked for. */
    void nothingElse() {
        for (String name : object.keySet()) {
            if (!read.contains(name)) {
                throw new Refusal(400, "unknown_field", "the field " + path + name + " is not known")
                        .with("field", path + name);
            }
        }
    }

    /** A field that is needed is not there. */
    Refusal missing(String name, String expected) {
        return new Refusal(400, "missing_field", path + name + ": expected " + expected).with("field", path + name);
    }

    /** A field has another value than it may. */
    static Refusal wrong(String field, String expected) {
        return new Refusal(400, "wrong_value", field + ": expected " + expected)
                .with("field", field)
                .with("expected", expected);
    }

    private JsonElement value(String name) {
        read.add(name);
        JsonElement value = object.get(name);
        return value == null || value.isJsonNull() ? null : value;
    }

    private List<JsonElement> list(String name, int most, String expected) {
        JsonElement value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isJsonArray() || value.getAsJsonArray().size() > most) {
            throw wrong(path + name, expected);
        }
        return value.getAsJsonArray().asList();
    }

    private String at(String name, int index) {
        return path + name + "[" + index + "]";
    }

    private static String text(String at, JsonElement value) {
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
            throw wrong(at, "a text");
        }
        return value.getAsString();
    }

    private static boolean isNumber(JsonElement value) {
        return value instanceof JsonPrimitive primitive && primitive.isNumber();
    }
}
