// Signature of PluginEnabledEvent, with the behaviour of a value.
package com.atlassian.plugin.event.events;

import com.atlassian.plugin.Plugin;
import org.jigit.signature.Uncertain;

public class PluginEnabledEvent {
    private final Plugin plugin;

    @Uncertain
    public PluginEnabledEvent(Plugin plugin) {
        this.plugin = plugin;
    }

    public Plugin getPlugin() {
        return plugin;
    }
}
