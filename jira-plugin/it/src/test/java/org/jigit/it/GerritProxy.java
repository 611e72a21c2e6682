// Stands before a real Gerrit: remembers what the app asked, and answers for the plugin gitiles, which no registry has,
// with
// what Git itself says of Gerrit's repositories.
package org.jigit.it;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jigit.it.replay.Json;

/** Stands before a real Gerrit. */
final class GerritProxy extends Between {
    private final Gerrit gerrit;
    private volatile boolean gitiles = true;
    private volatile int longestLog = 500;

    GerritProxy(Gerrit gerrit) throws IOException {
        this.gerrit = gerrit;
        to(gerrit.url());
    }

    /** As a Gerrit without the plugin. */
    GerritProxy withoutGitiles() {
        gitiles = false;
        return this;
    }

    /** Gitiles gives pages of so many commits, whatever was asked. */
    GerritProxy withPagesOf(int commits) {
        longestLog = commits;
        return this;
    }

    @Override
    Answer answer(Asked asked) throws IOException, InterruptedException {
        var log = LOG.matcher(asked.target());
        return gitiles && log.matches() ? log(log.group(1), log.group(2), query(log.group(3))) : pass(asked);
    }

    /** The log of a commit or of a range, as gitiles writes it. */
    private Answer log(String project, String range, Map<String, String> query)
            throws IOException, InterruptedException {
        var repository = gerrit.repository(decoded(project));
        for (var commit : decoded(range).split("\\.\\.")) {
            if (NodeTool.run(List.of("git", "cat-file", "-e", commit), repository, 20)
                            .code()
                    != 0) {
                return new Answer(404, Map.of("x-gitiles-error", List.of("OBJECT_NOT_FOUND")), new byte[0]);
            }
        }
        var written = NodeTool.run(List.of("git", "log", FORMAT, DATES, decoded(range)), repository, 20);
        var all = Arrays.stream(written.output().split("\u0001\n"))
                .filter(one -> !one.isEmpty())
                .map(one -> one.split("\u0000", -1))
                .toList();
        var start = 0;
        while (query.containsKey("s") && !all.get(start)[0].equals(query.get("s"))) {
            start++;
        }
        var end = Math.min(all.size(), start + Math.min(longestLog, Integer.parseInt(query.get("n"))));
        var page = Json.object(
                "log", all.subList(start, end).stream().map(GerritProxy::commit).toList());
        if (end < all.size()) {
            page.put("next", all.get(end)[0]);
        }
        var body = (")]}'\n" + Json.pretty(page) + "\n").getBytes(StandardCharsets.UTF_8);
        return new Answer(200, Map.of("content-type", List.of("application/json; charset=utf-8")), body);
    }

    private static Map<String, Object> commit(String[] fields) {
        return Json.object(
                "commit",
                fields[0],
                "tree",
                fields[1],
                "parents",
                fields[2].isEmpty() ? List.of() : List.of(fields[2].split(" ")),
                "author",
                Json.object("name", fields[3], "email", fields[4], "time", fields[5]),
                "committer",
                Json.object("name", fields[6], "email", fields[7], "time", fields[8]),
                "message",
                fields[9]);
    }

    private static Map<String, String> query(String written) {
        var query = new HashMap<String, String>();
        for (var pair : written.split("&")) {
            query.put(pair.replaceFirst("=.*", ""), decoded(pair.replaceFirst(".*?=", "")));
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static final Pattern LOG = Pattern.compile("/a/plugins/gitiles/([^/]+)/\\+log/([^/?]+)\\?(.*)");
    private static final String FORMAT = "--format=%H%x00%T%x00%P%x00%an%x00%ae%x00%ad%x00%cn%x00%ce%x00%cd%x00%B%x01";
    private static final String DATES = "--date=format:%a %b %d %H:%M:%S %Y %z";
}
