// Signature of GroupManager, to compile against.
package com.atlassian.jira.security.groups;

import com.atlassian.jira.user.ApplicationUser;
import java.util.Collection;
import org.jigit.signature.Uncertain;

public interface GroupManager {
    Collection<String> getGroupNamesForUser(ApplicationUser user);

    @Uncertain
    Collection<ApplicationUser> getUsersInGroup(String group);

    boolean isUserInGroup(ApplicationUser applicationUser, String group);
}
