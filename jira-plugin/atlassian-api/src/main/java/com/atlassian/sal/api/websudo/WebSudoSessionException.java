// Signature of WebSudoSessionException, to compile against.
package com.atlassian.sal.api.websudo;

import org.jigit.signature.Uncertain;

public class WebSudoSessionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Uncertain
    public WebSudoSessionException(String message) {
        super(message);
    }

    @Uncertain
    public WebSudoSessionException(String message, Throwable cause) {
        super(message, cause);
    }
}
