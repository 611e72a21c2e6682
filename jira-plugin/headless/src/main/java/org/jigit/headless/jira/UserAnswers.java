// Answers as Jira's services about users and groups.
package org.jigit.headless.jira;

import com.atlassian.jira.user.ApplicationUser;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Jira's UserManager, UserKeyService, UserSearchService and GroupManager: no two of their methods contradict each other. */
public final class UserAnswers {

    private final People people;

    UserAnswers(People people) {
        this.people = people;
    }

    public ApplicationUser getUserByKey(String key) {
        return PersonAnswers.of(people.withKey(key).orElse(null));
    }

    public ApplicationUser getUserByName(String name) {
        return PersonAnswers.of(people.named(name).orElse(null));
    }

    /** As Jira does, an inactive user of this key when none is known. */
    public ApplicationUser getUserByKeyEvenWhenUnknown(String key) {
        return key == null ? null : PersonAnswers.of(people.withKey(key).orElseGet(() -> unknown(key)));
    }

    /** As Jira does, an inactive user of this name when none is known. */
    public ApplicationUser getUserByNameEvenWhenUnknown(String name) {
        return name == null ? null : PersonAnswers.of(people.named(name).orElseGet(() -> unknown(name)));
    }

    public Optional<ApplicationUser> getUserById(Long id) {
        return people.withId(id).map(PersonAnswers::of);
    }

    public Collection<ApplicationUser> getAllApplicationUsers() {
        return users(people.all());
    }

    public String getUsernameForKey(String key) {
        return people.withKey(key).map(Person::name).orElse(null);
    }

    public String getKeyForUsername(String name) {
        return people.named(name).map(Person::key).orElse(null);
    }

    public Iterable<ApplicationUser> findUsersByEmail(String email) {
        return users(people.withEmail(email));
    }

    public Iterable<ApplicationUser> findUsersByFullName(String fullName) {
        return users(people.withDisplayName(fullName));
    }

    public Collection<String> getGroupNamesForUser(ApplicationUser user) {
        return user == null
                ? List.of()
                : people.withKey(user.getKey()).map(people::groupsOf).orElse(List.of());
    }

    public Collection<ApplicationUser> getUsersInGroup(String group) {
        return users(people.membersOf(group));
    }

    public boolean isUserInGroup(ApplicationUser user, String group) {
        return user != null
                && people.withKey(user.getKey())
                        .filter(person -> people.isMember(person, group))
                        .isPresent();
    }

    private static List<ApplicationUser> users(List<Person> persons) {
        return persons.stream().map(PersonAnswers::of).toList();
    }

    private static Person unknown(String name) {
        return new Person(-1, name, name.toLowerCase(Locale.ROOT), name, "?", false, People.LANGUAGE);
    }
}
