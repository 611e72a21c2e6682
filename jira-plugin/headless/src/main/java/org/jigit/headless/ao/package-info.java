/** Active Objects: the real core of {@code net.java.ao}, set up for a plugin as Jira's own plugin does it. */
package org.jigit.headless.ao;
