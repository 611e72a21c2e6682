// The project's list of the signatures of Jira that the app may use.
package org.jigit.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The list of signatures. */
final class Signatures {
    private final Set<String> types = new HashSet<>();
    private final Set<String> members = new HashSet<>();
    private final Map<String, List<String>> parents = new HashMap<>();

    private Signatures() {}

    static Signatures read(Path file) throws IOException {
        var signatures = new Signatures();
        for (var line : Files.readAllLines(file)) {
            if (!line.startsWith("#") && !line.isBlank()) {
                signatures.add(line.replaceFirst("^[?]", ""));
            }
        }
        return signatures;
    }

    private void add(String line) {
        if (line.matches("(class|interface|enum|annotation) .*")) {
            types.add(line.replaceFirst("^[a-z]+ ", ""));
        } else if (line.startsWith("extends ")) {
            var sides = line.substring("extends ".length()).split(" : ");
            parents.put(sides[0], List.of(sides[1].split(", ")));
        } else {
            members.add(line);
        }
    }

    /** Whether a type, a method (its own or inherited) or a field is in the list. */
    boolean knows(String reference) {
        if (!reference.contains("#")) {
            return types.contains(reference);
        }
        var field = reference.startsWith("field ");
        var name = field ? reference.substring("field ".length()) : reference;
        var owner = name.substring(0, name.indexOf('#'));
        var member = name.substring(name.indexOf('#'));
        for (var type : ancestry(owner)) {
            if (members.contains((field ? "field " : "") + type + member) || inherited(type, member)) {
                return true;
            }
        }
        return false;
    }

    /** A method that the Java platform gives to every object, or to the parents that come from it. */
    private boolean inherited(String type, String member) {
        try {
            var platform = type.startsWith("java.") ? Class.forName(type) : Object.class;
            var name = member.substring(1, member.contains("(") ? member.indexOf('(') : member.length());
            for (var method : platform.getMethods()) {
                if (method.getName().equals(name)) {
                    return true;
                }
            }
            return false;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private List<String> ancestry(String owner) {
        var all = new ArrayList<>(List.of(owner));
        for (int at = 0; at < all.size(); at++) {
            all.addAll(parents.getOrDefault(all.get(at), List.of()));
        }
        return all;
    }
}
