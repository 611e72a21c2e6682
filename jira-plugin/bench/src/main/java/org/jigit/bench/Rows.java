// What every way must yield: the rows that Jigit stores.
package org.jigit.bench;

import java.util.List;
import org.jigit.core.Messages;

/**
 * The rows of a body, in its order. They are the core's own records, so that nothing is converted and all ways make the
 * same.
 *
 * @param commits those that name an issue
 * @param pullRequests those that name an issue
 * @param unlinked the numbers of the other pull requests
 */
public record Rows(
        List<Messages.Commit> commits, List<Messages.PullRequest> pullRequests, List<Messages.Unlinked> unlinked) {
    static Rows of(List<Messages.Commit> commits) {
        return new Rows(commits, List.of(), List.of());
    }

    /** How many name an issue. */
    int linked() {
        return commits.size() + pullRequests.size();
    }
}
