// Draws what surrounds every page: head with resources, header with navigation, administration's side navigation,
// footer.
package org.jigit.headless.pages;

import com.atlassian.jira.plugin.webfragment.model.JiraHelper;
import com.atlassian.jira.project.Project;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpSession;
import org.jigit.headless.Modules;
import org.jigit.headless.Platform;
import org.jigit.headless.jira.IssueRow;
import org.jigit.headless.jira.JiraModel;
import org.jigit.headless.jira.Person;
import org.jigit.headless.jira.ProjectRow;

/** Jira's decorators: {@code atl.general}, {@code atl.admin} with side navigation, {@code none} for a bare page. */
final class Frame {

    private final Platform platform;
    private final JiraModel jira;
    private final Templates templates;

    Frame(Platform platform, JiraModel jira, Templates templates) {
        this.platform = platform;
        this.jira = jira;
        this.templates = templates;
    }

    /** What stands inside the frame. */
    record Content(
            String decorator, String title, Html head, Html body, Map<String, String> meta, List<String> contexts) {}

    /** Renders a template of ours and writes it inside the frame. */
    void page(
            HttpServletRequest request,
            HttpServletResponse response,
            String decorator,
            String title,
            String template,
            Map<String, ?> values)
            throws IOException {
        page(request, response, decorator, title, template, values, Map.of(), List.of());
    }

    /** As above, with meta elements of the page and further contexts of web resources. */
    void page(
            HttpServletRequest request,
            HttpServletResponse response,
            String decorator,
            String title,
            String template,
            Map<String, ?> values,
            Map<String, String> meta,
            List<String> contexts)
            throws IOException {
        Html body = render(request, template, values);
        write(request, response, new Content(decorator, title, Html.NONE, body, meta, contexts));
    }

    /** A page that only says one thing. */
    void message(HttpServletRequest request, HttpServletResponse response, String title, String text)
            throws IOException {
        page(request, response, "atl.general", title, "message", Map.of("heading", title, "text", text));
    }

    /** Renders a template of ours with what all of them may use. */
    Html render(HttpServletRequest request, String template, Map<String, ?> values) {
        Map<String, Object> all = new HashMap<>(values);
        all.put("base", request.getContextPath());
        all.put("visit", Visit.of(request));
        all.put("format", Format.IN_PAGES);
        return templates.render(template, all);
    }

    /** Writes a whole page. Web resources are asked for last, when everything on the page had its chance to require some. */
    void write(HttpServletRequest request, HttpServletResponse response, Content content) throws IOException {
        Person person = Visit.of(request).person();
        Map<String, Object> context = context(request, null, null);
        boolean admin = content.decorator().equals("atl.admin");
        boolean bare = content.decorator().equals("none") || content.decorator().equals("atl.popup");
        Map<String, Object> values = new HashMap<>();
        values.put("title", content.title());
        values.put("meta", meta(request, person, content.meta()));
        values.put("head", content.head());
        values.put("body", content.body());
        values.put("admin", admin);
        values.put("bare", bare);
        values.put("administrator", jira.permissions().isSystemAdministrator(person));
        values.put(
                "navigation", bare ? List.of() : links(platform.modules().items("system.top.navigation.bar", context)));
        values.put("sections", admin ? sections(request, context, content.meta()) : List.of());
        values.put("once", once(request));
        values.put("node", platform.nodeId());
        values.put("version", VERSION);
        values.put("path", request.getRequestURI());
        List<String> contexts = new ArrayList<>(List.of("atl.global", admin ? "atl.admin" : "atl.general"));
        contexts.addAll(content.contexts());
        values.put("resources", new Html(platform.modules().resourceTags(contexts.toArray(String[]::new))));
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("Cache-Control", "no-cache, no-store, no-transform");
        response.getWriter().write(render(request, "frame", values).source());
    }

    /** What web fragments are told: user, helper, and project and issue where the page has them, else null. */
    Map<String, Object> context(HttpServletRequest request, ProjectRow project, IssueRow issue) {
        Map<String, Object> subjects = new HashMap<>();
        if (project != null) {
            subjects.put("project", jira.project(project));
        }
        if (issue != null) {
            subjects.put("issue", jira.issue(issue));
        }
        Map<String, Object> context = new HashMap<>(subjects);
        context.put("user", jira.user(Visit.of(request).person()));
        context.put("helper", new JiraHelper(request, (Project) subjects.get("project"), subjects));
        return context;
    }

    /** A link of the navigation; the one to the page itself is marked. */
    public record Link(String id, String label, String url, boolean active) {}

    /** Links under a heading. */
    public record Group(String label, List<Link> links) {}

    private static List<Link> links(List<Modules.Item> items) {
        return items.stream()
                .map(item -> new Link(item.id(), item.label(), item.url(), false))
                .toList();
    }

    private List<Group> sections(HttpServletRequest request, Map<String, Object> context, Map<String, String> meta) {
        List<Group> groups = new ArrayList<>();
        for (Modules.Section section : platform.modules().sections(APPS_MENU, context)) {
            List<Link> links = platform.modules().items(APPS_MENU + "/" + section.key(), context).stream()
                    .map(item -> new Link(item.id(), item.label(), item.url(), isActive(item, request, meta)))
                    .toList();
            if (!links.isEmpty()) {
                groups.add(new Group(section.label(), links));
            }
        }
        groups.add(new Group(
                "Manage apps", List.of(own(request, "upm-admin-link", "Manage apps", "/plugins/servlet/upm"))));
        groups.add(new Group(
                "System",
                List.of(
                        own(request, "system-info", "System info", "/secure/admin"),
                        own(request, "user-browser", "Users and groups", "/secure/admin/user/UserBrowser.jspa"),
                        own(request, "view-projects", "Projects", "/secure/BrowseProjects.jspa"))));
        return groups;
    }

    private static Link own(HttpServletRequest request, String id, String label, String path) {
        String url = request.getContextPath() + path;
        return new Link(id, label, url, request.getRequestURI().equals(url));
    }

    private static boolean isActive(Modules.Item item, HttpServletRequest request, Map<String, String> meta) {
        String tab = meta.get("admin.active.tab");
        return tab == null ? item.url().split("[?#]")[0].equals(request.getRequestURI()) : tab.equals(item.id());
    }

    private Map<String, String> meta(HttpServletRequest request, Person person, Map<String, String> own) {
        boolean administrator = jira.permissions().isSystemAdministrator(person);
        Map<String, String> meta = new LinkedHashMap<>();
        meta.put("ajs-context-path", request.getContextPath());
        meta.put("ajs-base-url", platform.baseUrl());
        meta.put("ajs-version-number", VERSION);
        meta.put("ajs-build-number", BUILD);
        meta.put("ajs-server-scheme", request.getScheme());
        meta.put("ajs-server-name", request.getServerName());
        meta.put("ajs-server-port", Integer.toString(request.getServerPort()));
        meta.put("ajs-user-locale", "en_US");
        meta.put("ajs-remote-user", person == null ? "" : person.name());
        meta.put("ajs-remote-user-fullname", person == null ? "" : person.displayName());
        meta.put("ajs-is-admin", Boolean.toString(administrator));
        meta.put("ajs-is-sysadmin", Boolean.toString(administrator));
        own.forEach((name, value) -> {
            if (!name.equals("decorator")) {
                meta.put(name, value);
            }
        });
        return meta;
    }

    private static String once(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        Object message = session == null ? null : session.getAttribute(ONCE);
        if (message == null) {
            return "";
        }
        session.removeAttribute(ONCE);
        return message.toString();
    }

    /** The session's attribute with a message that the next page shows. */
    static final String ONCE = "org.jigit.headless.once";

    /** The version of Jira that is imitated. */
    static final String VERSION = "10.3.5";

    static final String BUILD = "10030005";
    private static final String APPS_MENU = "admin_plugins_menu";
}
