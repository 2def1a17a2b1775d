package org.kairan.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Compares the files of an installation with its database, in a process of its own, whether the server runs or not. */
final class StorageCheckup {

    private static final String MAIN = "org.kairan.storage.entity.StorageCheck";

    private StorageCheckup() {}

    /**
     * Runs the comparison and gives its exit code.
     *
     * @param libraries folder with storage's jar and the database's driver
     */
    static int run(Path libraries, Path folder, DatabaseAccess database) throws IOException, InterruptedException {
        List<String> jars;
        try (Stream<Path> files = Files.list(libraries)) {
            jars = files.map(Path::toString)
                    .filter(name -> name.endsWith(".jar"))
                    .sorted()
                    .toList();
        }
        ProcessBuilder builder = new ProcessBuilder(
                        Java.executable(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dfile.encoding=UTF-8",
                        "-cp",
                        String.join(File.pathSeparator, jars),
                        MAIN,
                        folder.toString(),
                        database.url(),
                        database.user())
                .inheritIO();
        // Not on the command line, which every user of the machine can read.
        builder.environment().put("KAIRAN_DB_PASSWORD", database.password());
        return builder.start().waitFor();
    }
}
