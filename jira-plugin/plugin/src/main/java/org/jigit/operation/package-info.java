/** How the app fares and why: explanations, lists, health, support, configurations in and out. */
package org.jigit.operation;
