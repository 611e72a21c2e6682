// The issue types of this Jira.
package org.jigit.headless.jira;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** An issue type with the id and name that Jira shows. */
public enum IssueKind {
    BUG("10004", "Bug", "B", false),
    EPIC("10000", "Epic", "E", false),
    STORY("10001", "Story", "S", false),
    SUB_TASK("10003", "Sub-task", "+", true),
    TASK("10002", "Task", "T", false);

    private final String id;
    private final String label;
    private final String letter;
    private final boolean subTask;

    IssueKind(String id, String label, String letter, boolean subTask) {
        this.id = id;
        this.label = label;
        this.letter = letter;
        this.subTask = subTask;
    }

    public String id() {
        return id;
    }

    public String label() {
        return label;
    }

    /** One letter for the type's coloured square. */
    public String letter() {
        return letter;
    }

    public boolean subTask() {
        return subTask;
    }

    /** The class that colours the square. */
    public String style() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The type with this id or, whatever its case, this name. */
    public static Optional<IssueKind> named(String text) {
        return Arrays.stream(values())
                .filter(kind -> kind.id.equals(text) || kind.label.equalsIgnoreCase(text))
                .findFirst();
    }

    static IssueKind of(String id) {
        return named(id).orElseThrow(() -> new IllegalStateException("no issue type has the id " + id));
    }
}
