// Signature of Comment, to compile against.
package com.atlassian.jira.issue.comments;

import org.jigit.signature.Uncertain;

public interface Comment {
    @Uncertain
    Long getId();

    @Uncertain
    String getBody();
}
