// One kind of module in atlassian-plugin.xml, such as rest or web-item.
package org.jigit.headless.plugins;

import org.w3c.dom.Element;

/** Makes modules of one kind work. */
@FunctionalInterface
public interface ModuleType {

    /**
     * Makes a module work; what comes back stops it.
     *
     * @throws Exception when the module cannot work, which fails the plugin
     */
    AutoCloseable enable(RunningPlugin plugin, Element module) throws Exception;
}
