package org.kairan.launcher;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Brings back what {@link Backup} kept, into an empty folder and an empty database.
 *
 * <p>The database gets all of it in one transaction, after the files are on the disk. Until the end the folder says that it is being
 * restored; then nothing starts on it, and the same command begins anew.
 */
final class Restore {

    private static final String AGAIN = "when that is mended, give the same command once more";

    private final Path file;
    private final Manifest manifest;
    private boolean broken;
    private boolean again;

    private Restore(Path file, Manifest manifest) {
        this.file = file;
        this.manifest = manifest;
    }

    /**
     * Reads the file from its beginning to its end, and changes nothing.
     *
     * @throws Problem when anything in it is not as it was written
     */
    static Restore verified(Path file) throws Problem, IOException {
        if (!Files.isRegularFile(file)) {
            throw new Problem("There is no file " + file + ".");
        }
        try (TarArchiveInputStream tar = read(file)) {
            return new Restore(file, verify(file, tar));
        } catch (IOException | IllegalArgumentException e) {
            throw new Problem("The backup " + file + " is damaged (" + e.getMessage() + "); nothing was changed.", e);
        }
    }

    private static TarArchiveInputStream read(Path file) throws IOException {
        return new TarArchiveInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16), "UTF-8");
    }

    private static Manifest verify(Path file, TarArchiveInputStream tar) throws IOException, Problem {
        TarArchiveEntry entry = first(file, tar);
        Map<String, Manifest.Part> found = new HashMap<>();
        MessageDigest names = Manifest.digest();
        long blobs = 0;
        long bytes = 0;
        for (; entry != null; entry = tar.getNextEntry()) {
            if (!entry.isCheckSumOK()) {
                throw new IOException("the head of " + entry.getName() + " is not what was written");
            }
            if (entry.getName().equals(Manifest.NAME)) {
                break;
            }
            MessageDigest digest = Manifest.digest();
            long size = new DigestInputStream(tar, digest).transferTo(java.io.OutputStream.nullOutputStream());
            String sha = Manifest.hex(digest);
            boolean blob = Manifest.isBlob(entry.getName());
            if (blob) {
                names.update((entry.getName() + "\n").getBytes(StandardCharsets.UTF_8));
                blobs++;
                bytes += size;
            }
            if (!blob || !entry.getName().endsWith(sha)) {
                found.put(entry.getName(), new Manifest.Part(sha, size));
            }
        }
        if (entry == null) {
            throw new IOException("its end is missing");
        }
        Manifest manifest = Manifest.parse(new String(tar.readAllBytes(), StandardCharsets.UTF_8));
        for (String name : manifest.parts().keySet()) {
            if (!manifest.parts().get(name).equals(found.remove(name))) {
                throw new IOException(name + " is not what was written");
            }
        }
        if (!found.isEmpty()) {
            throw new IOException(found.keySet().iterator().next() + " is not what was written");
        }
        if (!new Manifest.Blobs(blobs, bytes, Manifest.hex(names)).equals(manifest.blobs())) {
            throw new IOException("a file is missing");
        }
        return manifest;
    }

    private static TarArchiveEntry first(Path file, TarArchiveInputStream tar) throws Problem {
        try {
            TarArchiveEntry entry = tar.getNextEntry();
            if (entry != null && entry.getName().equals(Manifest.HEAD)) {
                return entry;
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new Problem(file + " is no backup of Kairan, or its beginning is damaged; nothing was changed.", e);
        }
        throw new Problem(file + " is no backup of Kairan, or its beginning is damaged; nothing was changed.");
    }

    Manifest manifest() {
        return manifest;
    }

    /**
     * Says in the folder that it is being restored.
     *
     * @throws Problem when the folder holds data that no broken restore left there
     */
    void claim(DataFolder data) throws Problem, IOException {
        broken = Files.exists(data.restoring());
        again = broken && Files.readString(data.restoring()).strip().equals(manifest.id());
        if (!broken) {
            for (String name : List.of("pg", "blobs", "demo.loaded")) {
                if (Files.exists(data.root.resolve(name))) {
                    throw new Problem(
                            "The folder " + data.root + " already holds data (" + name
                                    + "): a backup is restored into an empty folder only. Choose another with --data, or move this one away.");
                }
            }
        }
        data.write(data.restoring(), manifest.id() + "\n");
        for (String name : List.of("pg", "pg.part", "demo.loaded")) {
            DataFolder.delete(data.root.resolve(name));
        }
    }

    /** Loads everything; when it returns the folder can be used. */
    void load(DataFolder data, DatabaseAccess database, Consumer<String> progress)
            throws Problem, IOException, InterruptedException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            if (!Catalog.schemas(connection).isEmpty()) {
                if (!again) {
                    if (!broken) {
                        Files.delete(data.restoring());
                    }
                    throw new Problem("The database " + database.shown()
                            + " already holds Kairan's tables: a backup is restored into an empty database only.");
                }
                // The rows came in one transaction, as the last step: that restore was complete but for the mark.
                connection.rollback();
            } else {
                DataFolder.delete(data.root.resolve("blobs"));
                read(connection, data, progress);
                sync(data);
                connection.commit();
                connection.setAutoCommit(true);
                progress.accept("Counting for the planner");
                try (Statement statement = connection.createStatement()) {
                    statement.execute("analyze");
                }
            }
        } catch (SQLException e) {
            throw new Problem(
                    "The database did not take the backup: " + DatabaseAccess.reason(e) + " (" + AGAIN + ")", e);
        } catch (IOException e) {
            throw new Problem("The backup could not be brought back: " + DataFolder.reason(e) + " (" + AGAIN + ")", e);
        }
        Files.delete(data.restoring());
    }

    private void read(Connection connection, DataFolder data, Consumer<String> progress)
            throws IOException, SQLException, Problem {
        long files = 0;
        try (TarArchiveInputStream tar = read(file);
                Statement statement = connection.createStatement()) {
            statement.execute("set local search_path = ''");
            statement.execute("set local check_function_bodies = off");
            Rows rows = new Rows(connection);
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String name = entry.getName();
                if (name.startsWith("rows/")) {
                    rows.take(name, tar);
                } else {
                    rows.end();
                    if (name.equals(Manifest.BEFORE)) {
                        run(statement, tar);
                        progress.accept("Bringing back the rows");
                    } else if (name.equals(Manifest.AFTER)) {
                        if (!rows.counts.equals(manifest.rows())) {
                            throw new Problem("The database counts other rows than were written.");
                        }
                        progress.accept("Making indexes and checking what belongs together");
                        run(statement, tar);
                        progress.accept("Bringing back the files");
                    } else if (!name.equals(Manifest.HEAD) && !name.equals(Manifest.NAME)) {
                        file(name, tar, data);
                        files++;
                    }
                }
            }
        }
        progress.accept("Brought back: " + manifest.rows().size() + " tables with "
                + manifest.rows().values().stream().mapToLong(Long::longValue).sum() + " rows, " + files + " files");
    }

    private static void run(Statement statement, InputStream in) throws IOException, SQLException {
        // The driver would take a question mark or a brace for its own.
        statement.setEscapeProcessing(false);
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        for (String sql : text.split(java.util.regex.Pattern.quote(Manifest.BETWEEN))) {
            if (!sql.isBlank()) {
                statement.execute(sql);
            }
        }
    }

    private void file(String name, InputStream in, DataFolder data) throws IOException {
        Path path = data.root.resolve(name).normalize();
        if (!path.startsWith(data.root)) {
            throw new IOException(name + " leaves the folder");
        }
        data.folder(data.root.relativize(path.getParent()).toString());
        MessageDigest digest = Manifest.digest();
        Files.copy(new DigestInputStream(in, digest), path, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(path, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        Manifest.Part part = manifest.parts().get(name);
        String sha = Manifest.hex(digest);
        if (part == null ? !name.endsWith(sha) : !part.sha().equals(sha)) {
            throw new IOException(name + " changed since the backup was checked");
        }
    }

    /** One call for the whole file system instead of one for each of many small files. */
    private static void sync(DataFolder data) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sync", "-f", data.root.toString())
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("the files could not be brought onto the disk (sync -f " + data.root + ")");
        }
    }

    /** The rows of one table after the other, each in pieces. */
    private static final class Rows {

        private final Connection connection;
        private final Map<String, Long> counts = new HashMap<>();
        private CopyIn copy;
        private String table;

        Rows(Connection connection) {
            this.connection = connection;
        }

        void take(String name, InputStream in) throws IOException, SQLException {
            if (name.endsWith("/copy.sql")) {
                end();
                String sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                table = sql.substring("copy ".length(), sql.indexOf(" ("));
                copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
                return;
            }
            try (GZIPInputStream rows = new GZIPInputStream(new ByteArrayInputStream(in.readAllBytes()), 1 << 15)) {
                byte[] buffer = new byte[1 << 15];
                for (int n = rows.read(buffer); n >= 0; n = rows.read(buffer)) {
                    copy.writeToCopy(buffer, 0, n);
                }
            }
        }

        void end() throws SQLException {
            if (copy != null) {
                counts.put(table, copy.endCopy());
                copy = null;
            }
        }
    }
}
