// The answer to input that Jira does not accept.
package org.jigit.headless.jira;

/** Says which field of the input is wrong, and why in a sentence for the user. */
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String field;

    public Refused(String field, String message) {
        super(message);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
