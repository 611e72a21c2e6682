// A project, as stored.
package org.jigit.headless.jira;

/** One project under its current key; former keys are asked from {@link Projects}. */
public record ProjectRow(long id, String key, String name, String leadKey, String description) {}
