// Work that somebody logged, as stored.
package org.jigit.headless.jira;

import java.time.Instant;

/** One worklog of an issue: how many seconds its author worked from when on, and what the author says about it. */
public record WorklogRow(long id, String authorKey, String comment, Instant started, long seconds, Instant created) {}
