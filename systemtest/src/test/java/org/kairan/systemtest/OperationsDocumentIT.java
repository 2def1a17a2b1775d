package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Does what docs/operations tells an administrator to do (N-RUN-2); what changes the machine itself stands there in blocks of their own, which are not run here. */
class OperationsDocumentIT {

    private static final Pattern BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);
    private static Path folder;

    @BeforeAll
    static void folder() {
        folder = Kairan.temporaryFolder();
    }

    @AfterAll
    static void clean() {
        Kairan.delete(folder);
    }

    private static List<String> blocks(String name) throws IOException {
        var blocks = new ArrayList<String>();
        var found = BLOCK.matcher(
                Files.readString(Launch.HOME.resolve("docs/operations").resolve(name)));
        while (found.find()) {
            blocks.add(found.group(1));
        }
        return blocks;
    }

    @Test
    void every_block_works_in_its_order() throws IOException, InterruptedException {
        var kairan = Kairan.demo();
        var blocks = blocks("README.md");
        assertTrue(blocks.size() >= 8, blocks.size() + " blocks");
        var script = Files.writeString(folder.resolve("acts.sh"), "set -eux\n" + String.join("\n", blocks));
        // The command as it is, but for its look at whether anything must be built.
        var command = Files.writeString(
                folder.resolve("kairan"),
                "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java")
                        + "' -Xmx512m -Dkairan.home="
                        + Launch.HOME + " -cp '" + Launch.HOME.resolve("launcher/target/kairan-launcher.jar") + ":"
                        + Launch.HOME.resolve("launcher/target/lib") + "/*' org.kairan.launcher.Launcher \"$@\"\n");
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
        var configuration =
                Files.writeString(folder.resolve("kairan.properties"), "kairan.data=" + kairan.data() + "\n");
        var builder = new ProcessBuilder("bash", script.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("KAIRAN"));
        builder.environment()
                .putAll(Map.of(
                        "KAIRAN",
                        command.toString(),
                        "CONFIG",
                        configuration.toString(),
                        "DATA",
                        kairan.data().toString(),
                        "BACKUPS",
                        Files.createDirectory(folder.resolve("backups")).toString(),
                        "HERE",
                        kairan.url().toString()));
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertTrue(said.contains("The backup is complete"), said);
        assertTrue(said.contains("Start it with ./kairan"), said);
    }

    @Test
    void both_languages_tell_to_do_the_same() throws IOException {
        assertEquals(blocks("README.md"), blocks("README.ja.md"));
    }
}
