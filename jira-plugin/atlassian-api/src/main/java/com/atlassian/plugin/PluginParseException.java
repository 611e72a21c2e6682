// Signature of PluginParseException, to compile against.
package com.atlassian.plugin;

import org.jigit.signature.Uncertain;

public class PluginParseException extends PluginException {
    private static final long serialVersionUID = 1L;

    @Uncertain
    public PluginParseException(String message) {
        super(message);
    }

    @Uncertain
    public PluginParseException(String message, Throwable cause) {
        super(message, cause);
    }
}
