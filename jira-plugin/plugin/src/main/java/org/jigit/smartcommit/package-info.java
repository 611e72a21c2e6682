/** Smart commits: commands in commit messages, run once, as the author, with the author's permissions. */
package org.jigit.smartcommit;
