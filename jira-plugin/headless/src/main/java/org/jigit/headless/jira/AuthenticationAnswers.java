// Answers as Jira's JiraAuthenticationContext and JiraThreadLocalUtil.
package org.jigit.headless.jira;

import com.atlassian.jira.user.ApplicationUser;
import java.util.Locale;
import org.apache.log4j.Logger;

/** The user of the current thread, as plugins see and set it. */
public final class AuthenticationAnswers {

    private final CurrentUser current;
    private final People people;

    AuthenticationAnswers(CurrentUser current, People people) {
        this.current = current;
        this.people = people;
    }

    public ApplicationUser getLoggedInUser() {
        return PersonAnswers.of(current.orNull());
    }

    public boolean isLoggedInUser() {
        return current.get().isPresent();
    }

    public void setLoggedInUser(ApplicationUser user) {
        current.set(user == null ? null : people.withKey(user.getKey()).orElse(null));
    }

    public void clearLoggedInUser() {
        current.set(null);
    }

    public Locale getLocale() {
        return current.get().map(Person::locale).orElse(People.LANGUAGE);
    }

    /** A background thread begins as nobody. */
    public void preCall() {
        current.set(null);
    }

    /** A background thread leaves no user behind. */
    public void postCall(Logger logger) {
        current.set(null);
    }
}
