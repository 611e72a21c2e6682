// The conditions and context providers of web fragments, made once when their module is enabled.
package org.jigit.headless.modules;

import com.atlassian.plugin.web.Condition;
import com.atlassian.plugin.web.ContextProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jigit.headless.plugins.RunningPlugin;
import org.jigit.headless.plugins.Xml;
import org.w3c.dom.Element;

/** Reads {@code <condition>}, {@code <conditions>} and {@code <context-provider>}. */
final class Conditions {

    private final HostBeans host;

    Conditions(HostBeans host) {
        this.host = host;
    }

    /** True when a fragment is shown: all its conditions hold. */
    Predicate<Map<String, Object>> of(RunningPlugin plugin, Element fragment) {
        return all(plugin, fragment, true);
    }

    private Predicate<Map<String, Object>> all(RunningPlugin plugin, Element parent, boolean and) {
        List<Predicate<Map<String, Object>>> parts = new ArrayList<>();
        for (Element element : Xml.children(parent)) {
            if (element.getTagName().equals("condition")) {
                parts.add(one(plugin, element));
            } else if (element.getTagName().equals("conditions")) {
                parts.add(all(
                        plugin, element, Xml.attribute(element, "type", "AND").equalsIgnoreCase("AND")));
            }
        }
        if (parts.isEmpty()) {
            return context -> true;
        }
        return context -> and
                ? parts.stream().allMatch(part -> part.test(context))
                : parts.stream().anyMatch(part -> part.test(context));
    }

    private Predicate<Map<String, Object>> one(RunningPlugin plugin, Element element) {
        Condition condition = make(plugin, Xml.attribute(element, "class"), Condition.class);
        condition.init(Xml.params(element));
        boolean invert = Boolean.parseBoolean(Xml.attribute(element, "invert", "false"));
        return context -> condition.shouldDisplay(context) != invert;
    }

    /** What a fragment's context provider adds to a context; the given context itself when there is none. */
    ContextProvider provider(RunningPlugin plugin, Element fragment) {
        Optional<Element> element = Xml.child(fragment, "context-provider");
        if (element.isEmpty()) {
            return new Nothing();
        }
        ContextProvider provider = make(plugin, Xml.attribute(element.get(), "class"), ContextProvider.class);
        provider.init(Xml.params(element.get()));
        return provider;
    }

    /** A context with what the provider adds. */
    static Map<String, Object> with(ContextProvider provider, Map<String, Object> context) {
        Map<String, Object> all = new HashMap<>(context);
        Map<String, Object> added = provider.getContextMap(new HashMap<>(context));
        if (added != null) {
            all.putAll(added);
        }
        return all;
    }

    /** Jira's own conditions are filled from Jira, a plugin's from its Spring context; both are loaded through the plugin. */
    private <T> T make(RunningPlugin plugin, String name, Class<T> type) {
        Class<?> found = plugin.load(name);
        return found.getClassLoader() == HostBeans.class.getClassLoader()
                ? type.cast(host.create(found))
                : plugin.create(name, type);
    }

    private static final class Nothing implements ContextProvider {
        @Override
        public void init(Map<String, String> params) {
            // nothing to set
        }

        @Override
        public Map<String, Object> getContextMap(Map<String, Object> context) {
            return Map.of();
        }
    }
}
