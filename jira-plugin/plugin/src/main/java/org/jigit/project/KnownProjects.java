// Which projects this Jira has: keys of others are no issue keys.
package org.jigit.project;

import com.atlassian.event.api.EventListener;
import com.atlassian.jira.event.ProjectCreatedEvent;
import com.atlassian.jira.event.ProjectDeletedEvent;
import com.atlassian.jira.event.ProjectUpdatedEvent;
import com.atlassian.jira.project.Project;
import com.atlassian.jira.project.ProjectManager;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jigit.core.Core;

/**
 * The keys of all projects, former ones included. They are read at start, after each event about a project on this node, and
 * with each heartbeat, because events of other nodes do not arrive here. Each change has a new version.
 */
public final class KnownProjects {
    private final ProjectManager projects;
    private final Core core;
    private SortedSet<String> keys;
    private long version;
    private volatile boolean stale = true;

    public KnownProjects(ProjectManager projects, Core core) {
        this.projects = projects;
        this.core = core;
    }

    /** The version of the keys that the core is to use, after it was told about them. */
    public synchronized long version() {
        if (stale) {
            stale = false;
            SortedSet<String> now = read();
            if (!now.equals(keys)) {
                keys = now;
                version++;
                core.configure(version, now);
            }
        }
        return version;
    }

    /** All keys that the core was told about. */
    public synchronized Set<String> keys() {
        version();
        return new TreeSet<>(keys);
    }

    /** All keys, former ones included, of the project that one key belongs to; empty when there is none. */
    public Set<String> keysOf(String key) {
        Project project = projects.getProjectObjByKeyIgnoreCase(key);
        if (project == null) {
            return Set.of();
        }
        Set<String> all = new TreeSet<>(projects.getAllProjectKeys(project.getId()));
        all.add(project.getKey());
        return all;
    }

    /** Looks again when the keys are next asked for. */
    public void refresh() {
        stale = true;
    }

    /** A project was created. */
    @EventListener
    public void onCreated(ProjectCreatedEvent event) {
        refresh();
    }

    /** A project was changed, perhaps its key. */
    @EventListener
    public void onUpdated(ProjectUpdatedEvent event) {
        refresh();
    }

    /** A project was deleted. */
    @EventListener
    public void onDeleted(ProjectDeletedEvent event) {
        refresh();
    }

    private SortedSet<String> read() {
        SortedSet<String> all = new TreeSet<>();
        for (Project project : projects.getProjects()) {
            all.add(project.getKey());
            all.addAll(projects.getAllProjectKeys(project.getId()));
        }
        return all;
    }
}
