// The workflow that all issues follow.
package org.jigit.headless.jira;

import static org.jigit.headless.jira.IssueStatus.DONE;
import static org.jigit.headless.jira.IssueStatus.IN_PROGRESS;
import static org.jigit.headless.jira.IssueStatus.IN_REVIEW;
import static org.jigit.headless.jira.IssueStatus.TO_DO;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says which transitions there are, and which of them somebody may execute now. */
public final class Workflow {

    private final Permissions permissions;

    Workflow(Permissions permissions) {
        this.permissions = permissions;
    }

    /** What is asked while a transition is executed: a comment, and perhaps fields, names by id, that must be filled in. */
    record Screen(Map<String, String> requiredFields) {}

    /** A way from some statuses to another; the screen is null when nothing is asked on it. */
    public record Transition(int id, String name, Set<IssueStatus> from, IssueStatus to, Screen screen) {}

    /** The transitions out of the issue's status, when the person may execute any. */
    public List<Transition> available(IssueRow issue, Person person) {
        boolean allowed = permissions.has(Permissions.BROWSE, issue.projectId(), person)
                && permissions.has(Permissions.TRANSITION_ISSUES, issue.projectId(), person);
        return TRANSITIONS.stream()
                .filter(transition -> allowed && transition.from.contains(issue.status()))
                .toList();
    }

    static Optional<Transition> withId(int id) {
        return TRANSITIONS.stream().filter(transition -> transition.id == id).findFirst();
    }

    private static final Screen COMMENT = new Screen(Map.of());
    private static final Screen COMMENT_AND_CAUSE = new Screen(Map.of("customfield_10010", "Cause"));

    /**
     * Names begin alike on purpose: "close" is the whole name of one transition out of To Do, begins one name in In Progress and
     * two in In Review; "start" begins two in To Do.
     */
    private static final List<Transition> TRANSITIONS = List.of(
            new Transition(11, "Start progress", Set.of(TO_DO), IN_PROGRESS, null),
            new Transition(21, "Start review", Set.of(TO_DO, IN_PROGRESS), IN_REVIEW, null),
            new Transition(31, "Stop progress", Set.of(IN_PROGRESS), TO_DO, null),
            new Transition(41, "Resolve issue", Set.of(IN_PROGRESS, IN_REVIEW), DONE, COMMENT),
            new Transition(51, "Close", Set.of(TO_DO), DONE, COMMENT),
            new Transition(61, "Close issue", Set.of(IN_PROGRESS, IN_REVIEW), DONE, COMMENT),
            new Transition(71, "Close as duplicate", Set.of(TO_DO, IN_REVIEW), DONE, COMMENT),
            new Transition(81, "Reject", Set.of(IN_REVIEW), TO_DO, COMMENT_AND_CAUSE),
            new Transition(91, "Reopen issue", Set.of(DONE), TO_DO, COMMENT));
}
