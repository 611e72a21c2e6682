// Signature of AbstractIssueTabPanel3, to extend.
package com.atlassian.jira.plugin.issuetabpanel;

import java.util.List;

public abstract class AbstractIssueTabPanel3 implements IssueTabPanel3 {
    protected IssueTabPanelModuleDescriptor descriptor;

    public AbstractIssueTabPanel3() {}

    @Override
    public void init(IssueTabPanelModuleDescriptor moduleDescriptor) {
        descriptor = moduleDescriptor;
    }

    @Override
    public abstract boolean showPanel(ShowPanelRequest request);

    @Override
    public abstract List<IssueAction> getActions(GetActionsRequest request);
}
