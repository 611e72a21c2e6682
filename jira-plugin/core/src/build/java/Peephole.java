// Makes the functions that Chicory compiled shorter, when the app is built.

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * A peephole optimiser: it looks at few instructions at a time, and puts fewer in their place that do the same.
 *
 * <ul>
 *   <li>Before each call and in each loop a function asks whether its thread was interrupted, which the JVM must read from memory
 *       each time, and around which it can move nothing. Calls of the core end by themselves, so it is not asked.
 *   <li>The stack pointer is looked up among the globals of the instance. It is a field of the memory, which every function is
 *       given.
 *   <li>A comparison is a call that answers 0 or 1, and then a jump if it is one. It is one jump.
 *   <li>Numbers without a sign are compared by {@code Unsigned}: in one step, and not by what some JVMs of version 17
 *       <a href="https://github.com/dylibso/chicory/issues/843">compile wrongly</a> or by Chicory's way around that.
 * </ul>
 */
final class Peephole {
    private Peephole() {}

    /** Shortens the functions in a folder of classes. */
    public static void main(String[] folder) throws IOException {
        try (var files = Files.newDirectoryStream(Path.of(folder[0]), "*MachineFuncGroup_*.class")) {
            for (Path file : files) {
                ClassNode functions = new ClassNode();
                new ClassReader(Files.readAllBytes(file)).accept(functions, 0);
                functions.methods.forEach(Peephole::shorten);
                ClassWriter shorter = new ClassWriter(ClassWriter.COMPUTE_MAXS);
                functions.accept(shorter);
                Files.write(file, shorter.toByteArray());
            }
        }
    }

    private static void shorten(MethodNode function) {
        for (AbstractInsnNode at : function.instructions.toArray()) {
            if (at instanceof MethodInsnNode call && call.getOpcode() == Opcodes.INVOKESTATIC) {
                shorten(function.instructions, call);
            }
        }
    }

    private static void shorten(InsnList code, MethodInsnNode call) {
        switch (call.name) {
            case "checkInterruption" -> code.remove(call);
            case "readGlobal" -> readStackPointer(code, call);
            case "writeGlobal" -> writeStackPointer(code, call);
            case "I32_LT_U", "I32_GT_U", "I32_LE_U", "I32_GE_U", "i32_ge_u" -> {
                call.owner = "org/jigit/core/Unsigned";
                call.name = call.name.substring(4, 6).toLowerCase(Locale.ROOT);
                call.desc = "(II)Z";
            }
            default -> compareAndJump(code, call);
        }
    }

    /** From {@code (int) readGlobal(0, instance)}. */
    private static void readStackPointer(InsnList code, MethodInsnNode call) {
        VarInsnNode instance = instanceBefore(call);
        code.remove(instance.getPrevious());
        expected(call.getNext(), Opcodes.L2I);
        code.remove(call.getNext());
        instance.var = instance.var - 1;
        code.set(call, new MethodInsnNode(Opcodes.INVOKESTATIC, FLAT_MEMORY, "stackPointer", "(" + MEMORY + ")I"));
    }

    /** From {@code writeGlobal((long) value, 0, instance)}. */
    private static void writeStackPointer(InsnList code, MethodInsnNode call) {
        VarInsnNode instance = instanceBefore(call);
        AbstractInsnNode number = instance.getPrevious();
        expected(number.getPrevious(), Opcodes.I2L);
        code.remove(number.getPrevious());
        code.remove(number);
        instance.var = instance.var - 1;
        code.set(call, new MethodInsnNode(Opcodes.INVOKESTATIC, FLAT_MEMORY, "stackPointer", "(I" + MEMORY + ")V"));
    }

    /** The instance that is asked for its first global. It is the last parameter of every function, right behind the memory. */
    private static VarInsnNode instanceBefore(MethodInsnNode call) {
        AbstractInsnNode instance = expected(call.getPrevious(), Opcodes.ALOAD);
        expected(instance.getPrevious(), Opcodes.ICONST_0);
        return (VarInsnNode) instance;
    }

    private static AbstractInsnNode expected(AbstractInsnNode found, int opcode) {
        if (found == null || found.getOpcode() != opcode) {
            throw new IllegalStateException("Chicory compiles globals in another way: the first is the stack pointer");
        }
        return found;
    }

    private static void compareAndJump(InsnList code, MethodInsnNode call) {
        boolean isLong = call.name.startsWith("I64_");
        Integer ifZero = isLong || call.name.startsWith("I32_") ? JUMPS.get(call.name.substring(4)) : null;
        if (ifZero == null
                || !(call.getNext() instanceof JumpInsnNode jump)
                || (jump.getOpcode() != Opcodes.IFNE && jump.getOpcode() != Opcodes.IFEQ)) {
            return;
        }
        boolean isZero = call.name.endsWith("EQZ");
        int jumpIf = isLong || isZero ? ifZero : ifZero + Opcodes.IF_ICMPEQ - Opcodes.IFEQ;
        // Of each jump and its opposite, one has an odd number and the other the next one.
        int opposite = (jumpIf + 1 ^ 1) - 1;
        jump.setOpcode(jump.getOpcode() == Opcodes.IFNE ? jumpIf : opposite);
        if (isLong && isZero) {
            code.insertBefore(call, new InsnNode(Opcodes.LCONST_0));
        }
        if (isLong) {
            code.set(call, new InsnNode(Opcodes.LCMP));
        } else {
            code.remove(call);
        }
    }

    /**
     * The jump that is taken if a comparison is true, where one number is compared with 0. Those that compare two numbers of 32 bits
     * have opcodes in the same order; two of 64 bits are compared first, and the result with 0.
     */
    private static final Map<String, Integer> JUMPS = Map.of(
            "EQ", Opcodes.IFEQ,
            "EQZ", Opcodes.IFEQ,
            "GE_S", Opcodes.IFGE,
            "GT_S", Opcodes.IFGT,
            "LE_S", Opcodes.IFLE,
            "LT_S", Opcodes.IFLT,
            "NE", Opcodes.IFNE);

    private static final String FLAT_MEMORY = "org/jigit/core/FlatMemory";
    private static final String MEMORY = "Lcom/dylibso/chicory/runtime/Memory;";
}
