// The options of a bench: names with numbers, each with what it is when nobody says.
package org.jigit.it.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Options such as {@code --commits 20000}. */
final class Options {
    private final Map<String, Double> values = new LinkedHashMap<>();

    /** Options with these names and normal values. */
    Options(Map<String, Double> normally) {
        values.putAll(normally);
    }

    /** Takes arguments in; an option that is not there is refused. */
    Options with(List<String> arguments) {
        for (int at = 0; at < arguments.size(); at += 2) {
            var name = arguments.get(at);
            if (!values.containsKey(name)) {
                throw new IllegalArgumentException("expected one of " + values.keySet() + ", found " + name);
            }
            if (at + 1 == arguments.size() || !arguments.get(at + 1).matches("[0-9]{1,9}([.][0-9]{1,9})?")) {
                throw new IllegalArgumentException(name + ": expected a number, found "
                        + (at + 1 == arguments.size() ? "nothing" : arguments.get(at + 1)));
            }
            values.put(name, Double.parseDouble(arguments.get(at + 1)));
        }
        return this;
    }

    int number(String name) {
        return values.get(name).intValue();
    }

    double share(String name) {
        return values.get(name);
    }
}
