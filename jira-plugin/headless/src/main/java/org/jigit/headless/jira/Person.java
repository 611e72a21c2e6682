// A user of this Jira, as stored.
package org.jigit.headless.jira;

/**
 * One user; {@code key} never changes, {@code name} is what the person logs in with.
 */
public record Person(long id, String key, String name, String displayName, String email, boolean active) {}
