// The OSGi services that plugins find: Jira's managers, and what the platform itself answers.
package org.jigit.headless.services;

import com.atlassian.activeobjects.external.ActiveObjects;
import com.atlassian.activeobjects.external.ActiveObjectsUpgradeTask;
import com.atlassian.audit.api.AuditService;
import com.atlassian.beehive.ClusterLockService;
import com.atlassian.event.api.EventPublisher;
import com.atlassian.jira.cluster.ClusterInfo;
import com.atlassian.jira.cluster.ClusterManager;
import com.atlassian.jira.cluster.ClusterMessagingService;
import com.atlassian.sal.api.ApplicationProperties;
import com.atlassian.sal.api.auth.LoginUriProvider;
import com.atlassian.sal.api.executor.ThreadLocalDelegateExecutorFactory;
import com.atlassian.sal.api.message.I18nResolver;
import com.atlassian.sal.api.message.LocaleResolver;
import com.atlassian.sal.api.pluginsettings.PluginSettingsFactory;
import com.atlassian.sal.api.rdbms.TransactionalExecutorFactory;
import com.atlassian.sal.api.transaction.TransactionTemplate;
import com.atlassian.sal.api.user.UserManager;
import com.atlassian.sal.api.websudo.WebSudoManager;
import com.atlassian.scheduler.SchedulerService;
import com.atlassian.templaterenderer.TemplateRenderer;
import com.atlassian.webresource.api.assembler.PageBuilderService;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import net.java.ao.RawEntity;
import org.jigit.headless.Model;
import org.jigit.headless.Platform;
import org.jigit.headless.ao.AoModule;
import org.jigit.headless.database.Store;
import org.jigit.headless.jira.StandIn;
import org.jigit.headless.modules.Templates;
import org.jigit.headless.modules.WebResources;
import org.jigit.headless.plugins.ModuleType;
import org.jigit.headless.plugins.RunningPlugin;
import org.jigit.headless.plugins.Xml;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/** All services. Those that differ from bundle to bundle are service factories. */
public final class HostServices {

    private final Map<Class<?>, Object> services = new LinkedHashMap<>();
    private final Map<Long, ActiveObjects> activeObjects = new ConcurrentHashMap<>();

    /** Over the parts of the platform. */
    public HostServices(
            Platform platform,
            Model model,
            Settings settings,
            SqlAccess sql,
            ClusterLocks locks,
            Cluster cluster,
            Scheduler scheduler,
            Texts texts,
            WebResources resources) {
        services.putAll(model.services());
        services.put(EventPublisher.class, platform.events());
        services.put(PluginSettingsFactory.class, settings);
        services.put(TransactionalExecutorFactory.class, sql);
        services.put(TransactionTemplate.class, sql);
        services.put(ClusterLockService.class, locks);
        services.put(SchedulerService.class, scheduler);
        services.put(I18nResolver.class, texts);
        standIn(ClusterManager.class, cluster);
        standIn(ClusterInfo.class, cluster);
        standIn(ClusterMessagingService.class, cluster);
        ApplicationFacts facts = new ApplicationFacts(platform);
        standIn(ApplicationProperties.class, facts);
        standIn(LoginUriProvider.class, facts);
        standIn(UserManager.class, new SalUsers(model));
        standIn(LocaleResolver.class, new Languages(model));
        standIn(WebSudoManager.class, new WebSudo());
        standIn(ThreadLocalDelegateExecutorFactory.class, new UserThreads(model));
        standIn(PageBuilderService.class, new PageBuilder(resources));
        standIn(AuditService.class, new AuditLog());
    }

    private <T> void standIn(Class<T> type, Object answers) {
        services.put(type, StandIn.of(type, answers));
    }

    /** The services that are the same for everybody. */
    public Map<Class<?>, Object> all() {
        return Map.copyOf(services);
    }

    /** Registers everything with OSGi. */
    public void register(BundleContext context) {
        services.forEach((type, service) -> context.registerService(type.getName(), service, null));
        perBundle(context, ActiveObjects.class, this::activeObjects);
        perBundle(context, TemplateRenderer.class, Templates::new);
    }

    private static <T> void perBundle(BundleContext context, Class<T> type, Function<Bundle, T> make) {
        context.registerService(
                type.getName(),
                new ServiceFactory<T>() {
                    @Override
                    public T getService(Bundle bundle, ServiceRegistration<T> registration) {
                        return make.apply(bundle);
                    }

                    @Override
                    public void ungetService(Bundle bundle, ServiceRegistration<T> registration, T service) {
                        // nothing is kept for it
                    }
                },
                null);
    }

    /** A plugin's Active Objects: it may be taken before the {@code ao} module works, but not be called, as in Jira. */
    private ActiveObjects activeObjects(Bundle bundle) {
        long id = bundle.getBundleId();
        String name = bundle.getSymbolicName();
        return (ActiveObjects) Proxy.newProxyInstance(
                HostServices.class.getClassLoader(),
                new Class<?>[] {ActiveObjects.class},
                (self, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return switch (method.getName()) {
                            case "equals" -> self == arguments[0];
                            case "hashCode" -> System.identityHashCode(self);
                            default -> "ActiveObjects of " + name;
                        };
                    }
                    ActiveObjects target = activeObjects.get(id);
                    if (target == null) {
                        throw new IllegalStateException(
                                "plugin [" + name + "] invoking ActiveObjects before <ao> configuration"
                                        + " module is enabled or plugin is missing an <ao> configuration module");
                    }
                    try {
                        return method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** The module type {@code ao}. */
    public ModuleType activeObjects(Store store, ClusterLocks locks, Settings settings) {
        return (plugin, module) -> {
            long id = plugin.bundle().getBundleId();
            List<Class<? extends RawEntity<?>>> entities = new ArrayList<>();
            Xml.children(module, "entity")
                    .forEach(each ->
                            entities.add(entity(plugin, each.getTextContent().strip())));
            List<ActiveObjectsUpgradeTask> tasks = Xml.children(module, "upgradeTask").stream()
                    .map(each -> plugin.create(each.getTextContent().strip(), ActiveObjectsUpgradeTask.class))
                    .toList();
            String namespace = Xml.attribute(module, "namespace", plugin.key());
            AoModule ao = new AoModule(store, locks, settings, plugin.key(), namespace, entities, tasks);
            activeObjects.put(id, ao.start());
            return () -> activeObjects.remove(id);
        };
    }

    @SuppressWarnings("unchecked")
    private static Class<? extends RawEntity<?>> entity(RunningPlugin plugin, String name) {
        Class<?> type = plugin.load(name);
        if (!RawEntity.class.isAssignableFrom(type)) {
            throw new IllegalArgumentException(name + " is no entity");
        }
        return (Class<? extends RawEntity<?>>) type;
    }

    /** The templates of a plugin. */
    public Templates templates(RunningPlugin plugin) {
        return plugin.attached(Templates.class, () -> new Templates(plugin.bundle()));
    }
}
