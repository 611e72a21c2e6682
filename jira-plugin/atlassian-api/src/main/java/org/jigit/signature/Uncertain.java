// Marks a signature that no public source confirms, so that our list of signatures can say so.
package org.jigit.signature;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/**
 * A signature that no public source confirms for Jira 10.3, or that only the headless Jira calls (constructors of what Jira itself
 * makes). The plugin should do without; a use is reported.
 */
@Retention(RetentionPolicy.CLASS)
public @interface Uncertain {}
