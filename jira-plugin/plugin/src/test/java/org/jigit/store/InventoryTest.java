// Every column of every table stands in the core's data inventory, and nothing else does.
package org.jigit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import net.java.ao.RawEntity;
import net.java.ao.schema.Table;
import org.jigit.core.Core;
import org.junit.jupiter.api.Test;

class InventoryTest {
    @Test
    void the_inventory_and_the_tables_have_the_same_columns() {
        Set<String> columns = new TreeSet<>();
        for (Class<? extends RawEntity<?>> entity : TestDatabase.ENTITIES) {
            for (Method getter : entity.getDeclaredMethods()) {
                String name = getter.getName()
                        .substring(3)
                        .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                        .toUpperCase(Locale.ROOT);
                columns.add(entity.getAnnotation(Table.class).value() + "." + name);
            }
        }
        Set<String> listed = new TreeSet<>();
        try (Core core = Core.start(1)) {
            core.describe().inventory().forEach(item -> listed.add(item.table() + "." + item.column()));
        }
        assertEquals(String.join("\n", columns), String.join("\n", listed), "add or remove lines of src/inventory.rs");
    }
}
