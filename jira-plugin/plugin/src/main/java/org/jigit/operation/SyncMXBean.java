// What monitoring reads of this app over JMX.
package org.jigit.operation;

import java.util.Map;

/** The MBean {@code org.jigit:type=Sync}. What is counted is counted on this node since the app started there; the queue is everybody's. */
public interface SyncMXBean {
    /** Tasks that are due and wait for somebody. */
    long getTasksDue();

    /** Tasks that somebody works on. */
    long getTasksAtWork();

    /** Tasks that are due later. */
    long getTasksWaiting();

    /** Tasks of connections that are disabled, paused or wait for requests. */
    long getTasksResting();

    /** Tasks with a problem. */
    long getTasksTroubled();

    /** For how many seconds the oldest due task has waited; 0 when none has. */
    long getOldestDueSeconds();

    /** Requests that were sent to Git hosts. */
    long getRequestsSent();

    /** Rows that were inserted, changed or deleted. */
    long getRowsWritten();

    /** Webhook deliveries by what became of them. */
    Map<String, Long> getDeliveries();

    /** The problem that came last, with its connection; empty when there is none. */
    String getLastError();
}
