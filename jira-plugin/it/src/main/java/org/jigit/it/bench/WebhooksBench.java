// Many webhooks at two nodes: how long it takes until the other node shows what one of them was told.
package org.jigit.it.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jigit.it.Jira;

/**
 * {@code bench webhooks}: pushes of one commit each, alternately to two nodes of one Jira, at a fixed rate that does not wait for
 * answers. Each mentions an issue of its own, and the other node is asked for that issue until it shows the commit.
 */
final class WebhooksBench {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    /** So many deliveries are under way at most, fewer than a Jira has database connections; one that comes then waits, which is counted. */
    private static final int SENDERS = 24;
    /** How many commits each repository has before. */
    private static final int COMMITS = 10;

    private WebhooksBench() {}

    static Options options() {
        return new Options(
                Map.of("--rate", 200.0, "--seconds", 60.0, "--warmup", 120.0, "--repositories", 200.0, "--jni", 0.0));
    }

    /**
     * What came out.
     *
     * @param sent how many deliveries were measured
     * @param accepted from when a delivery was due to its answer
     * @param visible from when a delivery was due until the other node showed it
     * @param errors answers other than 202 to a delivery and 200 to a question, those in the warm-up included
     * @param unseen deliveries that the other node did not show within ten seconds after their 202
     * @param expected how many commits mention an issue, those before the deliveries included
     * @param rows how many commits are stored in the end
     * @param links how many links of theirs
     * @param deliveries how many deliveries were noted, those of the warm-up included
     * @param late by how much the last delivery was sent too late, in seconds
     */
    record Result(
            int sent,
            Percentiles accepted,
            Percentiles visible,
            int errors,
            int unseen,
            long expected,
            long rows,
            long links,
            long deliveries,
            double late) {
        List<String> lines() {
            return new Table()
                    .line("deliveries", "%,d", sent)
                    .line("from the POST to its 202", accepted, "")
                    .line("from the POST to visible at the other node", visible, "p99 below 100 ms")
                    .line("errors, and not visible within 10 s", "%,d, %,d (none)", errors, unseen)
                    .line("commits stored, and links", "%,d, %,d (expected %,d)", rows, links, expected)
                    .line("the last delivery was sent too late by", "%.2f s", late)
                    .lines();
        }
    }

    static Result run(Options options) throws IOException, SQLException {
        var repositories = options.number("--repositories");
        var rate = options.number("--rate");
        var warmup = WarmUp.of(rate, options.number("--warmup"));
        var measured = rate * options.number("--seconds");
        var shape = new Shape(Site.PROJECT, repositories, (long) repositories * COMMITS, 0, 1, 1);
        try (var host = BulkHost.start(shape);
                var site = Site.open(2, options.number("--jni") > 0)) {
            site.issues(warmup.count() + measured);
            var connection = site.connect(host);
            site.waitUntilRead(connection, PATIENCE, () -> {});
            var senders = new Senders(host, site, site.webhook(connection), repositories);
            Site.say(rate + " deliveries a second: first to get warm");
            var sent = 0;
            for (var part : warmup.parts()) {
                senders.send(sent + 1, sent + part.count, part.rate);
                sent += part.count;
            }
            senders.forget();
            Site.say("now measured");
            var expected = sent + measured;
            var late = senders.send(sent + 1, expected, rate);
            // What is told by webhooks is read once more; only then the counts are those that stay.
            senders.quiet();
            return new Result(
                    measured,
                    new Percentiles(senders.accepted),
                    new Percentiles(senders.visible),
                    senders.errors.size(),
                    senders.unseen.get(),
                    expected,
                    site.rows("COMMIT"),
                    site.number("select count(*) from " + site.table("LINK") + " where \"KIND\" = 'commit'"),
                    site.rows("DELIVERY"),
                    late);
        }
    }

    /**
     * What is sent first, in parts: a Jira that is at its limit before its code is compiled has no time to compile it.
     *
     * @param parts a quarter of the rate for most of the time, then half of it, in the end all of it
     */
    private record WarmUp(List<Part> parts) {
        static WarmUp of(int rate, int seconds) {
            return new WarmUp(List.of(
                    Part.of(Math.max(1, rate / 4), seconds * 6 / 10),
                    Part.of(Math.max(1, rate / 2), seconds * 2 / 10),
                    Part.of(rate, seconds * 2 / 10)));
        }

        int count() {
            return parts.stream().mapToInt(Part::count).sum();
        }

        private record Part(int rate, int count) {
            static Part of(int rate, int seconds) {
                return new Part(rate, rate * seconds);
            }
        }
    }

    /** Sends deliveries and looks for what they told. */
    private static final class Senders {
        private final BulkHost host;
        private final Site.Webhook webhook;
        private final int repositories;
        private final List<Jira> nodes;
        private final Queue<Long> accepted = new ConcurrentLinkedQueue<>();
        private final Queue<Long> visible = new ConcurrentLinkedQueue<>();
        private final Queue<String> errors = new ConcurrentLinkedQueue<>();
        private final AtomicInteger unseen = new AtomicInteger();

        Senders(BulkHost host, Site site, Site.Webhook webhook, int repositories) throws IOException {
            this.host = host;
            this.webhook = webhook;
            this.repositories = repositories;
            this.nodes = List.of(
                    Jira.inSession(site.admin(0).url(), "admin"),
                    Jira.inSession(site.admin(1).url(), "admin"));
        }

        void forget() {
            accepted.clear();
            visible.clear();
            unseen.set(0);
        }

        /** Sends a delivery for each issue at this rate; gives by how many seconds the last one was late. */
        double send(int first, int last, int rate) throws IOException {
            var threads = Executors.newFixedThreadPool(SENDERS);
            try {
                var sent = new ArrayList<Future<Long>>();
                var began = System.nanoTime();
                for (int issue = first; issue <= last; issue++) {
                    var due = began + (issue - first) * 1_000_000_000L / rate;
                    TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                    var number = issue;
                    sent.add(threads.submit(() -> deliver(number, due)));
                }
                var late = 0L;
                for (var each : sent) {
                    late = each.get();
                }
                errors.stream().limit(3).forEach(Site::say);
                return late / 1e9;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while sending", e);
            } catch (java.util.concurrent.ExecutionException e) {
                throw new IOException("a delivery could not be sent", e.getCause());
            } finally {
                threads.shutdownNow();
            }
        }

        private long deliver(int issue, long due) throws IOException {
            var late = System.nanoTime() - due;
            var delivery = host.push(issue % repositories, issue);
            var reply = delivery.send(nodes.get(issue % 2).url() + webhook.path(), webhook.secret());
            var answered = System.nanoTime();
            accepted.add(answered - due);
            if (reply.status() != 202) {
                errors.add(reply.toString());
                return late;
            }
            var other = nodes.get((issue + 1) % 2);
            var path = "/rest/jigit/1.0/issues/" + Site.PROJECT + "-" + issue + "/development";
            while (System.nanoTime() - answered < TimeUnit.SECONDS.toNanos(10)) {
                var answer = other.get(path);
                if (answer.status() != 200) {
                    errors.add(answer.toString());
                    return late;
                }
                if (answer.json().path("summary").path("commits").path("count").asInt() == 1) {
                    visible.add(System.nanoTime() - due);
                    return late;
                }
            }
            unseen.incrementAndGet();
            return late;
        }

        /** Waits until the host was not asked for a while. */
        void quiet() throws IOException {
            var seen = new long[] {host.requests(), System.nanoTime()};
            Site.await("the host is not asked any more", PATIENCE, () -> {
                if (host.requests() != seen[0]) {
                    seen[0] = host.requests();
                    seen[1] = System.nanoTime();
                }
                return System.nanoTime() - seen[1] > TimeUnit.SECONDS.toNanos(4);
            });
        }
    }
}
