// What a class file refers to in Jira's packages: types, methods and fields, read from its bytecode.
package org.jigit.it;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** What a class file refers to in Jira's packages, written as in the list of signatures. */
final class References {
    private final Set<String> found = new TreeSet<>();

    private References() {}

    /** {@code NAME} for types, {@code NAME#method(PARAMETERS)RESULT} and {@code field NAME#FIELD:TYPE}. */
    static Set<String> of(byte[] bytes) {
        var references = new References();
        var reader = new ClassReader(bytes);
        references.types(reader);
        reader.accept(references.new Classes(), ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG);
        return references.found;
    }

    /** Every type named anywhere: class constants, descriptors, annotations. All of them are in the constant pool. */
    private void types(ClassReader reader) {
        var buffer = new char[reader.getMaxStringLength()];
        for (int item = 1; item < reader.getItemCount(); item++) {
            var offset = reader.getItem(item);
            if (offset == 0) {
                continue;
            }
            var tag = reader.readByte(offset - 1);
            if (tag == CONSTANT_CLASS) {
                var name = reader.readUTF8(offset, buffer);
                type(name.startsWith("[") ? Type.getType(name) : Type.getObjectType(name));
            } else if (tag == CONSTANT_UTF8) {
                descriptors(reader, offset);
            }
        }
    }

    private void descriptors(ClassReader reader, int offset) {
        var length = reader.readUnsignedShort(offset);
        var text = new StringBuilder();
        for (int at = 0; at < length; at++) {
            text.append((char) reader.readByte(offset + 2 + at));
        }
        var matcher = DESCRIPTOR.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1).replace('/', '.'));
        }
    }

    private void type(Type type) {
        var element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
        if (element.getSort() == Type.OBJECT && ofJira(element.getInternalName())) {
            found.add(element.getClassName());
        }
    }

    private void method(String owner, String name, String descriptor) {
        if (ofJira(owner)) {
            var type = Type.getMethodType(descriptor);
            var parameters = Arrays.stream(type.getArgumentTypes())
                    .map(Type::getClassName)
                    .collect(Collectors.joining(","));
            found.add(owner.replace('/', '.') + "#" + name + "(" + parameters + ")"
                    + type.getReturnType().getClassName());
        }
    }

    private static boolean ofJira(String internalName) {
        return internalName.startsWith("com/atlassian/");
    }

    /** Visits what is called. */
    private final class Classes extends ClassVisitor {
        Classes() {
            super(Opcodes.ASM9);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] thrown) {
            return new Methods();
        }
    }

    /** Visits the instructions. */
    private final class Methods extends MethodVisitor {
        Methods() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            method(owner, name, descriptor);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            if (ofJira(owner)) {
                found.add("field " + owner.replace('/', '.') + "#" + name + ":"
                        + Type.getType(descriptor).getClassName());
            }
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            for (var argument : arguments) {
                if (argument instanceof Handle handle && handle.getDesc().startsWith("(")) {
                    method(handle.getOwner(), handle.getName(), handle.getDesc());
                }
            }
        }
    }

    private static final int CONSTANT_UTF8 = 1;
    private static final int CONSTANT_CLASS = 7;
    /** A type inside a descriptor or a generic signature. */
    private static final java.util.regex.Pattern DESCRIPTOR =
            java.util.regex.Pattern.compile("L(com/atlassian/[A-Za-z0-9_/$]+)[;<]");
}
