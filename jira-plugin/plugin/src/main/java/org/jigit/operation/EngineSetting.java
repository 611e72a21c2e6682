// What runs the core: chosen once for all nodes, used by each where it can be.
package org.jigit.operation;

import com.atlassian.sal.api.pluginsettings.PluginSettingsFactory;
import org.jigit.core.Core;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The choice is kept in Jira's settings; a node follows it when the app starts and with every heartbeat. */
public final class EngineSetting {
    private static final Logger LOG = LoggerFactory.getLogger(EngineSetting.class);
    private static final String KEY = "org.jigit.engine";

    private final PluginSettingsFactory settings;
    private final Core core;

    public EngineSetting(PluginSettingsFactory settings, Core core) {
        this.settings = settings;
        this.core = core;
    }

    /** What is chosen; WebAssembly where nobody chose. */
    public Core.Choice chosen() {
        Object word = settings.createGlobalSettings().get(KEY);
        return Core.Choice.of(String.valueOf(word)).orElse(Core.Choice.WASM);
    }

    /** Chooses for all nodes; this one follows at once. */
    public void choose(Core.Choice choice) {
        settings.createGlobalSettings().put(KEY, choice.word());
        follow();
    }

    /** Lets the core run as is chosen. */
    public void follow() {
        Core.Running before = core.running();
        Core.Running now = core.use(chosen());
        if (!now.equals(before)) {
            LOG.info("the core runs as {}{}", now.engine(), now.message() == null ? "" : ": " + now.message());
        }
    }
}
