// Signature of UserResolutionException, to compile against.
package com.atlassian.sal.api.user;

import org.jigit.signature.Uncertain;

public class UserResolutionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Uncertain
    public UserResolutionException(String message) {
        super(message);
    }

    @Uncertain
    public UserResolutionException(String message, Throwable cause) {
        super(message, cause);
    }
}
