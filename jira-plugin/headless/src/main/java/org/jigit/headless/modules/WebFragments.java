// Web-sections, web-items and web-panels of the enabled plugins.
package org.jigit.headless.modules;

import com.atlassian.plugin.web.ContextProvider;
import com.atlassian.plugin.web.api.model.WebPanel;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jigit.headless.Modules;
import org.jigit.headless.plugins.RunningPlugin;
import org.jigit.headless.plugins.Xml;
import org.jigit.headless.services.Texts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Element;

/** Reads fragments and hands them out for a location, sorted by weight. */
public final class WebFragments {

    private final List<Fragment<Modules.Section>> sections = new CopyOnWriteArrayList<>();
    private final List<Fragment<Modules.Item>> items = new CopyOnWriteArrayList<>();
    private final List<Fragment<Modules.Panel>> panels = new CopyOnWriteArrayList<>();
    private final Conditions conditions;
    private final Texts texts;
    private final Function<RunningPlugin, Templates> templates;
    private final String contextPath;

    /** The function gives the templates of a plugin. */
    public WebFragments(HostBeans host, Texts texts, Function<RunningPlugin, Templates> templates, String contextPath) {
        this.conditions = new Conditions(host);
        this.texts = texts;
        this.templates = templates;
        this.contextPath = contextPath;
    }

    /** The module type {@code web-section}. */
    public AutoCloseable section(RunningPlugin plugin, Element module) {
        String key = Xml.attribute(module, "key");
        Function<Map<String, Object>, String> label = label(plugin, module);
        return add(sections, plugin, module, "location", context -> new Modules.Section(key, label.apply(context)));
    }

    /** The module type {@code web-item}. */
    public AutoCloseable item(RunningPlugin plugin, Element module) {
        Element link = Xml.child(module, "link").orElseThrow(() -> new IllegalArgumentException("no <link>"));
        String id = Xml.attribute(link, "linkId", Xml.attribute(module, "key"));
        String address = link.getTextContent().strip();
        Function<Map<String, Object>, String> label = label(plugin, module);
        Function<Map<String, Object>, String> tooltip = text(plugin, module, "tooltip");
        ContextProvider provider = conditions.provider(plugin, module);
        return add(items, plugin, module, "section", context -> {
            Map<String, Object> all = Conditions.with(provider, context);
            String url = address.contains("$") ? templates.apply(plugin).renderFragment(address, all) : address;
            return new Modules.Item(
                    id, label.apply(all), url.startsWith("/") ? contextPath + url : url, tooltip.apply(all));
        });
    }

    /** The module type {@code web-panel}. */
    public AutoCloseable panel(RunningPlugin plugin, Element module) {
        String key = plugin.key(module);
        Function<Map<String, Object>, String> label = label(plugin, module);
        ContextProvider provider = conditions.provider(plugin, module);
        Content content = content(plugin, module);
        return add(panels, plugin, module, "location", context -> new Modules.Panel() {
            @Override
            public String key() {
                return key;
            }

            @Override
            public String label() {
                return label.apply(context);
            }

            @Override
            public String html() {
                try {
                    return content.html(Conditions.with(provider, context));
                } catch (Exception | LinkageError e) {
                    LOG.error("the web-panel {} failed", key, e);
                    return "";
                }
            }
        });
    }

    private Content content(RunningPlugin plugin, Element module) {
        if (module.hasAttribute("class")) {
            WebPanel panel = plugin.create(module.getAttribute("class"), WebPanel.class);
            return panel::getHtml;
        }
        Element resource = Xml.children(module, "resource").stream()
                .filter(each -> each.getAttribute("name").equals("view"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no class and no <resource name=\"view\">"));
        String location = Xml.attribute(resource, "location", "");
        return switch (Xml.attribute(resource, "type")) {
            case "static" -> context -> file(plugin, location);
            case "velocity" -> context -> velocity(plugin, resource, location, context);
            default -> throw new IllegalArgumentException(
                    "a view is static or velocity, not " + resource.getAttribute("type"));
        };
    }

    private String velocity(RunningPlugin plugin, Element resource, String location, Map<String, Object> context) {
        Map<String, Object> all = new HashMap<>(context);
        all.put("i18n", texts);
        all.put("baseurl", contextPath);
        Templates engine = templates.apply(plugin);
        if (location.isEmpty()) {
            return engine.renderFragment(resource.getTextContent(), all);
        }
        java.io.StringWriter out = new java.io.StringWriter();
        engine.render(location, all, out);
        return out.toString();
    }

    private static String file(RunningPlugin plugin, String location) throws IOException {
        URL file = plugin.resource(location);
        if (file == null) {
            throw new IOException("no file " + location);
        }
        try (InputStream bytes = file.openStream()) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Function<Map<String, Object>, String> label(RunningPlugin plugin, Element module) {
        return text(plugin, module, "label");
    }

    /** A text by i18n key or as it stands, with Velocity in it. */
    private Function<Map<String, Object>, String> text(RunningPlugin plugin, Element module, String name) {
        Element element = Xml.child(module, name).orElse(null);
        if (element == null) {
            return context -> "";
        }
        String key = element.getAttribute("key");
        String text = element.getTextContent().strip();
        List<String> params = Xml.children(element).stream()
                .filter(each -> each.getTagName().matches("param\\d"))
                .map(each -> Xml.attribute(each, "value", each.getTextContent().strip()))
                .toList();
        return context -> {
            if (key.isEmpty()) {
                return rendered(plugin, text, context);
            }
            return texts.getText(
                    key,
                    params.stream().map(each -> rendered(plugin, each, context)).toArray(java.io.Serializable[]::new));
        };
    }

    private String rendered(RunningPlugin plugin, String text, Map<String, Object> context) {
        return text.contains("$") ? templates.apply(plugin).renderFragment(text, context) : text;
    }

    private <T> AutoCloseable add(
            List<Fragment<T>> list,
            RunningPlugin plugin,
            Element module,
            String place,
            Function<Map<String, Object>, T> make) {
        Fragment<T> fragment = new Fragment<>(
                plugin.key(module),
                Xml.attribute(module, place),
                Xml.number(module, "weight", DEFAULT_WEIGHT),
                conditions.of(plugin, module),
                make);
        list.add(fragment);
        return () -> list.remove(fragment);
    }

    /** The sections of a location. */
    public List<Modules.Section> sections(String location, Map<String, Object> context) {
        return at(sections, location, context);
    }

    /** The items of a section. */
    public List<Modules.Item> items(String section, Map<String, Object> context) {
        return at(items, section, context);
    }

    /** The panels of a location. */
    public List<Modules.Panel> panels(String location, Map<String, Object> context) {
        return at(panels, location, context);
    }

    private static <T> List<T> at(List<Fragment<T>> list, String place, Map<String, Object> context) {
        return list.stream()
                .filter(each -> each.place.equals(place))
                .sorted(Comparator.comparingInt(each -> each.weight))
                .filter(each -> each.isShown(context))
                .map(each -> each.make.apply(context))
                .toList();
    }

    private interface Content {
        String html(Map<String, Object> context) throws Exception;
    }

    private record Fragment<T>(
            String key,
            String place,
            int weight,
            Predicate<Map<String, Object>> condition,
            Function<Map<String, Object>, T> make) {
        /** A condition that fails hides its fragment, as in Jira. */
        boolean isShown(Map<String, Object> context) {
            try {
                return condition.test(context);
            } catch (RuntimeException | LinkageError e) {
                LOG.error("a condition of {} failed", key, e);
                return false;
            }
        }
    }

    private static final int DEFAULT_WEIGHT = 1000;
    private static final Logger LOG = LoggerFactory.getLogger(WebFragments.class);
}
