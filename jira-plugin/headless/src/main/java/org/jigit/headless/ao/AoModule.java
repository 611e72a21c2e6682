// One plugin's Active Objects: upgrade tasks, then migrate, under the cluster lock, in Jira's order.
package org.jigit.headless.ao;

import com.atlassian.activeobjects.external.ActiveObjects;
import com.atlassian.activeobjects.external.ActiveObjectsUpgradeTask;
import com.atlassian.activeobjects.external.ModelVersion;
import com.atlassian.beehive.ClusterLock;
import com.atlassian.beehive.ClusterLockService;
import com.atlassian.sal.api.pluginsettings.PluginSettings;
import com.atlassian.sal.api.pluginsettings.PluginSettingsFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.java.ao.EntityManager;
import net.java.ao.RawEntity;
import org.jigit.headless.database.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What stands behind an {@code <ao>} module of a plugin. */
public final class AoModule {

    private final Store store;
    private final ClusterLockService locks;
    private final PluginSettings settings;
    private final String plugin;
    private final String prefix;
    private final List<Class<? extends RawEntity<?>>> entities;
    private final List<ActiveObjectsUpgradeTask> tasks;
    private final EntityManager manager;

    /** The namespace is the plugin's key unless the descriptor names one. */
    public AoModule(
            Store store,
            ClusterLockService locks,
            PluginSettingsFactory settings,
            String plugin,
            String namespace,
            List<Class<? extends RawEntity<?>>> entities,
            List<ActiveObjectsUpgradeTask> tasks) {
        this.store = store;
        this.locks = locks;
        this.settings = settings.createGlobalSettings();
        this.plugin = plugin;
        this.prefix = Entities.prefix(namespace);
        this.entities = List.copyOf(entities);
        this.tasks = new ArrayList<>(tasks);
        this.tasks.sort(Comparator.comparing(ActiveObjectsUpgradeTask::getModelVersion));
        this.manager = Entities.manager(store, prefix);
    }

    /** Brings the tables to what the plugin's entities say, and hands out its Active Objects. */
    public ActiveObjects start() throws Exception {
        checkVersions();
        ClusterLock lock = locks.getLockForName("ao-plugin.upgrade." + plugin);
        long limit = Long.getLong("ao-plugin.upgrade.task.lock.timeout", 300_000);
        if (!lock.tryLock(limit, TimeUnit.SECONDS)) {
            throw new IllegalStateException("another node holds the upgrade of " + plugin);
        }
        try {
            upgrade();
            Session session = new Session(store, manager);
            session.executeInTransaction(() -> {
                session.migrate(types(entities));
                return null;
            });
            return session;
        } finally {
            lock.unlock();
        }
    }

    private void checkVersions() {
        for (int i = 1; i < tasks.size(); i++) {
            ModelVersion version = tasks.get(i).getModelVersion();
            if (version.isSame(tasks.get(i - 1).getModelVersion())) {
                throw new IllegalStateException("two upgrade tasks of " + plugin + " have the version " + version);
            }
        }
    }

    /** Tasks run on a fresh install too, before any table exists, and each must make the tables that it works on. */
    private void upgrade() {
        for (ActiveObjectsUpgradeTask task : tasks) {
            ModelVersion current = ModelVersion.valueOf((String) settings.get(versionKey()));
            if (task.getModelVersion().isNewerThan(current)) {
                LOG.info("{}: upgrade of the model from {} to {}", plugin, current, task.getModelVersion());
                Session session = new Session(store, Entities.manager(store, prefix));
                session.executeInTransaction(() -> {
                    task.upgrade(current, session);
                    return null;
                });
                settings.put(versionKey(), task.getModelVersion().toString());
            }
        }
    }

    private String versionKey() {
        return prefix + "_#";
    }

    @SuppressWarnings("unchecked")
    private static Class<? extends RawEntity<?>>[] types(List<Class<? extends RawEntity<?>>> list) {
        return list.toArray(Class[]::new);
    }

    private static final Logger LOG = LoggerFactory.getLogger(AoModule.class);
}
