// The installed plugins: what is there, and install, enable, disable, uninstall as UPM does.
package org.jigit.headless;

import java.nio.file.Path;
import java.util.List;

/** The installed plugins. */
public interface Plugins {

    /** All installed plugins, sorted by name. */
    List<Installed> all();

    /**
     * Installs a plugin jar, or upgrades the installed version of the same key, and waits until it works.
     *
     * @throws InstallException when Jira would refuse it, with the real cause
     */
    Installed install(Path jar) throws InstallException;

    /** Enables a plugin, and waits until it works. */
    Installed enable(String key) throws InstallException;

    /** Disables a plugin: its modules, services and Spring context go, its jar stays. */
    Installed disable(String key);

    /** Removes a plugin with its jar; its tables stay. */
    void uninstall(String key);

    /** One installed plugin. */
    record Installed(
            String key,
            String name,
            String version,
            String vendor,
            String description,
            boolean enabled,
            String configureUrl) {}

    /** Says why a plugin could not be installed or enabled. */
    final class InstallException extends Exception {
        private static final long serialVersionUID = 1L;

        /** Says it in one sentence. */
        public InstallException(String message) {
            super(message);
        }

        /** Says it in one sentence, and what lies behind. */
        public InstallException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
