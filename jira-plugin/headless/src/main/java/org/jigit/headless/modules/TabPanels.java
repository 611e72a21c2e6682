// The tabs that plugins add to the activity section of an issue.
package org.jigit.headless.modules;

import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.plugin.issuetabpanel.GetActionsRequest;
import com.atlassian.jira.plugin.issuetabpanel.IssueAction;
import com.atlassian.jira.plugin.issuetabpanel.IssueTabPanel3;
import com.atlassian.jira.plugin.issuetabpanel.IssueTabPanelModuleDescriptor;
import com.atlassian.jira.plugin.issuetabpanel.ShowPanelRequest;
import com.atlassian.jira.user.ApplicationUser;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jigit.headless.Modules;
import org.jigit.headless.jira.StandIn;
import org.jigit.headless.plugins.RunningPlugin;
import org.jigit.headless.plugins.Xml;
import org.jigit.headless.services.Texts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Element;

/** The module type {@code issue-tabpanel}. */
public final class TabPanels {

    private final List<Panel> panels = new CopyOnWriteArrayList<>();
    private final Texts texts;
    private final Function<RunningPlugin, Templates> templates;

    /** The function gives the templates of a plugin. */
    public TabPanels(Texts texts, Function<RunningPlugin, Templates> templates) {
        this.texts = texts;
        this.templates = templates;
    }

    /** Makes the panel and tells it its descriptor. */
    public AutoCloseable enable(RunningPlugin plugin, Element module) {
        IssueTabPanel3 target = plugin.create(Xml.attribute(module, "class"), IssueTabPanel3.class);
        target.init(StandIn.of(IssueTabPanelModuleDescriptor.class, new Describes(plugin, module, templates)));
        Element label = Xml.child(module, "label").orElseThrow(() -> new IllegalArgumentException("no <label>"));
        Panel panel = new Panel(plugin.key(module), label, Xml.number(module, "order", 100), target);
        panels.add(panel);
        return () -> panels.remove(panel);
    }

    /** The tabs of an issue that want to be shown to this user. */
    public List<Modules.Tab> of(Issue issue, ApplicationUser user) {
        List<Modules.Tab> tabs = new ArrayList<>();
        panels.stream()
                .sorted(Comparator.comparingInt(Panel::order))
                .filter(panel -> panel.isShown(issue, user))
                .forEach(panel -> tabs.add(tab(panel, issue, user)));
        return tabs;
    }

    private Modules.Tab tab(Panel panel, Issue issue, ApplicationUser user) {
        String key = panel.label.getAttribute("key");
        String label = key.isEmpty() ? panel.label.getTextContent().strip() : texts.getText(key);
        return new Modules.Tab() {
            @Override
            public String key() {
                return panel.key;
            }

            @Override
            public String label() {
                return label;
            }

            @Override
            public List<String> actions() {
                try {
                    return panel.target.getActions(new GetActionsRequest(issue, user, false, false, null)).stream()
                            .map(IssueAction::getHtml)
                            .toList();
                } catch (RuntimeException | LinkageError e) {
                    LOG.error("the tab {} failed", panel.key, e);
                    return List.of("<p>Error rendering '" + Html.escaped(panel.key) + "'.</p>");
                }
            }
        };
    }

    private record Panel(String key, Element label, int order, IssueTabPanel3 target) {
        boolean isShown(Issue issue, ApplicationUser user) {
            try {
                return target.showPanel(new ShowPanelRequest(issue, user));
            } catch (RuntimeException | LinkageError e) {
                LOG.error("the tab {} failed", key, e);
                return false;
            }
        }
    }

    /** Answers as Jira's descriptor of a tab panel. */
    public static final class Describes {
        private final RunningPlugin plugin;
        private final Element module;
        private final Function<RunningPlugin, Templates> templates;

        Describes(RunningPlugin plugin, Element module, Function<RunningPlugin, Templates> templates) {
            this.plugin = plugin;
            this.module = module;
            this.templates = templates;
        }

        /** Renders one of the velocity resources of the module. */
        public String getHtml(String resourceName, Map<String, ?> startingParams) {
            String location = Xml.children(module, "resource").stream()
                    .filter(each -> each.getAttribute("name").equals(resourceName))
                    .map(each -> Xml.attribute(each, "location"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no resource " + resourceName));
            StringWriter out = new StringWriter();
            templates.apply(plugin).render(location, new HashMap<>(startingParams), out);
            return out.toString();
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(TabPanels.class);
}
