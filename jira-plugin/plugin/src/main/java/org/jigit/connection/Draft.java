// A connection that somebody asks for, checked but not stored.
package org.jigit.connection;

import java.util.Map;
import java.util.Set;

/**
 * What to store.
 *
 * @param host the kind of Git server, as the core names it
 * @param settings the settings
 * @param secrets the secrets that it has, in clear, by field
 * @param kept the fields whose stored secret stays as it is
 * @param enabled whether it is to be read
 * @param privateAllowed whether private addresses may be asked
 */
record Draft(
        String host,
        Settings settings,
        Map<String, String> secrets,
        Set<String> kept,
        boolean enabled,
        boolean privateAllowed) {

    /** Whether it has a secret. */
    boolean holds(String field) {
        return secrets.containsKey(field);
    }
}
