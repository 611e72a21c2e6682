// The module types that the headless Jira knows, by their element in atlassian-plugin.xml.
package org.jigit.headless.plugins;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A table that is filled while Jira starts. */
public final class ModuleTypes {

    private final Map<String, ModuleType> types = new ConcurrentHashMap<>();

    /** Knows from the start what needs nothing: allow-lists are read by the templates. */
    public ModuleTypes() {
        set("velocity-allowlist", (plugin, module) -> () -> {});
    }

    /** Knows one more. */
    public void set(String element, ModuleType type) {
        types.put(element, type);
    }

    /** The type of an element, or null. */
    ModuleType of(String element) {
        return types.get(element);
    }
}
