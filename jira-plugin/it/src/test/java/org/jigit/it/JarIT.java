// The jar as it is shipped: what is inside, what its manifest asks for, and which signatures of Jira its bytecode uses.
package org.jigit.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class JarIT {
    /** Jira refuses larger uploads only far above this; the number is a warning when a library slips in. */
    private static final long MOST_BYTES = 8L * 1024 * 1024;

    @Test
    void nothing_of_atlassian_and_nothing_of_active_objects_is_inside() throws IOException {
        var classes = classes();
        assertTrue(
                classes.containsKey("org/jigit/core/Core.class"), "the nested jars were not read: " + classes.keySet());
        var foreign = classes.keySet().stream()
                .filter(name -> name.startsWith("com/atlassian/") || name.startsWith("net/java/ao/"))
                .toList();
        assertEquals(List.of(), foreign);
    }

    @Test
    void nothing_native_and_no_source_map_is_inside() throws IOException {
        var strange = new ArrayList<String>();
        try (var jar = new JarFile(Places.pluginJar().toFile())) {
            jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> Pattern.matches(".*\\.(so|dll|dylib|exe|sh|map|ts|tsx)", name))
                    .forEach(strange::add);
        }
        assertEquals(List.of(), strange);
        assertTrue(
                Places.pluginJar().toFile().length() < MOST_BYTES,
                "the jar has " + Places.pluginJar().toFile().length() + " bytes");
    }

    @Test
    void every_reference_to_jira_stands_in_the_list_of_signatures() throws IOException {
        var signatures = Signatures.read(java.nio.file.Path.of(System.getProperty("jigit.signatures")));
        var unknown = new TreeSet<String>();
        var seen = 0;
        for (var one : classes().entrySet()) {
            for (var reference : References.of(one.getValue())) {
                seen++;
                if (!signatures.knows(reference)) {
                    unknown.add(reference + " in " + one.getKey());
                }
            }
        }
        assertEquals("", String.join("\n", unknown), "references that the list does not have");
        assertTrue(seen > 100, "only " + seen + " references were found: is the reader blind?");
    }

    @Test
    void packages_of_jira_are_imported_without_version_ranges() throws IOException {
        var imports = clauses(manifest().getValue("Import-Package"));
        assertTrue(imports.keySet().stream().anyMatch(name -> name.startsWith("com.atlassian.")), imports.toString());
        for (var one : imports.entrySet()) {
            if (one.getKey().startsWith("com.atlassian.") || one.getKey().startsWith("net.java.ao")) {
                assertFalse(
                        Pattern.compile("version=\"?[\\[(]")
                                .matcher(one.getValue())
                                .find(),
                        one.getKey() + " has a version range: " + one.getValue());
            }
        }
        assertFalse(manifest().getValue("Import-Package").contains("*"), "a wildcard is left");
        assertEquals(null, manifest().getValue("DynamicImport-Package"), "dynamic imports");
        assertEquals(null, manifest().getValue("Require-Bundle"), "required bundles");
    }

    @Test
    void the_bundle_is_transformerless_and_bridged() throws IOException {
        var manifest = manifest();
        assertEquals(Jira.PLUGIN, manifest.getValue("Bundle-SymbolicName"));
        assertEquals(Jira.PLUGIN, manifest.getValue("Atlassian-Plugin-Key"));
        assertNotNull(manifest.getValue("Spring-Context"));
        assertTrue(
                clauses(manifest.getValue("Import-Package")).containsKey("com.atlassian.plugin.osgi.bridge.external"));
        assertEquals(null, manifest.getValue("Export-Package"), "nothing is for others");
        var descriptor = text("atlassian-plugin.xml");
        assertTrue(descriptor.contains("key=\"" + Jira.PLUGIN + "\""), descriptor);
        assertFalse(descriptor.contains("<component"), "components belong to META-INF/spring");
        assertTrue(descriptor.contains("atlassian-data-center-compatible\">true"), "not marked for Data Center");
        assertFalse(text("META-INF/spring/plugin-context.xml").isEmpty());
    }

    @Test
    void no_wasm_is_interpreted() throws IOException {
        var compiled = classes().keySet().stream()
                .filter(name -> name.startsWith("org/jigit/core/"))
                .collect(Collectors.joining("\n"));
        assertTrue(compiled.contains("Machine"), "the compiled module is missing:\n" + compiled);
    }

    @Test
    void the_core_for_browsers_is_inside() throws IOException {
        assertTrue(text("js/jigit-core.js").contains("wasm_bindgen"), "another script");
        assertTrue(text("js/jigit-core.wasm").startsWith("\0asm"), "no WebAssembly module");
    }

    /** The classes of the jar and of the jars nested in it. */
    private static Map<String, byte[]> classes() throws IOException {
        var classes = new TreeMap<String, byte[]>();
        try (var jar = new JarFile(Places.pluginJar().toFile())) {
            for (var entry : jar.stream().toList()) {
                var bytes = jar.getInputStream(entry).readAllBytes();
                if (entry.getName().endsWith(".class")) {
                    classes.put(entry.getName(), bytes);
                } else if (entry.getName().endsWith(".jar")) {
                    nested(bytes, classes);
                }
            }
        }
        return classes;
    }

    private static void nested(byte[] bytes, Map<String, byte[]> classes) throws IOException {
        try (var jar = new JarInputStream(new ByteArrayInputStream(bytes))) {
            for (var entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
                if (entry.getName().endsWith(".class") && !entry.getName().contains("META-INF/versions/")) {
                    classes.put(entry.getName(), jar.readAllBytes());
                }
            }
        }
    }

    private static Attributes manifest() throws IOException {
        try (var jar = new JarFile(Places.pluginJar().toFile())) {
            return jar.getManifest().getMainAttributes();
        }
    }

    private static String text(String entry) throws IOException {
        try (var jar = new JarFile(Places.pluginJar().toFile())) {
            assertNotNull(jar.getEntry(entry), entry + " is missing");
            return new String(
                    jar.getInputStream(jar.getEntry(entry)).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    /** Package to parameters; commas inside quotes separate nothing. */
    private static Map<String, String> clauses(String header) {
        return Arrays.stream(header.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)"))
                .collect(Collectors.toMap(
                        clause -> clause.split(";")[0].trim(),
                        clause -> clause,
                        (one, other) -> one + other,
                        TreeMap::new));
    }
}
