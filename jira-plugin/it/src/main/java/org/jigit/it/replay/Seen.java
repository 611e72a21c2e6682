// One request that the stand-in received, kept for the tests that look at what really left Jira.
package org.jigit.it.replay;

import java.util.List;
import java.util.Map;

/**
 * One request that the stand-in received.
 *
 * @param method the HTTP method
 * @param path the path
 * @param query the query as it came, or null
 * @param headers the headers, names in lower case
 * @param status what was answered
 */
public record Seen(String method, String path, String query, Map<String, List<String>> headers, int status) {

    /** The first value of a header, or null. */
    public String header(String name) {
        var values = headers.get(name);
        return values == null ? null : values.get(0);
    }

    /** Path and query. */
    public String target() {
        return query == null ? path : path + "?" + query;
    }
}
