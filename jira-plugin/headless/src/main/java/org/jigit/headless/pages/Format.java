// Writes times for people.
package org.jigit.headless.pages;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Times as Jira writes them by default. */
public final class Format {

    /** For use in templates. */
    static final Format IN_PAGES = new Format();

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd/MMM/yy h:mm a", Locale.ENGLISH);

    /** A time of day on a date, in the server's zone. */
    public String time(Instant instant) {
        return DATE.format(instant.atZone(ZoneId.systemDefault()));
    }

    /** A time for machines. */
    public String machine(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** The first letter of a name, for a round picture. */
    public String initial(String name) {
        return name.isEmpty() ? "?" : name.substring(0, 1).toUpperCase(Locale.ROOT);
    }

    private Format() {}
}
