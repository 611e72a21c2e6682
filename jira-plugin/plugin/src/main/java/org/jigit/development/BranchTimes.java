// When something last happened on the branches of an issue: their newest commit, or when a head was seen to move.
package org.jigit.development;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jigit.store.Hash;
import org.jigit.store.Session;
import org.jigit.store.Store;

/** The branches of an issue with their times, newest first. */
record BranchTimes(List<Branch> branches) {
    /**
     * A branch.
     *
     * @param id the row
     * @param repository the row of its repository
     * @param name its name
     * @param head its head, or null
     * @param deleted whether it was deleted
     * @param at when something last happened on it, or null
     */
    record Branch(long id, long repository, String name, String head, boolean deleted, Long at) {}

    static BranchTimes of(Session session, Set<Long> rows) throws SQLException {
        List<Branch> found = new ArrayList<>();
        for (List<Long> some : Store.chunks(rows)) {
            found.addAll(session.list(
                    "select [ID], [REPOSITORY_ID], [NAME], [HEAD], [DELETED], [CHANGED_AT] from {BRANCH} where [ID] in (?*)",
                    row -> new Branch(
                            row.getLong(1),
                            row.getLong(2),
                            row.getString(3),
                            row.getString(4),
                            row.getBoolean(5),
                            Session.numberAt(row, "CHANGED_AT")),
                    some));
        }
        Map<String, Long> heads = heads(session, found);
        return new BranchTimes(found.stream()
                .map(branch -> {
                    Long committed = branch.head == null ? null : heads.get(Hash.of(branch.repository, branch.head));
                    Long at = committed != null ? committed : branch.at;
                    return new Branch(branch.id, branch.repository, branch.name, branch.head, branch.deleted, at);
                })
                .sorted(Comparator.comparing((Branch branch) -> branch.at == null ? 0L : branch.at)
                        .thenComparing(Branch::id)
                        .reversed())
                .toList());
    }

    private static Map<String, Long> heads(Session session, List<Branch> branches) throws SQLException {
        List<String> hashes = branches.stream()
                .filter(branch -> branch.head != null)
                .map(branch -> Hash.of(branch.repository, branch.head))
                .distinct()
                .toList();
        Map<String, Long> heads = new HashMap<>();
        for (List<String> some : Store.chunks(hashes)) {
            session.list(
                    "select [HASH], [COMMITTED_AT] from {COMMIT} where [HASH] in (?*)",
                    row -> heads.put(row.getString(1), Session.numberAt(row, "COMMITTED_AT")),
                    some);
        }
        return heads;
    }

    int count() {
        return branches.size();
    }

    Long latest() {
        return newest().map(Branch::at).orElse(null);
    }

    Optional<Branch> newest() {
        return branches.stream().filter(branch -> branch.at != null).findFirst();
    }
}
