// One pull request of the stand-in as it is at a moment.
package org.jigit.it.replay;

import java.time.Instant;

/**
 * One pull request as it is at a moment.
 *
 * @param id the number that is unique on the whole server
 * @param number the number inside its repository
 * @param title the title
 * @param body the description, or null
 * @param author the login of its author
 * @param source the branch with the changes
 * @param sourceSha the newest commit of the source
 * @param target the branch that shall get them
 * @param targetSha the newest commit of the target when it was opened
 * @param draft whether it is a draft
 * @param createdAt when it was opened
 * @param updatedAt when it was changed last
 * @param mergedAt when it was merged, or null
 * @param closedAt when it was closed or merged, or null
 * @param fromFork whether the source is another repository
 */
public record PullRequest(
        long id,
        long number,
        String title,
        String body,
        String author,
        String source,
        String sourceSha,
        String target,
        String targetSha,
        boolean draft,
        Instant createdAt,
        Instant updatedAt,
        Instant mergedAt,
        Instant closedAt,
        boolean fromFork) {

    /** {@code open} or {@code closed}: GitHub knows no third word here. */
    public String state() {
        return closedAt == null ? "open" : "closed";
    }

    PullRequest edited(String newTitle, String newBody, Instant at) {
        return new PullRequest(
                id, number, newTitle, newBody, author, source, sourceSha, target, targetSha, draft, createdAt, at,
                mergedAt, closedAt, fromFork);
    }

    PullRequest ready(Instant at) {
        return new PullRequest(
                id, number, title, body, author, source, sourceSha, target, targetSha, false, createdAt, at, mergedAt,
                closedAt, fromFork);
    }

    PullRequest closed(Instant at) {
        return new PullRequest(
                id, number, title, body, author, source, sourceSha, target, targetSha, draft, createdAt, at, null, at,
                fromFork);
    }

    PullRequest merged(Instant at) {
        return new PullRequest(
                id, number, title, body, author, source, sourceSha, target, targetSha, draft, createdAt, at, at, at,
                fromFork);
    }

    PullRequest from(String newSourceSha, Instant at) {
        return new PullRequest(
                id,
                number,
                title,
                body,
                author,
                source,
                newSourceSha,
                target,
                targetSha,
                draft,
                createdAt,
                at,
                mergedAt,
                closedAt,
                fromFork);
    }
}
