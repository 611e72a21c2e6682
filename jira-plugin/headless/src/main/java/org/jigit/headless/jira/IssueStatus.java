// The statuses that issues of this Jira can have.
package org.jigit.headless.jira;

import java.util.Arrays;
import java.util.Optional;

/** A status with the id and name that Jira shows and the lozenge it wears. */
public enum IssueStatus {
    DONE("10002", "Done", "success"),
    IN_PROGRESS("3", "In Progress", "inprogress"),
    IN_REVIEW("10001", "In Review", "inprogress"),
    TO_DO("10000", "To Do", "default");

    private final String id;
    private final String label;
    private final String lozenge;

    IssueStatus(String id, String label, String lozenge) {
        this.id = id;
        this.label = label;
        this.lozenge = lozenge;
    }

    public String id() {
        return id;
    }

    public String label() {
        return label;
    }

    /** The last part of the AUI class of its lozenge. */
    public String lozenge() {
        return lozenge;
    }

    /** The status with this id or, whatever its case, this name. */
    public static Optional<IssueStatus> named(String text) {
        return Arrays.stream(values())
                .filter(status -> status.id.equals(text) || status.label.equalsIgnoreCase(text))
                .findFirst();
    }

    static IssueStatus of(String id) {
        return named(id).orElseThrow(() -> new IllegalStateException("no status has the id " + id));
    }
}
