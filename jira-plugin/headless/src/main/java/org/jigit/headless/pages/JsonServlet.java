// The common ground of Jira's own REST resources: JSON in and out, Jira's error answers, the XSRF rule.
package org.jigit.headless.pages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jigit.headless.jira.JiraModel;
import org.jigit.headless.jira.Person;
import org.jigit.headless.jira.Refused;

/** A resource answers a request with a status and a value that becomes JSON, or throws {@link Problem}. */
abstract class JsonServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    final transient JiraModel jira;
    private final transient ObjectMapper mapper = new ObjectMapper();

    JsonServlet(JiraModel jira) {
        this.jira = jira;
    }

    /** A status and a body; a null body is none. */
    record Answer(int status, Object body) {
        static Answer ok(Object body) {
            return new Answer(HttpServletResponse.SC_OK, body);
        }

        static Answer created(Object body) {
            return new Answer(HttpServletResponse.SC_CREATED, body);
        }

        static Answer done() {
            return new Answer(HttpServletResponse.SC_NO_CONTENT, null);
        }
    }

    /** A refusal with its status and Jira's kind of body. */
    static final class Problem extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int status;

        Problem(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    /** Answers the request; {@code path} holds the parts of the path below the servlet's own. */
    abstract Answer answer(String method, String[] path, HttpServletRequest request) throws IOException;

    @Override
    protected final void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Answer answer;
        try {
            requireNoForgery(request);
            String path =
                    request.getPathInfo() == null ? "" : request.getPathInfo().substring(1);
            answer = answer(request.getMethod(), path.split("/"), request);
        } catch (Problem problem) {
            answer = new Answer(
                    problem.status, Map.of("errorMessages", List.of(problem.getMessage()), "errors", Map.of()));
        } catch (Refused refused) {
            answer = new Answer(
                    HttpServletResponse.SC_BAD_REQUEST,
                    Map.of("errorMessages", List.of(), "errors", Map.of(refused.field(), refused.getMessage())));
        }
        response.setStatus(answer.status());
        response.setHeader("Cache-Control", "no-cache, no-store, no-transform");
        if (answer.status() == HttpServletResponse.SC_UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", "OAuth realm=\"" + request.getContextPath() + "\"");
        }
        if (answer.body() != null) {
            response.setContentType("application/json;charset=UTF-8");
            response.getOutputStream().write(mapper.writeValueAsBytes(answer.body()));
        }
    }

    /** The body as JSON. */
    final JsonNode body(HttpServletRequest request) throws IOException {
        if (!mediaType(request).equals("application/json")) {
            throw new Problem(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE, "The body must be application/json.");
        }
        try {
            JsonNode body = mapper.readTree(request.getInputStream());
            if (!body.isObject()) {
                throw new Problem(HttpServletResponse.SC_BAD_REQUEST, "The body must be a JSON object.");
            }
            return body;
        } catch (JsonProcessingException notJson) {
            throw new Problem(HttpServletResponse.SC_BAD_REQUEST, notJson.getOriginalMessage());
        }
    }

    /** A text of a JSON object; null when it is missing, null or something else. */
    static String text(JsonNode object, String name) {
        JsonNode value = object.path(name);
        return value.isTextual() || value.isNumber() ? value.asText() : null;
    }

    /** The person who asks, who must be logged in. */
    static Person someone(HttpServletRequest request) {
        Person person = Visit.of(request).person();
        if (person == null) {
            throw new Problem(HttpServletResponse.SC_UNAUTHORIZED, "You are not authenticated.");
        }
        return person;
    }

    /** The person who asks, who must be a system administrator. */
    final Person administrator(HttpServletRequest request) {
        Person person = someone(request);
        if (!jira.permissions().isSystemAdministrator(person)) {
            throw new Problem(HttpServletResponse.SC_FORBIDDEN, "You must have administrator rights.");
        }
        return person;
    }

    static Problem noSuchResource() {
        return new Problem(HttpServletResponse.SC_NOT_FOUND, "There is no such resource.");
    }

    /** What a browser can send from another site without being asked needs the header that it cannot send. */
    private static void requireNoForgery(HttpServletRequest request) {
        boolean changes = List.of("POST", "PUT", "DELETE").contains(request.getMethod());
        boolean formLike = List.of("application/x-www-form-urlencoded", "multipart/form-data", "text/plain")
                .contains(mediaType(request));
        if (changes && formLike && !"no-check".equals(request.getHeader("X-Atlassian-Token"))) {
            throw new Problem(HttpServletResponse.SC_FORBIDDEN, "XSRF check failed");
        }
    }

    private static String mediaType(HttpServletRequest request) {
        String type = request.getContentType() == null ? "" : request.getContentType();
        return type.split(";")[0].strip().toLowerCase(Locale.ROOT);
    }
}
