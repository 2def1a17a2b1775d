package org.kairan.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostmasterTest {

    @TempDir
    Path folder;

    @Test
    void theFileOfARunningServerIsRead() {
        assertEquals(
                Optional.of(new Postmaster(4711, Path.of("/d/pg"), 33285, true)),
                Postmaster.parse(
                        List.of("4711", "/d/pg", "1795446000", "33285", "", "127.0.0.1", "  123   456", "ready   ")));
    }

    @Test
    void aServerThatStillStartsIsNotReady() {
        assertEquals(
                Optional.of(new Postmaster(4711, Path.of("/d/pg"), 33285, false)),
                Postmaster.parse(
                        List.of("4711", "/d/pg", "1795446000", "33285", "", "127.0.0.1", "  123   456", "starting")));
        assertEquals(
                Optional.of(new Postmaster(4711, Path.of("/d/pg"), 0, false)),
                Postmaster.parse(List.of("-4711", "/d/pg", "1795446000")));
    }

    @Test
    void rubbishIsNoServer() throws IOException {
        assertEquals(Optional.empty(), Postmaster.parse(List.of()));
        assertEquals(Optional.empty(), Postmaster.parse(List.of("x", "/d/pg")));
        assertEquals(Optional.empty(), Postmaster.read(folder));
    }

    @Test
    void onlyPostgresProcessesInThatVeryFolderCount() throws IOException {
        long own = ProcessHandle.current().pid();
        Path pg = Files.createDirectories(folder.resolve("pg"));
        Path proc = folder.resolve("proc");
        process(proc, own, pg, "postgres");
        assertEquals(
                List.of(own),
                Postmaster.processesIn(pg, proc).stream()
                        .map(ProcessHandle::pid)
                        .toList());
        process(proc, own, pg, "java");
        assertEquals(List.of(), Postmaster.processesIn(pg, proc));
        process(proc, own, folder, "postgres");
        assertEquals(List.of(), Postmaster.processesIn(pg, proc));
        assertEquals(List.of(), Postmaster.processesIn(folder.resolve("gone"), proc));
    }

    private static void process(Path proc, long pid, Path cwd, String name) throws IOException {
        Path entry = Files.createDirectories(proc.resolve(Long.toString(pid)));
        Files.deleteIfExists(entry.resolve("cwd"));
        Files.createSymbolicLink(entry.resolve("cwd"), cwd.toRealPath());
        Files.writeString(entry.resolve("comm"), name + "\n");
    }
}
