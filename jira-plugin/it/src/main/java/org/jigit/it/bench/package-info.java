/** Measures the installed app at sizes that no test has: {@code ./build.sh bench sync}, {@code webhooks} and {@code issue}. */
package org.jigit.it.bench;
