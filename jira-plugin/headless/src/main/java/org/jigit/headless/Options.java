// How a headless Jira is started.
package org.jigit.headless;

import java.nio.file.Path;

/** Options with their defaults; only the home has none. */
final class Options {
    Path home;
    /** Null means {@code shared} below the home. */
    Path sharedHome;

    int port = 2990;
    String bind = "127.0.0.1";
    boolean postgres;
    String jdbcUrl;
    String jdbcUser = "";
    String jdbcPassword = "";
    boolean empty;
    /** Naming a node on PostgreSQL makes a cluster; null is a single Jira. */
    String nodeId;
    /** SAL's executors use other connections than Active Objects, which is one of two ways that Jira may do it. */
    boolean separateConnections;
}
