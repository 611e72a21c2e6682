// Signature of UserSearchService, to compile against.
package com.atlassian.jira.bc.user.search;

import com.atlassian.jira.user.ApplicationUser;

public interface UserSearchService {
    Iterable<ApplicationUser> findUsersByEmail(String email);

    Iterable<ApplicationUser> findUsersByFullName(String fullName);
}
