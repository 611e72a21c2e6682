/** The Rust core in Java: engines, their pool, frames, messages. Knows neither Jira nor any Git host. */
package org.jigit.core;
