// The native library: its loader, and what a machine without one is told.
package org.jigit.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class JniEngineTest {
    @Test
    void the_core_runs_as_what_is_chosen_and_back() {
        try (Core core = Core.start(2)) {
            core.configure(new Messages.Configure(70, List.of("PAY"), null, null, null, null, null));
            for (Core.Choice choice : List.of(Core.Choice.JNI, Core.Choice.WASM, Core.Choice.AUTO)) {
                String expected = choice == Core.Choice.WASM ? "wasm" : "jni";
                assertEquals(new Core.Running(expected, null, null), core.use(choice));
                assertTrue(core.issueKeysJson("commit", "PAY-1 OPS-1", 70).startsWith("{\"keys\":[\"PAY-1\"]"));
                core.configure(new Messages.Configure(71, List.of("OPS"), null, null, null, null, null));
                assertTrue(core.issueKeysJson("commit", "PAY-1 OPS-1", 71).startsWith("{\"keys\":[\"OPS-1\"]"));
            }
        }
    }

    @Test
    void what_one_core_remembers_is_not_taken_for_what_another_one_means() {
        for (String project : List.of("AAA", "BBB")) {
            try (Core core = Core.start(1)) {
                core.use(Core.Choice.JNI);
                core.configure(new Messages.Configure(72, List.of(project), null, null, null, null, null));
                assertTrue(core.issueKeysJson("commit", "AAA-1 BBB-1", 72).contains("\"" + project + "-1\""));
            }
        }
    }

    @Test
    void a_machine_without_a_library_is_told_so() {
        assertEquals("not_packed", JniEngine.load("plan9-mips/libjigit.so").reason());
        assertNull(JniEngine.load(JniEngine.platform()), "the one of this machine can be loaded again");
    }

    @Test
    void a_refusal_of_the_core_is_one_here_too() {
        try (Core core = Core.start(1)) {
            core.use(Core.Choice.JNI);
            var error = assertThrows(CoreException.class, () -> core.issueKeysJson("no-such-field", "PAY-1", 0));
            assertEquals(Messages.Code.INTERNAL, error.code());
        }
    }

    @Test
    void a_million_calls_leave_nothing_behind() throws IOException {
        JniEngine engine = new JniEngine();
        byte[] question = keys("PAY-7" + " and again".repeat(200));
        for (int call = 0; call < 100_000; call++) {
            engine.call(question);
        }
        long before = residentKb();
        for (int call = 0; call < 1_000_000; call++) {
            engine.call(question);
        }
        long grown = residentKb() - before;
        // Each call copies two kilobytes in: what it left would be two gigabytes. The heap may still grow by some
        // hundred MB.
        assertTrue(grown < 1_000_000, "the process grew by " + grown + " kB");
    }

    @Test
    void every_class_loader_has_a_library_of_its_own_and_lets_go_of_it() throws Exception {
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            ClassLoader loader = new Copies();
            Class<?> core = loader.loadClass("org.jigit.core.Core");
            Object started = core.getMethod("start", int.class).invoke(null, 1);
            Object jni = loader.loadClass("org.jigit.core.Core$Choice")
                    .getMethod("valueOf", String.class)
                    .invoke(null, "JNI");
            Object running = core.getMethod("use", jni.getClass()).invoke(started, jni);
            assertTrue(running.toString().contains("engine=jni, reason=null"), running.toString());
            loaders.add(new WeakReference<>(loader));
        }
        for (int wait = 0; wait < 50 && loaders.stream().anyMatch(one -> one.get() != null); wait++) {
            System.gc();
            Thread.sleep(100);
        }
        long held = loaders.stream().filter(one -> one.get() != null).count();
        assertTrue(held <= 1, held + " of 5 class loaders are still there");
        long files = Files.readAllLines(Path.of("/proc/self/maps")).stream()
                .filter(line -> line.contains("/jigit-") && line.contains("r-xp"))
                .count();
        assertTrue(files <= 3, files + " libraries are still mapped");
    }

    /** How much memory the process holds, with what native code took. */
    private static long residentKb() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.UTF_8)) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("no VmRSS");
    }

    private static byte[] keys(String text) {
        return Frame.encode("{\"message\":\"issue_keys\",\"field\":\"commit\",\"text\":\"" + text + "\"}");
    }
}
