// How much was done for an issue: counts, states and the newest item.
package org.jigit.development;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.sql.SQLException;
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
    static final String MENTIONED =
            " in (select L.[ROW_ID] from {LINK} L where L.[KIND] = ? and L.[ISSUE_KEY] in (?*))";

    private final Session session;
    private final Set<String> keys;

    Summary(Session session, Set<String> keys) {
        this.session = session;
        this.keys = keys;
    }

    /** An item that may be the newest. */
    private record Newest(String kind, String title, String author, Long at, String url, String state) {}

    /** Adds {@code summary} and {@code newest}. Most issues have nothing of some kind: then nothing of it is asked for. */
    void addTo(JsonObject view) throws SQLException {
        Map<String, Long> mentioned = mentioned();
        BranchTimes branches =
                mentioned.containsKey(Store.BRANCH) ? BranchTimes.of(session, keys) : new BranchTimes(List.of());
        Optional<Newest> commit = mentioned.containsKey(Store.COMMIT) ? newestCommit() : Optional.empty();
        boolean pulls = mentioned.containsKey(Store.PULL_REQUEST);
        JsonObject summary = new JsonObject();
        summary.add("branches", counted(branches.count(), branches.latest()));
        summary.add(
                "commits",
                counted(
                        mentioned.getOrDefault(Store.COMMIT, 0L),
                        commit.map(Newest::at).orElse(null)));
        summary.add("pull_requests", pullRequests(pulls));
        view.add("summary", summary);
        view.add("newest", newest(commit, branches, pulls ? newestPullRequest() : Optional.empty()));
    }

    /** How many rows of each kind mention the issue. */
    private Map<String, Long> mentioned() throws SQLException {
        Map<String, Long> mentioned = new HashMap<>();
        session.list(
                "select [KIND], count(distinct [ROW_ID]) from {LINK} where [ISSUE_KEY] in (?*) group by [KIND]",
                row -> mentioned.put(row.getString(1), row.getLong(2)),
                keys);
        return mentioned;
    }

    /** Only the order is read of all commits, the texts of one. */
    private Optional<Newest> newestCommit() throws SQLException {
        Optional<Long> newest = session.first(
                "select [ID] from {COMMIT} where [ID]" + MENTIONED
                        + " and [COMMITTED_AT] is not null and [UNREACHABLE_SINCE] is null order by [COMMITTED_AT] desc, [ID] desc",
                row -> row.getLong(1),
                Store.COMMIT,
                keys);
        return newest.isEmpty()
                ? Optional.empty()
                : session.first(
                        "select [MESSAGE], [AUTHOR], [COMMITTED_AT], [URL] from {COMMIT} where [ID] = ?",
                        row -> new Newest(
                                Store.COMMIT,
                                firstLine(row.getString(1)),
                                row.getString(2),
                                row.getLong(3),
                                row.getString(4),
                                null),
                        newest.get());
    }

    private JsonObject pullRequests(boolean any) throws SQLException {
        Map<String, Long> states = new HashMap<>();
        Map<String, Long> latest = new HashMap<>();
        if (any) {
            session.list(
                    "select [STATE], count(*), max([UPDATED_AT]) from {PULL_REQUEST} where [ID]" + MENTIONED
                            + " group by [STATE]",
                    row -> {
                        states.put(row.getString(1), row.getLong(2));
                        return latest.put(row.getString(1), row.getLong(3));
                    },
                    Store.PULL_REQUEST,
                    keys);
        }
        JsonObject counted = counted(
                states.values().stream().mapToLong(Long::longValue).sum(),
                latest.values().stream().max(Comparator.naturalOrder()).orElse(0L));
        JsonObject counts = new JsonObject();
        for (String state : List.of("open", "draft", "merged", "closed")) {
            counts.addProperty(state, states.getOrDefault(state, 0L));
        }
        counted.add("states", counts);
        return counted;
    }

    private Optional<Newest> newestPullRequest() throws SQLException {
        return session.first(
                "select [TITLE], [AUTHOR], [UPDATED_AT], [URL], [STATE] from {PULL_REQUEST} where [ID]" + MENTIONED
                        + " and [UPDATED_AT] is not null order by [UPDATED_AT] desc, [ID] desc",
                row -> new Newest(
                        Store.PULL_REQUEST,
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getString(4),
                        row.getString(5)),
                Store.PULL_REQUEST,
                keys);
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
