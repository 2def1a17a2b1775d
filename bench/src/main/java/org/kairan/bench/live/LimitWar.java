package org.kairan.bench.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs the two classes that run inside Payara. */
public final class LimitWar {

    /** By name, since what they extend is there only inside Payara. */
    private static final String[] CLASSES = {
        "org.kairan.bench.live.limit.tyrus.Endpoint", "org.kairan.bench.live.limit.tyrus.Publish"
    };

    private LimitWar() {}

    public static Path pack(Path file) throws IOException {
        try (var war = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var name : CLASSES) {
                var path = name.replace('.', '/') + ".class";
                war.putNextEntry(new ZipEntry("WEB-INF/classes/" + path));
                try (var bytes = LimitWar.class.getResourceAsStream('/' + path)) {
                    bytes.transferTo(war);
                }
                war.closeEntry();
            }
        }
        return file;
    }
}
