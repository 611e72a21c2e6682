// One commit of the stand-in; its id is computed from what it says, so the same story always gives the same ids.
package org.jigit.it.replay;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * One commit.
 *
 * @param sha its id
 * @param message the whole message
 * @param author the login of its author, or null when the e-mail belongs to no account
 * @param authorName the author's name as Git has it
 * @param authoredAt when it was written
 * @param committedAt when it was committed
 * @param parents the ids of its parents
 */
public record Commit(
        String sha,
        String message,
        String author,
        String authorName,
        Instant authoredAt,
        Instant committedAt,
        List<String> parents) {

    /** A commit with the id that follows from its contents. */
    static Commit of(
            String repository,
            String message,
            String author,
            Instant authoredAt,
            Instant committedAt,
            List<String> parents) {
        var text =
                repository + '\n' + message + '\n' + author + '\n' + authoredAt + '\n' + committedAt + '\n' + parents;
        return new Commit(sha1(text), message, author, author, authoredAt, committedAt, List.copyOf(parents));
    }

    /** The id of the tree that this commit would have; nobody can ask for it. */
    String tree() {
        return sha1("tree " + sha);
    }

    private static String sha1(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
