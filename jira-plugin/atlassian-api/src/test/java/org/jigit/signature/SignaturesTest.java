// Keeps signatures.txt equal to the compiled signatures, so that the list can be trusted.
package org.jigit.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignaturesTest {
    private static final Path LIST = Path.of("signatures.txt");
    private static final List<String> HEADING = List.of(
            "# Every signature of Jira's API that the plugin may call; derived from the types of this module.",
            "# Write it anew with: mvn -pl atlassian-api test -Dsignatures.write=true",
            "#   class|interface|enum|annotation NAME    the kind of a type (nested types use $)",
            "#   extends NAME : PARENT, ...              its parents",
            "#   NAME#method(PARAMETERS)RESULT           erased; constructors are #<init>",
            "#   field NAME#FIELD:TYPE",
            "#   leading ?                               no public source confirms it for Jira 10.3, or only Jira itself calls it");

    @Test
    void the_list_is_what_the_types_say() throws Exception {
        var lines = new ArrayList<>(HEADING);
        lines.addAll(Signatures.of(Path.of("target", "classes")));
        assertFalse(lines.size() < 400, "too few signatures were read: " + lines.size());
        if (Boolean.getBoolean("signatures.write")) {
            Files.write(LIST, lines);
        }
        var message = "signatures.txt is stale: run `mvn -pl atlassian-api test -Dsignatures.write=true`";
        assertEquals(String.join("\n", lines), String.join("\n", Files.readAllLines(LIST)), message);
    }
}
