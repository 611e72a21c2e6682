// A connection that somebody asks for, checked but not stored.
package org.jigit.connection;

/**
 * What to store.
 *
 * @param host the kind of Git server, as the core names it
 * @param settings the settings
 * @param token the credential in clear, or null when there is none
 * @param enabled whether it is to be read
 * @param privateAllowed whether private addresses may be asked
 */
record Draft(String host, Settings settings, String token, boolean enabled, boolean privateAllowed) {}
