// Remembers the last requests, for tests that want to know what a page asked for.
package org.jigit.headless.web;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last thousand requests, oldest first. */
final class Requests {

    private final Deque<Seen> seen = new ArrayDeque<>();

    synchronized void add(Seen request) {
        if (seen.size() == MOST) {
            seen.removeFirst();
        }
        seen.addLast(request);
    }

    synchronized List<Seen> all() {
        return List.copyOf(seen);
    }

    /** A request and its answer; the path without context path and query. */
    record Seen(String method, String path, int status, long millis, String user) {}

    private static final int MOST = 1000;
}
