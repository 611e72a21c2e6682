// What the platform offers to Jira's model and pages: database, homes, events, modules of plugins.
package org.jigit.headless;

import com.atlassian.event.api.EventPublisher;
import javax.sql.DataSource;

/** What the platform offers to Jira's model and pages. One per running headless Jira. */
public interface Platform {

    /** The database that all nodes share; a connection per call, autocommit on unless a transaction runs on this thread. */
    DataSource dataSource();

    /** Which product stands behind {@link #dataSource()}. */
    Database database();

    /** Where files are kept. */
    Homes homes();

    /** Jira's events: publish issue and project events here. */
    EventPublisher events();

    /** What the installed plugins add to pages. */
    Modules modules();

    /** The installed plugins themselves, for the page that manages them. */
    Plugins plugins();

    /** True when Jira starts without projects and issues. */
    boolean startsEmpty();

    /** The name of this node, unique among the nodes of one database. */
    String nodeId();

    /** The address at which browsers reach Jira, such as {@code http://localhost:2990/jira}. */
    String baseUrl();

    /**
     * Runs work that creates tables or first rows: one node of the cluster at a time, so that two nodes may start together.
     *
     * @throws Exception what the work throws
     */
    void onceAtATime(String name, Work work) throws Exception;

    /** Work that may fail. */
    @FunctionalInterface
    interface Work {
        /** Does it. */
        void run() throws Exception;
    }

    /** The kinds of database that the headless Jira runs on. */
    enum Database {
        /** H2 in a file of the home. */
        H2,
        /** A PostgreSQL server, for several nodes. */
        POSTGRES
    }
}
