// What mentions an issue, told by the links alone: looking at ten thousand commits takes several times as long.
package org.jigit.development;

import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jigit.store.Session;

/** The branches, commits and pull requests that mention one of some keys, each once. */
final class Mentions {
    private final Map<String, Map<Long, Mention>> byKind = new HashMap<>();
    private final Set<Long> repositories = new HashSet<>();

    private Mentions() {}

    /**
     * A row that mentions an issue.
     *
     * @param row the row
     * @param repository the row of its repository
     * @param at when a commit was committed; 0 when that is not known, and for everything else
     */
    record Mention(long row, long repository, long at) {}

    /** Finds what mentions one of some keys. */
    static Mentions of(Session session, Set<String> keys) throws SQLException {
        Mentions mentions = new Mentions();
        session.list(
                "select [KIND], [ROW_ID], [REPOSITORY_ID], [AT] from {LINK} where [ISSUE_KEY] in (?*)",
                row -> mentions.add(row.getString(1), new Mention(row.getLong(2), row.getLong(3), row.getLong(4))),
                keys);
        return mentions;
    }

    private boolean add(String kind, Mention mention) {
        byKind.computeIfAbsent(kind, each -> new HashMap<>()).put(mention.row, mention);
        return repositories.add(mention.repository);
    }

    /** What is of a kind, in no order. */
    Collection<Mention> of(String kind) {
        return byKind.getOrDefault(kind, Map.of()).values();
    }

    /** The rows of a kind. */
    Set<Long> rows(String kind) {
        return byKind.getOrDefault(kind, Map.of()).keySet();
    }

    /** The repositories of all of it. */
    Set<Long> repositories() {
        return repositories;
    }
}
