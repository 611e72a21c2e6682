// Signature of NoDataSourceException, to compile against.
package com.atlassian.activeobjects.external;

import org.jigit.signature.Uncertain;

public class NoDataSourceException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    @Uncertain
    public NoDataSourceException(String message) {
        super(message);
    }

    @Uncertain
    public NoDataSourceException(String message, Throwable cause) {
        super(message, cause);
    }
}
