// Who of Jira's users wrote a commit, and whether the host vouches for that.
package org.jigit.smartcommit;

import com.atlassian.jira.bc.user.search.UserSearchService;
import com.atlassian.jira.user.ApplicationUser;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jigit.core.Messages.SmartCommit;

/**
 * Finds active users by the author's e-mail address. Anybody can write any address into a commit, so it is told apart whether the
 * host vouches: it verified the author's signature, or the account that pushed is that user's, by its user name or its address.
 */
public final class Authors {
    private final UserSearchService users;

    public Authors(UserSearchService users) {
        this.users = users;
    }

    /** The commits with their authors. */
    public List<Sighting> of(List<SmartCommit> commits) {
        return commits.stream().map(this::of).toList();
    }

    private Sighting of(SmartCommit commit) {
        if (commit.firstRead() || commit.merge()) {
            // never run, so nobody has to be found
            return new Sighting(commit, null, null, false);
        }
        String email = commit.authorEmail() == null ? "" : commit.authorEmail().strip();
        if (email.isEmpty()) {
            return new Sighting(commit, null, "NoAuthorEmail", false);
        }
        List<ApplicationUser> found = StreamSupport.stream(
                        users.findUsersByEmail(email).spliterator(), false)
                .filter(user -> user.isActive() && email.equalsIgnoreCase(user.getEmailAddress()))
                .toList();
        if (found.size() > 1) {
            found = found.stream()
                    .filter(user -> isNamed(user, commit.authorName()))
                    .toList();
            if (found.size() != 1) {
                return new Sighting(commit, null, "AmbiguousAuthor", false);
            }
        }
        if (found.isEmpty()) {
            return new Sighting(commit, null, "UnknownAuthor", false);
        }
        ApplicationUser user = found.get(0);
        boolean vouched = commit.signed()
                || user.getUsername().equalsIgnoreCase(commit.account())
                || email.equalsIgnoreCase(commit.accountEmail());
        return new Sighting(commit, user.getKey(), null, vouched);
    }

    private static boolean isNamed(ApplicationUser user, String name) {
        return name != null
                && Stream.of(user.getUsername(), user.getDisplayName())
                        .anyMatch(own -> name.strip().equalsIgnoreCase(own));
    }
}
