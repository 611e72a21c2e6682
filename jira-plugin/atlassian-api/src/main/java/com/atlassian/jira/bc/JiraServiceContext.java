// Signature of JiraServiceContext, to compile against.
package com.atlassian.jira.bc;

import com.atlassian.jira.user.ApplicationUser;
import com.atlassian.jira.util.ErrorCollection;
import org.jigit.signature.Uncertain;

public interface JiraServiceContext {
    ErrorCollection getErrorCollection();

    @Uncertain
    ApplicationUser getLoggedInApplicationUser();
}
