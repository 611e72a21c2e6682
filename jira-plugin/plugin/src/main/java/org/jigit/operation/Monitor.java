// The MBean of this app: there while the app runs.
package org.jigit.operation;

import java.lang.management.ManagementFactory;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jigit.delivery.Receiver;
import org.jigit.store.Database;
import org.jigit.store.Ledger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers itself with the JVM and takes itself away: what stays registered would keep the whole app in memory. */
public final class Monitor implements SyncMXBean {
    private static final Logger LOG = LoggerFactory.getLogger(Monitor.class);
    private static final String NAME = "org.jigit:type=Sync";

    private final HealthReport report;
    private final Database database;
    private final Ledger ledger;
    private final Receiver receiver;

    public Monitor(HealthReport report, Database database, Ledger ledger, Receiver receiver) {
        this.report = report;
        this.database = database;
        this.ledger = ledger;
        this.receiver = receiver;
    }

    /** Lets monitoring see it. */
    public void start() {
        try {
            server().registerMBean(this, new ObjectName(NAME));
        } catch (JMException e) {
            LOG.warn("monitoring over JMX is not possible: {}", e.toString());
        }
    }

    /** Takes it away. */
    public void stop() {
        try {
            ObjectName name = new ObjectName(NAME);
            if (server().isRegistered(name)) {
                server().unregisterMBean(name);
            }
        } catch (JMException e) {
            LOG.warn("the MBean {} cannot be taken away: {}", NAME, e.toString());
        }
    }

    private static MBeanServer server() {
        return ManagementFactory.getPlatformMBeanServer();
    }

    @Override
    public long getTasksDue() {
        return report.queue().due();
    }

    @Override
    public long getTasksAtWork() {
        return report.queue().atWork();
    }

    @Override
    public long getTasksWaiting() {
        return report.queue().waiting();
    }

    @Override
    public long getTasksResting() {
        return report.queue().resting();
    }

    @Override
    public long getTasksTroubled() {
        return report.queue().troubled();
    }

    @Override
    public long getOldestDueSeconds() {
        Long oldest = report.queue().oldestDue();
        return oldest == null ? 0 : Math.max(0, System.currentTimeMillis() - oldest) / 1000;
    }

    @Override
    public long getRequestsSent() {
        return ledger.sent();
    }

    @Override
    public long getRowsWritten() {
        return database.written();
    }

    @Override
    public Map<String, Long> getDeliveries() {
        return receiver.received();
    }

    @Override
    public String getLastError() {
        return report.lastTrouble()
                .map(trouble -> "connection " + trouble.connectionId() + ": "
                        + trouble.problem().get("code").getAsString() + ": "
                        + trouble.problem().get("message").getAsString())
                .orElse("");
    }
}
