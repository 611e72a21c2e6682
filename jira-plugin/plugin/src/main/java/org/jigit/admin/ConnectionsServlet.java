// The administration page "Git connections": a decorated page with one empty place that the browser fills.
package org.jigit.admin;

import com.atlassian.annotations.security.AdminOnly;
import com.atlassian.jira.permission.GlobalPermissionKey;
import com.atlassian.jira.security.GlobalPermissionManager;
import com.atlassian.jira.security.JiraAuthenticationContext;
import com.atlassian.sal.api.auth.LoginUriProvider;
import com.atlassian.webresource.api.assembler.PageBuilderService;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jigit.screen.Place;

/** Serves administrators; asks others to log in, or knows nothing of such a page. */
@AdminOnly
public final class ConnectionsServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final String RESOURCE = "org.jigit.jira:admin-screen";
    private static final String[] SECTIONS = {
        "common", "admin", "problem", "form", "check", "webhook", "detail", "try", "why", "log", "health"
    };

    private final transient Place place;
    private final transient JiraAuthenticationContext authentication;
    private final transient GlobalPermissionManager permissions;
    private final transient LoginUriProvider login;
    private final transient PageBuilderService pages;

    public ConnectionsServlet(
            Place place,
            JiraAuthenticationContext authentication,
            GlobalPermissionManager permissions,
            LoginUriProvider login,
            PageBuilderService pages) {
        this.place = place;
        this.authentication = authentication;
        this.permissions = permissions;
        this.login = login;
        this.pages = pages;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // Jira asks for an administrator because of the annotation; where it does not know that one, we still do.
        if (!authentication.isLoggedInUser()) {
            response.sendRedirect(
                    login.getLoginUri(URI.create(request.getRequestURL().toString()))
                            .toString());
            return;
        }
        if (!permissions.hasPermission(GlobalPermissionKey.ADMINISTER, authentication.getLoggedInUser())) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        pages.assembler().resources().requireWebResource(RESOURCE);
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        Writer writer = response.getWriter();
        writer.write("<!DOCTYPE html><html><head><title>");
        writer.write(escape(place.text("jigit.admin.title")));
        writer.write("</title><meta name=\"decorator\" content=\"atl.admin\">"
                + "<meta name=\"admin.active.section\" content=\"admin_plugins_menu/jigit-section\">"
                + "<meta name=\"admin.active.tab\" content=\"jigit-connections\"></head><body>");
        writer.write(place.html("admin", CoreFiles.data(place.base()), SECTIONS));
        writer.write("</body></html>");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
