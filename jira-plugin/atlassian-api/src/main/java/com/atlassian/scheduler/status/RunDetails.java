// Signature of RunDetails, to compile against.
package com.atlassian.scheduler.status;

import java.util.Date;
import org.jigit.signature.Uncertain;

@Uncertain
public interface RunDetails {
    @Uncertain
    Date getStartTime();

    @Uncertain
    long getDurationInMillis();

    @Uncertain
    RunOutcome getRunOutcome();

    @Uncertain
    String getMessage();
}
