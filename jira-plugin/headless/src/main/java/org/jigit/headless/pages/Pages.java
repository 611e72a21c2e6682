// Puts Jira's own pages, filters and REST resources into the web container.
package org.jigit.headless.pages;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import javax.servlet.DispatcherType;
import javax.servlet.MultipartConfigElement;
import javax.servlet.Servlet;
import javax.servlet.ServletContext;
import javax.servlet.ServletRegistration;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jigit.headless.Platform;
import org.jigit.headless.Site;
import org.jigit.headless.jira.JiraModel;

/** Jira's own pages. WebSudo is not imitated here: an administrator's session is always a secure one. */
public final class Pages implements Site {

    private final Platform platform;
    private final JiraModel jira;
    private final Frame frame;

    public Pages(Platform platform, JiraModel jira) {
        this.platform = platform;
        this.jira = jira;
        this.frame = new Frame(platform, jira, new Templates());
    }

    @Override
    public void register(ServletContext context) {
        context.addFilter("authentication", new Authentication(jira.people(), jira.current()))
                .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        servlet(context, "dead-link", new DeadLink(jira, frame), "/");
        servlet(context, "assets", new Assets(), "/assets/*");
        servlet(context, "login", new LoginPages(jira, frame), "/login.jsp", "/logout");
        servlet(context, "dashboard", new DashboardPage(jira, frame), "", "/secure/Dashboard.jspa", "/issues/*");
        servlet(context, "issue", new IssuePage(platform, jira, frame), "/browse/*");
        servlet(
                context,
                "issue-forms",
                new IssueForms(jira, frame),
                IssueForms.CREATE,
                IssueForms.EDIT,
                IssueForms.MOVE,
                IssueForms.DELETE);
        servlet(context, "projects", new ProjectsPage(jira, frame), "/secure/BrowseProjects.jspa");
        servlet(context, "project", new ProjectPages(platform, jira, frame), "/projects/*");
        servlet(context, "administration", new AdminPages(platform, jira, frame), "/secure/admin/*");
        servlet(context, "apps", new AppsPage(platform, jira, frame), "/plugins/servlet/upm")
                .setMultipartConfig(new MultipartConfigElement(null, UPLOAD, UPLOAD, 1 << 20));
        servlet(context, "rest-api", new RestApi(platform, jira), "/rest/api/2/*", "/rest/api/latest/*");
        servlet(
                context,
                "test-controls",
                new TestControls(platform, jira),
                "/rest/headless/1.0/issue/*",
                "/rest/headless/1.0/permission",
                "/rest/headless/1.0/person",
                "/rest/headless/1.0/mail",
                "/rest/headless/1.0/timetracking");
    }

    @Override
    public void frame(Page page, HttpServletRequest request, HttpServletResponse response) throws IOException {
        frame.write(
                request,
                response,
                new Frame.Content(
                        page.decorator(),
                        page.title(),
                        new Html(page.head()),
                        new Html(page.body()),
                        page.meta(),
                        List.of()));
    }

    @Override
    public void askToLogIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        PageServlet.askToLogIn(request, response);
    }

    private static ServletRegistration.Dynamic servlet(
            ServletContext context, String name, Servlet servlet, String... patterns) {
        ServletRegistration.Dynamic registration = context.addServlet("jira-" + name, servlet);
        registration.setLoadOnStartup(1);
        registration.addMapping(patterns);
        return registration;
    }

    /** Larger apps are refused. */
    private static final long UPLOAD = 200L << 20;
}
