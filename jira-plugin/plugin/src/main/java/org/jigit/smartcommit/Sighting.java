// A commit that gives commands, as it was just seen, with the user of Jira's that it would run as.
package org.jigit.smartcommit;

import org.jigit.core.Messages.SmartCommit;

/**
 * A smart commit and its author. Addresses and names of the author end here: what is stored of them is the key of the user.
 *
 * @param commit the commit
 * @param userKey the key of the user who wrote it, or null
 * @param problem why there is no such user, as a code, or null
 * @param vouched whether the host vouches for that
 */
public record Sighting(SmartCommit commit, String userKey, String problem, boolean vouched) {}
