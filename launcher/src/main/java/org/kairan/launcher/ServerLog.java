package org.kairan.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** server.log and its predecessors server.1.log … server.5.log, of at most 10 MiB each. */
final class ServerLog implements AutoCloseable {

    private static final long LIMIT = 10L << 20;
    private static final int KEPT = 5;

    private final Path folder;
    private final long limit;
    private OutputStream out;
    private long size;

    ServerLog(Path folder) throws IOException {
        this(folder, LIMIT);
    }

    ServerLog(Path folder, long limit) throws IOException {
        this.folder = folder;
        this.limit = limit;
        open();
    }

    Path path() {
        return folder.resolve("server.log");
    }

    private void open() throws IOException {
        out = Files.newOutputStream(path(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        size = Files.size(path());
    }

    synchronized void write(String line) throws IOException {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        if (size > 0 && size + bytes.length > limit) {
            out.close();
            for (int i = KEPT; i > 0; i--) {
                Path from = i == 1 ? path() : folder.resolve("server." + (i - 1) + ".log");
                if (Files.exists(from)) {
                    Files.move(from, folder.resolve("server." + i + ".log"), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            open();
        }
        out.write(bytes);
        size += bytes.length;
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }
}
