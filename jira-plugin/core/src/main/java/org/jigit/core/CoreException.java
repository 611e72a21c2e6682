// What the core answers when it cannot do what was asked.
package org.jigit.core;

import java.util.List;
import java.util.Objects;

/** The core's error as an exception: a stable code, a sentence without secrets, and where. */
public final class CoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Messages.Error error;

    CoreException(Messages.Error error) {
        this(error, null);
    }

    private CoreException(Messages.Error error, Throwable cause) {
        super(error.message(), cause);
        this.error = error;
    }

    /** A failure of the engine or of ourselves, which a caller cannot prevent. */
    static CoreException internal(String message, Throwable cause) {
        return new CoreException(new Messages.Error(Messages.Code.INTERNAL, List.of(), message, ""), cause);
    }

    /** Every engine stayed busy for too long, or the thread was asked to stop: trying again later helps. */
    static CoreException unavailable(String message, Throwable cause) {
        return new CoreException(new Messages.Error(Messages.Code.UNAVAILABLE, List.of(), message, ""), cause);
    }

    /** The stable code. */
    public Messages.Code code() {
        return error.code();
    }

    /** Facts for a translated text. */
    public List<Messages.Param> params() {
        return Objects.requireNonNullElse(error.params(), List.of());
    }

    /** Where it was found: a path into the JSON, or empty. */
    public String at() {
        return Objects.requireNonNullElse(error.at(), "");
    }
}
