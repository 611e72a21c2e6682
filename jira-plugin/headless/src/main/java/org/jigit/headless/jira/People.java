// Keeps users, their passwords and their groups.
package org.jigit.headless.jira;

import com.atlassian.jira.user.ApplicationUser;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Users by name and by key; user names are compared without regard to case, as Jira does. */
public final class People {

    /** Members administer the system. */
    public static final String ADMINISTRATORS = "jira-administrators";

    /** Members are licensed. */
    public static final String LICENSED = "jira-software-users";

    /** Members work on projects. */
    public static final String DEVELOPERS = "jira-developers";

    private final Database database;
    private final CurrentUser current;

    People(Database database, CurrentUser current) {
        this.database = database;
        this.current = current;
    }

    /** The language of Jira and of users who chose none. */
    public static final Locale LANGUAGE = Locale.US;

    /** Adds a user to the given groups, unless one of that name is there. */
    public void add(String name, String displayName, String password, String... groups) {
        if (named(name).isPresent()) {
            return;
        }
        database.change(
                "insert into cwd_user (user_key, user_name, display_name, email_address, credential, active)"
                        + " values (?, ?, ?, ?, ?, true)",
                name,
                name,
                displayName,
                name + "@example.com",
                sealed(password));
        for (String group : groups) {
            database.change("insert into cwd_membership (group_name, user_name) values (?, ?)", group, name);
        }
    }

    /**
     * Gives a user these properties and, unless there is one of that name, adds it before: licensed, with the name as password. A
     * null locale chooses none.
     */
    public Person save(String name, String displayName, String email, boolean active, Locale locale) {
        if (name == null || name.isBlank()) {
            throw new Refused("name", "A user needs a name.");
        }
        return database.transaction(() -> {
            add(name.toLowerCase(Locale.ROOT), displayName, name, LICENSED);
            String key = named(name).orElseThrow().key();
            database.change(
                    "update cwd_user set display_name = ?, email_address = ?, active = ? where user_key = ?",
                    displayName,
                    email,
                    active,
                    key);
            database.change("delete from user_locale where user_key = ?", key);
            if (locale != null) {
                database.change(
                        "insert into user_locale (user_key, locale) values (?, ?)", key, locale.toLanguageTag());
            }
            return withKey(key).orElseThrow();
        });
    }

    /** The person behind a user as plugins have it; null for nobody. The one for whom this thread works is known already. */
    Person behind(ApplicationUser user) {
        if (user == null) {
            return null;
        }
        return current.get()
                .filter(person -> person.key().equals(user.getKey()))
                .or(() -> withKey(user.getKey()))
                .orElse(null);
    }

    public Optional<Person> named(String name) {
        return name == null ? Optional.empty() : first("user_name = ?", name.toLowerCase(Locale.ROOT));
    }

    public Optional<Person> withKey(String key) {
        return key == null ? Optional.empty() : first("user_key = ?", key);
    }

    public Optional<Person> withId(long id) {
        return first("id = ?", id);
    }

    public List<Person> withEmail(String email) {
        return list("lower(email_address) = lower(?)", email);
    }

    public List<Person> withDisplayName(String displayName) {
        return list("lower(display_name) = lower(?)", displayName);
    }

    public List<Person> all() {
        return list("1 = 1");
    }

    /** The user with this name, when the password is right and the user active. */
    public Optional<Person> authenticated(String name, String password) {
        return named(name).filter(Person::active).filter(person -> {
            String sealed = database.first(
                            "select credential from cwd_user where id = ?", row -> row.getString(1), person.id())
                    .orElseThrow();
            return opens(sealed, password);
        });
    }

    /** The names of all groups the user is in, sorted. */
    public List<String> groupsOf(Person person) {
        return database.list(
                "select group_name from cwd_membership where user_name = ? order by group_name",
                row -> row.getString(1),
                person.name());
    }

    /** The members of a group, by name. */
    public List<Person> membersOf(String group) {
        return list("user_name in (select user_name from cwd_membership where group_name = ?)", group);
    }

    /** The names of all groups that have members, sorted. */
    public List<String> groups() {
        return database.list(
                "select distinct group_name from cwd_membership order by group_name", row -> row.getString(1));
    }

    public boolean isMember(Person person, String group) {
        return person != null
                && database.any(
                        "select 1 from cwd_membership where user_name = ? and group_name = ?", person.name(), group);
    }

    private Optional<Person> first(String where, Object... arguments) {
        return list(where, arguments).stream().findFirst();
    }

    private List<Person> list(String where, Object... arguments) {
        return database.list(
                "select id, user_key, user_name, display_name, email_address, active, (select locale from user_locale l"
                        + " where l.user_key = cwd_user.user_key) from cwd_user where " + where + " order by user_name",
                row -> new Person(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getBoolean(6),
                        locale(row.getString(7))),
                arguments);
    }

    private static Locale locale(String chosen) {
        return chosen == null ? LANGUAGE : Locale.forLanguageTag(chosen);
    }

    private static String sealed(String password) {
        byte[] salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        return Base64.getEncoder().encodeToString(salt) + ":"
                + Base64.getEncoder().encodeToString(hash(password, salt));
    }

    private static boolean opens(String sealed, String password) {
        String[] parts = sealed.split(":");
        byte[] salt = Base64.getDecoder().decode(parts[0]);
        return MessageDigest.isEqual(Base64.getDecoder().decode(parts[1]), hash(password, salt));
    }

    private static byte[] hash(String password, byte[] salt) {
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(password.toCharArray(), salt, ROUNDS, 256))
                    .getEncoded();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("passwords cannot be hashed", failure);
        }
    }

    /** Few, since tests send a password with every request and these users guard nothing. */
    private static final int ROUNDS = 1_000;
}
