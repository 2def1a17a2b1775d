package org.kairan.bench.board;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes a home for the launcher that is the repository's but for a WAR with {@link Echo} in it. */
public final class EchoWar {

    private EchoWar() {}

    /** Makes it in {@code home}, which is new, and gives it. */
    public static Path home(Path repository, Path home) throws IOException {
        for (var part : new String[] {"launcher/target", "modules/demo/target", "config"}) {
            Files.createDirectories(home.resolve(part).getParent());
            Files.createSymbolicLink(home.resolve(part), repository.resolve(part));
        }
        var war = home.resolve("webapp/target/kairan.war");
        Files.createDirectories(war.getParent());
        Files.copy(repository.resolve("webapp/target/kairan.war"), war);
        try (var zip = FileSystems.newFileSystem(war)) {
            try (var jar = new ZipOutputStream(Files.newOutputStream(zip.getPath("WEB-INF/lib/kairan-echo.jar")));
                    InputStream type = Echo.class.getResourceAsStream("Echo.class")) {
                jar.putNextEntry(new ZipEntry("META-INF/beans.xml"));
                jar.write(
                        "<beans xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"4.0\" bean-discovery-mode=\"annotated\"/>"
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
                jar.putNextEntry(new ZipEntry(Echo.class.getName().replace('.', '/') + ".class"));
                type.transferTo(jar);
            }
        }
        return home;
    }
}
