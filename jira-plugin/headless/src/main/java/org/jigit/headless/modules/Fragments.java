// What plugins add to pages, put together for Jira's pages.
package org.jigit.headless.modules;

import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.user.ApplicationUser;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.jigit.headless.Modules;
import org.jigit.headless.services.Texts;

/** Asks the readers of the single module types. */
public final class Fragments implements Modules {

    private final WebFragments web;
    private final TabPanels tabs;
    private final WebResources resources;
    private final Texts texts;

    /** Over these readers. */
    public Fragments(WebFragments web, TabPanels tabs, WebResources resources, Texts texts) {
        this.web = web;
        this.tabs = tabs;
        this.resources = resources;
        this.texts = texts;
    }

    @Override
    public List<Section> sections(String location, Map<String, Object> context) {
        return web.sections(location, context);
    }

    @Override
    public List<Item> items(String section, Map<String, Object> context) {
        return web.items(section, context);
    }

    @Override
    public List<Panel> panels(String location, Map<String, Object> context) {
        return web.panels(location, context);
    }

    @Override
    public List<Tab> tabs(Issue issue, ApplicationUser user) {
        return tabs.of(issue, user);
    }

    @Override
    public String resourceTags(String... contexts) {
        return resources.tags(contexts);
    }

    @Override
    public String text(String key, Serializable... arguments) {
        return texts.getText(key, arguments);
    }
}
