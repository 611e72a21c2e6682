// One sentence of an explanation: a stable code, its facts, and the sentence in English.
package org.jigit.operation;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jigit.Json;

/**
 * An answer.
 *
 * @param code the stable code
 * @param params the facts for a translated text
 * @param message the sentence in English
 */
record Answer(String code, Map<String, String> params, String message) {
    /** An answer whose facts are names and values in turn; a fact that is null is left out. */
    static Answer of(String code, String message, Object... facts) {
        Map<String, String> params = new LinkedHashMap<>();
        for (int at = 0; at < facts.length; at += 2) {
            if (facts[at + 1] != null) {
                params.put((String) facts[at], String.valueOf(facts[at + 1]));
            }
        }
        return new Answer(code, params, message);
    }

    JsonObject json() {
        return Json.error(code, Json.params(params), message);
    }
}
