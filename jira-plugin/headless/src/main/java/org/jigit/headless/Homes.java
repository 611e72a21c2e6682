// The folders of a node: its own home and the home that all nodes share.
package org.jigit.headless;

import java.nio.file.Path;

/**
 * The folders of a node.
 *
 * @param local what belongs to this node alone
 * @param shared what all nodes share
 */
public record Homes(Path local, Path shared) {}
