// The backend as Spring would wire it, on a database with the real core, for tests.
package org.jigit;

import com.atlassian.jira.bc.issue.worklog.TimeTrackingConfiguration;
import com.atlassian.jira.bc.user.search.UserSearchService;
import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.issue.IssueManager;
import com.atlassian.jira.issue.MutableIssue;
import com.atlassian.jira.project.Project;
import com.atlassian.jira.project.ProjectManager;
import com.atlassian.sal.api.ApplicationProperties;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jigit.connection.Configurations;
import org.jigit.connection.ConnectionView;
import org.jigit.connection.Connections;
import org.jigit.connection.Hosts;
import org.jigit.connection.NewProjects;
import org.jigit.connection.Removals;
import org.jigit.connection.WantedKeys;
import org.jigit.core.Core;
import org.jigit.delivery.Receiver;
import org.jigit.development.IssueKeys;
import org.jigit.operation.Explanation;
import org.jigit.preview.Preview;
import org.jigit.project.KnownProjects;
import org.jigit.secret.SecretKey;
import org.jigit.secret.Secrets;
import org.jigit.smartcommit.Authors;
import org.jigit.smartcommit.SmartCommits;
import org.jigit.store.Deliveries;
import org.jigit.store.Store;
import org.jigit.store.Tasks;
import org.jigit.store.TestDatabase;
import org.jigit.sync.Poked;

/** Everything but HTTP, scheduler and screens. */
public final class Rig implements AutoCloseable {
    /** Projects by current key, each with all its keys. */
    public final Map<String, Set<String>> jira =
            new TreeMap<>(Map.of("PAY", Set.of("PAY", "BILL"), "OPS", Set.of("OPS")));

    public final TestDatabase test;
    public final Core core = Core.start(2);
    public final Deliveries deliveries = new Deliveries();
    public final Poked poked = new Poked();
    public final Tasks tasks;
    public final KnownProjects projects;
    public final Hosts hosts;
    public final Connections connections;
    public final Configurations configurations;
    public final ConnectionView view;
    public final NewProjects newProjects;
    public final SmartCommits smartCommits;
    public final Receiver receiver;
    public final Explanation explanation;

    /** On an H2 database. */
    public Rig(Path home) throws Exception {
        this(home, TestDatabase.h2());
    }

    /** On any database, which ends with the rig. */
    public Rig(Path home, TestDatabase test) throws Exception {
        this.test = test;
        tasks = new Tasks(test.database);
        projects = new KnownProjects(projectManager(), timeTracking(), applicationProperties(), core);
        hosts = new Hosts(core, projects);
        connections = new Connections(test.database, tasks, new Secrets(new SecretKey(() -> home)), projects);
        configurations = new Configurations(
                connections, hosts, projects, poked, new WantedKeys(core, projects), new Removals(test.database));
        newProjects = new NewProjects(test.database, connections, tasks, projects);
        view = new ConnectionView(test.database, deliveries, connections);
        smartCommits = new SmartCommits(test.database);
        receiver = new Receiver(
                core,
                hosts,
                connections,
                test.database,
                deliveries,
                new Store(tasks),
                tasks,
                new Authors(userSearch()),
                smartCommits,
                projects,
                poked);
        explanation = new Explanation(
                test.database,
                connections,
                new Preview(core, hosts, connections, projects, null),
                issueManager(),
                new IssueKeys(issueManager(), projects));
    }

    /** Every project has the issues 1 to 199. */
    private static IssueManager issueManager() {
        return proxy(IssueManager.class, (name, argument) -> switch (name) {
            case "getIssueObject" -> ((String) argument).matches("(PAY|BILL|OPS)-1?[0-9]{1,2}")
                    ? issue(((String) argument).replace("BILL", "PAY"))
                    : null;
            case "getAllIssueKeys" -> Set.of();
            default -> throw new UnsupportedOperationException(name);
        });
    }

    private static Issue issue(String key) {
        return proxy(MutableIssue.class, (name, argument) -> switch (name) {
            case "getKey" -> key;
            case "getId" -> 1L;
            default -> throw new UnsupportedOperationException(name);
        });
    }

    private ProjectManager projectManager() {
        return proxy(ProjectManager.class, (name, argument) -> switch (name) {
            case "getProjects" -> jira.keySet().stream().map(this::project).toList();
            case "getProjectObjByKeyIgnoreCase" -> jira.entrySet().stream()
                    .filter(entry -> entry.getValue().stream().anyMatch(((String) argument)::equalsIgnoreCase))
                    .map(entry -> project(entry.getKey()))
                    .findFirst()
                    .orElse(null);
            case "getAllProjectKeys" -> List.copyOf(jira.values()).get(((Long) argument).intValue());
            default -> throw new UnsupportedOperationException(name);
        });
    }

    private static UserSearchService userSearch() {
        return proxy(UserSearchService.class, (name, argument) -> switch (name) {
            case "findUsersByEmail" -> List.of();
            default -> throw new UnsupportedOperationException(name);
        });
    }

    private static TimeTrackingConfiguration timeTracking() {
        return proxy(TimeTrackingConfiguration.class, (name, argument) -> switch (name) {
            case "getHoursPerDay" -> BigDecimal.valueOf(8);
            case "getDaysPerWeek" -> BigDecimal.valueOf(5);
            default -> throw new UnsupportedOperationException(name);
        });
    }

    /** What Jira says of itself. */
    public static ApplicationProperties applicationProperties() {
        return proxy(ApplicationProperties.class, (name, argument) -> switch (name) {
            case "getBaseUrl" -> "https://jira.example.com/jira";
            case "getVersion" -> "10.3.0";
            default -> throw new UnsupportedOperationException(name);
        });
    }

    private Project project(String key) {
        return proxy(Project.class, (name, argument) -> switch (name) {
            case "getKey" -> key;
            case "getId" -> (long) List.copyOf(jira.keySet()).indexOf(key);
            default -> throw new UnsupportedOperationException(name);
        });
    }

    private interface Answers {
        Object to(String method, Object argument);
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.to(method.getName(), arguments == null ? null : arguments[0])));
    }

    @Override
    public void close() throws Exception {
        core.close();
        test.close();
    }
}
