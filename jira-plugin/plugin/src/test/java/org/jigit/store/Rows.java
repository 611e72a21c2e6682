// Rows for tests of the store, and the little of a connection that they need.
package org.jigit.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jigit.core.Messages.Branch;
import org.jigit.core.Messages.Commit;
import org.jigit.core.Messages.Pass;
import org.jigit.core.Messages.PullRequest;
import org.jigit.core.Messages.Repository;
import org.jigit.core.Messages.State;
import org.jigit.core.Messages.Unlinked;
import org.jigit.core.Messages.Update;

/** Builds updates. */
public final class Rows {
    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final List<Repository> repositories = new ArrayList<>();
    private final List<Branch> branches = new ArrayList<>();
    private final List<Commit> commits = new ArrayList<>();
    private final List<PullRequest> pullRequests = new ArrayList<>();
    private final List<Unlinked> unlinked = new ArrayList<>();
    private Pass pass;

    public static Scope scope(long connection) {
        return new Scope(connection, false, "acme", false, false, true, Set.of());
    }

    public Rows repository(String id, String fullName) {
        repositories.add(
                new Repository(id, fullName.substring(fullName.indexOf('/') + 1), fullName, "7", null, "main"));
        return this;
    }

    public Rows branch(String repository, String name, String head, boolean deleted, String... keys) {
        branches.add(new Branch(repository, name, head, deleted, List.of(keys)));
        return this;
    }

    public Rows commit(String repository, String sha, String message, String... keys) {
        commits.add(new Commit(repository, sha, message, "dev1", NOON, NOON, List.of("p"), null, List.of(keys)));
        return this;
    }

    public Rows commit(Commit commit) {
        commits.add(commit);
        return this;
    }

    public Rows pull(String repository, long number, String title, State state, Instant updated, String... keys) {
        Instant closed = state == State.CLOSED || state == State.MERGED ? updated : null;
        pullRequests.add(new PullRequest(
                repository,
                "id" + number,
                number,
                title,
                null,
                state,
                "feature",
                "main",
                "dev1",
                "1",
                NOON,
                updated,
                state == State.MERGED ? updated : null,
                closed,
                null,
                List.of(keys)));
        return this;
    }

    public Rows unlinked(String repository, long number) {
        unlinked.add(new Unlinked(repository, number));
        return this;
    }

    /** These rows were met in a pass; {@code ends} says whether they are its first and last ones: "first", "last", "both" or "". */
    public Rows pass(String repository, long number, String ends, Instant since, String cause) {
        boolean both = ends.equals("both");
        List<String> met = commits.stream().map(Commit::sha).toList();
        boolean first = both || ends.equals("first");
        boolean last = both || ends.equals("last");
        pass = new Pass(repository, number, first, last, number, since, cause, met);
        return this;
    }

    public Update update() {
        return new Update(repositories, branches, commits, pullRequests, unlinked, pass, List.of());
    }
}
