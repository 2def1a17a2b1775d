package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Foreign servers that tests speak with, as Debian and Ubuntu package them. */
final class Apt {

    private Apt() {}

    static boolean root() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** Installs a package unless its program is there; two JVMs of tests that want one at the same time wait for each other. */
    static void install(String name, Path program) throws IOException, InterruptedException {
        var lock = Path.of(System.getProperty("java.io.tmpdir"), "kairan-apt.lock");
        try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = channel.lock()) {
            assertEquals(true, held.isValid());
            if (Files.exists(program)) {
                return;
            }
            assertEquals(true, root(), "this test needs " + program + ": as root, apt-get install " + name);
            var log = Files.createTempFile("kairan-apt", ".log");
            for (var words : List.of(
                    List.of("apt-get", "update", "-q"),
                    List.of("apt-get", "install", "-q", "-y", "--no-install-recommends", name))) {
                var builder = new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
                builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
                assertEquals(0, builder.start().waitFor(), "apt could not install " + name + "; see " + log);
            }
            Files.delete(log);
        }
    }
}
