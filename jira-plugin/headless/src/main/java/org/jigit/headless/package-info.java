/**
 * The seam of the headless Jira: what its two halves promise each other, as small types.
 *
 * <p>The <em>platform</em> (this package and its sub-packages but two) runs plugins: OSGi, Spring, Tomcat, Jersey, Active
 * Objects, SAL, scheduler, locks. <em>Jira</em> ({@code jira} and {@code pages}) is what people see: users, projects, issues,
 * permissions and screens. The platform gives Jira a {@link org.jigit.headless.Platform}; Jira gives the platform a
 * {@link org.jigit.headless.Model} and a {@link org.jigit.headless.Site}.
 */
package org.jigit.headless;
