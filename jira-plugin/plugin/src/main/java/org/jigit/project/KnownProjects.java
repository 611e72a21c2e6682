// What the core has to know of this Jira: its projects, for keys of others are no issue keys, its address, its working
// time.
package org.jigit.project;

import com.atlassian.event.api.EventListener;
import com.atlassian.jira.bc.issue.worklog.TimeTrackingConfiguration;
import com.atlassian.jira.event.ProjectCreatedEvent;
import com.atlassian.jira.event.ProjectDeletedEvent;
import com.atlassian.jira.event.ProjectUpdatedEvent;
import com.atlassian.jira.project.Project;
import com.atlassian.jira.project.ProjectManager;
import com.atlassian.sal.api.ApplicationProperties;
import com.atlassian.sal.api.UrlMode;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jigit.core.Core;
import org.jigit.core.Messages;

/**
 * The keys of all projects, former ones included, Jira's own host and its working time. They are read at start, after each event about a project on this node, and
 * with each heartbeat, because events of other nodes do not arrive here. Each change has a new version.
 */
public final class KnownProjects {
    private final ProjectManager projects;
    private final TimeTrackingConfiguration time;
    private final ApplicationProperties jira;
    private final Core core;
    private Messages.Configure known = new Messages.Configure(0, null, null, null, null, null, null);
    private volatile boolean stale = true;

    public KnownProjects(
            ProjectManager projects, TimeTrackingConfiguration time, ApplicationProperties jira, Core core) {
        this.projects = projects;
        this.time = time;
        this.jira = jira;
        this.core = core;
    }

    /** The version of what the core is to use, after it was told about it. */
    public long version() {
        return known().version();
    }

    /** All keys that the core was told about. */
    public Set<String> keys() {
        return new TreeSet<>(known().knownProjects());
    }

    /** What the core was told. */
    public synchronized Messages.Configure known() {
        if (stale) {
            stale = false;
            Messages.Configure now = read(known.version());
            if (!now.equals(known)) {
                known = read(known.version() + 1);
                core.configure(known);
            }
        }
        return known;
    }

    /** The current key of every former one. */
    public Map<String, String> former() {
        Map<String, String> former = new TreeMap<>();
        for (Project project : projects.getProjects()) {
            for (String key : projects.getAllProjectKeys(project.getId())) {
                if (!key.equals(project.getKey())) {
                    former.put(key, project.getKey());
                }
            }
        }
        return former;
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

    private Messages.Configure read(long version) {
        SortedSet<String> all = new TreeSet<>();
        for (Project project : projects.getProjects()) {
            all.add(project.getKey());
            all.addAll(projects.getAllProjectKeys(project.getId()));
        }
        return new Messages.Configure(version, List.copyOf(all), hosts(), null, null, hours(), days());
    }

    /** Jira's host; none where its address has none, then all links count. */
    private List<String> hosts() {
        String host = URI.create(jira.getBaseUrl(UrlMode.CANONICAL)).getHost();
        return host == null ? null : List.of(host.toLowerCase(Locale.ROOT));
    }

    private double hours() {
        return time.getHoursPerDay().doubleValue();
    }

    private double days() {
        return time.getDaysPerWeek().doubleValue();
    }
}
