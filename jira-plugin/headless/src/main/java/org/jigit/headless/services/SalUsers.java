// Answers as SAL's UserManager, from Jira's users.
package org.jigit.headless.services;

import com.atlassian.jira.user.ApplicationUser;
import com.atlassian.sal.api.user.UserKey;
import com.atlassian.sal.api.user.UserProfile;
import com.atlassian.sal.api.user.UserResolutionException;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import javax.servlet.http.HttpServletRequest;
import org.jigit.headless.Model;
import org.jigit.headless.jira.StandIn;

/** Who is asking, and who may what, in SAL's words. */
public final class SalUsers {

    private final Model model;

    /** Over Jira's users. */
    public SalUsers(Model model) {
        this.model = model;
    }

    public String getRemoteUsername() {
        ApplicationUser user = model.currentUser();
        return user == null ? null : user.getUsername();
    }

    public String getRemoteUsername(HttpServletRequest request) {
        return getRemoteUsername();
    }

    public UserProfile getRemoteUser() {
        return profile(model.currentUser());
    }

    public UserProfile getRemoteUser(HttpServletRequest request) {
        return getRemoteUser();
    }

    public UserKey getRemoteUserKey() {
        ApplicationUser user = model.currentUser();
        return user == null ? null : new UserKey(user.getKey());
    }

    public UserKey getRemoteUserKey(HttpServletRequest request) {
        return getRemoteUserKey();
    }

    public UserProfile getUserProfile(String username) {
        return username == null ? null : profile(model.userByName(username));
    }

    public UserProfile getUserProfile(UserKey key) {
        return profile(user(key));
    }

    public boolean isUserInGroup(String username, String group) {
        ApplicationUser user = username == null ? null : model.userByName(username);
        return user != null && model.groups(user).contains(group);
    }

    public boolean isUserInGroup(UserKey key, String group) {
        ApplicationUser user = user(key);
        return user != null && model.groups(user).contains(group);
    }

    public boolean isSystemAdmin(String username) {
        return username != null && model.isSystemAdministrator(model.userByName(username));
    }

    public boolean isSystemAdmin(UserKey key) {
        return model.isSystemAdministrator(user(key));
    }

    public boolean isAdmin(String username) {
        return username != null && model.isAdministrator(model.userByName(username));
    }

    public boolean isAdmin(UserKey key) {
        return model.isAdministrator(user(key));
    }

    public boolean isLicensed(UserKey key) {
        return model.isLicensed(user(key));
    }

    public boolean isLimitedUnlicensedUser(UserKey key) {
        return false;
    }

    public boolean isAnonymousAccessEnabled() {
        return false;
    }

    public boolean isLimitedUnlicensedAccessEnabled() {
        return false;
    }

    public boolean authenticate(String username, String password) {
        return model.authenticate(username, password) != null;
    }

    public Principal resolve(String username) {
        ApplicationUser user = model.userByName(username);
        if (user == null) {
            throw new UserResolutionException("no user is named " + username);
        }
        return user::getUsername;
    }

    public Iterable<String> findGroupNamesByPrefix(String prefix, int startIndex, int maxResults) {
        String start = prefix.toLowerCase(Locale.ROOT);
        List<String> found = model.groupNames().stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).startsWith(start))
                .sorted()
                .toList();
        return found.stream().skip(startIndex).limit(maxResults).toList();
    }

    private ApplicationUser user(UserKey key) {
        return key == null ? null : model.userByKey(key.getStringValue());
    }

    private static UserProfile profile(ApplicationUser user) {
        return user == null ? null : StandIn.of(UserProfile.class, new Profile(user));
    }

    /** Answers as SAL's UserProfile. */
    public static final class Profile {
        private final ApplicationUser user;

        Profile(ApplicationUser user) {
            this.user = user;
        }

        public UserKey getUserKey() {
            return new UserKey(user.getKey());
        }

        public String getUsername() {
            return user.getUsername();
        }

        public String getFullName() {
            return user.getDisplayName();
        }

        public String getEmail() {
            return user.getEmailAddress();
        }
    }
}
