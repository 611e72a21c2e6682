// CSS and JavaScript of plugins: which belong to which context, in which order, and what a page required while it was
// made.
package org.jigit.headless.modules;

import java.net.URL;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jigit.headless.plugins.RunningPlugin;
import org.jigit.headless.plugins.Xml;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Element;

/** The module type {@code web-resource}, downloads of plugins, and the tags of a page. */
public final class WebResources {

    private final Map<String, Resource> modules = new ConcurrentHashMap<>();
    private final Map<String, Download> downloads = new ConcurrentHashMap<>();
    private final ThreadLocal<Required> required = new ThreadLocal<>();
    private final String contextPath;

    /** For pages below this path. */
    public WebResources(String contextPath) {
        this.contextPath = contextPath;
    }

    /** Begins a page on this thread. */
    public void begin() {
        required.set(new Required());
    }

    /** Ends the page of this thread. */
    public void end() {
        required.remove();
    }

    /** What the page of this thread requires; a page that nobody began forgets it. */
    public Required required() {
        Required page = required.get();
        return page == null ? new Required() : page;
    }

    /** The module type {@code web-resource}. */
    public AutoCloseable enable(RunningPlugin plugin, Element module) {
        String key = plugin.key(module);
        List<String> names = new ArrayList<>();
        List<AutoCloseable> closers = new ArrayList<>();
        for (Element resource : Xml.children(module, "resource")) {
            if (resource.getAttribute("type").equals("download")) {
                names.add(Xml.attribute(resource, "name"));
                closers.add(download(plugin, key, resource, transformed(module)));
            }
        }
        Set<String> contexts = new LinkedHashSet<>(texts(module, "context"));
        modules.put(key, new Resource(key, plugin.version(), names, contexts, texts(module, "dependency")));
        return () -> {
            modules.remove(key);
            for (AutoCloseable closer : closers) {
                closer.close();
            }
        };
    }

    /** The module type {@code resource} with type {@code download}: a file or folder of the plugin itself. */
    public AutoCloseable download(RunningPlugin plugin, Element resource) {
        return download(plugin, plugin.key(), resource, Set.of());
    }

    private AutoCloseable download(RunningPlugin plugin, String owner, Element resource, Set<String> transformed) {
        String name = Xml.attribute(resource, "name");
        String location = Xml.attribute(resource, "location");
        boolean folder = name.endsWith("/");
        if (!folder && plugin.resource(location) == null) {
            throw new IllegalArgumentException("the resource " + name + " of " + owner + " has no file " + location);
        }
        String key = owner + "/" + name;
        downloads.put(key, new Download(plugin, location, folder, transformed));
        return () -> downloads.remove(key);
    }

    private static Set<String> transformed(Element module) {
        Set<String> extensions = new LinkedHashSet<>();
        for (Element transformation : Xml.children(module, "transformation")) {
            for (Element transformer : Xml.children(transformation, "transformer")) {
                if (!transformer.getAttribute("key").equals("jsI18n")) {
                    throw new IllegalArgumentException(
                            "the headless Jira does not know the transformer " + transformer.getAttribute("key"));
                }
                extensions.add(Xml.attribute(transformation, "extension"));
            }
        }
        return extensions;
    }

    private static List<String> texts(Element module, String name) {
        return Xml.children(module, name).stream()
                .map(each -> each.getTextContent().strip())
                .toList();
    }

    /** The file behind {@code owner/name}, or null. */
    public Found find(String path) {
        Download exact = downloads.get(path);
        if (exact != null && !exact.folder) {
            return exact.found(exact.location, path);
        }
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            Download folder = downloads.get(path.substring(0, slash + 1));
            if (folder != null && folder.folder && !path.contains("..")) {
                return folder.found(folder.location + path.substring(slash + 1), path);
            }
        }
        return null;
    }

    /** The tags for these contexts and for what the page of this thread requires. */
    public String tags(String... contexts) {
        Required page = required();
        Set<String> wanted = new LinkedHashSet<>(List.of(contexts));
        wanted.addAll(page.contexts);
        Set<String> keys = new LinkedHashSet<>();
        page.resources.forEach(key -> collect(key, keys));
        modules.values().stream()
                .filter(module -> module.contexts.stream().anyMatch(wanted::contains))
                .map(module -> module.key)
                .sorted()
                .forEach(key -> collect(key, keys));
        StringBuilder html = new StringBuilder();
        data(page, html);
        for (String key : keys) {
            Resource module = modules.get(key);
            if (module != null && page.written.add(key)) {
                module.names.forEach(name -> tag(module, name, html));
            }
        }
        return html.toString();
    }

    private void collect(String key, Set<String> keys) {
        Resource module = modules.get(key);
        if (module == null) {
            if (!key.startsWith("com.atlassian.") && !key.startsWith("jira.")) {
                LOG.warn("the web-resource {} is required, but nobody has it", key);
            }
            return;
        }
        if (!keys.contains(key)) {
            module.dependencies.forEach(each -> collect(each, keys));
            keys.add(key);
        }
    }

    private void tag(Resource module, String name, StringBuilder html) {
        String url =
                Html.escaped(contextPath + "/download/resources/" + module.key + "/" + name + "?v=" + module.version);
        if (name.endsWith(".css")) {
            html.append("<link rel=\"stylesheet\" href=\"").append(url).append("\">\n");
        } else if (name.endsWith(".js")) {
            html.append("<script src=\"").append(url).append("\"></script>\n");
        }
    }

    /** What was required as data, where {@code WRM.data.claim(key)} finds it. */
    private static void data(Required page, StringBuilder html) {
        if (page.data.isEmpty()) {
            return;
        }
        html.append("<script>window.WRM=window.WRM||{};WRM._unparsedData=WRM._unparsedData||{};");
        page.data.forEach((key, json) -> html.append("WRM._unparsedData[")
                .append(Json.text(key))
                .append("]=")
                .append(Json.text(json))
                .append(';'));
        html.append("WRM.data=WRM.data||{};WRM.data.claim=function(k){var d=WRM._unparsedData[k];"
                + "delete WRM._unparsedData[k];return d===undefined?undefined:JSON.parse(d)};</script>\n");
        page.data.clear();
    }

    /** What a page asked for through the page builder service. */
    public static final class Required {
        private final Set<String> contexts = new LinkedHashSet<>();
        private final Set<String> resources = new LinkedHashSet<>();
        private final Set<String> written = new LinkedHashSet<>();
        private final Map<String, String> data = new LinkedHashMap<>();

        /** Everything of a context. */
        public void context(String context) {
            contexts.add(context);
        }

        /** One module. */
        public void resource(String key) {
            resources.add(key);
        }

        /** A value for the page's scripts, as JSON. */
        public void data(String key, String json) {
            data.put(key, json);
        }
    }

    /** A file to download. {@code translate} says that its {@code I18n.getText} calls are replaced by texts. */
    public record Found(URL url, boolean translate) {}

    private record Resource(
            String key, String version, List<String> names, Set<String> contexts, List<String> dependencies) {}

    private record Download(RunningPlugin plugin, String location, boolean folder, Set<String> transformed) {
        Found found(String file, String path) {
            URL url = plugin.resource(file);
            String extension = path.substring(path.lastIndexOf('.') + 1);
            return url == null ? null : new Found(url, transformed.contains(extension));
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(WebResources.class);
}
