// Says who may do what: project permissions by user, global permissions by group.
package org.jigit.headless.jira;

import java.util.List;
import java.util.stream.Stream;

/** A permission scheme without roles: each project lists, for each permission, the users who have it. */
public final class Permissions {

    private final Database database;
    private final People people;

    Permissions(Database database, People people) {
        this.database = database;
        this.people = people;
    }

    /** Whether the user, or anonymous when null, has this permission in this project. */
    public boolean has(String permission, long projectId, Person person) {
        return person != null
                && person.active()
                && database.any(
                        "select 1 from schemepermissions where project_id = ? and permission_key = ? and user_key = ?",
                        projectId,
                        permission,
                        person.key());
    }

    /** The projects, by id, in which the user has this permission. */
    public List<Long> projects(String permission, Person person) {
        return person == null
                ? List.of()
                : database.list(
                        "select project_id from schemepermissions where permission_key = ? and user_key = ?",
                        row -> row.getLong(1),
                        permission,
                        person.key());
    }

    public void grant(String permission, long projectId, Person person) {
        if (!has(permission, projectId, person)) {
            database.change(
                    "insert into schemepermissions (project_id, permission_key, user_key) values (?, ?, ?)",
                    projectId,
                    permission,
                    person.key());
        }
    }

    public void revoke(String permission, long projectId, Person person) {
        database.change(
                "delete from schemepermissions where project_id = ? and permission_key = ? and user_key = ?",
                projectId,
                permission,
                person.key());
    }

    /** Gives a new project what the default permission scheme says: administrators all, developers their work, readers a look. */
    void applyDefaults(long projectId) {
        for (Person person : people.all()) {
            if (people.isMember(person, People.ADMINISTRATORS)) {
                ALL.forEach(permission -> grant(permission, projectId, person));
            } else if (people.isMember(person, People.DEVELOPERS)) {
                DEVELOPER.forEach(permission -> grant(permission, projectId, person));
            } else if (people.isMember(person, READERS)) {
                READER.forEach(permission -> grant(permission, projectId, person));
            }
        }
    }

    public boolean isSystemAdministrator(Person person) {
        return people.isMember(person, People.ADMINISTRATORS);
    }

    public boolean isLicensed(Person person) {
        return person != null
                && person.active()
                && (people.isMember(person, People.LICENSED) || isSystemAdministrator(person));
    }

    /** Members browse projects and see no development information. */
    public static final String READERS = "jira-readers";

    public static final String BROWSE = "BROWSE_PROJECTS";
    public static final String ADMINISTER = "ADMINISTER_PROJECTS";
    public static final String VIEW_DEV_TOOLS = "VIEW_DEV_TOOLS";
    public static final String CREATE_ISSUES = "CREATE_ISSUES";
    public static final String EDIT_ISSUES = "EDIT_ISSUES";
    public static final String MOVE_ISSUES = "MOVE_ISSUES";
    public static final String DELETE_ISSUES = "DELETE_ISSUES";
    public static final String TRANSITION_ISSUES = "TRANSITION_ISSUES";
    public static final String ADD_COMMENTS = "ADD_COMMENTS";
    public static final String WORK_ON_ISSUES = "WORK_ON_ISSUES";

    private static final List<String> READER = List.of(BROWSE);
    private static final List<String> DEVELOPER = List.of(
            BROWSE,
            VIEW_DEV_TOOLS,
            CREATE_ISSUES,
            EDIT_ISSUES,
            MOVE_ISSUES,
            TRANSITION_ISSUES,
            ADD_COMMENTS,
            WORK_ON_ISSUES,
            "LINK_ISSUES");
    private static final List<String> ALL = Stream.concat(DEVELOPER.stream(), Stream.of(ADMINISTER, DELETE_ISSUES))
            .toList();
}
