// Signature of UserManager, to compile against.
package com.atlassian.sal.api.user;

import java.security.Principal;
import javax.servlet.http.HttpServletRequest;

public interface UserManager {
    String getRemoteUsername();

    UserProfile getRemoteUser();

    UserKey getRemoteUserKey();

    String getRemoteUsername(HttpServletRequest httpServletRequest);

    UserProfile getRemoteUser(HttpServletRequest httpServletRequest);

    UserKey getRemoteUserKey(HttpServletRequest httpServletRequest);

    UserProfile getUserProfile(String username);

    UserProfile getUserProfile(UserKey userKey);

    boolean isUserInGroup(String username, String group);

    boolean isUserInGroup(UserKey userKey, String group);

    boolean isSystemAdmin(String username);

    boolean isSystemAdmin(UserKey userKey);

    boolean isAdmin(String username);

    boolean isAdmin(UserKey userKey);

    boolean isLicensed(UserKey userKey);

    boolean isLimitedUnlicensedUser(UserKey userKey);

    boolean authenticate(String username, String password);

    Principal resolve(String username) throws UserResolutionException;

    Iterable<String> findGroupNamesByPrefix(String prefix, int startIndex, int maxResults);

    boolean isAnonymousAccessEnabled();

    boolean isLimitedUnlicensedAccessEnabled();
}
