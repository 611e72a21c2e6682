// Serves the style sheet and the scripts of Jira's own pages.
package org.jigit.headless.pages;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** The files below {@code /assets/}; there are only these. */
final class Assets extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String name = request.getPathInfo() == null ? "" : request.getPathInfo().substring(1);
        String type = TYPES.get(name);
        if (type == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setContentType(type);
        response.setHeader("Cache-Control", "max-age=600");
        try (InputStream file = Assets.class.getResourceAsStream("/pages/assets/" + name)) {
            file.transferTo(response.getOutputStream());
        }
    }

    private static final String SCRIPT = "text/javascript;charset=UTF-8";
    private static final Map<String, String> TYPES =
            Map.of("jira.css", "text/css;charset=UTF-8", "context.js", SCRIPT, "jira.js", SCRIPT);
}
