// The common ground of Jira's own pages: who asks, the XSRF check of forms, answers for those who may not.
package org.jigit.headless.pages;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jigit.headless.jira.JiraModel;
import org.jigit.headless.jira.Person;

/** A page with {@link #show} for GET and {@link #act} for forms, which only runs with the right XSRF token. */
abstract class PageServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    final transient JiraModel jira;
    final transient Frame frame;

    PageServlet(JiraModel jira, Frame frame) {
        this.jira = jira;
        this.frame = frame;
    }

    /** Shows the page. */
    abstract void show(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException;

    /** Does what a form of the page asks for. */
    void act(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    }

    @Override
    protected final void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        show(request, response);
    }

    @Override
    protected final void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        if (needsToken() && !hasToken(request)) {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            frame.message(
                    request,
                    response,
                    "XSRF Security Token Missing",
                    "Jira could not complete this action due to a missing form token. Go back, reload the page and try again.");
            return;
        }
        act(request, response);
    }

    /** Whether forms of this page must carry the token; only logging in needs none. */
    boolean needsToken() {
        return true;
    }

    private static boolean hasToken(HttpServletRequest request) {
        return "no-check".equals(request.getHeader("X-Atlassian-Token"))
                || Visit.of(request).token().equals(request.getParameter("atl_token"));
    }

    static Person person(HttpServletRequest request) {
        return Visit.of(request).person();
    }

    /** Sends anonymous browsers to the login page and tells others that they may not; true when it did either. */
    final boolean turnedAway(boolean allowed, String what, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (allowed) {
            return false;
        }
        if (person(request) == null) {
            askToLogIn(request, response);
        } else {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            frame.message(request, response, "Access denied", what);
        }
        return true;
    }

    /** Leads to the login page and, from there, back to what was asked for. */
    static void askToLogIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        String here = request.getRequestURI().substring(request.getContextPath().length()) + query;
        response.sendRedirect(request.getContextPath() + "/login.jsp?permissionViolation=true&os_destination="
                + encoded("GET".equals(request.getMethod()) ? here : "/"));
    }

    /** Leads to another page of Jira, optionally with a message that it shows once. */
    static void go(HttpServletRequest request, HttpServletResponse response, String path, String message)
            throws IOException {
        if (message != null) {
            request.getSession(true).setAttribute(Frame.ONCE, message);
        }
        response.sendRedirect(request.getContextPath() + path);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** A form field without surrounding blanks, or an empty string. */
    static String field(HttpServletRequest request, String name) {
        String value = request.getParameter(name);
        return value == null ? "" : value.strip();
    }

    /** The path after the servlet's own, without the first slash. */
    static String rest(HttpServletRequest request) {
        return request.getPathInfo() == null ? "" : request.getPathInfo().substring(1);
    }

    final void page(
            HttpServletRequest request,
            HttpServletResponse response,
            String decorator,
            String title,
            String template,
            Map<String, ?> values)
            throws IOException {
        frame.page(request, response, decorator, title, template, values);
    }
}
