// Signature of Status, to compile against.
package com.atlassian.jira.issue.status;

import com.atlassian.jira.issue.IssueConstant;

public interface Status extends IssueConstant {}
