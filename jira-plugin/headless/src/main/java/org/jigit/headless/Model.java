// What the platform asks of Jira's model: who is who, who may what, and the managers that plugins find as services.
package org.jigit.headless;

import com.atlassian.jira.user.ApplicationUser;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/**
 * Jira's users, permissions and managers, as the platform sees them. Implemented by {@code org.jigit.headless.jira.JiraModel},
 * whose constructor takes a {@link Platform}; while it runs, {@link Platform#modules()} and {@link Platform#plugins()} may not
 * be used yet.
 */
public interface Model extends AutoCloseable {

    /** Atlassian's interfaces and who answers them; each becomes an OSGi service. */
    Map<Class<?>, Object> services();

    /** The user with this name and password, or null. */
    ApplicationUser authenticate(String name, String password);

    /** The user with this name in any case, or null. */
    ApplicationUser userByName(String name);

    /** The user with this key, or null. */
    ApplicationUser userByKey(String key);

    /** The names of the groups of a user. */
    Collection<String> groups(ApplicationUser user);

    /** All names of groups. */
    Collection<String> groupNames();

    /** The user on whose behalf this thread works, or null for anonymous. */
    ApplicationUser currentUser();

    /** Changes the user of this thread; null makes it anonymous. Whoever sets it clears it. */
    void setCurrentUser(ApplicationUser user);

    /** The language of a user, Jira's own for null. */
    Locale locale(ApplicationUser user);

    /** True for users who may use Jira at all; false for null. */
    boolean isLicensed(ApplicationUser user);

    /** True for administrators and system administrators; false for null. */
    boolean isAdministrator(ApplicationUser user);

    /** True for system administrators; false for null. */
    boolean isSystemAdministrator(ApplicationUser user);

    /** Lets go of what the model holds. */
    @Override
    void close();
}
