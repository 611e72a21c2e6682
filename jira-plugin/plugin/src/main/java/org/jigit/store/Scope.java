// What of the world belongs to a connection: its repositories and the projects that it serves.
package org.jigit.store;

import java.util.Locale;
import java.util.Set;

/**
 * The scope of a connection.
 *
 * @param connectionId the connection
 * @param single whether it covers one repository
 * @param path that repository's path, or the owner of a group; empty covers all that the credential sees
 * @param subgroups whether groups inside the owner count
 * @param filtered whether some of these repositories are left out by patterns or a list, which only the core can tell
 * @param pullRequests whether pull requests are read
 * @param projects the keys, former ones included, of the projects it serves; empty serves all
 */
public record Scope(
        long connectionId,
        boolean single,
        String path,
        boolean subgroups,
        boolean filtered,
        boolean pullRequests,
        Set<String> projects) {

    /** Whether a delivery may add a repository with this path; with filters, only a listing does. */
    public boolean admits(String fullName) {
        return !filtered && covers(fullName);
    }

    /** Whether a repository with this path can belong to the connection. */
    public boolean covers(String fullName) {
        String name = fullName.toLowerCase(Locale.ROOT);
        String own = path.toLowerCase(Locale.ROOT);
        if (single) {
            return name.equals(own);
        }
        if (own.isEmpty()) {
            return true;
        }
        return name.startsWith(own + "/") && (subgroups || name.indexOf('/', own.length() + 1) < 0);
    }

    /** Whether an issue key belongs to a project that the connection serves. */
    public boolean serves(String issueKey) {
        int dash = issueKey.lastIndexOf('-');
        return projects.isEmpty() || (dash > 0 && projects.contains(issueKey.substring(0, dash)));
    }
}
