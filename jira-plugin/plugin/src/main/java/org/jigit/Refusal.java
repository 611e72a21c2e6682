// Why something that somebody asked for is not done: a status, a stable code, facts and a sentence.
package org.jigit;

import java.util.LinkedHashMap;
import java.util.Map;

/** A refusal that becomes the answer of a REST resource. The message never holds a secret. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;
    private final transient Map<String, String> params = new LinkedHashMap<>();

    public Refusal(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    /** Adds a fact for a translated text. */
    public Refusal with(String name, Object value) {
        params.put(name, String.valueOf(value));
        return this;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The stable code. */
    public String code() {
        return code;
    }

    /** The facts. */
    public Map<String, String> params() {
        return params;
    }
}
