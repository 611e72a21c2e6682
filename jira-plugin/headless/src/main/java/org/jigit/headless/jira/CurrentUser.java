// Remembers for whom the current thread works.
package org.jigit.headless.jira;

import java.util.Optional;
import java.util.concurrent.Callable;

/** The user of the current thread; none means anonymous. */
public final class CurrentUser {

    private final ThreadLocal<Person> person = new ThreadLocal<>();

    /** The user of this thread, or nobody. */
    public Optional<Person> get() {
        return Optional.ofNullable(person.get());
    }

    /** The user of this thread, null when anonymous. */
    public Person orNull() {
        return person.get();
    }

    /** Changes the user of this thread until the next change; null means anonymous. */
    public void set(Person user) {
        if (user == null) {
            person.remove();
        } else {
            person.set(user);
        }
    }

    /** Runs the work as this user and restores the one before. */
    public <T> T during(Person user, Callable<T> work) throws Exception {
        Person before = person.get();
        set(user);
        try {
            return work.call();
        } finally {
            set(before);
        }
    }
}
