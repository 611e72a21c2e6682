// What can go wrong on the stand-in, switched on by tests: limits, server errors, broken answers, foreign addresses.
package org.jigit.it.replay;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * A fault for the next requests whose path matches.
 *
 * @param path which paths it strikes
 * @param left how many requests it still strikes
 * @param kind what goes wrong
 */
public record Fault(Pattern path, AtomicInteger left, Kind kind) {

    /** What goes wrong. */
    public sealed interface Kind {}

    /**
     * Another answer in place of the right one.
     *
     * @param status its status
     * @param headers its headers
     * @param body its text
     */
    public record Answer(int status, Map<String, List<String>> headers, String body) implements Kind {}

    /** The connection is cut in the middle of the body. */
    public record Truncated() implements Kind {}

    /**
     * The right answer comes late.
     *
     * @param by how late
     */
    public record Late(Duration by) implements Kind {}

    /**
     * The right answer, but its next link leads somewhere else.
     *
     * @param url where to
     */
    public record NextLink(String url) implements Kind {}

    /**
     * The right answer with further headers.
     *
     * @param headers the headers
     */
    public record Also(Map<String, String> headers) implements Kind {}

    /** This kind for the next requests to paths that match. */
    public static Fault of(String path, int times, Kind kind) {
        return new Fault(Pattern.compile(path), new AtomicInteger(times), kind);
    }

    /** The secondary rate limit, with the waiting time in a header. */
    public static Kind secondaryLimit(int status, int seconds) {
        return new Answer(
                status,
                Map.of("Retry-After", List.of(Integer.toString(seconds))),
                message("You have exceeded a secondary rate limit. Please wait a few minutes before you try again."));
    }

    /** The primary rate limit: nothing remains until the given second. */
    public static Kind primaryLimit(long resetsAt) {
        return new Answer(
                403,
                Map.of(
                        "x-ratelimit-limit", List.of("5000"),
                        "x-ratelimit-remaining", List.of("0"),
                        "x-ratelimit-used", List.of("5000"),
                        "x-ratelimit-reset", List.of(Long.toString(resetsAt)),
                        "x-ratelimit-resource", List.of("core")),
                message("API rate limit exceeded for user ID 9001."));
    }

    /** The server is ill. */
    public static Kind serverError(int status) {
        return new Answer(status, Map.of("Content-Type", List.of("text/html")), "<html><body>Unicorn!</body></html>");
    }

    /** A redirect. */
    public static Kind redirect(int status, String to) {
        return new Answer(status, Map.of("Location", List.of(to)), message("Moved"));
    }

    private static String message(String text) {
        return new String(
                Json.bytes(Json.object("message", text, "documentation_url", "https://docs.github.com/rest")),
                java.nio.charset.StandardCharsets.UTF_8);
    }

    boolean strikes(String requestPath) {
        return path.matcher(requestPath).matches() && left.getAndUpdate(n -> n > 0 ? n - 1 : 0) > 0;
    }
}
