// The core knows which projects there are, and hears of new ones.
package org.jigit.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Set;
import org.jigit.Rig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownProjectsTest {
    @Test
    void a_change_of_projects_is_a_new_version_and_no_change_is_none(@TempDir Path home) throws Exception {
        try (Rig rig = new Rig(home)) {
            long first = rig.projects.version();
            rig.projects.refresh();
            assertEquals(first, rig.projects.version());
            assertTrue(rig.core
                    .issueKeysJson("commit", "PAY-1 BILL-2 SHOP-3", first)
                    .contains("\"BILL-2\""));
            assertEquals(
                    false, rig.core.issueKeysJson("commit", "SHOP-3", first).contains("\"SHOP-3\""));
            rig.jira.put("SHOP", Set.of("SHOP"));
            rig.projects.onCreated(null);
            long second = rig.projects.version();
            assertNotEquals(first, second);
            assertTrue(rig.core.issueKeysJson("commit", "SHOP-3", second).contains("\"SHOP-3\""));
            assertEquals(Set.of("BILL", "PAY"), rig.projects.keysOf("bill"));
            assertEquals(Set.of(), rig.projects.keysOf("NOPE"));
        }
    }
}
