// Writes what a delivery or a page of sync brings: repositories, branches, commits, pull requests and their links to
// issues.
package org.jigit.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jigit.core.Messages.Branch;
import org.jigit.core.Messages.Commit;
import org.jigit.core.Messages.Pass;
import org.jigit.core.Messages.PullRequest;
import org.jigit.core.Messages.Repository;
import org.jigit.core.Messages.State;
import org.jigit.core.Messages.Unconfirmed;
import org.jigit.core.Messages.Unlinked;
import org.jigit.core.Messages.Update;
import org.jigit.store.AoTable.Row;

/**
 * Rows in, rows stored, within the caller's transaction. Every row may come twice: storing it twice is storing it once. A value
 * that the source does not tell keeps the stored one. Rows without a key, and rows of repositories that do
 * not belong to the connection, are left out.
 */
public final class Store {
    /** The kinds of rows that are linked to issues, as the column {@code KIND} has them. */
    public static final String BRANCH = "branch";

    public static final String COMMIT = "commit";
    public static final String PULL_REQUEST = "pull_request";

    /** So many branches are confirmed by one round; the next one goes on. */
    private static final int MOST_UNCONFIRMED = 1_000;

    private final Tasks tasks;

    public Store(Tasks tasks) {
        this.tasks = tasks;
    }

    /** Where rows come from. */
    public enum Source {
        /** A verified webhook: a moved head moved just now. */
        DELIVERY,
        /** The listing of the connection's repositories: all of them belong to it. */
        LISTING,
        /** A page of the branches of a repository, or of what they reach: it is on a branch just now. */
        PAGE,
        /** A page of pull requests: commits that it brings were on a branch once. */
        PULL_REQUESTS
    }

    /**
     * What was stored.
     *
     * @param rows how many rows were looked at
     * @param strangers the host ids of repositories that do not belong to the connection
     * @param news whether a repository was new, so that there are new tasks
     */
    public record Applied(int rows, Set<String> strangers, boolean news) {}

    /** Stores rows. */
    public Applied apply(Session session, Scope scope, Update update, Source source, long now) throws SQLException {
        Map<String, Long> repositories = new HashMap<>();
        Pass pass = update.pass();
        boolean ofCommits = pass != null && pass.repositoryId() != null;
        Passes passes = new Passes(session, tasks, now);
        if (pass != null && !ofCommits && pass.first()) {
            passes.beginListing(scope.connectionId());
        }
        boolean news = repositories(session, scope, update, source, repositories);
        Set<String> strangers = new HashSet<>();
        Batch batch = new Batch(scope, repositories, strangers, now, source);
        Long passed = ofCommits ? repositories.get(pass.repositoryId()) : null;
        if (passed != null && pass.first()) {
            passes.beginCommits(passed);
        }
        int rows = branches(session, batch, update.branches())
                + commits(session, batch, update.commits())
                + (scope.pullRequests() ? pullRequests(session, batch, update.pullRequests()) : 0);
        forget(session, batch, update.unlinked());
        if (passed != null) {
            passes.meet(passed, pass);
        }
        if (passed != null && pass.last()) {
            passes.endCommits(passed, pass);
        }
        if (pass != null && !ofCommits && pass.last()) {
            passes.endListing(scope.connectionId(), pass);
        }
        update.repositories().stream()
                .map(Repository::id)
                .filter(id -> !repositories.containsKey(id))
                .forEach(strangers::add);
        return new Applied(rows, strangers, news);
    }

    /** What the writers of one update share. */
    private record Batch(Scope scope, Map<String, Long> repositories, Set<String> strangers, long now, Source source) {
        Long repository(String hostId) {
            Long row = repositories.get(hostId);
            if (row == null) {
                strangers.add(String.valueOf(hostId));
            }
            return row;
        }

        /** Notes that a webhook told a row, or that a reading met it. */
        void tell(Row row) {
            if (source == Source.DELIVERY) {
                row.put("TOLD_AT", now);
            } else {
                row.erase("TOLD_AT");
            }
        }

        List<String> keys(Collection<String> keys) {
            return keys.stream().map(key -> Text.fit(key, Text.NAME)).distinct().toList();
        }
    }

    /**
     * Stores the repositories that belong to the connection and finds the row of every one that is named; true when one is new or
     * visible again. Only a listing makes one visible: to deliveries, hidden ones are strangers.
     */
    private boolean repositories(Session session, Scope scope, Update update, Source source, Map<String, Long> rows)
            throws SQLException {
        Map<String, String> hashes = new HashMap<>();
        Set<String> named = new HashSet<>();
        update.repositories().forEach(repository -> named.add(repository.id()));
        update.branches().forEach(row -> named.add(row.repositoryId()));
        update.commits().forEach(row -> named.add(row.repositoryId()));
        update.pullRequests().forEach(row -> named.add(row.repositoryId()));
        update.unlinked().forEach(row -> named.add(row.repositoryId()));
        if (update.pass() != null) {
            named.add(update.pass().repositoryId());
        }
        named.remove(null);
        named.forEach(id -> hashes.put(Hash.of(scope.connectionId(), id), id));
        AoTable.Found found = AoTable.REPOSITORY.find(session, hashes.keySet());
        Set<String> hidden = new HashSet<>();
        found.values().forEach((hash, values) -> {
            String id = hashes.get(hash);
            if (values.get("HIDDEN_SINCE") == null) {
                rows.put(id, found.ids().get(hash));
            } else {
                hidden.add(id);
            }
        });
        boolean listing = source == Source.LISTING;
        Map<String, Row> wanted = new LinkedHashMap<>();
        for (Repository repository : update.repositories()) {
            boolean known = rows.containsKey(repository.id());
            boolean added = !hidden.contains(repository.id()) && scope.admits(repository.fullName());
            if (listing || known || added) {
                Row row = row(scope, repository);
                if (listing) {
                    row.erase("HIDDEN_SINCE");
                    row.put("PASS", update.pass() == null ? null : update.pass().number());
                }
                wanted.put(repository.id(), row);
            }
        }
        Map<String, Long> ids = AoTable.REPOSITORY
                .upsert(session, wanted.values(), found, (stored, row) -> true)
                .ids();
        boolean news = false;
        for (Map.Entry<String, Row> entry : wanted.entrySet()) {
            Long id = ids.get(entry.getValue().hash());
            if (rows.put(entry.getKey(), id) == null) {
                tasks.create(session, scope, id);
                news = true;
            }
        }
        return news;
    }

    private static Row row(Scope scope, Repository repository) {
        return new Row(Hash.of(scope.connectionId(), repository.id()))
                .put("CONNECTION_ID", scope.connectionId())
                .put("HOST_ID", Text.fit(repository.id(), Text.NAME))
                .put("NAME", Text.fit(repository.name(), Text.PATH))
                .put("FULL_NAME", Text.fit(repository.fullName(), Text.PATH))
                .put("OWNER_ID", Text.fit(repository.ownerId(), Text.NAME))
                .put("URL", Text.fit(repository.url(), Integer.MAX_VALUE))
                .put("DEFAULT_BRANCH", Text.fit(repository.defaultBranch(), Text.PATH));
    }

    private int branches(Session session, Batch batch, List<Branch> branches) throws SQLException {
        Map<String, Linked> linked = new LinkedHashMap<>();
        for (Branch branch : branches) {
            Long repository = batch.repository(branch.repositoryId());
            List<String> keys = batch.keys(branch.issueKeys());
            if (repository == null || keys.isEmpty()) {
                continue;
            }
            Row row = new Row(Hash.of(repository, branch.name()))
                    .put("REPOSITORY_ID", repository)
                    .put("NAME", Text.fit(branch.name(), Text.PATH))
                    .put("HEAD", Text.fit(branch.head(), Text.NAME))
                    .put("DELETED", branch.deleted())
                    .put("CHANGED_AT", batch.source == Source.DELIVERY ? batch.now : null);
            batch.tell(row);
            linked.put(row.hash(), new Linked(row, repository, keys));
        }
        return store(session, AoTable.BRANCH, BRANCH, linked, (stored, row) -> {
            row.put("CHANGED_AT", hasMoved(stored, row) ? batch.now : stored.get("CHANGED_AT"));
            return true;
        });
    }

    private static boolean hasMoved(Map<String, Object> stored, Row row) {
        Object head = row.values().get("HEAD");
        return (head != null && stored.get("HEAD") != null && !head.equals(stored.get("HEAD")))
                || !Objects.equals(stored.get("DELETED"), row.values().get("DELETED"));
    }

    private int commits(Session session, Batch batch, List<Commit> commits) throws SQLException {
        Map<String, Linked> linked = new LinkedHashMap<>();
        for (Commit commit : commits) {
            Long repository = batch.repository(commit.repositoryId());
            List<String> keys = batch.keys(commit.issueKeys());
            if (repository == null || keys.isEmpty()) {
                continue;
            }
            List<String> parents = commit.parents();
            Row row = new Row(Hash.of(repository, commit.sha()))
                    .put("REPOSITORY_ID", repository)
                    .put("SHA", Text.fit(commit.sha(), 64))
                    .put("MESSAGE", Text.fit(commit.message(), Text.KEPT))
                    .put("MESSAGE_CUT", Text.isLonger(commit.message(), Text.KEPT))
                    .put("AUTHOR", Text.fit(commit.author(), Text.NAME))
                    .put("AUTHORED_AT", millis(commit.authoredAt()))
                    .put("COMMITTED_AT", millis(commit.committedAt()))
                    .put("PARENTS", parents == null ? null : String.join(" ", parents))
                    .put("MERGE", parents == null ? null : parents.size() > 1)
                    .put("URL", Text.fit(commit.url(), Integer.MAX_VALUE));
            if (batch.source == Source.PAGE) {
                row.erase("UNREACHABLE_SINCE").erase("UNREACHABLE_BY");
            }
            batch.tell(row);
            linked.put(row.hash(), new Linked(row, repository, keys));
        }
        return store(session, AoTable.COMMIT, COMMIT, linked, (stored, row) -> {
            if (batch.source == Source.DELIVERY) {
                // A reading that met it has said more than this.
                row.keep("TOLD_AT");
                if (stored.get("PARENTS") != null) {
                    // Pushes of some hosts have only the committer's time.
                    row.keep("AUTHORED_AT");
                }
            }
            return true;
        });
    }

    private int pullRequests(Session session, Batch batch, List<PullRequest> pullRequests) throws SQLException {
        Map<String, Linked> linked = new LinkedHashMap<>();
        List<Unlinked> gone = new ArrayList<>();
        for (PullRequest pull : pullRequests) {
            Long repository = batch.repository(pull.repositoryId());
            List<String> keys = batch.keys(pull.issueKeys());
            if (repository == null) {
                continue;
            }
            if (keys.isEmpty()) {
                gone.add(new Unlinked(pull.repositoryId(), pull.number()));
                continue;
            }
            Row row = row(repository, pull);
            linked.put(row.hash(), new Linked(row, repository, keys));
        }
        forget(session, batch, gone);
        return store(session, AoTable.PULL_REQUEST, PULL_REQUEST, linked, Store::isNewer);
    }

    private static Row row(long repository, PullRequest pull) {
        Row row = new Row(Hash.of(repository, pull.number()))
                .put("REPOSITORY_ID", repository)
                .put("NUMBER", pull.number())
                .put("HOST_ID", Text.fit(pull.id(), Text.NAME))
                .put("TITLE", Text.fit(pull.title(), Text.KEPT))
                .put("DESCRIPTION", Text.fit(pull.description(), Text.KEPT))
                .put("DESCRIPTION_CUT", Text.isLonger(pull.description(), Text.KEPT))
                .put("STATE", pull.state().name().toLowerCase(java.util.Locale.ROOT))
                .put("SOURCE_BRANCH", Text.fit(pull.sourceBranch(), Text.PATH))
                .put("TARGET_BRANCH", Text.fit(pull.targetBranch(), Text.PATH))
                .put("AUTHOR", Text.fit(pull.author(), Text.NAME))
                .put("AUTHOR_ID", Text.fit(pull.authorId(), Text.NAME))
                .put("CREATED_AT", millis(pull.createdAt()))
                .put("UPDATED_AT", millis(pull.updatedAt()))
                .put("MERGED_AT", millis(pull.mergedAt()))
                .put("CLOSED_AT", millis(pull.closedAt()))
                .put("URL", Text.fit(pull.url(), Integer.MAX_VALUE));
        boolean open = pull.state() == State.OPEN || pull.state() == State.DRAFT;
        return open ? row.erase("MERGED_AT").erase("CLOSED_AT") : row;
    }

    /** Pull requests apply only forward: what is older than what is stored changes nothing. */
    private static boolean isNewer(Map<String, Object> stored, Row row) {
        Object known = stored.get("UPDATED_AT");
        Object told = row.values().get("UPDATED_AT");
        return known == null || told == null || (Long) told >= (Long) known;
    }

    /** A row and the issues that it mentions. */
    private record Linked(Row row, long repository, List<String> keys) {}

    /** Stores rows and makes their links exactly those that they mention now. */
    private static int store(
            Session session, AoTable table, String kind, Map<String, Linked> linked, AoTable.Merge merge)
            throws SQLException {
        Set<String> outdated = new HashSet<>();
        List<Row> rows = linked.values().stream().map(Linked::row).toList();
        AoTable.Found found = table.find(session, linked.keySet());
        AoTable.Stored all = table.upsert(session, rows, found, (stored, row) -> {
            boolean accepted = merge.accepts(stored, row);
            if (!accepted) {
                outdated.add(row.hash());
            }
            return accepted;
        });
        Map<String, Row> missing = new LinkedHashMap<>();
        Set<Long> known = new HashSet<>();
        for (Linked each : linked.values()) {
            if (outdated.contains(each.row.hash())) {
                continue;
            }
            Long id = all.ids().get(each.row.hash());
            if (!all.added().contains(each.row.hash())) {
                known.add(id);
            }
            Object told = each.row.values().get("COMMITTED_AT");
            Map<String, Object> stored = found.values().getOrDefault(each.row.hash(), Map.of());
            for (String key : each.keys) {
                Row link = new Row(Hash.of(kind, id, key))
                        .put("ISSUE_KEY", key)
                        .put("KIND", kind)
                        .put("ROW_ID", id)
                        .put("REPOSITORY_ID", each.repository)
                        .put("AT", told != null ? told : stored.get("COMMITTED_AT"));
                missing.put(link.hash(), link);
            }
        }
        // Rows that were just added have no links yet.
        List<Long> stale = new ArrayList<>();
        List<Object[]> moved = new ArrayList<>();
        for (List<Long> some : chunks(known)) {
            session.list(
                    "select [ID], [HASH], [AT] from {LINK} where [KIND] = ? and [ROW_ID] in (?*)",
                    row -> {
                        long id = row.getLong("ID");
                        Row link = missing.remove(row.getString("HASH"));
                        if (link == null) {
                            return stale.add(id);
                        }
                        Long at = (Long) link.values().get("AT");
                        return !Objects.equals(at, Session.numberAt(row, "AT"))
                                && moved.add(new Object[] {Session.number(at), id});
                    },
                    kind,
                    some);
        }
        session.batch("update {LINK} set [AT] = ? where [ID] = ?", moved);
        for (List<Long> some : chunks(stale)) {
            session.update("delete from {LINK} where [ID] in (?*)", some);
        }
        AoTable.LINK.insert(session, missing.values());
        return linked.size();
    }

    /** Forgets pull requests that mention no issue any more. */
    private static void forget(Session session, Batch batch, List<Unlinked> unlinked) throws SQLException {
        Set<String> hashes = new HashSet<>();
        for (Unlinked pull : unlinked) {
            Long repository = batch.repositories.get(pull.repositoryId());
            if (repository != null) {
                hashes.add(Hash.of(repository, pull.number()));
            }
        }
        for (List<String> some : chunks(hashes)) {
            List<Long> ids = session.list(
                    "select [ID] from {PULL_REQUEST} where [HASH] in (?*)", row -> row.getLong("ID"), some);
            if (!ids.isEmpty()) {
                session.update("delete from {PULL_REQUEST} where [ID] in (?*)", ids);
                session.update("delete from {LINK} where [KIND] = ? and [ROW_ID] in (?*)", PULL_REQUEST, ids);
            }
        }
    }

    /**
     * What webhooks told of a repository and no reading has met since: all branches, and commits that a reading had time to meet.
     *
     * @param since older commits are not read
     */
    public Unconfirmed unconfirmed(Session session, Tasks.Claim claim, long since) throws SQLException {
        List<String> branches = session.list(
                MOST_UNCONFIRMED,
                "select [NAME] from {BRANCH} where [REPOSITORY_ID] = ? and [TOLD_AT] is not null order by [ID]",
                row -> row.getString(1),
                claim.repositoryId());
        long oldest = session.number(
                "select min([COMMITTED_AT]) from {COMMIT} where [REPOSITORY_ID] = ? and [TOLD_AT] < ?"
                        + " and [UNREACHABLE_SINCE] is null and [COMMITTED_AT] > ?",
                claim.repositoryId(),
                claim.savedAt(),
                since);
        return new Unconfirmed(branches, oldest == 0 ? null : Instant.ofEpochMilli(oldest));
    }

    /** Forgets what a task that read everything once more did not find: lost commits, deleted branches, hidden repositories. */
    public void forget(Session session, Tasks.Claim claim) throws SQLException {
        if (claim.kind().equals(Tasks.BRANCHES)) {
            long repository = claim.repositoryId();
            forget(session, "BRANCH", BRANCH, "[REPOSITORY_ID] = ? and [DELETED] = ?", repository, true);
            forget(session, "COMMIT", COMMIT, "[REPOSITORY_ID] = ? and [UNREACHABLE_SINCE] is not null", repository);
        } else if (claim.kind().equals(Tasks.REPOSITORIES)) {
            List<Long> hidden = session.list(
                    "select [ID] from {REPOSITORY} where [CONNECTION_ID] = ? and [HIDDEN_SINCE] is not null order by [ID]",
                    row -> row.getLong(1),
                    claim.connectionId());
            for (long repository : hidden) {
                session.update("delete from {REPOSITORY} where [ID] = ?", repository);
                forget(session, "BRANCH", BRANCH, "[REPOSITORY_ID] = ?", repository);
                forget(session, "COMMIT", COMMIT, "[REPOSITORY_ID] = ?", repository);
                forget(session, "PULL_REQUEST", PULL_REQUEST, "[REPOSITORY_ID] = ?", repository);
            }
        }
    }

    private static void forget(Session session, String table, String kind, String condition, Object... parameters)
            throws SQLException {
        List<Long> ids =
                session.list("select [ID] from {" + table + "} where " + condition, row -> row.getLong(1), parameters);
        for (List<Long> some : chunks(ids)) {
            session.update("delete from {" + table + "} where [ID] in (?*)", some);
            session.update("delete from {LINK} where [KIND] = ? and [ROW_ID] in (?*)", kind, some);
        }
    }

    static Long millis(Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }

    /** Values in order, in parts of as many as one statement may have. */
    public static <T extends Comparable<T>> List<List<T>> chunks(Collection<T> values) {
        List<T> sorted = values.stream().sorted().toList();
        List<List<T>> chunks = new ArrayList<>();
        for (int from = 0; from < sorted.size(); from += 500) {
            chunks.add(sorted.subList(from, Math.min(sorted.size(), from + 500)));
        }
        return chunks;
    }
}
