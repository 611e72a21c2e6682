// What the installed plugins add to Jira's pages: web-sections, web-items, web-panels, tabs of the issue page,
// resources, texts.
package org.jigit.headless;

import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.user.ApplicationUser;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What the installed plugins add to pages, with conditions applied, texts translated and sorted by weight. A context holds what
 * Jira gives to web fragments: {@code user} (ApplicationUser), {@code helper} (JiraHelper) and, on the issue page, {@code issue}
 * and {@code project}.
 */
public interface Modules {

    /** The sections of a location, such as {@code admin_plugins_menu}. */
    List<Section> sections(String location, Map<String, Object> context);

    /** The items of a section, such as {@code admin_plugins_menu/some-section}. */
    List<Item> items(String section, Map<String, Object> context);

    /** The panels of a location, such as {@code atl.jira.view.issue.right.context}. */
    List<Panel> panels(String location, Map<String, Object> context);

    /** The tabs of an issue that its plugins want to show to this user. */
    List<Tab> tabs(Issue issue, ApplicationUser user);

    /**
     * The {@code <link>} and {@code <script>} elements for the web resources of these contexts, such as {@code
     * jira.view.issue}, and for everything that was required during this request through the page builder service.
     */
    String resourceTags(String... contexts);

    /** The text of an i18n key in the language of this thread's user; the key itself when nobody knows it. */
    String text(String key, Serializable... arguments);

    /** A heading with items below it. */
    record Section(String key, String label) {}

    /** A link. The address is complete (context path included) unless it leads elsewhere. */
    record Item(String id, String label, String url, String tooltip) {}

    /** A piece of a page. */
    interface Panel {
        /** The complete key of the module, {@code plugin:module}. */
        String key();

        /** Its heading, or an empty string. */
        String label();

        /** Its HTML; a failure of the plugin is logged and becomes an empty string, as in Jira. */
        String html();
    }

    /** A tab of the issue page. */
    interface Tab {
        /** The complete key of the module, {@code plugin:module}. */
        String key();

        /** Its heading. */
        String label();

        /** The HTML of its actions; a failure of the plugin is logged and becomes a short message. */
        List<String> actions();
    }
}
