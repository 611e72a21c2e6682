// Signature of JiraHelper, with the behaviour of a value.
package com.atlassian.jira.plugin.webfragment.model;

import com.atlassian.jira.project.Project;
import java.util.Map;
import javax.servlet.http.HttpServletRequest;
import org.jigit.signature.Uncertain;

public class JiraHelper {
    private final HttpServletRequest request;
    private final Project project;
    private final Map<String, Object> params;

    @Uncertain
    public JiraHelper(HttpServletRequest request, Project project, Map<String, Object> params) {
        this.request = request;
        this.project = project;
        this.params = params;
    }

    @Uncertain
    public HttpServletRequest getRequest() {
        return request;
    }

    @Uncertain
    public Project getProject() {
        return project;
    }

    public Map<String, Object> getContextParams() {
        return params;
    }
}
