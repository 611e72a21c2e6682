// Sends webhooks to a cluster as an unreliable network does: now, late, twice, out of order or never; and knows which
// were
// answered.
package org.jigit.it;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jigit.it.replay.Delivery;

/** The sender of webhooks. */
final class Webhooks implements AutoCloseable {
    private final Cluster cluster;
    private final String path;
    private final String secret;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(12);
    private final Told told;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();

    /** Sends to this path on any node. */
    Webhooks(Cluster cluster, String path, String secret, Told told) {
        this.cluster = cluster;
        this.path = path;
        this.secret = secret;
        this.told = told;
    }

    /** Lets each of these deliveries meet its fate, and says what they are. */
    String happen(List<Delivery> deliveries, Random random) {
        var fates = new StringBuilder();
        for (var delivery : deliveries) {
            var fate = random.nextInt(100);
            if (fate < 55) {
                send(delivery, Duration.ZERO);
                fates.append(", told");
            } else if (fate < 68) {
                lost.incrementAndGet();
                fates.append(", lost");
            } else if (fate < 80) {
                send(delivery, Duration.ZERO);
                send(delivery, Duration.ofMillis(random.nextInt(3_000)));
                fates.append(", told twice");
            } else {
                var late = Duration.ofMillis(500 + random.nextInt(12_000));
                send(delivery, late);
                fates.append(", told ").append(late.toMillis()).append(" ms late");
            }
        }
        return fates.toString();
    }

    /** Sends a delivery once, after a while, to any node; what goes wrong is not repeated, as hosts do. */
    void send(Delivery delivery, Duration after) {
        open.incrementAndGet();
        threads.schedule(
                () -> {
                    try {
                        attempt(delivery);
                    } finally {
                        open.decrementAndGet();
                    }
                },
                after.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Sends a delivery until it is answered 2xx. */
    void insist(Delivery delivery) {
        open.incrementAndGet();
        threads.execute(() -> {
            try {
                while (!attempt(delivery)) {
                    TimeUnit.MILLISECONDS.sleep(100);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                open.decrementAndGet();
            }
        });
    }

    private boolean attempt(Delivery delivery) {
        var nodes = cluster.up();
        var node = nodes.get(ThreadLocalRandom.current().nextInt(nodes.size()));
        try {
            var status = delivery.send(node.url() + path, secret).status();
            if (status / 100 == 2) {
                told.answered(delivery);
                accepted.incrementAndGet();
                return true;
            }
        } catch (UncheckedIOException e) {
            // the node was killed; failed, as with any other status
        }
        failed.incrementAndGet();
        return false;
    }

    /** Waits until nothing is on its way. */
    void arrive() throws Exception {
        Stage.eventually("webhooks on their way", Duration.ofSeconds(120), open::get, count -> count == 0);
    }

    /** What was answered 2xx. */
    Told told() {
        return told;
    }

    @Override
    public String toString() {
        return accepted + " webhooks answered 2xx, " + failed + " not, " + lost + " lost, " + open + " on their way at "
                + Instant.now();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
