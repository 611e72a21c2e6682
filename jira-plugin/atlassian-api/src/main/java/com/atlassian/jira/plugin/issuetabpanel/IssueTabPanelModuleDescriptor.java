// Signature of IssueTabPanelModuleDescriptor, to compile against.
package com.atlassian.jira.plugin.issuetabpanel;

import java.util.Map;
import org.jigit.signature.Uncertain;

public interface IssueTabPanelModuleDescriptor {
    @Uncertain
    String getHtml(String resourceName, Map<String, ?> startingParams);
}
