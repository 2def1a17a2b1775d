package org.kairan.launcher;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL 17 from the binaries of the zonky project, run as a child that keeps its data.
 *
 * <p>The binaries are called directly, without zonky's library: its defaults are made for tests (fsync off, trust, the temporary
 * folder), it reports success on a server that it did not start, and its hook stops the database before the server that uses it.
 */
final class EmbeddedDatabase {

    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
    private static final String VERSION = "17.6.0";
    private static final String NAME = "kairan";
    private static final long LONGEST_STOP = 3000;
    private static final String SUPERUSER = "postgres";

    /** Starts its arguments; when the launcher's pipe closes, for whatever reason, asks them for a fast shutdown (SIGINT). */
    private static final String SHEPHERD = """
            exec 3<&0
            "$@" </dev/null 3<&- &
            child=$!
            { read -r line <&3; kill -INT $child; } >/dev/null 2>&1 &
            watch=$!
            wait $child
            code=$?
            kill $watch 2>/dev/null
            exit $code
            """;

    private static final String CONFIGURATION = """
            # Written by Kairan at every start. Your own settings go into kairan-local.conf beside this file.
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            max_connections = 60
            password_encryption = 'scram-sha-256'

            # What was acknowledged is on the disk.
            fsync = on
            synchronous_commit = on
            full_page_writes = on

            # A modest machine that also runs the server.
            shared_buffers = 96MB
            effective_cache_size = 512MB
            work_mem = 8MB
            maintenance_work_mem = 64MB
            max_wal_size = 512MB
            min_wal_size = 80MB
            max_parallel_workers_per_gather = 0
            max_logical_replication_workers = 0
            random_page_cost = 1.1
            jit = off

            timezone = 'UTC'
            log_timezone = 'UTC'
            datestyle = 'iso, ymd'
            default_text_search_config = 'pg_catalog.simple'

            logging_collector = on
            log_directory = '../logs'
            log_filename = 'postgres-%a.log'
            log_truncate_on_rotation = on
            log_rotation_age = 1d
            log_rotation_size = 0
            log_file_mode = 0600
            log_checkpoints = off
            log_line_prefix = '%m [%p] '

            include_if_exists = 'kairan-local.conf'
            """;

    private static final String ACCESS = """
            # Written by Kairan at every start.
            host  all  all  127.0.0.1/32  scram-sha-256
            """;

    private final DataFolder data;
    private final Rights rights;
    private final Path home;
    private final int port;
    private final Process shepherd;

    private EmbeddedDatabase(DataFolder data, Rights rights, Path home, int port) throws IOException {
        this.data = data;
        this.rights = rights;
        this.home = home;
        this.port = port;
        List<String> command = new java.util.ArrayList<>(List.of("setsid"));
        command.addAll(rights.command(
                "sh",
                "-c",
                SHEPHERD,
                "kairan-database",
                home.resolve("bin/postgres").toString(),
                "-D",
                data.pg().toString(),
                "-p",
                Integer.toString(port)));
        this.shepherd = new ProcessBuilder(command)
                .directory(data.pg().toFile())
                .redirectErrorStream(true)
                .redirectOutput(data.logs().resolve("postgres-start.log").toFile())
                .start();
    }

    /**
     * Starts the database, having made it when there is none and having ended what an earlier, killed launcher left behind.
     *
     * @param avoid a port that somebody else is about to use
     * @param progress told about long steps
     */
    static EmbeddedDatabase start(DataFolder data, int avoid, Consumer<String> progress)
            throws Problem, IOException, InterruptedException {
        Rights rights = Rights.find(data.root);
        endLeftovers(data.pg(), progress);
        Path home = unpack(data, progress);
        if (!Files.exists(data.pg().resolve("PG_VERSION"))) {
            create(data, rights, home, progress);
        }
        Files.writeString(data.pg().resolve("postgresql.conf"), CONFIGURATION);
        Files.writeString(data.pg().resolve("pg_hba.conf"), ACCESS);
        if (rights.nobody() || !Files.getOwner(data.pg().resolve("PG_VERSION")).equals(Files.getOwner(data.root))) {
            rights.own(data.pg());
            rights.own(data.logs());
        }
        EmbeddedDatabase database = new EmbeddedDatabase(data, rights, home, freePort(avoid));
        try {
            database.awaitReady(progress);
        } catch (Problem | InterruptedException e) {
            database.stop(LONGEST_STOP);
            throw e;
        }
        return database;
    }

    private static Path unpack(DataFolder data, Consumer<String> progress) throws Problem, IOException {
        Path home = data.folder("runtime").resolve("postgres-" + VERSION);
        if (Files.isDirectory(home)) {
            return home;
        }
        if (!"amd64".equals(System.getProperty("os.arch")) || !"Linux".equals(System.getProperty("os.name"))) {
            throw new Problem(
                    "The built-in PostgreSQL is for Linux on x86-64: set kairan.db.url to a PostgreSQL of your own.");
        }
        progress.accept("Unpacking the database (once)");
        Path part = data.runtime().resolve("postgres.part");
        DataFolder.delete(part);
        try (InputStream raw = EmbeddedDatabase.class.getResourceAsStream(ARCHIVE);
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(raw, 1 << 16)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = part.resolve(entry.getName()).normalize();
                if (!path.startsWith(part)) {
                    throw new IOException(entry.getName() + " leaves the folder");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(path.getParent());
                    if (entry.isSymbolicLink()) {
                        Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                    } else {
                        Files.copy(tar, path);
                        if ((entry.getMode() & 0100) != 0) {
                            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
                        }
                    }
                }
            }
        }
        Files.move(part, home, StandardCopyOption.ATOMIC_MOVE);
        try (Stream<Path> others = Files.list(data.runtime())) {
            for (Path other : others.filter(
                            path -> path.getFileName().toString().startsWith("postgres-") && !path.equals(home))
                    .toList()) {
                DataFolder.delete(other);
            }
        }
        return home;
    }

    /** Makes a new database beside its place and moves it there when it is complete, so that a kill leaves none or a whole one. */
    private static void create(DataFolder data, Rights rights, Path home, Consumer<String> progress)
            throws Problem, IOException, InterruptedException {
        progress.accept("Making the database (once)");
        Path part = data.root.resolve("pg.part");
        DataFolder.delete(part);
        Files.createDirectory(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        String password = data.secret("database");
        data.secret("superuser");
        if (rights.nobody()) {
            rights.own(part);
        }
        run(
                data,
                rights.command(
                        home.resolve("bin/initdb").toString(),
                        "-D",
                        part.toString(),
                        "-U",
                        SUPERUSER,
                        "--pwfile",
                        data.secretFile("superuser").toString(),
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--data-checksums"),
                "");
        run(
                data,
                rights.command(
                        home.resolve("bin/postgres").toString(),
                        "--single",
                        "-D",
                        part.toString(),
                        "-c",
                        "password_encryption=scram-sha-256",
                        SUPERUSER),
                "create role " + NAME + " login password '" + password + "'\ncreate database " + NAME + " owner " + NAME
                        + "\n" + "revoke all on database " + NAME + " from public\n");
        Files.move(part, data.pg(), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void run(DataFolder data, List<String> command, String input)
            throws Problem, IOException, InterruptedException {
        Path log = data.logs().resolve("postgres-setup.log");
        Process process = new ProcessBuilder(command)
                .directory(data.root.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try (var out = process.getOutputStream()) {
            out.write(input.getBytes(StandardCharsets.UTF_8));
        }
        int code = process.waitFor();
        String said = Files.readString(log);
        Optional<String> fault = said.lines()
                .filter(line -> line.contains("ERROR:") || line.contains("FATAL:") || line.contains("error:"))
                .findFirst();
        if (code != 0 || fault.isPresent()) {
            throw new Problem(
                    "The database could not be made: " + fault.orElse("exit code " + code) + " (see " + log + ")");
        }
    }

    /** Ends a server that outlived its launcher, and waits for the helpers of one that was killed. */
    static void endLeftovers(Path folder, Consumer<String> progress) throws Problem, IOException, InterruptedException {
        List<ProcessHandle> left = Postmaster.processesIn(folder);
        if (left.isEmpty()) {
            return;
        }
        progress.accept("Ending a database left by an earlier run");
        Optional<ProcessHandle> postmaster = Postmaster.read(folder)
                .flatMap(file -> left.stream()
                        .filter(process -> process.pid() == file.pid())
                        .findFirst());
        for (int i = 0; i < 300; i++) {
            List<ProcessHandle> rest = Postmaster.processesIn(folder);
            if (rest.isEmpty()) {
                return;
            }
            if (i == 20 && postmaster.isPresent()) {
                interrupt(postmaster.get().pid());
            }
            if (i == 120) {
                postmaster.ifPresent(ProcessHandle::destroyForcibly);
            }
            if (i == 200) {
                rest.forEach(ProcessHandle::destroyForcibly);
            }
            Thread.sleep(50);
        }
        throw new Problem("A database process of an earlier run does not end: "
                + Postmaster.processesIn(folder).stream()
                        .map(ProcessHandle::pid)
                        .toList());
    }

    /** SIGINT, PostgreSQL's fast shutdown; SIGTERM, which is all that Java can send, would wait for clients for ever. */
    private static void interrupt(long pid) throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "kill -INT " + pid).inheritIO().start().waitFor();
    }

    private static int freePort(int avoid) throws IOException {
        while (true) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                if (socket.getLocalPort() != avoid) {
                    return socket.getLocalPort();
                }
            }
        }
    }

    private void awaitReady(Consumer<String> progress) throws Problem, InterruptedException, IOException {
        for (int i = 1; !running().map(Postmaster::ready).orElse(false); i++) {
            if (shepherd.waitFor(50, TimeUnit.MILLISECONDS)) {
                throw new Problem("The database does not start: " + lastWords() + " (see " + data.logs() + ")");
            }
            if (i % 200 == 0) {
                progress.accept("Still waiting for the database (" + i / 20 + " s)");
            }
        }
    }

    private Optional<Postmaster> running() {
        return Postmaster.read(data.pg()).filter(file -> file.port() == port);
    }

    private String lastWords() throws IOException {
        Path log = data.logs().resolve("postgres-start.log");
        try (Stream<Path> logs = Files.list(data.logs())) {
            Path newest = logs.filter(path -> path.getFileName().toString().matches("postgres-...\\.log"))
                    .max(java.util.Comparator.comparing(path -> path.toFile().lastModified()))
                    .orElse(log);
            return Stream.of(log, newest)
                    .flatMap(path -> {
                        try {
                            return Files.readAllLines(path).stream();
                        } catch (IOException e) {
                            return Stream.empty();
                        }
                    })
                    .filter(line -> line.contains("FATAL:") || line.contains("PANIC:"))
                    .reduce((first, second) -> second)
                    .orElse("no reason given");
        }
    }

    DatabaseAccess access() throws IOException {
        return new DatabaseAccess(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + NAME + "?stringtype=unspecified",
                NAME,
                data.secret("database"));
    }

    long pid() {
        return running().map(Postmaster::pid).orElse(-1L);
    }

    CompletableFuture<Process> ended() {
        return shepherd.onExit();
    }

    /** Fast shutdown; after that time without mercy, since the database's log repairs what is missing at the next start. */
    void stop(long millis) {
        Optional<Postmaster> postmaster = running();
        try {
            shepherd.getOutputStream().close();
            if (!shepherd.waitFor(millis, TimeUnit.MILLISECONDS)) {
                postmaster.flatMap(file -> ProcessHandle.of(file.pid())).ifPresent(ProcessHandle::destroyForcibly);
                shepherd.waitFor(300, TimeUnit.MILLISECONDS);
                shepherd.destroyForcibly();
            }
        } catch (IOException | InterruptedException e) {
            postmaster.flatMap(file -> ProcessHandle.of(file.pid())).ifPresent(ProcessHandle::destroyForcibly);
        }
    }
}
