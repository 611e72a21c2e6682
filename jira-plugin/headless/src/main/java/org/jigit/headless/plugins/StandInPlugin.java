// Answers as Jira's Plugin for an enabled plugin.
package org.jigit.headless.plugins;

import com.atlassian.plugin.Plugin;
import com.atlassian.plugin.PluginInformation;
import org.jigit.headless.jira.StandIn;

/** Key, name and version of a plugin; nothing of its classes. */
public final class StandInPlugin {

    private final String key;
    private final String name;
    private final String version;

    private StandInPlugin(String key, String name, String version) {
        this.key = key;
        this.name = name;
        this.version = version;
    }

    /** Jira's interface, answered for this plugin. */
    static Plugin of(RunningPlugin plugin) {
        return StandIn.of(Plugin.class, new StandInPlugin(plugin.key(), plugin.name(), plugin.version()));
    }

    public String getKey() {
        return key;
    }

    public String getName() {
        return name;
    }

    public PluginInformation getPluginInformation() {
        PluginInformation information = new PluginInformation();
        information.setVersion(version);
        return information;
    }
}
