// Finds issue keys in Java: the two ways that the baselines are measured with.
package org.jigit.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds keys of known projects: capitals, digits and underscores, a hyphen, a number without a leading zero. */
abstract class Keys {
    final Set<String> projects;

    private Keys(Collection<String> projects) {
        this.projects = Set.copyOf(projects);
    }

    /** The distinct keys of a text, in its order. */
    final List<String> in(String text) {
        return text == null ? List.of() : in(text, List.of());
    }

    /** The distinct keys of a pull request. */
    final List<String> in(String title, String description, String branch) {
        List<String> found = in(title);
        found = description == null ? found : in(description, found);
        return branch == null ? found : in(branch, found);
    }

    /** The same behind those that are found already; nothing is allocated where a text has none. */
    abstract List<String> in(String text, List<String> found);

    /** With {@code java.util.regex}. */
    static final class Regex extends Keys {
        private final Matcher matcher = KEY.matcher("");

        Regex(Collection<String> projects) {
            super(projects);
        }

        @Override
        List<String> in(String text, List<String> found) {
            matcher.reset(text);
            while (matcher.find()) {
                if (projects.contains(matcher.group(1))) {
                    found = with(matcher.group(), found);
                }
            }
            return found;
        }

        // The boundary is looked for behind the capital, since most characters are none: a sixth faster than \b in
        // front of it.
        private static final Pattern KEY = Pattern.compile("([A-Z](?<=\\b[A-Z])[A-Z0-9_]+)-[1-9][0-9]*\\b");
    }

    /**
     * By hand: looks at each hyphen, which the JVM finds with vector instructions, forward for the number and back for the
     * project.
     */
    static final class Scanner extends Keys {
        Scanner(Collection<String> projects) {
            super(projects);
        }

        @Override
        List<String> in(String text, List<String> found) {
            for (int hyphen = text.indexOf('-'); hyphen >= 0; hyphen = text.indexOf('-', hyphen + 1)) {
                int end = numberEnd(text, hyphen + 1);
                if (end < 0) {
                    continue;
                }
                int start = projectStart(text, hyphen);
                if (start >= 0 && projects.contains(text.substring(start, hyphen))) {
                    found = with(text.substring(start, end), found);
                }
            }
            return found;
        }

        /** Where the number ends that begins here, or -1. */
        private static int numberEnd(String text, int from) {
            int length = text.length();
            if (from == length || text.charAt(from) < '1' || text.charAt(from) > '9') {
                return -1;
            }
            int at = from + 1;
            while (at < length && isDigit(text.charAt(at))) {
                at++;
            }
            return at == length || !isWord(text.charAt(at)) ? at : -1;
        }

        /** Where the project begins that ends before this hyphen, or -1. */
        private static int projectStart(String text, int hyphen) {
            int at = hyphen;
            while (at > 0
                    && (isCapital(text.charAt(at - 1)) || isDigit(text.charAt(at - 1)) || text.charAt(at - 1) == '_')) {
                at--;
            }
            boolean isProject = hyphen - at > 1 && isCapital(text.charAt(at));
            return isProject && (at == 0 || !isWord(text.charAt(at - 1))) ? at : -1;
        }

        private static boolean isCapital(char c) {
            return c >= 'A' && c <= 'Z';
        }

        private static boolean isDigit(char c) {
            return c >= '0' && c <= '9';
        }

        private static boolean isWord(char c) {
            return c < 0x80
                    ? isCapital(c) || isDigit(c) || c >= 'a' && c <= 'z' || c == '_'
                    : Character.isLetterOrDigit(c);
        }
    }

    private static List<String> with(String key, List<String> found) {
        List<String> all = found.isEmpty() ? new ArrayList<>(2) : found;
        // A text has few keys: looking through them is cheaper than hashing.
        if (!all.contains(key)) {
            all.add(key);
        }
        return all;
    }
}
