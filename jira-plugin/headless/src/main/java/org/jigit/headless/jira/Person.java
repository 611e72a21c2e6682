// A user of this Jira, as stored.
package org.jigit.headless.jira;

import java.util.Locale;

/**
 * One user; {@code key} never changes, {@code name} is what the person logs in with, {@code locale} is Jira's own language unless
 * the person chose another.
 */
public record Person(
        long id, String key, String name, String displayName, String email, boolean active, Locale locale) {}
