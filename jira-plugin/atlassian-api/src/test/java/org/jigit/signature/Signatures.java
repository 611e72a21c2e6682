// Derives the list of signatures from the compiled types: one line for each type, super-type, method, constructor and
// field.
package org.jigit.signature;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Reads compiled signatures and writes them down as lines. */
final class Signatures {
    private static final String UNCERTAIN = "Lorg/jigit/signature/Uncertain;";
    private static final List<String> FOREIGN = List.of("com/atlassian/", "com/opensymphony/", "org/ofbiz/");

    private static final List<String> OF_OBJECT =
            List.of("equals(Ljava/lang/Object;)Z", "hashCode()I", "toString()Ljava/lang/String;");

    private final SortedSet<String> lines = new TreeSet<>(Signatures::withoutMark);

    private Signatures() {}

    /** The lines for all compiled types below a folder. */
    static List<String> of(Path classes) throws IOException {
        var signatures = new Signatures();
        try (Stream<Path> files = Files.walk(classes)) {
            files.filter(file -> file.toString().endsWith(".class")).sorted().forEach(signatures::read);
        }
        return List.copyOf(signatures.lines);
    }

    private static int withoutMark(String left, String right) {
        return left.replaceFirst("^\\?", "").compareTo(right.replaceFirst("^\\?", ""));
    }

    private void read(Path file) {
        try {
            var reader = new ClassReader(Files.readAllBytes(file));
            if (FOREIGN.stream().anyMatch(reader.getClassName()::startsWith)) {
                reader.accept(new TypeReader(), ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(boolean uncertain, String line) {
        lines.add((uncertain ? "?" : "") + line);
    }

    private static String name(String internal) {
        return internal.replace('/', '.');
    }

    private static String kind(int access) {
        if ((access & Opcodes.ACC_ANNOTATION) != 0) {
            return "annotation";
        }
        if ((access & Opcodes.ACC_ENUM) != 0) {
            return "enum";
        }
        return (access & Opcodes.ACC_INTERFACE) != 0 ? "interface" : "class";
    }

    private static boolean isVisible(int access) {
        return (access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0 && (access & Opcodes.ACC_SYNTHETIC) == 0;
    }

    /** Writes down one type. Its annotations come before its members, so that the mark is known when a member is met. */
    private final class TypeReader extends ClassVisitor {
        private String type;
        private int access;
        private List<String> parents = new ArrayList<>();
        private boolean uncertain;
        private boolean written;

        TypeReader() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visit(int version, int flags, String internal, String generic, String parent, String[] interfaces) {
            type = name(internal);
            access = flags;
            if (!"java/lang/Object".equals(parent) && !"java/lang/Enum".equals(parent)) {
                parents.add(name(parent));
            }
            for (String each : interfaces) {
                if (!"java/lang/annotation/Annotation".equals(each)) {
                    parents.add(name(each));
                }
            }
        }

        @Override
        public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
            uncertain |= UNCERTAIN.equals(descriptor);
            return null;
        }

        @Override
        public FieldVisitor visitField(int flags, String field, String descriptor, String generic, Object constant) {
            if (!isVisible(flags)) {
                return null;
            }
            return new FieldVisitor(Opcodes.ASM9) {
                private boolean marked;

                @Override
                public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
                    marked |= UNCERTAIN.equals(annotation);
                    return null;
                }

                @Override
                public void visitEnd() {
                    String line =
                            type + "#" + field + ":" + Type.getType(descriptor).getClassName();
                    boolean enumIsUncertain = uncertain && (access & Opcodes.ACC_ENUM) != 0;
                    add(marked || enumIsUncertain, "field " + line);
                    if (constant != null) {
                        throw new IllegalStateException(line + " would be inlined: give it a value that is computed");
                    }
                }
            };
        }

        @Override
        public MethodVisitor visitMethod(
                int flags, String method, String descriptor, String generic, String[] exceptions) {
            boolean ofObject = OF_OBJECT.contains(method + descriptor);
            if (!isVisible(flags) || ofObject || (access & Opcodes.ACC_ENUM) != 0) {
                return null;
            }
            return new MethodVisitor(Opcodes.ASM9) {
                private boolean marked;

                @Override
                public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
                    marked |= UNCERTAIN.equals(annotation);
                    return null;
                }

                @Override
                public void visitEnd() {
                    String parameters = Stream.of(Type.getArgumentTypes(descriptor))
                            .map(Signatures::binaryName)
                            .collect(Collectors.joining(","));
                    String result = binaryName(Type.getReturnType(descriptor));
                    add(marked, type + "#" + method + "(" + parameters + ")" + result);
                }
            };
        }

        @Override
        public void visitEnd() {
            if (written) {
                throw new IllegalStateException(type + " was met twice");
            }
            written = true;
            add(uncertain, kind(access) + " " + type);
            if (!parents.isEmpty()) {
                add(uncertain, "extends " + type + " : " + String.join(", ", parents));
            }
        }
    }

    private static String binaryName(Type type) {
        return type.getClassName();
    }
}
