// Signature of RenderingException, to compile against.
package com.atlassian.templaterenderer;

import org.jigit.signature.Uncertain;

@Uncertain
public class RenderingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Uncertain
    public RenderingException(String message) {
        super(message);
    }

    @Uncertain
    public RenderingException(String message, Throwable cause) {
        super(message, cause);
    }
}
