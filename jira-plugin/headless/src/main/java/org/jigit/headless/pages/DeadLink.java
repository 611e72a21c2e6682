// Answers every address that nobody else answers.
package org.jigit.headless.pages;

import java.io.IOException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jigit.headless.jira.JiraModel;

/** The page for a dead link. */
final class DeadLink extends PageServlet {

    private static final long serialVersionUID = 1;

    DeadLink(JiraModel jira, Frame frame) {
        super(jira, frame);
    }

    @Override
    void show(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        frame.message(request, response, "This link leads nowhere", "Check the address, or begin at the dashboard.");
    }
}
