// The administration: what this Jira is, and its users.
package org.jigit.headless.pages;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jigit.headless.Platform;
import org.jigit.headless.jira.JiraModel;

/** The pages {@code /secure/admin} and {@code /secure/admin/user/UserBrowser.jspa}. */
final class AdminPages extends PageServlet {

    private static final long serialVersionUID = 1;

    private final transient Platform platform;

    AdminPages(Platform platform, JiraModel jira, Frame frame) {
        super(jira, frame);
        this.platform = platform;
    }

    @Override
    void show(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean allowed = jira.permissions().isSystemAdministrator(person(request));
        if (turnedAway(allowed, "Only administrators may see this page.", request, response)) {
            return;
        }
        if (rest(request).startsWith("user")) {
            page(request, response, "atl.admin", "Users", "users", Map.of("people", jira.people()));
            return;
        }
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Base URL", platform.baseUrl());
        facts.put("Imitated version", "Jira " + Frame.VERSION);
        facts.put("Node", platform.nodeId());
        facts.put("Database", platform.database().name());
        facts.put("Local home", platform.homes().local().toString());
        facts.put("Shared home", platform.homes().shared().toString());
        facts.put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        facts.put("Projects", Long.toString(jira.projects().count()));
        facts.put("Issues", Long.toString(jira.issues().count()));
        page(
                request,
                response,
                "atl.admin",
                "System info",
                "admin",
                Map.of("facts", facts, "plugins", platform.plugins().all()));
    }
}
