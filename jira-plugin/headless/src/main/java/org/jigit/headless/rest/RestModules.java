// The module type rest: finds the resources of a plugin and runs them in a Jersey application of its own.
package org.jigit.headless.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import com.fasterxml.jackson.databind.util.LookupCache;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.inject.Inject;
import javax.servlet.ServletConfig;
import javax.servlet.ServletContext;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import javax.servlet.http.HttpServletResponse;
import javax.ws.rs.Path;
import javax.ws.rs.ext.ContextResolver;
import javax.ws.rs.ext.Provider;
import org.glassfish.jersey.internal.inject.AbstractBinder;
import org.glassfish.jersey.jackson.JacksonFeature;
import org.glassfish.jersey.process.internal.RequestScoped;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.servlet.ServletContainer;
import org.jigit.headless.Model;
import org.jigit.headless.plugins.RunningPlugin;
import org.jigit.headless.plugins.Xml;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Element;

/** REST v2: paths {@code /rest/<path>/<version>/...} and {@code /rest/<path>/latest/...}. */
public final class RestModules {

    private final Map<String, Application> applications = new ConcurrentHashMap<>();
    private final Model model;
    private final ServletContext servlets;

    /** In this servlet context, for these users. */
    public RestModules(Model model, ServletContext servlets) {
        this.model = model;
        this.servlets = servlets;
    }

    /** Starts the application of a module. */
    public AutoCloseable enable(RunningPlugin plugin, Element module) throws ServletException {
        String path = Xml.attribute(module, "path");
        String version = Xml.attribute(module, "version");
        List<Class<?>> classes = classes(plugin, module);
        if (classes.isEmpty()) {
            throw new IllegalArgumentException("no class with @Path or @Provider was found");
        }
        ServletContainer container = new ServletContainer(configuration(plugin, classes));
        container.init(new Config(plugin.key(module), servlets));
        String key = (path.startsWith("/") ? path : "/" + path) + "/" + version;
        Application application = new Application(path, version, container);
        if (applications.putIfAbsent(key, application) != null) {
            application.end();
            throw new IllegalArgumentException("another module has the path " + key + " already");
        }
        return () -> {
            applications.remove(key);
            application.end();
        };
    }

    /** Hands a request below {@code /rest} to the application it belongs to; false when there is none. */
    public boolean serve(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        String path = request.getPathInfo() == null ? "" : request.getPathInfo();
        for (Application application : applications.values()) {
            Optional<String> base = application.base(path);
            if (base.isPresent()) {
                Below below = new Below(
                        request, "/rest" + base.get(), path.substring(base.get().length()));
                return application.serve(below, response);
            }
        }
        return false;
    }

    private ResourceConfig configuration(RunningPlugin plugin, List<Class<?>> classes) {
        ResourceConfig configuration = new ResourceConfig();
        configuration.setClassLoader(RestModules.class.getClassLoader());
        configuration.property(ServerProperties.WADL_FEATURE_DISABLE, true);
        configuration.property(ServerProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true);
        configuration.property(ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR, true);
        configuration.register(JacksonFeature.withoutExceptionMappers());
        ObjectMapper mapper = mapper();
        configuration.register((ContextResolver<ObjectMapper>) type -> mapper);
        configuration.register(new Guard(model));
        configuration.register(new Failures());
        for (Class<?> type : classes) {
            checkConstructor(type);
            configuration.register(type);
        }
        configuration.register(new AbstractBinder() {
            @Override
            protected void configure() {
                for (Class<?> type : classes) {
                    bind(plugin, type);
                }
            }

            @SuppressWarnings("unchecked")
            private <T> void bind(RunningPlugin owner, Class<T> type) {
                bindFactory(() -> (T) owner.create(type)).to(type).in(RequestScoped.class);
            }
        });
        return configuration;
    }

    /** With a type cache of its own: a shared one would keep the classes of plugins that are gone. */
    private static ObjectMapper mapper() {
        ObjectMapper mapper = new ObjectMapper();
        LookupCache<Object, JavaType> cache = new LRUMap<>(16, 200);
        mapper.setTypeFactory(TypeFactory.defaultInstance().withCache(cache));
        mapper.setSerializationInclusion(JsonInclude.Include.NON_NULL);
        return mapper;
    }

    /** REST v2 wires only a constructor that says so. */
    private static void checkConstructor(Class<?> type) {
        for (Constructor<?> constructor : type.getConstructors()) {
            if (constructor.getParameterCount() == 0 || constructor.isAnnotationPresent(Inject.class)) {
                return;
            }
        }
        throw new IllegalArgumentException(
                type.getName() + " has no public constructor with @Inject or without parameters");
    }

    private static List<Class<?>> classes(RunningPlugin plugin, Element module) {
        List<String> folders = new ArrayList<>();
        Xml.children(module, "package")
                .forEach(each -> folders.add(each.getTextContent().strip().replace('.', '/')));
        if (folders.isEmpty()) {
            folders.add("/");
        }
        List<Class<?>> found = new ArrayList<>();
        for (String folder : folders) {
            found.addAll(classes(plugin, plugin.bundle(), folder));
        }
        return found;
    }

    /** Only the bundle's own entries are looked at, no nested jars; a class that cannot be loaded is no resource. */
    private static List<Class<?>> classes(RunningPlugin plugin, Bundle bundle, String folder) {
        List<Class<?>> found = new ArrayList<>();
        Enumeration<URL> files = bundle.findEntries(folder, "*.class", true);
        for (URL file : files == null ? List.<URL>of() : Collections.list(files)) {
            String path = file.getPath();
            String name = path.substring(1, path.length() - ".class".length()).replace('/', '.');
            if (name.endsWith("-info") || name.startsWith("META-INF")) {
                continue;
            }
            try {
                Class<?> type = plugin.load(name);
                if (type.isAnnotationPresent(Path.class) || type.isAnnotationPresent(Provider.class)) {
                    found.add(type);
                }
            } catch (IllegalArgumentException | LinkageError e) {
                LOG.debug("{} is no REST resource: {}", name, e.toString());
            }
        }
        return found;
    }

    /** An application; it ends with the last request in it, for Jersey leaves things on the threads of those that it drops. */
    private static final class Application {
        private final String path;
        private final String version;
        private final ServletContainer container;
        private int inside;
        private boolean ends;

        Application(String path, String version, ServletContainer container) {
            this.path = path;
            this.version = version;
            this.container = container;
        }

        /** Answers a request; false when this application ends. */
        boolean serve(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
            synchronized (this) {
                if (ends) {
                    return false;
                }
                inside++;
            }
            try {
                container.service(request, response);
                return true;
            } finally {
                leave();
            }
        }

        private synchronized void leave() {
            inside--;
            if (ends && inside == 0) {
                container.destroy();
            }
        }

        /** Takes no more requests. */
        synchronized void end() {
            ends = true;
            if (inside == 0) {
                container.destroy();
            }
        }

        /** The part of a path that leads to this application. */
        Optional<String> base(String requested) {
            String root = path.startsWith("/") ? path : "/" + path;
            for (String each : List.of(root + "/" + version, root + "/latest")) {
                if (requested.equals(each) || requested.startsWith(each + "/")) {
                    return Optional.of(each);
                }
            }
            return Optional.empty();
        }
    }

    /** A request as a servlet of its own path sees it. */
    private static final class Below extends HttpServletRequestWrapper {
        private final String servletPath;
        private final String pathInfo;

        Below(HttpServletRequest request, String servletPath, String pathInfo) {
            super(request);
            this.servletPath = servletPath;
            this.pathInfo = pathInfo.isEmpty() ? null : pathInfo;
        }

        @Override
        public String getServletPath() {
            return servletPath;
        }

        @Override
        public String getPathInfo() {
            return pathInfo;
        }
    }

    private record Config(String name, ServletContext context) implements ServletConfig {
        @Override
        public String getServletName() {
            return name;
        }

        @Override
        public ServletContext getServletContext() {
            return context;
        }

        @Override
        public String getInitParameter(String parameter) {
            return null;
        }

        @Override
        public Enumeration<String> getInitParameterNames() {
            return Collections.emptyEnumeration();
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(RestModules.class);
}
