// What an issue's panel and tab cost among a million links.
package org.jigit.it.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * {@code bench issue}: how long Jira takes for the panel's and the tab's JSON, asked one after the other over loopback. The rows
 * are made in the database: every issue has ten commits in ten repositories, and the first one has many more.
 */
final class IssueBench {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int EACH = 10;
    /** So many issues are in Jira; the others are mentioned all the same. */
    private static final int ISSUES = 1_000;

    private IssueBench() {}

    static Options options() {
        return new Options(Map.of("--links", 1e6, "--large", 10_000.0, "--repositories", 200.0, "--times", 1_000.0));
    }

    /**
     * What came out.
     *
     * @param links how many links there are
     * @param panel the panel of issues with ten commits
     * @param tab their tab
     * @param largePanel the panel of the issue with many commits
     * @param largeTab its tab
     * @param shown how many commits the panel of an issue with ten showed
     * @param largeShown how many that of the large one showed
     */
    record Result(
            long links,
            Percentiles panel,
            Percentiles tab,
            Percentiles largePanel,
            Percentiles largeTab,
            int shown,
            int largeShown) {
        List<String> lines() {
            var target = "p95 below 20 ms";
            return new Table()
                    .line("links", "%,d", links)
                    .line("panel, " + shown + " commits", panel, target)
                    .line("tab, " + shown + " commits", tab, target)
                    .line(String.format("panel, %,d commits", largeShown), largePanel, target)
                    .line(String.format("tab, %,d commits", largeShown), largeTab, target)
                    .lines();
        }
    }

    static Result run(Options options) throws IOException, SQLException {
        var repositories = options.number("--repositories");
        var times = options.number("--times");
        try (var host = BulkHost.start(new Shape(Site.PROJECT, repositories, 0, 0, 1, 1));
                var site = Site.open(1, false)) {
            site.waitUntilRead(site.connect(host), PATIENCE, () -> {});
            Site.say("rows are made");
            fill(site, options.number("--links"), options.number("--large"));
            site.issues(ISSUES);
            Site.say("issues are looked at");
            IntFunction<String> small = number -> path(2 + number % (ISSUES - 1));
            IntFunction<String> large = number -> path(1);
            for (var path : List.of(small, large)) {
                ask(site, times / 2, path);
                ask(site, times / 2, number -> path.apply(number) + "/items");
            }
            return new Result(
                    site.rows("LINK"),
                    ask(site, times, small),
                    ask(site, times, number -> small.apply(number) + "/items"),
                    ask(site, times, large),
                    ask(site, times, number -> large.apply(number) + "/items"),
                    commits(site, path(2)),
                    commits(site, path(1)));
        }
    }

    private static String path(int issue) {
        return "/rest/jigit/1.0/issues/" + Site.PROJECT + "-" + issue + "/development";
    }

    private static Percentiles ask(Site site, int times, IntFunction<String> path) throws IOException {
        var admin = site.admin(0);
        var taken = new ArrayList<Long>();
        for (int number = 0; number < times; number++) {
            var began = System.nanoTime();
            Site.done(admin.get(path.apply(number)));
            taken.add(System.nanoTime() - began);
        }
        return new Percentiles(taken);
    }

    private static int commits(Site site, String path) throws IOException {
        return Site.done(site.admin(0).get(path))
                .json()
                .path("summary")
                .path("commits")
                .path("count")
                .asInt();
    }

    /**
     * One commit a link, spread over the repositories: the first issue gets a large number, the others ten each. One commit in a
     * hundred is an open pull request's, too.
     */
    private static void fill(Site site, int links, int large) throws SQLException {
        var commit = site.table("COMMIT");
        var link = site.table("LINK");
        var pull = site.table("PULL_REQUEST");
        var repositories =
                "(select \"ID\" id, row_number() over (order by \"ID\") - 1 place, count(*) over () many from "
                        + site.table("REPOSITORY") + ") r";
        var issue = "'" + Site.PROJECT + "-' || case when n <= " + large + " then 1 else 2 + (n - " + large + " - 1) / "
                + EACH + " end";
        site.run("insert into " + commit
                + " (\"HASH\", \"REPOSITORY_ID\", \"SHA\", \"MESSAGE\", \"MESSAGE_CUT\", \"AUTHOR\","
                + " \"AUTHORED_AT\", \"COMMITTED_AT\", \"PARENTS\", \"MERGE\", \"URL\") select"
                + " encode(sha256(('commit ' || n)::bytea), 'hex'), r.id, left(encode(sha256(('sha ' || n)::bytea), 'hex'), 40), "
                + issue
                + " || ' Change the parser of the mailer' || repeat(' and of the ledger', 6), false, 'dev' || n % 50,"
                + " 1420070400000 + n * 60000::bigint, 1420070400000 + n * 60000::bigint,"
                + " left(encode(sha256(('sha ' || n - 1)::bytea), 'hex'), 40), false, 'http://127.0.0.1/commit/' || n"
                + " from generate_series(1, " + links + ") n join " + repositories
                + " on r.place = n % r.many order by n");
        site.run("insert into " + pull + " (\"HASH\", \"REPOSITORY_ID\", \"NUMBER\", \"HOST_ID\", \"TITLE\", \"STATE\","
                + " \"SOURCE_BRANCH\", \"TARGET_BRANCH\", \"AUTHOR\", \"CREATED_AT\", \"UPDATED_AT\", \"URL\") select"
                + " encode(sha256(('pull ' || n)::bytea), 'hex'), r.id, n, n, " + issue
                + " || ' Change the parser', 'open', 'topic', 'main', 'dev' || n % 50, 1420070400000 + n * 60000::bigint,"
                + " 1420070400000 + n * 60000::bigint, 'http://127.0.0.1/pull/' || n from generate_series(1, " + links
                + ", 100) n join " + repositories + " on r.place = n % r.many order by n");
        for (var row : Map.of("commit", commit, "pull_request", pull).entrySet()) {
            var isCommit = row.getKey().equals("commit");
            var text = isCommit ? "\"MESSAGE\"" : "\"TITLE\"";
            site.run("insert into " + link
                    + " (\"HASH\", \"ISSUE_KEY\", \"KIND\", \"ROW_ID\", \"REPOSITORY_ID\", \"AT\") select"
                    + " encode(sha256(('" + row.getKey() + " link ' || \"ID\")::bytea), 'hex'), split_part(" + text
                    + ", ' ', 1), '" + row.getKey() + "', \"ID\", \"REPOSITORY_ID\", "
                    + (isCommit ? "\"COMMITTED_AT\"" : "null") + " from " + row.getValue());
        }
        for (var table : List.of(commit, link, pull)) {
            site.run("analyze " + table);
        }
    }
}
