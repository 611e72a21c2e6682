// What is put in place of Chicory's comparisons answers the same, and none of what is replaced is left.
package org.jigit.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.dylibso.chicory.runtime.OpcodeImpl;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

class PeepholeTest {
    @Test
    void every_comparison_jumps_as_before(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("SomeMachineFuncGroup_0.class");
        byte[] before = functions();
        Files.write(file, before);
        run(folder);
        byte[] after = Files.readAllBytes(file);
        assertTrue(after.length < before.length, "nothing was shortened");
        Class<?> old = define(before);
        Class<?> shortened = define(after);
        int compared = 0;
        for (Method function : old.getDeclaredMethods()) {
            Method same = shortened.getDeclaredMethod(function.getName(), function.getParameterTypes());
            boolean isLong = function.getParameterTypes()[0] == long.class;
            for (Object one : isLong ? LONGS : INTS) {
                for (Object other : isLong ? LONGS : INTS) {
                    Object[] values =
                            function.getParameterCount() == 1 ? new Object[] {one} : new Object[] {one, other};
                    assertEquals(
                            function.invoke(null, values),
                            same.invoke(null, values),
                            () -> function.getName() + Arrays.toString(values));
                    compared++;
                }
            }
        }
        assertTrue(compared > 2 * 14 * 49, "only " + compared + " comparisons");
    }

    @Test
    void numbers_without_a_sign_are_compared_as_chicory_does() {
        for (int one : INTS) {
            for (int other : INTS) {
                assertEquals(OpcodeImpl.I32_LT_U(one, other) == 1, Unsigned.lt(one, other));
                assertEquals(OpcodeImpl.I32_LE_U(one, other) == 1, Unsigned.le(one, other));
                assertEquals(OpcodeImpl.I32_GT_U(one, other) == 1, Unsigned.gt(one, other));
                assertEquals(OpcodeImpl.I32_GE_U(one, other) == 1, Unsigned.ge(one, other));
            }
        }
    }

    @Test
    void no_function_of_the_module_asks_for_an_interruption_or_for_a_global() throws Exception {
        int[] pointers = {0};
        new ClassReader("org.jigit.core.CoreModuleMachineFuncGroup_0")
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String function, String type, String signature, String[] thrown) {
                                return new MethodVisitor(Opcodes.ASM9) {
                                    @Override
                                    public void visitMethodInsn(
                                            int opcode, String owner, String name, String type, boolean isInterface) {
                                        assertTrue(!REPLACED.contains(name), () -> function + " calls " + name);
                                        pointers[0] += name.equals("stackPointer") ? 1 : 0;
                                    }
                                };
                            }
                        },
                        ClassReader.SKIP_DEBUG);
        assertTrue(pointers[0] > 1000, "the stack pointer is used " + pointers[0] + " times");
    }

    /** A function for each comparison that Chicory knows and each jump behind it: whether it was taken. */
    private static byte[] functions() {
        ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
        type.visit(Opcodes.V11, Opcodes.ACC_PUBLIC, NAME, null, "java/lang/Object", null);
        for (Method comparison : OpcodeImpl.class.getMethods()) {
            if (comparison.getName().matches("I(32|64)_(EQZ?|NE|[GL][ET]_[SU])")) {
                function(type, comparison, Opcodes.IFEQ);
                function(type, comparison, Opcodes.IFNE);
            }
        }
        return type.toByteArray();
    }

    private static void function(ClassWriter type, Method comparison, int jump) {
        Type[] values = Type.getArgumentTypes(comparison);
        String descriptor = Type.getMethodDescriptor(Type.INT_TYPE, values);
        int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
        MethodVisitor code = type.visitMethod(access, comparison.getName() + "_" + jump, descriptor, null, null);
        code.visitCode();
        int at = 0;
        for (Type value : values) {
            code.visitVarInsn(value.getOpcode(Opcodes.ILOAD), at);
            at += value.getSize();
        }
        String chicory = Type.getInternalName(OpcodeImpl.class);
        String called = Type.getMethodDescriptor(comparison);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, chicory, comparison.getName(), called, false);
        Label taken = new Label();
        code.visitJumpInsn(jump, taken);
        code.visitInsn(Opcodes.ICONST_0);
        code.visitInsn(Opcodes.IRETURN);
        code.visitLabel(taken);
        code.visitInsn(Opcodes.ICONST_1);
        code.visitInsn(Opcodes.IRETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    /** Runs it as the build does. */
    private static void run(Path folder) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = List.of(
                java, "-cp", System.getProperty("java.class.path"), "src/build/java/Peephole.java", folder.toString());
        Process process = new ProcessBuilder(command).inheritIO().start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it does not end");
            assertEquals(0, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }

    /** A class of this package, as often as wanted. */
    private static Class<?> define(byte[] bytes) throws IllegalAccessException {
        return MethodHandles.lookup().defineHiddenClass(bytes, true).lookupClass();
    }

    private static final String NAME = "org/jigit/core/SomeMachineFuncGroup_0";

    private static final List<String> REPLACED = List.of("checkInterruption", "readGlobal", "writeGlobal", "i32_ge_u");

    private static final List<Integer> INTS =
            List.of(Integer.MIN_VALUE, Integer.MIN_VALUE + 1, -1, 0, 1, Integer.MAX_VALUE - 1, Integer.MAX_VALUE);

    private static final List<Long> LONGS = Stream.concat(
                    INTS.stream().map(Integer::longValue),
                    Stream.of(Long.MIN_VALUE, 1L << 32, -1L << 32, Long.MAX_VALUE))
            .toList();
}
