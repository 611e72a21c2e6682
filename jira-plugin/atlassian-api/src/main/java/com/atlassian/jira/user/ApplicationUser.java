// Signature of ApplicationUser, to compile against.
package com.atlassian.jira.user;

import com.atlassian.crowd.embedded.api.User;

public interface ApplicationUser {
    String getKey();

    String getUsername();

    String getName();

    Long getId();

    long getDirectoryId();

    boolean isActive();

    String getEmailAddress();

    String getDisplayName();

    User getDirectoryUser();
}
