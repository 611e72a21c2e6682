// Logs people in and out.
package org.jigit.headless.pages;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jigit.headless.jira.JiraModel;
import org.jigit.headless.jira.Person;

/** The pages {@code /login.jsp} and {@code /logout}. */
final class LoginPages extends PageServlet {

    private static final long serialVersionUID = 1;

    LoginPages(JiraModel jira, Frame frame) {
        super(jira, frame);
    }

    @Override
    void show(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getServletPath().equals("/logout")) {
            Authentication.logOut(request);
            response.sendRedirect(request.getContextPath() + "/login.jsp?loggedOut=true");
            return;
        }
        form(request, response, message(request));
    }

    @Override
    void act(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Person> person =
                jira.people().authenticated(field(request, "os_username"), raw(request.getParameter("os_password")));
        if (person.isEmpty()) {
            response.setHeader("X-Seraph-LoginReason", "AUTHENTICATED_FAILED");
            form(request, response, "Sorry, your username and password are incorrect - please try again.");
            return;
        }
        Authentication.logIn(request, person.get());
        response.setHeader("X-Seraph-LoginReason", "OK");
        response.sendRedirect(request.getContextPath() + destination(request));
    }

    @Override
    boolean needsToken() {
        return false;
    }

    private void form(HttpServletRequest request, HttpServletResponse response, String message) throws IOException {
        page(
                request,
                response,
                "atl.general",
                "Log in",
                "login",
                Map.of(
                        "message",
                        message,
                        "username",
                        field(request, "os_username"),
                        "destination",
                        destination(request)));
    }

    private static String message(HttpServletRequest request) {
        if (request.getParameter("loggedOut") != null) {
            return "You are now logged out.";
        }
        return request.getParameter("permissionViolation") == null ? "" : "You must log in to access this page.";
    }

    /** Only a path of this Jira: neither another server nor a script. */
    private static String destination(HttpServletRequest request) {
        String asked = field(request, "os_destination");
        return asked.startsWith("/")
                        && !asked.startsWith("//")
                        && !asked.startsWith("/\\")
                        && asked.chars().allMatch(letter -> letter >= 32)
                ? asked
                : "/";
    }

    private static String raw(String password) {
        return password == null ? "" : password;
    }
}
