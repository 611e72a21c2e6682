// The branches, commits and pull requests of an issue, grouped by repository.
package org.jigit.development;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jigit.Json;
import org.jigit.smartcommit.SmartCommitView;
import org.jigit.store.Session;
import org.jigit.store.Store;

/** Reads one answer of the tab within one transaction. */
final class Items {
    private static final int MOST_REPOSITORIES = 50;
    /** The states of pull requests that stand first. */
    private static final Set<String> OPEN = Set.of("open", "draft");

    private final Session session;
    private final Set<String> keys;
    private final Filter filter;

    Items(Session session, Set<String> keys, Filter filter) {
        this.session = session;
        this.keys = keys;
        this.filter = filter;
    }

    /** What is listed: its name, the kind of its links, and how many rows of it an overview shows. */
    private enum Kind {
        PULL_REQUESTS("pull_requests", Store.PULL_REQUEST, 5),
        BRANCHES("branches", Store.BRANCH, 5),
        COMMITS("commits", Store.COMMIT, 10);

        private final String word;
        private final String link;
        private final int normally;

        Kind(String word, String link, int normally) {
            this.word = word;
            this.link = link;
            this.normally = normally;
        }
    }

    /** Where a row stands in its list: open ones first, then the newest. */
    private record Place(long id, long at, boolean open) {
        static final Comparator<Place> ORDER = Comparator.comparing(Place::open)
                .thenComparingLong(Place::at)
                .thenComparingLong(Place::id)
                .reversed();
    }

    /** A repository with something for the issue. */
    private static final class Group {
        private final long id;
        private final long connectionId;
        private final JsonObject view;
        private long newest;
        private final Map<Kind, List<Place>> places = new EnumMap<>(Kind.class);

        private Group(long id, long connectionId, JsonObject view) {
            this.id = id;
            this.connectionId = connectionId;
            this.view = view;
        }

        private void add(Kind kind, Place place) {
            places.computeIfAbsent(kind, one -> new ArrayList<>()).add(place);
            newest = Math.max(newest, place.at);
        }

        private List<Place> places(Kind kind) {
            return places.getOrDefault(kind, List.of());
        }
    }

    /** Shows which host a connection belongs to. */
    @FunctionalInterface
    interface HostView {
        JsonObject of(long connectionId);
    }

    /** Adds {@code total} and {@code repositories}. */
    void addTo(JsonObject answer, HostView hosts) throws SQLException {
        Mentions mentions = Mentions.of(session, keys);
        Map<Long, Group> groups = groups(mentions.repositories());
        Map<Long, JsonObject> branches = placeBranches(groups, mentions.rows(Store.BRANCH));
        placeCommits(groups, mentions);
        place(
                groups,
                Kind.PULL_REQUESTS,
                "[UPDATED_AT], [STATE]",
                "PULL_REQUEST",
                pullCondition(),
                mentions.rows(Store.PULL_REQUEST));
        JsonObject total = new JsonObject();
        for (Kind kind : List.of(Kind.BRANCHES, Kind.COMMITS, Kind.PULL_REQUESTS)) {
            total.addProperty(
                    kind.word,
                    groups.values().stream()
                            .mapToLong(group -> group.places(kind).size())
                            .sum());
        }
        answer.add("total", total);
        List<Group> shown = groups.values().stream()
                .filter(group -> group.places.keySet().stream().anyMatch(kind -> filter.wants(kind.word)))
                .sorted(Comparator.comparing((Group group) -> group.newest)
                        .reversed()
                        .thenComparing(group -> group.id))
                .limit(MOST_REPOSITORIES)
                .toList();
        Map<Kind, Map<Group, Page>> pages = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            pages.put(kind, pages(kind, shown, branches));
        }
        JsonArray repositories = new JsonArray();
        for (Group group : shown) {
            JsonObject view = new JsonObject();
            view.add("repository", group.view);
            view.add("host", hosts.of(group.connectionId));
            for (Kind kind : Kind.values()) {
                view.add(
                        kind.word,
                        pages.get(kind).get(group).view(group.places(kind).size()));
            }
            repositories.add(view);
        }
        answer.add("repositories", repositories);
    }

    private Map<Long, Group> groups(Set<Long> repositories) throws SQLException {
        Map<Long, Group> groups = new HashMap<>();
        for (List<Long> some : Store.chunks(repositories)) {
            session
                    .list(
                            "select [ID], [CONNECTION_ID], [HOST_ID], [NAME], [FULL_NAME], [OWNER_ID], [URL], [DEFAULT_BRANCH]"
                                    + " from {REPOSITORY} where [ID] in (?*)",
                            Items::group,
                            some)
                    .stream()
                    .filter(group -> filter.repository() == null
                            || filter.repository().equals(group.view.get("id").getAsString())
                            || filter.repository()
                                    .equalsIgnoreCase(
                                            group.view.get("full_name").getAsString()))
                    .forEach(group -> groups.put(group.id, group));
        }
        return groups;
    }

    private static Group group(ResultSet row) throws SQLException {
        JsonObject view = new JsonObject();
        view.addProperty("id", row.getString("HOST_ID"));
        view.addProperty("name", row.getString("NAME"));
        view.addProperty("full_name", row.getString("FULL_NAME"));
        view.addProperty("owner_id", row.getString("OWNER_ID"));
        view.addProperty("url", row.getString("URL"));
        view.addProperty("default_branch", row.getString("DEFAULT_BRANCH"));
        return new Group(row.getLong("ID"), row.getLong("CONNECTION_ID"), view);
    }

    /** A condition on rows with its parameters. */
    private record Condition(String sql, List<Object> parameters) {
        Object[] after(Object... first) {
            List<Object> all = new ArrayList<>(List.of(first));
            all.addAll(parameters);
            return all.toArray();
        }
    }

    private Condition commitCondition() {
        Condition text = contains("[MESSAGE]", "[AUTHOR]", "[SHA]");
        return filter.merges()
                ? text
                : new Condition(text.sql + " and ([MERGE] is null or [MERGE] = ?)", with(text.parameters, false));
    }

    private Condition pullCondition() {
        return contains("[TITLE]", "[AUTHOR]", "[SOURCE_BRANCH]");
    }

    private Condition contains(String... columns) {
        if (filter.text().isEmpty()) {
            return new Condition("", List.of());
        }
        String pattern =
                "%" + filter.text().replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
        List<String> each = new ArrayList<>();
        List<Object> parameters = new ArrayList<>();
        for (String column : columns) {
            each.add("lower(" + column + ") like ? escape '!'");
            parameters.add(pattern);
        }
        return new Condition(" and (" + String.join(" or ", each) + ")", parameters);
    }

    private static List<Object> with(List<Object> parameters, Object more) {
        List<Object> all = new ArrayList<>(parameters);
        all.add(more);
        return all;
    }

    /** Places the branches of the issue, and gives what is shown of each by its row. */
    private Map<Long, JsonObject> placeBranches(Map<Long, Group> groups, Set<Long> rows) throws SQLException {
        Map<Long, JsonObject> views = new HashMap<>();
        for (BranchTimes.Branch branch : BranchTimes.of(session, rows).branches()) {
            Group group = groups.get(branch.repository());
            if (group != null && branch.name().toLowerCase(Locale.ROOT).contains(filter.text())) {
                group.add(Kind.BRANCHES, new Place(branch.id(), branch.at() == null ? 0 : branch.at(), false));
                views.put(branch.id(), branch(branch));
            }
        }
        return views;
    }

    /** Places the commits, which may be very many: without a condition their links tell enough. */
    private void placeCommits(Map<Long, Group> groups, Mentions mentions) throws SQLException {
        Condition condition = commitCondition();
        if (!condition.sql.isEmpty()) {
            place(groups, Kind.COMMITS, "[COMMITTED_AT], null", "COMMIT", condition, mentions.rows(Store.COMMIT));
            return;
        }
        for (Mentions.Mention mention : mentions.of(Store.COMMIT)) {
            Group group = groups.get(mention.repository());
            if (group != null) {
                group.add(Kind.COMMITS, new Place(mention.row(), mention.at(), false));
            }
        }
    }

    /** Places rows of a kind; only where they belong is read of them. */
    private void place(
            Map<Long, Group> groups, Kind kind, String order, String table, Condition condition, Set<Long> rows)
            throws SQLException {
        for (List<Long> some : Store.chunks(rows)) {
            session.list(
                    "select [ID], [REPOSITORY_ID], " + order + " from {" + table + "} where [ID] in (?*)"
                            + condition.sql,
                    row -> {
                        Group group = groups.get(row.getLong(2));
                        if (group != null) {
                            boolean open = OPEN.contains(String.valueOf(row.getString(4)));
                            group.add(kind, new Place(row.getLong(1), row.getLong(3), open));
                        }
                        return group;
                    },
                    condition.after(some));
        }
    }

    /**
     * A part of a list.
     *
     * @param items its rows
     * @param next where the next part begins; null at the end
     */
    private record Page(JsonArray items, Filter.Cursor next) {
        JsonObject view(int total) {
            JsonObject view = new JsonObject();
            view.addProperty("total", (long) total);
            view.add("items", items);
            view.add("next", next == null ? JsonNull.INSTANCE : new JsonPrimitive(next.text()));
            return view;
        }
    }

    /** The rows that are shown of a kind, of all repositories at once. */
    private Map<Group, Page> pages(Kind kind, List<Group> groups, Map<Long, JsonObject> branches) throws SQLException {
        Map<Group, List<Place>> parts = new HashMap<>();
        groups.forEach(group -> parts.put(group, filter.wants(kind.word) ? part(kind, group) : List.of()));
        int limit = filter.limit(kind.normally);
        List<Long> ids = parts.values().stream()
                .flatMap(part -> part.stream().limit(limit))
                .map(Place::id)
                .toList();
        Map<Long, JsonObject> views =
                switch (kind) {
                    case BRANCHES -> branches;
                    case COMMITS -> views("COMMIT", ids, Items::commit);
                    case PULL_REQUESTS -> views("PULL_REQUEST", ids, Items::pullRequest);
                };
        Map<Long, Set<String>> mentioned = issueKeys(kind.link, ids);
        Map<Long, Map<String, JsonArray>> smart = kind != Kind.COMMITS
                ? Map.of()
                : SmartCommitView.about(
                        session, views.values().stream().map(Items::sha).toList(), keys);
        Map<Group, Page> pages = new HashMap<>();
        for (Group group : groups) {
            List<Place> part = parts.get(group);
            JsonArray items = new JsonArray();
            for (Place place : part.subList(0, Math.min(limit, part.size()))) {
                JsonObject view = views.get(place.id);
                if (view == null) {
                    continue; // removed since it was placed
                }
                view.addProperty("repository_id", group.view.get("id").getAsString());
                JsonArray issueKeys = new JsonArray();
                mentioned.getOrDefault(place.id, Set.of()).forEach(issueKeys::add);
                view.add("issue_keys", issueKeys);
                if (kind == Kind.COMMITS) {
                    view.add(
                            "smart_commits",
                            smart.getOrDefault(group.id, Map.of()).getOrDefault(sha(view), new JsonArray()));
                }
                items.add(view);
            }
            pages.put(group, new Page(items, part.size() > limit ? next(kind, part.get(limit - 1), limit) : null));
        }
        return pages;
    }

    /** The places of a repository's part, and one more where it goes on. */
    private List<Place> part(Kind kind, Group group) {
        Filter.Cursor cursor = filter.cursor();
        boolean byPlace = kind == Kind.COMMITS && cursor != null;
        return group.places(kind).stream()
                .filter(place ->
                        !byPlace || place.at < cursor.at() || (place.at == cursor.at() && place.id < cursor.id()))
                .sorted(Place.ORDER)
                .skip(byPlace ? 0 : skipped())
                .limit(filter.limit(kind.normally) + 1L)
                .toList();
    }

    private Filter.Cursor next(Kind kind, Place last, int limit) {
        return kind == Kind.COMMITS ? new Filter.Cursor(last.at, last.id) : new Filter.Cursor(skipped() + limit, 0);
    }

    private int skipped() {
        return filter.cursor() == null ? 0 : (int) Math.min(filter.cursor().at(), 1_000_000);
    }

    private Map<Long, JsonObject> views(String table, List<Long> ids, Session.Reader<JsonObject> reader)
            throws SQLException {
        Map<Long, JsonObject> views = new HashMap<>();
        for (List<Long> some : Store.chunks(ids)) {
            session.list(
                    "select * from {" + table + "} where [ID] in (?*)",
                    row -> views.put(row.getLong("ID"), reader.read(row)),
                    some);
        }
        return views;
    }

    private static JsonObject commit(ResultSet row) throws SQLException {
        JsonObject view = new JsonObject();
        view.addProperty("sha", row.getString("SHA"));
        view.addProperty("message", row.getString("MESSAGE"));
        view.addProperty("message_cut", Boolean.TRUE.equals(Session.flagAt(row, "MESSAGE_CUT")));
        view.addProperty("author", row.getString("AUTHOR"));
        view.add("authored_at", Json.time(Session.numberAt(row, "AUTHORED_AT")));
        view.add("committed_at", Json.time(Session.numberAt(row, "COMMITTED_AT")));
        view.add("parents", parents(row.getString("PARENTS"), Session.flagAt(row, "MERGE")));
        view.addProperty("url", row.getString("URL"));
        view.add("unreachable_since", Json.time(Session.numberAt(row, "UNREACHABLE_SINCE")));
        view.addProperty("unreachable_by", row.getString("UNREACHABLE_BY"));
        return view;
    }

    /** Unknown parents are null, no parents an empty list; databases that take an empty text for null are told by the other column. */
    private static JsonElement parents(String parents, Boolean merge) {
        if (merge == null) {
            return JsonNull.INSTANCE;
        }
        JsonArray array = new JsonArray();
        if (parents != null && !parents.isEmpty()) {
            for (String parent : parents.split(" ")) {
                array.add(parent);
            }
        }
        return array;
    }

    private static JsonObject pullRequest(ResultSet row) throws SQLException {
        JsonObject view = new JsonObject();
        view.addProperty("id", row.getString("HOST_ID"));
        view.addProperty("number", row.getLong("NUMBER"));
        view.addProperty("title", row.getString("TITLE"));
        view.addProperty("description", row.getString("DESCRIPTION"));
        view.addProperty("description_cut", Boolean.TRUE.equals(Session.flagAt(row, "DESCRIPTION_CUT")));
        view.addProperty("state", row.getString("STATE"));
        view.addProperty("source_branch", row.getString("SOURCE_BRANCH"));
        view.addProperty("target_branch", row.getString("TARGET_BRANCH"));
        view.addProperty("author", row.getString("AUTHOR"));
        view.addProperty("author_id", row.getString("AUTHOR_ID"));
        for (String time : List.of("CREATED_AT", "UPDATED_AT", "MERGED_AT", "CLOSED_AT")) {
            view.add(time.toLowerCase(Locale.ROOT), Json.time(Session.numberAt(row, time)));
        }
        view.addProperty("url", row.getString("URL"));
        return view;
    }

    private static JsonObject branch(BranchTimes.Branch branch) {
        JsonObject view = new JsonObject();
        view.addProperty("name", branch.name());
        view.addProperty("head", branch.head());
        view.addProperty("deleted", branch.deleted());
        view.add("at", Json.time(branch.at()));
        return view;
    }

    private static String sha(JsonObject commit) {
        return commit.get("sha").getAsString();
    }

    private Map<Long, Set<String>> issueKeys(String kind, List<Long> rows) throws SQLException {
        Map<Long, Set<String>> keysOf = new HashMap<>();
        for (List<Long> some : Store.chunks(rows)) {
            session.list(
                    "select [ROW_ID], [ISSUE_KEY] from {LINK} where [KIND] = ? and [ROW_ID] in (?*)",
                    row -> keysOf.computeIfAbsent(row.getLong(1), id -> new TreeSet<>())
                            .add(row.getString(2)),
                    kind,
                    some);
        }
        return keysOf;
    }
}
