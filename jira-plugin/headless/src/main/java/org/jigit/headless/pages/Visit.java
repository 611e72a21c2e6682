// What is known about one request of a browser: who asks, with which XSRF token, in which colours.
package org.jigit.headless.pages;

import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import org.jigit.headless.jira.Person;

/** Found out once per request by {@link Authentication}; the person is null for anonymous. */
public record Visit(Person person, String token, Theme theme) {

    /** The colours of a page, as Jira's user menu offers them. */
    public enum Theme {
        DARK("dark"),
        LIGHT("light"),
        ORIGINAL("original");

        private final String label;

        Theme(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        static Optional<Theme> named(String label) {
            for (Theme theme : values()) {
                if (theme.label.equals(label)) {
                    return Optional.of(theme);
                }
            }
            return Optional.empty();
        }
    }

    /** Whether nobody is logged in. */
    public boolean anonymous() {
        return person == null;
    }

    /** The visit that this request belongs to. */
    static Visit of(HttpServletRequest request) {
        return (Visit) request.getAttribute(ATTRIBUTE);
    }

    void attachTo(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    private static final String ATTRIBUTE = Visit.class.getName();
}
