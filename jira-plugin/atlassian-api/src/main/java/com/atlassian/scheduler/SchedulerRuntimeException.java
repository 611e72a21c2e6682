// Signature of SchedulerRuntimeException, to compile against.
package com.atlassian.scheduler;

import org.jigit.signature.Uncertain;

public class SchedulerRuntimeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Uncertain
    public SchedulerRuntimeException(String message) {
        super(message);
    }

    @Uncertain
    public SchedulerRuntimeException(String message, Throwable cause) {
        super(message, cause);
    }
}
