package org.kairan.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Reads from the byte code which types of hints a module fires: constants of the form {@code word.word} that stand just before a hint is made, or before a call of a method of the same class that makes one. */
final class Hints {

    private static final String HINT = "org/kairan/core/live/Hint";
    private static final Pattern TYPE = Pattern.compile("[a-z]+\\.[a-z]+(-[a-z]+)*");

    private Hints() {}

    static Set<String> fired(List<Path> classFiles) {
        var types = new TreeSet<String>();
        classFiles.forEach(file -> types.addAll(fired(file)));
        return types;
    }

    private static Set<String> fired(Path classFile) {
        var makers = new HashSet<String>();
        walk(classFile, (owner, caller, called, name, constant) -> {
            if (called.equals(HINT) && name.startsWith("<init>")) {
                makers.add(owner + caller);
            }
        });
        var types = new TreeSet<String>();
        walk(classFile, (owner, caller, called, name, constant) -> {
            var makes = (called.equals(HINT) && name.startsWith("<init>")) || makers.contains(called + name);
            if (makes && constant != null) {
                types.add(constant);
            }
        });
        return types;
    }

    private interface Call {
        void seen(String owner, String caller, String called, String name, String constant);
    }

    private static void walk(Path classFile, Call call) {
        try {
            new ClassReader(Files.readAllBytes(classFile))
                    .accept(
                            new ClassVisitor(Opcodes.ASM9) {
                                private String owner;

                                @Override
                                public void visit(
                                        int version,
                                        int access,
                                        String internalName,
                                        String signature,
                                        String superName,
                                        String[] interfaces) {
                                    owner = internalName;
                                }

                                @Override
                                public MethodVisitor visitMethod(
                                        int access,
                                        String method,
                                        String descriptor,
                                        String signature,
                                        String[] exceptions) {
                                    return new MethodVisitor(Opcodes.ASM9) {
                                        private String constant;

                                        @Override
                                        public void visitLdcInsn(Object value) {
                                            if (value instanceof String text
                                                    && TYPE.matcher(text).matches()) {
                                                constant = text;
                                            }
                                        }

                                        @Override
                                        public void visitMethodInsn(
                                                int opcode,
                                                String called,
                                                String name,
                                                String form,
                                                boolean isInterface) {
                                            call.seen(owner, method + descriptor, called, name + form, constant);
                                        }
                                    };
                                }
                            },
                            ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
