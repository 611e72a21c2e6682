/** The demo, and what it and the integration tests drive: a headless Jira as a child process, its REST, a database. */
package org.jigit.it;
