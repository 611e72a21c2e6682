/**
 * Jira's model: users, projects, issues, permissions and mail in tables of the shared database, and the managers and services
 * through which plugins see them.
 *
 * <p>{@link org.jigit.headless.jira.JiraModel} puts it together. The tables are read anew by each call, so that all nodes of a
 * cluster see the same. What plugins get are {@linkplain org.jigit.headless.jira.StandIn stand-ins}: dynamic proxies that answer
 * the calls somebody needed so far and refuse any other by its name. {@link org.jigit.headless.jira.Changes} publishes the events
 * that Jira publishes, after the commit and on the thread of the change.
 *
 * <h2>Not handled</h2>
 *
 * Estimates, custom fields (one transition requires one, so nobody can execute it), comments that only some may see, roles and
 * issue security, archived projects, notifications, search and its index, more than one directory. The form that edits an issue
 * sets any status, whatever the workflow. A permission is held by users, not by groups or roles. Whether an issue that moves back
 * gets its first key again was not looked up: it gets a new one.
 */
package org.jigit.headless.jira;
