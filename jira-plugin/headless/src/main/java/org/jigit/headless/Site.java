// What the platform asks of Jira's pages: to be put into Tomcat, and to frame the pages of plugins.
package org.jigit.headless;

import java.io.IOException;
import java.util.Map;
import javax.servlet.ServletContext;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * Jira's own pages, filters and REST resources. Implemented by {@code org.jigit.headless.pages.Pages}, whose constructor takes
 * the {@link Platform} and the {@link Model}.
 *
 * <p>Paths of the platform: {@code /plugins/servlet/*}, {@code /download/resources/*}, {@code /static/*} (AUI at
 * {@code /static/aui/}, jQuery at {@code /static/jquery.min.js}), {@code /rest/plugins/1.0/*}, {@code
 * /rest/headless/1.0/{jobs,loaders,held,log,requests}/*} and the rest of {@code /rest/*}. A longer or exact mapping of the site wins, as the servlet
 * specification says: {@code /rest/api/2/*}, {@code /rest/headless/1.0/issue/*} and more test controls,
 * {@code /plugins/servlet/upm}.
 */
public interface Site {

    /**
     * Registers filters and servlets; called once, before Tomcat takes requests. Among the filters is the one that finds out
     * who asks and calls {@link Model#setCurrentUser}; it is mapped to {@code /*} and runs before the platform's own filters,
     * which are registered afterwards.
     */
    void register(ServletContext context) throws ServletException;

    /** Writes the page of a plugin inside Jira's frame. */
    void frame(Page page, HttpServletRequest request, HttpServletResponse response) throws IOException;

    /** Answers an anonymous browser that has to log in first: a redirect to the login page that leads back here. */
    void askToLogIn(HttpServletRequest request, HttpServletResponse response) throws IOException;

    /**
     * A page as a plugin's servlet wrote it, taken apart.
     *
     * @param decorator the value of {@code <meta name="decorator">}, such as {@code atl.admin}
     * @param title the text of {@code <title>}, or an empty string
     * @param head what else stood in the head, as HTML; may name web resources that the page required
     * @param body what stood in the body, as HTML
     * @param meta all {@code <meta name content>} pairs
     */
    record Page(String decorator, String title, String head, String body, Map<String, String> meta) {}
}
