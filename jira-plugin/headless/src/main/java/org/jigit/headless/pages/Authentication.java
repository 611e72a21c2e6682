// Finds out who asks: Basic credentials, else the session, else nobody; and keeps the XSRF and theme cookies.
package org.jigit.headless.pages;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.servlet.FilterChain;
import javax.servlet.ServletException;
import javax.servlet.http.Cookie;
import javax.servlet.http.HttpFilter;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpSession;
import org.jigit.headless.jira.CurrentUser;
import org.jigit.headless.jira.People;
import org.jigit.headless.jira.Person;

/** The first filter of every request; after it the thread has its user, and loses it again when the request is done. */
final class Authentication extends HttpFilter {

    private static final long serialVersionUID = 1;

    private final transient People people;
    private final transient CurrentUser current;
    private final transient SecureRandom random = new SecureRandom();

    Authentication(People people, CurrentUser current) {
        this.people = people;
        this.current = current;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "SAMEORIGIN");
        response.setHeader("Content-Security-Policy", "frame-ancestors 'self'");
        Optional<String[]> credentials = basic(request.getHeader("Authorization"));
        Person person = credentials.isPresent()
                ? people.authenticated(credentials.get()[0], credentials.get()[1])
                        .orElse(null)
                : inSession(request.getSession(false));
        if (credentials.isPresent() && person == null) {
            response.setHeader("X-Seraph-LoginReason", "AUTHENTICATED_FAILED");
            challenge(response, "Basic Authentication Failure - Reason : AUTHENTICATED_FAILED");
            return;
        }
        if (person == null && "basic".equals(queryParameter(request, "os_authType"))) {
            challenge(response, "You have to log in.");
            return;
        }
        response.setHeader("X-AUSERNAME", person == null ? "anonymous" : person.name());
        new Visit(person, token(request, response), theme(request, response)).attachTo(request);
        current.set(person);
        try {
            chain.doFilter(request, response);
        } finally {
            current.set(null);
        }
    }

    /** Begins a session for this person under a new session id. */
    static void logIn(HttpServletRequest request, Person person) {
        HttpSession session = request.getSession(true);
        request.changeSessionId();
        session.setAttribute(USER, person.key());
    }

    /** Ends the session. */
    static void logOut(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    private Person inSession(HttpSession session) {
        return session == null
                ? null
                : people.withKey((String) session.getAttribute(USER))
                        .filter(Person::active)
                        .orElse(null);
    }

    private static void challenge(HttpServletResponse response, String message) throws IOException {
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        response.setHeader("WWW-Authenticate", "Basic realm=\"protected-area\"");
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().println(message);
    }

    private static Optional<String[]> basic(String header) {
        if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        String[] nobody = {"", ""};
        try {
            byte[] decoded = Base64.getDecoder().decode(header.substring(6).strip());
            String pair = new String(decoded, StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return Optional.of(colon < 0 ? nobody : new String[] {pair.substring(0, colon), pair.substring(colon + 1)});
        } catch (IllegalArgumentException notBase64) {
            return Optional.of(nobody);
        }
    }

    private String token(HttpServletRequest request, HttpServletResponse response) {
        return cookie(request, TOKEN_COOKIE).filter(value -> !value.isEmpty()).orElseGet(() -> {
            byte[] bytes = new byte[20];
            random.nextBytes(bytes);
            String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            setCookie(request, response, TOKEN_COOKIE, token);
            return token;
        });
    }

    private static Visit.Theme theme(HttpServletRequest request, HttpServletResponse response) {
        Optional<Visit.Theme> asked = Visit.Theme.named(queryParameter(request, "theme"));
        asked.ifPresent(theme -> setCookie(request, response, THEME_COOKIE, theme.label()));
        return asked.or(() -> cookie(request, THEME_COOKIE).flatMap(Visit.Theme::named))
                .orElse(Visit.Theme.LIGHT);
    }

    private static void setCookie(HttpServletRequest request, HttpServletResponse response, String name, String value) {
        Cookie cookie = new Cookie(name, value);
        cookie.setPath(request.getContextPath());
        response.addCookie(cookie);
    }

    private static Optional<String> cookie(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies() == null ? new Cookie[0] : request.getCookies();
        return Arrays.stream(cookies)
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .findFirst();
    }

    /** Reads the query alone: asking for parameters would consume the body of a form that a plugin wants to read itself. */
    private static String queryParameter(HttpServletRequest request, String name) {
        String query = request.getQueryString() == null ? "" : request.getQueryString();
        return Arrays.stream(query.split("&"))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .findFirst()
                .orElse(null);
    }

    private static final String USER = "org.jigit.headless.user";
    private static final String TOKEN_COOKIE = "atlassian.xsrf.token";
    private static final String THEME_COOKIE = "headless.theme";
}
