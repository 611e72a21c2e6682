// What is wrong with a task, as it is stored.
package org.jigit.operation;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** Reads problems. */
final class Problem {
    private Problem() {}

    /** The code, the facts and the sentence of a stored problem; null when there is none. */
    static JsonObject read(String stored) {
        return stored == null ? null : JsonParser.parseString(stored).getAsJsonObject();
    }
}
