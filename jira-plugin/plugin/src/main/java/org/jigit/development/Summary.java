// How much was done for an issue: counts, states and the newest item.
package org.jigit.development;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jigit.Json;
import org.jigit.store.Session;
import org.jigit.store.Store;

/** Reads the summary of an issue, named by all keys that ever led to it. */
final class Summary {
    /** So many of the newest commits are looked at together until one is found that a branch reaches. */
    private static final int TOGETHER = 50;

    private final Session session;
    private final Set<String> keys;

    Summary(Session session, Set<String> keys) {
        this.session = session;
        this.keys = keys;
    }

    /** An item that may be the newest. */
    private record Newest(String kind, String title, String author, Long at, String url, String state) {}

    /** An issue's pull requests, their texts not read. */
    private record Pull(long id, String state, long updatedAt) {}

    /** Adds {@code summary} and {@code newest}. Most issues have nothing of some kind: then nothing of it is asked for. */
    void addTo(JsonObject view) throws SQLException {
        Mentions mentions = Mentions.of(session, keys);
        BranchTimes branches = BranchTimes.of(session, mentions.rows(Store.BRANCH));
        Optional<Newest> commit = newestCommit(mentions.of(Store.COMMIT));
        List<Pull> pulls = pulls(mentions.rows(Store.PULL_REQUEST));
        JsonObject summary = new JsonObject();
        summary.add("branches", counted(branches.count(), branches.latest()));
        summary.add(
                "commits",
                counted(
                        mentions.rows(Store.COMMIT).size(),
                        commit.map(Newest::at).orElse(null)));
        summary.add("pull_requests", counted(pulls));
        view.add("summary", summary);
        view.add("newest", newest(commit, branches, newestPullRequest(pulls)));
    }

    /** The newest commit that a branch reaches, as far as is known. */
    private Optional<Newest> newestCommit(Collection<Mentions.Mention> commits) throws SQLException {
        List<Long> newest = commits.stream()
                .filter(commit -> commit.at() > 0)
                .sorted(Comparator.comparingLong(Mentions.Mention::at)
                        .thenComparingLong(Mentions.Mention::row)
                        .reversed())
                .map(Mentions.Mention::row)
                .toList();
        for (int from = 0; from < newest.size(); from += TOGETHER) {
            Optional<Newest> reached = session.first(
                    "select [MESSAGE], [AUTHOR], [COMMITTED_AT], [URL] from {COMMIT} where [ID] in (?*)"
                            + " and [UNREACHABLE_SINCE] is null order by [COMMITTED_AT] desc, [ID] desc",
                    row -> new Newest(
                            Store.COMMIT,
                            firstLine(row.getString(1)),
                            row.getString(2),
                            row.getLong(3),
                            row.getString(4),
                            null),
                    newest.subList(from, Math.min(newest.size(), from + TOGETHER)));
            if (reached.isPresent()) {
                return reached;
            }
        }
        return Optional.empty();
    }

    private List<Pull> pulls(Set<Long> rows) throws SQLException {
        List<Pull> pulls = new ArrayList<>();
        for (List<Long> some : Store.chunks(rows)) {
            pulls.addAll(session.list(
                    "select [ID], [STATE], [UPDATED_AT] from {PULL_REQUEST} where [ID] in (?*)",
                    row -> new Pull(row.getLong(1), row.getString(2), row.getLong(3)),
                    some));
        }
        return pulls;
    }

    private static JsonObject counted(List<Pull> pulls) {
        Map<String, Long> states = new HashMap<>();
        pulls.forEach(pull -> states.merge(pull.state, 1L, Long::sum));
        JsonObject counted = counted(
                pulls.size(), pulls.stream().mapToLong(Pull::updatedAt).max().orElse(0));
        JsonObject counts = new JsonObject();
        for (String state : List.of("open", "draft", "merged", "closed")) {
            counts.addProperty(state, states.getOrDefault(state, 0L));
        }
        counted.add("states", counts);
        return counted;
    }

    private Optional<Newest> newestPullRequest(List<Pull> pulls) throws SQLException {
        Optional<Pull> newest = pulls.stream()
                .filter(pull -> pull.updatedAt > 0)
                .max(Comparator.comparing(Pull::updatedAt).thenComparing(Pull::id));
        return newest.isEmpty()
                ? Optional.empty()
                : session.first(
                        "select [TITLE], [AUTHOR], [UPDATED_AT], [URL], [STATE] from {PULL_REQUEST} where [ID] = ?",
                        row -> new Newest(
                                Store.PULL_REQUEST,
                                row.getString(1),
                                row.getString(2),
                                row.getLong(3),
                                row.getString(4),
                                row.getString(5)),
                        newest.get().id);
    }

    private static JsonElement newest(Optional<Newest> commit, BranchTimes branches, Optional<Newest> pull) {
        Optional<Newest> branch =
                branches.newest().map(found -> new Newest(Store.BRANCH, found.name(), null, found.at(), null, null));
        return Stream.of(commit, pull, branch)
                .flatMap(Optional::stream)
                .filter(Objects::nonNull)
                .max(Comparator.comparing(Newest::at))
                .<JsonElement>map(Summary::view)
                .orElse(JsonNull.INSTANCE);
    }

    private static JsonObject view(Newest newest) {
        JsonObject view = new JsonObject();
        view.addProperty("kind", newest.kind);
        view.addProperty("title", newest.title);
        view.addProperty("author", newest.author);
        view.add("at", Json.time(newest.at));
        view.addProperty("url", newest.url);
        view.addProperty("state", newest.state);
        return view;
    }

    private static JsonObject counted(long count, Long latest) {
        JsonObject counted = new JsonObject();
        counted.addProperty("count", count);
        counted.add("latest", Json.time(latest == null || latest == 0 ? null : latest));
        return counted;
    }

    private static String firstLine(String message) {
        return message == null ? "" : message.lines().findFirst().orElse("");
    }
}
