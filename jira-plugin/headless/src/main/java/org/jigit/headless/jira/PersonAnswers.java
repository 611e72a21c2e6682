// Answers as Jira's ApplicationUser.
package org.jigit.headless.jira;

import com.atlassian.jira.user.ApplicationUser;

/** A user as plugins see it; two are equal when their keys are. */
final class PersonAnswers {

    private final Person person;

    private PersonAnswers(Person person) {
        this.person = person;
    }

    /** The user for plugins; null stays null. */
    static ApplicationUser of(Person person) {
        return person == null ? null : StandIn.of(ApplicationUser.class, new PersonAnswers(person));
    }

    public Long getId() {
        return person.id();
    }

    public String getKey() {
        return person.key();
    }

    public String getUsername() {
        return person.name();
    }

    public String getName() {
        return person.name();
    }

    public String getDisplayName() {
        return person.displayName();
    }

    public String getEmailAddress() {
        return person.email();
    }

    public long getDirectoryId() {
        return 1;
    }

    public boolean isActive() {
        return person.active();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ApplicationUser user && user.getKey().equals(person.key());
    }

    @Override
    public int hashCode() {
        return person.key().hashCode();
    }

    @Override
    public String toString() {
        return person.name() + "(" + person.key() + ")";
    }
}
