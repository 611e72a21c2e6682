// Signature of RunOutcome, to compile against.
package com.atlassian.scheduler.status;

import org.jigit.signature.Uncertain;

@Uncertain
public enum RunOutcome {
    SUCCESS,
    UNAVAILABLE,
    ABORTED,
    FAILED
}
