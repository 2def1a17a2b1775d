package org.kairan.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What PostgreSQL's postmaster.pid says about a running or dead server (PostgreSQL 17, src/include/utils/pidfile.h).
 *
 * @param pid process id; the file holds it negated in single-user mode
 * @param folder data folder
 * @param port TCP port, 0 when the line is not yet written
 * @param ready whether it accepts connections
 */
record Postmaster(long pid, Path folder, int port, boolean ready) {

    /** Reads the file in a database folder; empty when there is none or it is only half written. */
    static Optional<Postmaster> read(Path folder) {
        try {
            return parse(Files.readAllLines(folder.resolve("postmaster.pid")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Optional<Postmaster> parse(List<String> lines) {
        try {
            if (lines.size() < 2) {
                return Optional.empty();
            }
            int port = lines.size() > 3 && !lines.get(3).isBlank()
                    ? Integer.parseInt(lines.get(3).strip())
                    : 0;
            boolean ready = lines.size() > 7 && lines.get(7).strip().equals("ready");
            return Optional.of(new Postmaster(
                    Math.abs(Long.parseLong(lines.get(0).strip())),
                    Path.of(lines.get(1).strip()),
                    port,
                    ready));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * Processes that work on this database: a PostgreSQL process stays in its data folder, so the current directory tells it apart
     * from a stranger that was given the same number later.
     */
    static List<ProcessHandle> processesIn(Path folder) {
        return processesIn(folder, Path.of("/proc"));
    }

    static List<ProcessHandle> processesIn(Path folder, Path proc) {
        try (Stream<Path> entries = Files.list(proc)) {
            Path real = folder.toRealPath();
            return entries.filter(
                            entry -> entry.getFileName().toString().chars().allMatch(Character::isDigit))
                    .filter(entry -> worksIn(entry, real))
                    .map(entry ->
                            ProcessHandle.of(Long.parseLong(entry.getFileName().toString())))
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static boolean worksIn(Path entry, Path folder) {
        try {
            return Files.readSymbolicLink(entry.resolve("cwd")).equals(folder)
                    && Files.readString(entry.resolve("comm")).strip().equals("postgres");
        } catch (IOException e) {
            // The process ended, or belongs to somebody else: then it is not ours.
            return false;
        }
    }
}
