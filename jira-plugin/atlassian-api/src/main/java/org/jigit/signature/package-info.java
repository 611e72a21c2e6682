/** What our list of signatures says about itself; no type of Atlassian's. */
package org.jigit.signature;
