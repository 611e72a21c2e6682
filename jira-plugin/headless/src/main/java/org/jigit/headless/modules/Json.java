// Writes values as JSON that may stand inside a script element.
package org.jigit.headless.modules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** JSON of values. */
public final class Json {

    private Json() {}

    /** A value as JSON; {@code <} is escaped, so that no text can end a script element. */
    public static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value).replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static final ObjectMapper MAPPER = new ObjectMapper();
}
