// The priorities that issues of this Jira can have.
package org.jigit.headless.jira;

import java.util.Arrays;
import java.util.Optional;

/** A priority with the id and name that Jira shows. */
public enum IssuePriority {
    HIGH("2", "High"),
    HIGHEST("1", "Highest"),
    LOW("4", "Low"),
    LOWEST("5", "Lowest"),
    MEDIUM("3", "Medium");

    private final String id;
    private final String label;

    IssuePriority(String id, String label) {
        this.id = id;
        this.label = label;
    }

    public String id() {
        return id;
    }

    public String label() {
        return label;
    }

    /** The priority with this id or, whatever its case, this name. */
    public static Optional<IssuePriority> named(String text) {
        return Arrays.stream(values())
                .filter(priority -> priority.id.equals(text) || priority.label.equalsIgnoreCase(text))
                .findFirst();
    }

    static IssuePriority of(String id) {
        return named(id).orElseThrow(() -> new IllegalStateException("no priority has the id " + id));
    }
}
