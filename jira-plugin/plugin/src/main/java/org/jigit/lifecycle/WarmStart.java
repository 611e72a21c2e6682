// After a start the first webhook is not the one that waits for the JVM's compiler.
package org.jigit.lifecycle;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jigit.connection.Connection;
import org.jigit.connection.Connections;
import org.jigit.core.Core;
import org.jigit.core.WarmUp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warms the core up for the hosts of the connections, each host once, in a thread of its own. The native library needs no
 * warm-up.
 */
public final class WarmStart {
    private static final Logger LOG = LoggerFactory.getLogger(WarmStart.class);
    private static final int TIMES = 300;
    private static final long LONGEST_NS = TimeUnit.SECONDS.toNanos(30);

    private final Core core;
    private final Connections connections;
    private final Set<String> warm = new HashSet<>();
    private Thread thread;
    private volatile boolean stopped = true;

    public WarmStart(Core core, Connections connections) {
        this.core = core;
        this.connections = connections;
    }

    /** Lets it begin. */
    synchronized void start() {
        stopped = false;
        look();
    }

    /**
     * Begins, if there is a connection to a host that was none before or WebAssembly has just become the engine. Nobody should look while
     * much is read for the first time: that warms up most of the core by itself, and needs the processors.
     */
    synchronized void look() {
        boolean runs = thread != null && thread.isAlive();
        if (stopped || runs || !core.running().engine().equals(Core.Choice.WASM.word())) {
            return;
        }
        Set<String> hosts = new TreeSet<>();
        connections.all().stream().filter(Connection::enabled).forEach(each -> hosts.add(each.host()));
        hosts.removeAll(warm);
        if (hosts.isEmpty()) {
            return;
        }
        warm.addAll(hosts);
        thread = new Thread(() -> run(hosts), "jigit-warm-up");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    /** Ends it if it is not over, and waits for that. */
    synchronized void stop() throws InterruptedException {
        stopped = true;
        if (thread != null) {
            thread.join();
            thread = null;
        }
    }

    private void run(Set<String> hosts) {
        long began = System.nanoTime();
        try {
            new WarmUp(hosts).run(TIMES, () -> !stopped && System.nanoTime() - began < LONGEST_NS);
            LOG.debug(
                    "the core got warm for {} in {} ms",
                    hosts,
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
        } catch (RuntimeException e) {
            LOG.warn("the core could not be warmed up: its first calls will be slow", e);
        }
    }
}
