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

    private final Session session;
    private final Set<String> keys;
    private final Filter filter;

    Items(Session session, Set<String> keys, Filter filter) {
        this.session = session;
        this.keys = keys;
        this.filter = filter;
    }

    /** A repository with something for the issue. */
    private static final class Group {
        private final long id;
        private final long connectionId;
        private final JsonObject view;
        private long newest;
        private final Map<String, Long> totals = new HashMap<>();

        private Group(long id, long connectionId, JsonObject view) {
            this.id = id;
            this.connectionId = connectionId;
            this.view = view;
        }

        private void count(String kind, long total, long latest) {
            totals.put(kind, total);
            newest = Math.max(newest, latest);
        }
    }

    /** A row and what is shown of it. */
    private record Shown(long id, long at, JsonObject view) {}

    /** Shows which host a connection belongs to. */
    @FunctionalInterface
    interface HostView {
        JsonObject of(long connectionId);
    }

    /** Adds {@code total} and {@code repositories}. */
    void addTo(JsonObject answer, HostView hosts) throws SQLException {
        Map<Long, Group> groups = groups();
        List<BranchTimes.Branch> branches = BranchTimes.of(session, keys).branches().stream()
                .filter(branch -> groups.containsKey(branch.repository()))
                .filter(branch -> branch.name().toLowerCase(Locale.ROOT).contains(filter.text()))
                .toList();
        branches.forEach(branch -> {
            Group group = groups.get(branch.repository());
            group.count(
                    "branches", group.totals.getOrDefault("branches", 0L) + 1, branch.at() == null ? 0 : branch.at());
        });
        count(groups, "commits", "COMMIT", "COMMITTED_AT", commitCondition(), Store.COMMIT);
        count(groups, "pull_requests", "PULL_REQUEST", "UPDATED_AT", pullCondition(), Store.PULL_REQUEST);
        JsonObject total = new JsonObject();
        for (String kind : List.of("branches", "commits", "pull_requests")) {
            total.addProperty(
                    kind,
                    groups.values().stream()
                            .mapToLong(group -> group.totals.getOrDefault(kind, 0L))
                            .sum());
        }
        answer.add("total", total);
        JsonArray repositories = new JsonArray();
        List<Group> shown = groups.values().stream()
                .filter(group -> group.totals.entrySet().stream()
                        .anyMatch(kind -> filter.wants(kind.getKey()) && kind.getValue() > 0))
                .sorted(Comparator.comparing((Group group) -> group.newest)
                        .reversed()
                        .thenComparing(group -> group.id))
                .limit(MOST_REPOSITORIES)
                .toList();
        for (Group group : shown) {
            JsonObject view = new JsonObject();
            view.add("repository", group.view);
            view.add("host", hosts.of(group.connectionId));
            view.add(
                    "pull_requests",
                    page(
                            group,
                            "pull_requests",
                            Store.PULL_REQUEST,
                            filter.wants("pull_requests") ? pullRequests(group) : List.of(),
                            filter.limit(5)));
            view.add(
                    "branches",
                    page(
                            group,
                            "branches",
                            Store.BRANCH,
                            filter.wants("branches") ? branches(group, branches) : List.of(),
                            filter.limit(5)));
            view.add(
                    "commits",
                    page(
                            group,
                            "commits",
                            Store.COMMIT,
                            filter.wants("commits") ? commits(group) : List.of(),
                            filter.limit(10)));
            repositories.add(view);
        }
        answer.add("repositories", repositories);
    }

    private Map<Long, Group> groups() throws SQLException {
        Map<Long, Group> groups = new HashMap<>();
        session
                .list(
                        "select [ID], [CONNECTION_ID], [HOST_ID], [NAME], [FULL_NAME], [OWNER_ID], [URL], [DEFAULT_BRANCH] from {REPOSITORY}"
                                + " where [ID] in (select L.[REPOSITORY_ID] from {LINK} L where L.[ISSUE_KEY] in (?*))",
                        row -> {
                            JsonObject view = new JsonObject();
                            view.addProperty("id", row.getString("HOST_ID"));
                            view.addProperty("name", row.getString("NAME"));
                            view.addProperty("full_name", row.getString("FULL_NAME"));
                            view.addProperty("owner_id", row.getString("OWNER_ID"));
                            view.addProperty("url", row.getString("URL"));
                            view.addProperty("default_branch", row.getString("DEFAULT_BRANCH"));
                            return new Group(row.getLong("ID"), row.getLong("CONNECTION_ID"), view);
                        },
                        keys)
                .stream()
                .filter(group -> filter.repository() == null
                        || filter.repository().equals(group.view.get("id").getAsString())
                        || filter.repository()
                                .equalsIgnoreCase(group.view.get("full_name").getAsString()))
                .forEach(group -> groups.put(group.id, group));
        return groups;
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

    private void count(
            Map<Long, Group> groups, String kind, String table, String time, Condition condition, String link)
            throws SQLException {
        session.list(
                "select [REPOSITORY_ID], count(*), max([" + time + "]) from {" + table + "} where [ID]"
                        + Summary.MENTIONED + condition.sql + " group by [REPOSITORY_ID]",
                row -> {
                    Group group = groups.get(row.getLong(1));
                    if (group != null) {
                        group.count(kind, row.getLong(2), row.getLong(3));
                    }
                    return group;
                },
                condition.after(link, keys));
    }

    private List<Shown> commits(Group group) throws SQLException {
        Condition condition = commitCondition();
        Filter.Cursor cursor = filter.cursor();
        List<Object> parameters = new ArrayList<>(List.of(condition.after(Store.COMMIT, keys)));
        parameters.add(group.id);
        String after = "";
        if (cursor != null) {
            after = " and (coalesce([COMMITTED_AT], 0) < ? or (coalesce([COMMITTED_AT], 0) = ? and [ID] < ?))";
            parameters.addAll(List.of(cursor.at(), cursor.at(), cursor.id()));
        }
        return session.list(
                filter.limit(10) + 1,
                "select * from {COMMIT} where [ID]" + Summary.MENTIONED + condition.sql + " and [REPOSITORY_ID] = ?"
                        + after + " order by coalesce([COMMITTED_AT], 0) desc, [ID] desc",
                row -> new Shown(row.getLong("ID"), row.getLong("COMMITTED_AT"), commit(row)),
                parameters.toArray());
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

    private List<Shown> pullRequests(Group group) throws SQLException {
        Condition condition = pullCondition();
        List<Object> parameters = new ArrayList<>(List.of(condition.after(Store.PULL_REQUEST, keys)));
        parameters.add(group.id);
        parameters.add("open");
        parameters.add("draft");
        List<Shown> rows = session.list(
                skipped() + filter.limit(5) + 1,
                "select * from {PULL_REQUEST} where [ID]" + Summary.MENTIONED + condition.sql
                        + " and [REPOSITORY_ID] = ?"
                        + " order by case when [STATE] in (?, ?) then 0 else 1 end, coalesce([UPDATED_AT], 0) desc, [ID] desc",
                row -> new Shown(row.getLong("ID"), row.getLong("UPDATED_AT"), pullRequest(row)),
                parameters.toArray());
        return rows.subList(Math.min(skipped(), rows.size()), rows.size());
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

    private List<Shown> branches(Group group, List<BranchTimes.Branch> all) {
        return all.stream()
                .filter(branch -> branch.repository() == group.id)
                .skip(skipped())
                .limit(filter.limit(5) + 1L)
                .map(branch -> {
                    JsonObject view = new JsonObject();
                    view.addProperty("name", branch.name());
                    view.addProperty("head", branch.head());
                    view.addProperty("deleted", branch.deleted());
                    view.add("at", Json.time(branch.at()));
                    return new Shown(branch.id(), branch.at() == null ? 0 : branch.at(), view);
                })
                .toList();
    }

    private int skipped() {
        return filter.cursor() == null ? 0 : (int) Math.min(filter.cursor().at(), 1_000_000);
    }

    private JsonObject page(Group group, String kind, String link, List<Shown> rows, int limit) throws SQLException {
        List<Shown> shown = rows.size() > limit ? rows.subList(0, limit) : rows;
        Map<Long, Set<String>> mentioned =
                issueKeys(link, shown.stream().map(Shown::id).toList());
        Map<String, JsonArray> smart = kind.equals("commits")
                ? SmartCommitView.about(
                        session,
                        group.id,
                        shown.stream()
                                .map(row -> row.view.get("sha").getAsString())
                                .toList(),
                        keys)
                : Map.of();
        JsonArray items = new JsonArray();
        for (Shown row : shown) {
            row.view.addProperty("repository_id", group.view.get("id").getAsString());
            JsonArray issueKeys = new JsonArray();
            mentioned.getOrDefault(row.id, Set.of()).forEach(issueKeys::add);
            row.view.add("issue_keys", issueKeys);
            if (kind.equals("commits")) {
                row.view.add(
                        "smart_commits", smart.getOrDefault(row.view.get("sha").getAsString(), new JsonArray()));
            }
            items.add(row.view);
        }
        JsonObject page = new JsonObject();
        page.addProperty("total", group.totals.getOrDefault(kind, 0L));
        page.add("items", items);
        page.add(
                "next",
                rows.size() > limit ? new JsonPrimitive(next(link, shown).text()) : JsonNull.INSTANCE);
        return page;
    }

    private Filter.Cursor next(String link, List<Shown> shown) {
        Shown last = shown.get(shown.size() - 1);
        return link.equals(Store.COMMIT)
                ? new Filter.Cursor(last.at, last.id)
                : new Filter.Cursor(skipped() + shown.size(), 0);
    }

    private Map<Long, Set<String>> issueKeys(String kind, List<Long> rows) throws SQLException {
        Map<Long, Set<String>> keysOf = new HashMap<>();
        if (!rows.isEmpty()) {
            session.list(
                    "select [ROW_ID], [ISSUE_KEY] from {LINK} where [KIND] = ? and [ROW_ID] in (?*)",
                    row -> keysOf.computeIfAbsent(row.getLong(1), id -> new TreeSet<>())
                            .add(row.getString(2)),
                    kind,
                    rows);
        }
        return keysOf;
    }
}
