/** How fast the core is beside plain Java; see README.md of this module. */
package org.jigit.bench;
