// The options of the bench.
package org.jigit.bench;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What is asked for.
 *
 * @param quick whether some seconds a cell are enough, to see that all works
 * @param filter which cells are run: those in whose input and way, such as {@code github/push_7kB WASM}, it is found
 * @param forks how many rounds, each with a JVM of its own for each cell
 * @param inputs a folder with bodies that are kept aside, or null
 * @param write whether the tables are written into README.md as well
 */
record Options(boolean quick, Pattern filter, int forks, String inputs, boolean write) {
    static Options of(List<String> arguments) {
        boolean quick = false;
        boolean write = false;
        String filter = "";
        String forks = "1";
        String inputs = null;
        var rest = arguments.iterator();
        while (rest.hasNext()) {
            String name = rest.next();
            switch (name) {
                case "--quick" -> quick = true;
                case "--write" -> write = true;
                case "--filter", "--forks", "--inputs" -> {
                    if (!rest.hasNext()) {
                        throw new IllegalArgumentException(name + ": expected a value, found nothing");
                    }
                    String value = rest.next();
                    switch (name) {
                        case "--filter" -> filter = value;
                        case "--forks" -> forks = value;
                        default -> inputs = value;
                    }
                }
                default -> throw new IllegalArgumentException(
                        "expected --quick, --filter REGEX, --forks N, --inputs FOLDER or --write, found " + name);
            }
        }
        if (!forks.matches("[1-9][0-9]?")) {
            throw new IllegalArgumentException("--forks: expected 1 to 99, found " + forks);
        }
        if (write && (quick || inputs != null || !filter.isEmpty())) {
            throw new IllegalArgumentException("--write: README.md tells whole runs only");
        }
        try {
            return new Options(quick, Pattern.compile(filter), Integer.parseInt(forks), inputs, write);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("--filter: " + e.getDescription());
        }
    }
}
