// Tomcat with everything mounted: Jira's site, plugins' servlets, REST, downloads, the plugin manager.
package org.jigit.headless.web;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import javax.servlet.DispatcherType;
import javax.servlet.MultipartConfigElement;
import javax.servlet.Servlet;
import javax.servlet.ServletContext;
import javax.servlet.ServletException;
import javax.servlet.ServletRegistration;
import javax.servlet.http.HttpFilter;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;

/** A web server on loopback. */
public final class WebServer implements AutoCloseable {

    private final Tomcat tomcat = new Tomcat();
    private final Connector connector = new Connector();

    /** Prepares a server; the port 0 means any free one. */
    public WebServer(Path work, String address, int port) throws IOException {
        TomcatURLStreamHandlerFactory.disable();
        tomcat.setBaseDir(java.nio.file.Files.createDirectories(work).toString());
        connector.setPort(port);
        connector.setProperty("address", address);
        connector.setProperty("maxSwallowSize", "-1");
        connector.setProperty("maxThreads", "50");
        connector.setProperty("bindOnInit", "false");
        connector.setURIEncoding("UTF-8");
        tomcat.setConnector(connector);
    }

    /** Mounts a web application at this path and starts; what it is made of is asked for when the servlet context is there. */
    public void start(String contextPath, Mount mount) throws LifecycleException {
        Context context = tomcat.addContext(contextPath, null);
        context.setSessionTimeout(60);
        context.addServletContainerInitializer((classes, servlets) -> mount.onto(servlets), null);
        tomcat.start();
        if (context.getState() != org.apache.catalina.LifecycleState.STARTED) {
            throw new LifecycleException("the web application did not start, see the log");
        }
    }

    /** The port that takes requests. */
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }

    /** Mounts servlets and filters. */
    @FunctionalInterface
    public interface Mount {
        /** Mounts them onto a servlet context. */
        void onto(ServletContext servlets) throws ServletException;
    }

    /** Mounts what the platform itself serves; the site's own servlets may have longer paths below these. */
    public static void mount(ServletContext servlets, Parts parts) {
        Requests requests = parts.requests;
        filter(servlets, "requests", (request, response, chain) -> {
            long begin = System.nanoTime();
            parts.resources.begin();
            try {
                chain.doFilter(request, response);
            } finally {
                parts.resources.end();
                String path = request.getRequestURI()
                        .substring(request.getContextPath().length());
                Object user = response.getHeader("X-AUSERNAME");
                long millis = (System.nanoTime() - begin) / 1_000_000;
                requests.add(new Requests.Seen(
                        request.getMethod(), path, response.getStatus(), millis, String.valueOf(user)));
            }
        });
        servlet(servlets, "files", Files.below(parts.files), "/static/*");
        servlet(servlets, "downloads", Files.of(parts.resources, parts.texts), "/download/resources/*");
        servlet(servlets, "upm", new Upm(parts.model, parts.plugins), "/rest/plugins/1.0/*")
                .setMultipartConfig(new MultipartConfigElement(null, UPLOAD, UPLOAD, 1 << 20));
        servlet(
                servlets,
                "controls",
                new Controls(parts.model, parts.scheduler, parts.leaks, parts.store, requests),
                CONTROLS.keySet().toArray(String[]::new));
        servlet(
                servlets,
                "rest",
                new Passing((request, response) -> {
                    if (!parts.rest.serve(request, response)) {
                        response.sendError(HttpServletResponse.SC_NOT_FOUND);
                    }
                }),
                "/rest/*");
        servlet(
                servlets,
                "plugins",
                new Passing((request, response) -> {
                    Decoration decoration = new Decoration(response);
                    parts.servlets.serve(request, decoration);
                    decoration.finish(parts.site, request);
                }),
                "/plugins/servlet/*");
    }

    /** Mounts the plugins' filters; after the site's, which find out who asks. */
    public static void mountFilters(ServletContext servlets, ServletModules modules) {
        filter(servlets, "plugin-filters", modules::around);
    }

    private static ServletRegistration.Dynamic servlet(
            ServletContext servlets, String name, Servlet servlet, String... paths) {
        ServletRegistration.Dynamic registration = servlets.addServlet("platform-" + name, servlet);
        registration.addMapping(paths);
        registration.setLoadOnStartup(1);
        return registration;
    }

    private static void filter(ServletContext servlets, String name, Filtering filtering) {
        servlets.addFilter("platform-" + name, new HttpFilter() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected void doFilter(
                            HttpServletRequest request, HttpServletResponse response, javax.servlet.FilterChain chain)
                            throws IOException, ServletException {
                        filtering.filter(request, response, chain);
                    }
                })
                .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
    }

    private interface Filtering {
        void filter(HttpServletRequest request, HttpServletResponse response, javax.servlet.FilterChain chain)
                throws IOException, ServletException;
    }

    private interface Serving {
        void serve(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException;
    }

    private static final class Passing extends HttpServlet {
        private static final long serialVersionUID = 1L;
        private final transient Serving serving;

        Passing(Serving serving) {
            this.serving = serving;
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException {
            serving.serve(request, response);
        }
    }

    private static final long UPLOAD = 200L << 20;
    private static final Map<String, String> CONTROLS = Map.of(
            "/rest/headless/1.0/jobs/*", "run all jobs",
            "/rest/headless/1.0/loaders", "old class loaders",
            "/rest/headless/1.0/held", "threads and database connections",
            "/rest/headless/1.0/log", "the last lines of the log",
            "/rest/headless/1.0/requests", "the last requests");
}
