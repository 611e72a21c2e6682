// What the module was compiled to: nothing interpreted, and small enough for the JVM to compile further.
package org.jigit.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

class ModuleTest {
    @Test
    void the_module_imports_nothing() {
        assertEquals(0, CoreModule.load().importSection().importCount());
    }

    @Test
    void few_functions_are_too_large_for_the_jit() throws IOException {
        List<String> large = new ArrayList<>();
        int[] methods = {0};
        for (ClassReader type : generated()) {
            type.accept(
                    new ClassVisitor(Opcodes.ASM9, new ClassWriter(type, 0)) {
                        @Override
                        public MethodVisitor visitMethod(
                                int access, String name, String descriptor, String signature, String[] exceptions) {
                            methods[0]++;
                            MethodVisitor written = super.visitMethod(access, name, descriptor, signature, exceptions);
                            return new MethodVisitor(Opcodes.ASM9, written) {
                                @Override
                                public void visitMaxs(int stack, int locals) {
                                    Label end = new Label();
                                    visitLabel(end);
                                    super.visitMaxs(stack, locals);
                                    if (end.getOffset() > HOTSPOT_LIMIT) {
                                        large.add(type.getClassName() + "." + name + ": " + end.getOffset());
                                    }
                                }
                            };
                        }
                    },
                    0);
        }
        assertTrue(methods[0] > 200, "only " + methods[0] + " methods: is this the compiled module?");
        assertTrue(
                large.size() <= LARGE_FUNCTIONS,
                () -> large.size() + " functions are over " + HOTSPOT_LIMIT
                        + " bytecodes; split what is on a hot path with #[inline(never)]: " + large);
    }

    @Test
    void no_function_is_left_to_an_interpreter() throws IOException {
        Set<String> used = new HashSet<>();
        for (ClassReader type : generated()) {
            type.accept(
                    new ClassRemapper(new ClassWriter(0), new Remapper() {
                        @Override
                        public String map(String internalName) {
                            used.add(internalName);
                            return internalName;
                        }
                    }),
                    0);
        }
        assertTrue(used.contains("com/dylibso/chicory/runtime/Instance"), used.toString());
        assertFalse(used.stream().anyMatch(name -> name.contains("Interpreter")), used.toString());
    }

    @Test
    void nothing_that_is_packed_names_a_folder_of_its_builder() throws IOException {
        Path root = Path.of("").toAbsolutePath().getParent().getParent();
        List<String> folders = Stream.of(
                        "/home",
                        "/root",
                        "/Users",
                        "/.cargo",
                        "/.rustup",
                        root.toString(),
                        System.getProperty("user.home"),
                        System.getenv("CARGO_HOME"),
                        System.getenv("RUSTUP_HOME"))
                .filter(folder -> folder != null && !WRITTEN_INSTEAD.contains(folder))
                .map(folder -> folder + "/")
                .toList();
        List<Path> packed = new ArrayList<>(List.of(Path.of(System.getProperty("jigit.wasm"))));
        try (var files = Files.walk(packed())) {
            files.filter(Files::isRegularFile).forEach(packed::add);
        }
        assertTrue(packed.stream().anyMatch(file -> file.endsWith(JniEngine.platform())), "no library: " + packed);
        for (Path file : packed) {
            String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
            for (String folder : folders) {
                assertFalse(bytes.contains(folder), () -> file + " names " + folder + "; see remapped in build.sh");
            }
        }
    }

    private static Path packed() {
        return Path.of(CoreModule.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
    }

    private static List<ClassReader> generated() throws IOException {
        List<ClassReader> classes = new ArrayList<>();
        try (var files = Files.newDirectoryStream(packed().resolve("org/jigit/core"), "CoreModuleMachine*.class")) {
            for (Path file : files) {
                classes.add(new ClassReader(Files.readAllBytes(file)));
            }
        }
        return classes;
    }

    // What build.sh writes for our folder and for cargo's; and a home that is the root of all.
    private static final List<String> WRITTEN_INSTEAD = List.of("/src", "/cargo", "/");

    // HotSpot does not compile methods with more bytecodes unless it is told to, and we do not set flags in Jira's JVM.
    private static final int HOTSPOT_LIMIT = 8000;

    // Four that compile an administrator's pattern, one that writes the descriptions of hosts, and three that only
    // choose
    // what to call, one case a function.
    private static final int LARGE_FUNCTIONS = 8;
}
