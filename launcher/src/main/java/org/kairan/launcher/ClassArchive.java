package org.kairan.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An archive of the server's classes (CDS), which saves a quarter of the work of a start.
 *
 * <p>The first start writes down which classes it loads, which costs next to nothing; a process of its own, of lower priority,
 * makes the archive from that list. Recording in the server instead (RecordDynamicDumpInfo) tripled the work of the first start and
 * stopped everybody while the archive was written. It fits one JDK and one class path: another launcher or Payara makes its own. Where
 * the path has a blank in it, JDK 17 does not find its classes in it and starts as without.
 *
 * @param file the archive, there or not
 * @param classList where the server writes which classes it loads
 */
record ClassArchive(Path file, Path classList) {

    static ClassArchive of(ServerRuntime runtime, Path launcherJar, DataFolder data) throws IOException {
        String fits = Runtime.version()
                + System.getProperty("java.home")
                + launcherJar
                + Files.getLastModifiedTime(launcherJar);
        return new ClassArchive(
                runtime.root().resolve("classes-" + ServerRuntime.sha(fits) + ".jsa"),
                data.tmp().resolve("classes.lst"));
    }

    boolean exists() {
        return Files.exists(file);
    }

    /** What the server's JVM is to be told: use the archive, or write the list for one. */
    String option() {
        return exists() ? "-XX:SharedArchiveFile=" + file : "-XX:DumpLoadedClassList=" + classList;
    }

    /**
     * Starts making the archive from the list of a server that is ready.
     *
     * @param options those of the server that decide whether an archive fits
     */
    Process make(List<String> options, String classPath, Path log) throws IOException {
        try (Stream<Path> files = Files.list(file.getParent())) {
            for (Path old :
                    files.filter(path -> path.toString().contains(".jsa")).toList()) {
                Files.delete(old);
            }
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        List<String> command = new ArrayList<>(List.of(
                "nice",
                "-n",
                "5",
                Java.executable(),
                "-Xshare:dump",
                "-Xmx400m",
                "-XX:SharedClassListFile=" + classList,
                "-XX:SharedArchiveFile=" + part));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        process.onExit().thenAccept(ended -> {
            if (ended.exitValue() == 0) {
                try {
                    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
        });
        return process;
    }
}
