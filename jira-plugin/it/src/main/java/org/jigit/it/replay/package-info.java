/** A stand-in for a GitHub server on loopback: repositories in memory, their REST API, faults and signed webhooks. */
package org.jigit.it.replay;
