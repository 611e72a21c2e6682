// Signature of PluginException, to compile against.
package com.atlassian.plugin;

import org.jigit.signature.Uncertain;

@Uncertain
public class PluginException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Uncertain
    public PluginException(String message) {
        super(message);
    }

    @Uncertain
    public PluginException(String message, Throwable cause) {
        super(message, cause);
    }
}
