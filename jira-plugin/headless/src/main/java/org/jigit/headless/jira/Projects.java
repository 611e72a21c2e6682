// Keeps projects with all keys they ever had.
package org.jigit.headless.jira;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Projects by id, by current key and by any former key; a former key stays with its project until that is deleted. */
public final class Projects {

    private final Database database;

    Projects(Database database) {
        this.database = database;
    }

    /** Creates a project under a key that no project has or had. */
    ProjectRow create(String key, String name, Person lead) {
        requireFree(key, null);
        requireName(name);
        long id = database.insert(
                "insert into project (pkey, pname, lead_key, pcounter) values (?, ?, ?, 0)", key, name, lead.key());
        database.change("insert into project_key (project_key, project_id) values (?, ?)", key, id);
        return withId(id).orElseThrow();
    }

    /** Gives the project another key; the old one keeps leading to it. */
    ProjectRow rekey(ProjectRow project, String key) {
        requireFree(key, project);
        database.change("update project set pkey = ? where id = ?", key, project.id());
        if (!keysOf(project.id()).contains(key)) {
            database.change("insert into project_key (project_key, project_id) values (?, ?)", key, project.id());
        }
        return withId(project.id()).orElseThrow();
    }

    /** Gives the project another name. */
    ProjectRow rename(ProjectRow project, String name) {
        requireName(name);
        database.change("update project set pname = ? where id = ?", name, project.id());
        return withId(project.id()).orElseThrow();
    }

    void delete(ProjectRow project) {
        database.change("delete from project where id = ?", project.id());
    }

    /** The number of the next issue, never given twice. */
    long nextNumber(long projectId) {
        database.change("update project set pcounter = pcounter + 1 where id = ?", projectId);
        return database.count("select pcounter from project where id = ?", projectId);
    }

    public Optional<ProjectRow> withId(long id) {
        return list("id = ?", id).stream().findFirst();
    }

    public Optional<ProjectRow> withCurrentKey(String key) {
        return list("pkey = ?", key).stream().findFirst();
    }

    /** The project that has this key or had it once. */
    public Optional<ProjectRow> withAnyKey(String key) {
        return list("id = (select project_id from project_key where project_key = ?)", key).stream()
                .findFirst();
    }

    public Optional<ProjectRow> named(String name) {
        return list("lower(pname) = lower(?)", name).stream().findFirst();
    }

    /** All keys of a project, the current one among them. */
    public List<String> keysOf(long projectId) {
        return database.list(
                "select project_key from project_key where project_id = ? order by project_key",
                row -> row.getString(1),
                projectId);
    }

    /** All projects by name. */
    public List<ProjectRow> all() {
        return list("1 = 1");
    }

    public long count() {
        return database.count("select count(*) from project");
    }

    private void requireName(String name) {
        if (name == null || name.isBlank() || name.length() > 80) {
            throw new Refused("projectName", "You must specify a valid project name.");
        }
        if (named(name).isPresent()) {
            throw new Refused("projectName", "A project with that name already exists.");
        }
    }

    private void requireFree(String key, ProjectRow except) {
        if (key == null || !KEY.matcher(key).matches()) {
            throw new Refused(
                    "projectKey",
                    "Project keys must start with an uppercase letter, followed by one or more uppercase alphanumeric"
                            + " characters.");
        }
        withAnyKey(key)
                .filter(owner -> except == null || owner.id() != except.id())
                .ifPresent(owner -> {
                    throw new Refused("projectKey", "Project '" + owner.name() + "' uses this project key.");
                });
    }

    private List<ProjectRow> list(String where, Object... arguments) {
        return database.list(
                "select id, pkey, pname, lead_key, description from project where " + where + " order by pname",
                row -> new ProjectRow(
                        row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5)),
                arguments);
    }

    /** Jira's default pattern and maximal length. */
    private static final Pattern KEY = Pattern.compile("[A-Z][A-Z0-9]{1,9}");
}
