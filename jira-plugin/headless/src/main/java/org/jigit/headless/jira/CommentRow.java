// A comment, as stored.
package org.jigit.headless.jira;

import java.time.Instant;

/** One comment on an issue; {@code authorKey} is the user key of who wrote it. */
public record CommentRow(long id, String authorKey, String body, Instant created) {}
