// A body that every way reads.
package org.jigit.bench;

import java.util.List;

/**
 * A body and what is known of it.
 *
 * @param signature the header that signs it, null for kinds without one
 * @param projects the keys of the projects that this Jira has
 * @param linked how many of its rows name an issue; -1 where nobody counted
 */
record Input(String name, Kind kind, byte[] body, String signature, List<String> projects, int linked) {
    static Input of(String name, Kind kind, byte[] body, List<String> projects, int linked) {
        String signature =
                kind == Kind.GITHUB_PUSH ? new Signature(kind.fixture().secret()).of(body) : null;
        return new Input(name, kind, body, signature, projects, linked);
    }
}
