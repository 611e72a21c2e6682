// The first reading of many large repositories, beside what the database alone needs for the same rows.
package org.jigit.it.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@code bench sync}: commits per second, requests, heap and size of the database. */
final class SyncBench {
    private static final Duration PATIENCE = Duration.ofHours(3);

    private SyncBench() {}

    static Options options() {
        return new Options(
                Map.of("--commits", 1e6, "--repositories", 200.0, "--keyed", 1.0, "--seed", 1.0, "--jni", 0.0));
    }

    /**
     * What came out.
     *
     * @param commits how many commits the host told
     * @param requests how many requests that took
     * @param rows how many rows of commits are stored
     * @param links how many links of theirs are stored
     * @param expected how many commits mention an issue
     * @param seconds from the saved connection to the last row
     * @param plainRows how many rows of commits plain inserts stored
     * @param plainSeconds what plain inserts of the same rows took
     * @param heapBefore the bytes that lived in Jira's heap before
     * @param heap the most bytes that lived there at one of ten full collections
     * @param database the bytes of the app's tables and their indexes
     * @param jiraCpu the seconds of one core that Jira used meanwhile
     * @param hostCpu the seconds of one core that the host used
     */
    record Result(
            long commits,
            long requests,
            long rows,
            long links,
            long expected,
            double seconds,
            long plainRows,
            double plainSeconds,
            long heapBefore,
            long heap,
            long database,
            double jiraCpu,
            double hostCpu) {
        double requestsPerThousand() {
            return requests * 1_000.0 / commits;
        }

        /** The speed as a share of that of plain inserts. */
        double share() {
            return plainSeconds / seconds;
        }

        List<String> lines() {
            return new Table()
                    .line("commits read", "%,d", commits)
                    .line("commits stored, and links", "%,d, %,d (expected %,d)", rows, links, expected)
                    .line("seconds", "%.1f", seconds)
                    .line("commits read per second", "%.0f", commits / seconds)
                    .line("requests per 1,000 commits", "%.2f (at most 11)", requestsPerThousand())
                    .line("commits that plain inserts store per second", "%.0f", plainRows / plainSeconds)
                    .line("the app's speed, of that", "%.0f %% (at least 50)", share() * 100)
                    .line("heap that lives: before, most", "%.1f MB, %.1f MB", heapBefore / 1e6, heap / 1e6)
                    .line("database", "%.0f MB", database / 1e6)
                    .line("time on one core: Jira, the host", "%.0f s, %.0f s", jiraCpu, hostCpu)
                    .lines();
        }
    }

    static Result run(Options options) throws IOException, SQLException {
        var commits = options.number("--commits");
        var shape = new Shape(
                Site.PROJECT,
                options.number("--repositories"),
                commits,
                options.share("--keyed"),
                Math.max(1, commits / 10),
                options.number("--seed"));
        try (var host = BulkHost.start(shape);
                var site = Site.open(1, options.number("--jni") > 0)) {
            var heapBefore = site.liveHeap(0);
            var most = new long[] {heapBefore};
            var cpuBefore = site.cpuSeconds(0);
            var looks = new int[1];
            Site.say("the host's " + shape.repositories() + " repositories are read");
            var began = System.nanoTime();
            var connection = site.connect(host);
            site.waitUntilRead(connection, PATIENCE, () -> {
                if (host.commits() * 10 / commits > looks[0]) {
                    looks[0]++;
                    most[0] = Math.max(most[0], live(site));
                    Site.say(host.commits() + " commits after " + (System.nanoTime() - began) / 1_000_000_000 + " s");
                }
            });
            var seconds = (System.nanoTime() - began) / 1e9;
            var jiraCpu = site.cpuSeconds(0) - cpuBefore;
            var hostCpu = host.cpuSeconds();
            var rows = site.rows("COMMIT");
            var links = site.number("select count(*) from " + site.table("LINK") + " where \"KIND\" = 'commit'");
            var database = size(site);
            Site.say("plain inserts of the same rows");
            var plain = new PlainInsert(site);
            var plainSeconds = plain.seconds();
            return new Result(
                    host.commits(),
                    host.requests(),
                    rows,
                    links,
                    shape.keyedCommits(),
                    seconds,
                    plain.rows(),
                    plainSeconds,
                    heapBefore,
                    most[0],
                    database,
                    jiraCpu,
                    hostCpu);
        }
    }

    private static long live(Site site) {
        try {
            return site.liveHeap(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Site site) throws SQLException {
        return site.number(
                "select sum(pg_total_relation_size(oid)) from pg_class where relkind = 'r' and relname ~ '^AO_'");
    }
}
