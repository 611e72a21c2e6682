// Signature of SchedulerServiceException, to compile against.
package com.atlassian.scheduler;

import org.jigit.signature.Uncertain;

public class SchedulerServiceException extends Exception {
    private static final long serialVersionUID = 1L;

    @Uncertain
    public SchedulerServiceException(String message) {
        super(message);
    }

    @Uncertain
    public SchedulerServiceException(String message, Throwable cause) {
        super(message, cause);
    }
}
