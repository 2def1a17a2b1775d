package org.kairan.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Finds handlers that catch everything and never look at what they have caught: neither logged nor passed on nor thrown again.
 *
 * <p>Read from the byte code: the variable that a handler stores the exception in is not loaded before it is stored in again. A handler of one narrow exception may decide by its type alone.
 */
final class Catches {

    private static final Set<String> ALL =
            Set.of("java/lang/Exception", "java/lang/RuntimeException", "java/lang/Throwable", "java/lang/Error");

    private Catches() {}

    /** Gives one line for each such handler in a class file. */
    static List<String> swallowed(Path classFile) {
        var found = new ArrayList<String>();
        try {
            new ClassReader(Files.readAllBytes(classFile))
                    .accept(
                            new ClassVisitor(Opcodes.ASM9) {
                                private String name;

                                @Override
                                public void visit(
                                        int version,
                                        int access,
                                        String internalName,
                                        String signature,
                                        String superName,
                                        String[] interfaces) {
                                    name = internalName.replace('/', '.');
                                }

                                @Override
                                public MethodVisitor visitMethod(
                                        int access,
                                        String method,
                                        String descriptor,
                                        String signature,
                                        String[] exceptions) {
                                    return new Handlers(name + "." + method, found);
                                }
                            },
                            ClassReader.SKIP_FRAMES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static final class Handlers extends MethodVisitor {

        private final String method;
        private final List<String> found;
        private final Map<Label, String> handlers = new HashMap<>();
        /** Variables that hold a caught exception nobody has looked at yet, with the line of the handler. */
        private final Map<Integer, String> unseen = new HashMap<>();

        private final Set<Label> begun = new HashSet<>();
        private final Set<String> swallowed = new LinkedHashSet<>();
        private String caught;
        private int line;

        Handlers(String method, List<String> found) {
            super(Opcodes.ASM9);
            this.method = method;
            this.found = found;
        }

        @Override
        public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
            if (type != null && ALL.contains(type)) {
                handlers.put(handler, type.substring("java/lang/".length()));
            }
        }

        @Override
        public void visitLabel(Label label) {
            if (handlers.containsKey(label) && begun.add(label)) {
                caught = handlers.get(label);
            }
        }

        @Override
        public void visitLineNumber(int number, Label start) {
            line = number;
        }

        @Override
        public void visitVarInsn(int opcode, int variable) {
            if (opcode == Opcodes.ASTORE) {
                if (unseen.containsKey(variable)) {
                    swallowed.add(unseen.remove(variable));
                }
                if (caught != null) {
                    unseen.put(variable, "catches " + caught + " and never looks at it (line " + line + ")");
                    caught = null;
                }
            } else if (opcode == Opcodes.ALOAD) {
                unseen.remove(variable);
            }
        }

        @Override
        public void visitInsn(int opcode) {
            if (caught != null && opcode == Opcodes.POP) {
                swallowed.add("catches " + caught + " and drops it (line " + line + ")");
            }
            caught = null;
        }

        @Override
        public void visitEnd() {
            swallowed.addAll(unseen.values());
            swallowed.forEach(what -> found.add(method + " " + what));
        }
    }
}
