// A page in Jira's frame.
package org.example.probe;

import com.atlassian.templaterenderer.TemplateRenderer;
import com.atlassian.webresource.api.assembler.PageBuilderService;
import java.io.IOException;
import java.util.Map;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

public class PageServlet extends HttpServlet {
    private final TemplateRenderer renderer;
    private final PageBuilderService pages;

    public PageServlet(TemplateRenderer renderer, PageBuilderService pages) {
        this.renderer = renderer;
        this.pages = pages;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        pages.assembler().resources().requireWebResource("org.example.probe:style");
        pages.assembler().data().requireData("probe.data", "</script>");
        response.setContentType("text/html;charset=UTF-8");
        Map<String, Object> context =
                Map.of("name", "<b>", "bareHtml", "<i>bare</i>", "thing", new Thing(), "path", request.getPathInfo() + "");
        renderer.render("templates/page.vm", context, response.getWriter());
    }

    /** Only what the allow-list names may be called from a template. */
    public static class Thing {
        public String getListed() {
            return "listed";
        }

        public String getUnlisted() {
            return "unlisted";
        }
    }
}
