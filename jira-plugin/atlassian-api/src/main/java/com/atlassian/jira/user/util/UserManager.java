// Signature of UserManager, to compile against.
package com.atlassian.jira.user.util;

import com.atlassian.jira.user.ApplicationUser;
import java.util.Collection;
import java.util.Optional;
import org.jigit.signature.Uncertain;

public interface UserManager {
    ApplicationUser getUserByKey(String key);

    ApplicationUser getUserByName(String name);

    ApplicationUser getUserByKeyEvenWhenUnknown(String key);

    ApplicationUser getUserByNameEvenWhenUnknown(String name);

    Optional<ApplicationUser> getUserById(Long id);

    @Uncertain
    Collection<ApplicationUser> getAllApplicationUsers();
}
