// Which step of a workflow the name of a command means.
package org.jigit.smartcommit;

import com.opensymphony.workflow.loader.ActionDescriptor;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Chooses among the steps that are possible now: the same name, else a name that begins with these words, else with these letters. */
final class Transitions {
    private Transitions() {}

    /** The steps that a name means: exactly one when it is clear, several when it is not, none when there is no such step. */
    static List<ActionDescriptor> named(String name, Collection<ActionDescriptor> possible) {
        String wanted = slug(name);
        List<Predicate<String>> ways =
                List.of(wanted::equals, slug -> slug.startsWith(wanted + "-"), slug -> slug.startsWith(wanted));
        return ways.stream()
                .map(way -> possible.stream()
                        .filter(action -> way.test(slug(action.getName())))
                        .toList())
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** Lower case; everything but letters, marks and digits is a hyphen, several are one, none is at an end. */
    static String slug(String name) {
        return name.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{M}\\p{Nd}]+", "-")
                .replaceAll("^-|-$", "");
    }
}
