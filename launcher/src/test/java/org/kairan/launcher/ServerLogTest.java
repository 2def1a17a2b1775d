package org.kairan.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLogTest {

    @TempDir
    Path folder;

    @Test
    void theNewestLinesAreInServerLogAndOldOnesGoAway() throws Exception {
        try (ServerLog log = new ServerLog(folder, 10)) {
            for (int i = 0; i < 20; i++) {
                log.write("line " + i);
            }
        }
        assertEquals(List.of("line 19"), Files.readAllLines(folder.resolve("server.log")));
        assertEquals(List.of("line 18"), Files.readAllLines(folder.resolve("server.1.log")));
        assertTrue(Files.exists(folder.resolve("server.5.log")));
        assertFalse(Files.exists(folder.resolve("server.6.log")));
    }

    @Test
    void alaterStartGoesOnInTheSameFile() throws Exception {
        new ServerLog(folder).close();
        try (ServerLog log = new ServerLog(folder)) {
            log.write("a");
        }
        try (ServerLog log = new ServerLog(folder)) {
            log.write("b");
        }
        assertEquals(List.of("a", "b"), Files.readAllLines(folder.resolve("server.log")));
    }
}
