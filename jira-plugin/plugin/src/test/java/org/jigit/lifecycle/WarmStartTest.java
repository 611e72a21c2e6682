// The core is warmed up for what is connected, when it is connected.
package org.jigit.lifecycle;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.nio.file.Path;
import org.jigit.Rig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmStartTest {
    @Test
    void a_host_is_warmed_up_once_as_soon_as_it_is_connected(@TempDir Path home) throws Exception {
        try (Rig rig = new Rig(home)) {
            WarmStart warmStart = new WarmStart(rig.core, rig.connections);
            warmStart.start();
            assertFalse(runs(), "nothing is connected");
            rig.configurations.create(
                    JsonParser.parseString(
                                    """
                                    {"repoName": "Shop", "serverUrl": "https://git.example.com", "serviceType": "GitHub",
                                    "token": "t0p", "repoType": "GroupOfRepositories", "repositoryId": "acme"}
                                    """)
                            .getAsJsonObject(),
                    true);
            warmStart.look();
            assertTrue(runs(), "a host is new");
            warmStart.stop();
            assertFalse(runs(), "it ends when it is told to");
            warmStart.look();
            assertFalse(runs(), "and stays so");
            warmStart.start();
            assertFalse(runs(), "the host was warmed up before");
        }
    }

    private static boolean runs() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("jigit-warm-up"));
    }
}
