// The module types servlet and servlet-filter: plugins' servlets below /plugins/servlet, and their filters around
// everything.
package org.jigit.headless.web;

import java.io.IOException;
import java.util.Collections;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletConfig;
import javax.servlet.ServletContext;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import javax.servlet.http.HttpServletResponse;
import org.jigit.headless.Model;
import org.jigit.headless.Site;
import org.jigit.headless.plugins.RunningPlugin;
import org.jigit.headless.plugins.Xml;
import org.jigit.headless.rest.Access;
import org.w3c.dom.Element;

/** Finds the servlet for a path. Without an annotation only licensed users get through, as since Jira 10. */
public final class ServletModules {

    private final List<Mapped> servlets = new CopyOnWriteArrayList<>();
    private final List<Around> filters = new CopyOnWriteArrayList<>();
    private final Model model;
    private final Site site;
    private final ServletContext context;

    /** In this servlet context, for these users. */
    public ServletModules(Model model, Site site, ServletContext context) {
        this.model = model;
        this.site = site;
        this.context = context;
    }

    /** The module type {@code servlet}. */
    public AutoCloseable servlet(RunningPlugin plugin, Element module) throws ServletException {
        HttpServlet servlet = plugin.create(Xml.attribute(module, "class"), HttpServlet.class);
        servlet.init(new Config(plugin.key(module), context, initParams(module)));
        Access access = Access.ofServlet(servlet.getClass());
        List<Mapped> added = patterns(module).stream()
                .map(pattern -> new Mapped(new Pattern(pattern), servlet, access))
                .toList();
        servlets.addAll(added);
        return () -> {
            servlets.removeAll(added);
            servlet.destroy();
        };
    }

    /** The module type {@code servlet-filter}. */
    public AutoCloseable filter(RunningPlugin plugin, Element module) throws ServletException {
        Filter filter = plugin.create(Xml.attribute(module, "class"), Filter.class);
        filter.init(new Config(plugin.key(module), context, initParams(module)));
        List<Pattern> patterns = patterns(module).stream().map(Pattern::new).toList();
        Around around =
                new Around(patterns, filter, Access.ofServlet(filter.getClass()), Xml.number(module, "weight", 100));
        filters.add(around);
        return () -> {
            filters.remove(around);
            filter.destroy();
        };
    }

    private static List<String> patterns(Element module) {
        List<String> patterns = Xml.children(module, "url-pattern").stream()
                .map(each -> each.getTextContent().strip())
                .toList();
        if (patterns.isEmpty()) {
            throw new IllegalArgumentException("no <url-pattern>");
        }
        return patterns;
    }

    private static Map<String, String> initParams(Element module) {
        Map<String, String> params = new java.util.HashMap<>();
        Xml.children(module, "init-param")
                .forEach(each -> params.put(Xml.text(each, "param-name"), Xml.text(each, "param-value")));
        return params;
    }

    /** Serves a request below {@code /plugins/servlet}. */
    void serve(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        String path = request.getPathInfo() == null ? "/" : request.getPathInfo();
        Mapped mapped = servlets.stream()
                .filter(each -> each.pattern.matches(path))
                .max(Comparator.comparingInt(each -> each.pattern.weight()))
                .orElse(null);
        if (mapped == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        int status = mapped.access.check(model);
        if (status == 401) {
            site.askToLogIn(request, response);
        } else if (status != 200) {
            response.sendError(status);
        } else {
            mapped.servlet.service(new Below(request, request.getServletPath(), mapped.pattern, path), response);
        }
    }

    /** Runs the plugins' filters for a request, then what lies behind them. A filter that this user may not use is left out. */
    void around(HttpServletRequest request, HttpServletResponse response, FilterChain behind)
            throws IOException, ServletException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        List<Filter> matching = filters.stream()
                .filter(each -> each.patterns.stream().anyMatch(pattern -> pattern.matches(path)))
                .filter(each -> each.access.check(model) == 200)
                .sorted(Comparator.comparingInt(each -> each.weight))
                .map(each -> each.filter)
                .toList();
        new Chain(matching, 0, behind).doFilter(request, response);
    }

    private record Chain(List<Filter> filters, int next, FilterChain behind) implements FilterChain {
        @Override
        public void doFilter(ServletRequest request, ServletResponse response) throws IOException, ServletException {
            if (next == filters.size()) {
                behind.doFilter(request, response);
            } else {
                filters.get(next).doFilter(request, response, new Chain(filters, next + 1, behind));
            }
        }
    }

    private record Mapped(Pattern pattern, HttpServlet servlet, Access access) {}

    private record Around(List<Pattern> patterns, Filter filter, Access access, int weight) {}

    /** A URL pattern as in the servlet specification: exact, {@code /prefix/*} or {@code *.extension}. */
    private record Pattern(String text) {
        boolean matches(String path) {
            if (text.startsWith("*.")) {
                return path.endsWith(text.substring(1));
            }
            if (text.endsWith("*")) {
                String prefix = text.substring(0, text.length() - 1);
                return path.startsWith(prefix)
                        || (prefix.endsWith("/") && path.equals(prefix.substring(0, prefix.length() - 1)));
            }
            return path.equals(text);
        }

        int weight() {
            return text.startsWith("*.") ? 0 : text.length() + (text.endsWith("*") ? 0 : 10_000);
        }

        /** The part of a path that belongs to the servlet. */
        String own(String path) {
            if (!text.endsWith("/*")) {
                return path;
            }
            return text.substring(0, text.length() - 2);
        }
    }

    /** A request as a servlet with this pattern sees it. */
    private static final class Below extends HttpServletRequestWrapper {
        private final String servletPath;
        private final String pathInfo;

        Below(HttpServletRequest request, String root, Pattern pattern, String path) {
            super(request);
            String own = pattern.own(path);
            servletPath = root + own;
            pathInfo = path.length() > own.length() ? path.substring(own.length()) : null;
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

    private record Config(String name, ServletContext context, Map<String, String> params)
            implements ServletConfig, FilterConfig {
        @Override
        public String getServletName() {
            return name;
        }

        @Override
        public String getFilterName() {
            return name;
        }

        @Override
        public ServletContext getServletContext() {
            return context;
        }

        @Override
        public String getInitParameter(String parameter) {
            return params.get(parameter);
        }

        @Override
        public Enumeration<String> getInitParameterNames() {
            return Collections.enumeration(params.keySet());
        }
    }
}
