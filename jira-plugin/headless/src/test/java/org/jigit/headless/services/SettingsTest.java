// What plugin settings take and what they refuse.
package org.jigit.headless.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.atlassian.sal.api.pluginsettings.PluginSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jigit.headless.database.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    Path home;

    @Test
    void values_come_back_as_they_went_in() throws Exception {
        try (Store store = Store.h2(home)) {
            Settings factory = new Settings(store);
            PluginSettings settings = factory.createGlobalSettings();
            Properties properties = new Properties();
            properties.setProperty("a", "b");
            for (Object value : List.of("text", "", List.of("a", "b"), Map.of("k", "v"), properties)) {
                settings.put("key", value);
                assertEquals(value, factory.createGlobalSettings().get("key"));
            }
            assertNull(factory.createSettingsForKey("other").get("key"), "another namespace");
            settings.put("key", null);
            assertNull(settings.get("key"));
        }
    }

    @Test
    void limits_are_those_of_sal() throws Exception {
        try (Store store = Store.h2(home)) {
            PluginSettings settings = new Settings(store).createGlobalSettings();
            assertThrows(IllegalArgumentException.class, () -> settings.put("k".repeat(101), "x"));
            assertThrows(IllegalArgumentException.class, () -> settings.put("k", "x".repeat(99_001)));
            assertThrows(IllegalArgumentException.class, () -> settings.put("k", 7));
            assertThrows(IllegalArgumentException.class, () -> settings.get(null));
        }
    }
}
