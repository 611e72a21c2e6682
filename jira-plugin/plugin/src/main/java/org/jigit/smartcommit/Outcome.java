// What became of one command.
package org.jigit.smartcommit;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Collection;

/**
 * What became of one command.
 *
 * @param code why it was not done, or null when it was
 * @param params facts for the sentence, such as the names of the steps that are possible
 */
record Outcome(String code, JsonObject params) {
    static Outcome done() {
        return new Outcome(null, new JsonObject());
    }

    static Outcome failed(String code) {
        return new Outcome(code, new JsonObject());
    }

    Outcome with(String name, String value) {
        params.addProperty(name, value);
        return this;
    }

    Outcome with(String name, Collection<String> values) {
        JsonArray array = new JsonArray();
        values.forEach(array::add);
        params.add(name, array);
        return this;
    }

    boolean isDone() {
        return code == null;
    }
}
