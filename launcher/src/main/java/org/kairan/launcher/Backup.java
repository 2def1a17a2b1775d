package org.kairan.launcher;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Writes all that an installation keeps into one file, while it serves or stands still: the rows of one snapshot of the database, and
 * the files that this snapshot can know of.
 *
 * <p>The file appears under its name when it is whole and on the disk; until then, and when something goes wrong, an older one of that
 * name stays. What is in it says {@link Manifest}.
 */
final class Backup {

    /** Bytes of rows per piece of a table: a tar file wants to know a part's length before the part. */
    private static final int PIECE = 4 << 20;

    /** What else of the data folder belongs to an installation; the rest is made anew. */
    private static final List<String> FILES = List.of("demo.loaded", "modules");

    private final TarArchiveOutputStream tar;
    private final Path root;
    private final Consumer<String> progress;
    private final Map<String, Manifest.Part> parts = new LinkedHashMap<>();
    private final Map<String, Long> rows = new LinkedHashMap<>();
    private final List<String> odd = new ArrayList<>();

    private Backup(OutputStream out, Path root, Consumer<String> progress) {
        this.tar = new TarArchiveOutputStream(out, "UTF-8");
        this.tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        this.tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        this.root = root;
        this.progress = progress;
    }

    /**
     * Makes the backup.
     *
     * @param kind 'demo' or 'office'
     * @return names of files that are not what they should be on the disk already, and are in the backup as they were found
     * @throws Problem when there is nothing to keep, or when the file cannot be written; then nothing new is left behind
     */
    static List<String> write(Path file, Path root, String kind, DatabaseAccess database, Consumer<String> progress)
            throws Problem, IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (FileChannel channel = open(file, part)) {
            try (OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
                    Connection connection = database.connect()) {
                Backup backup = new Backup(out, root, progress);
                backup.write(kind, connection);
                out.flush();
                channel.force(true);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
                try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
                    folder.force(true);
                }
                return backup.odd;
            } catch (IOException e) {
                Files.deleteIfExists(part);
                throw new Problem("The backup " + file + " could not be written: " + DataFolder.reason(e), e);
            } catch (SQLException e) {
                Files.deleteIfExists(part);
                throw new Problem("The database could not be read to its end: " + DatabaseAccess.reason(e), e);
            } catch (Problem e) {
                Files.deleteIfExists(part);
                throw e;
            }
        }
    }

    private static FileChannel open(Path file, Path part) throws Problem, IOException {
        if (Files.isDirectory(file)) {
            throw new Problem(file + " is a folder: say the name of a file.");
        }
        try {
            FileChannel channel = FileChannel.open(
                    part,
                    java.util.Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            if (channel.tryLock() == null) {
                channel.close();
                throw new Problem("Another backup to " + file + " is being written.");
            }
            channel.truncate(0);
            return channel;
        } catch (IOException e) {
            throw new Problem("The backup " + file + " could not be written: " + DataFolder.reason(e), e);
        }
    }

    private void write(String kind, Connection connection) throws SQLException, IOException, Problem {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
        Catalog catalog = Catalog.read(connection);
        if (catalog.tables().isEmpty()) {
            throw new Problem("There is nothing to back up: the database holds no table of Kairan's.");
        }
        for (String other : Catalog.others(connection)) {
            progress.accept("Leaving out the schema " + other + ", which is none of Kairan's modules'");
        }
        Map<String, String> head = new LinkedHashMap<>();
        head.put("made", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        head.put("kind", kind);
        head.put("postgresql", connection.getMetaData().getDatabaseProductVersion());
        Manifest start = new Manifest(head, catalog.modules(), rows, parts, new Manifest.Blobs(0, 0, ""));
        part(Manifest.HEAD, start.headLines());
        part(Manifest.BEFORE, join(catalog.before()));
        for (int i = 0; i < catalog.tables().size(); i++) {
            Catalog.Table table = catalog.tables().get(i);
            part("rows/" + number(i) + "/copy.sql", table.copyIn());
            rows.put(table.name(), rows(connection, i, table));
        }
        part(Manifest.AFTER, join(catalog.after()));
        for (String name : FILES) {
            Path path = root.resolve(name);
            if (Files.isDirectory(path)) {
                try (Stream<Path> files = Files.list(path)) {
                    for (Path file : files.filter(each -> each.toString().endsWith(".jar"))
                            .sorted()
                            .toList()) {
                        file(name + "/" + file.getFileName(), file);
                    }
                }
            } else if (Files.exists(path)) {
                file(name, path);
            }
        }
        Manifest.Blobs blobs = blobs();
        connection.rollback();
        byte[] manifest =
                new Manifest(head, catalog.modules(), rows, parts, blobs).text().getBytes(StandardCharsets.UTF_8);
        entry(Manifest.NAME, manifest.length);
        tar.write(manifest);
        tar.closeArchiveEntry();
        tar.finish();
        progress.accept("Written: " + rows.size() + " tables with "
                + rows.values().stream().mapToLong(Long::longValue).sum() + " rows, " + blobs.number() + " files");
    }

    private static String join(List<String> statements) throws Problem {
        for (String statement : statements) {
            if (statement.contains(Manifest.BETWEEN)) {
                throw new Problem("A statement holds the line that separates statements: " + statement);
            }
        }
        return String.join(Manifest.BETWEEN, statements);
    }

    private static String number(int i) {
        return String.format("%04d", i);
    }

    private long rows(Connection connection, int number, Catalog.Table table) throws SQLException, IOException {
        CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(table.copyOut());
        ByteArrayOutputStream piece = new ByteArrayOutputStream();
        int pieces = 0;
        OutputStream packed = new GZIPOutputStream(piece);
        long waiting = 0;
        for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
            packed.write(row);
            waiting += row.length;
            if (waiting >= PIECE) {
                packed.close();
                part(piece(number, pieces++), piece.toByteArray());
                piece.reset();
                packed = new GZIPOutputStream(piece);
                waiting = 0;
            }
        }
        packed.close();
        if (waiting > 0) {
            part(piece(number, pieces), piece.toByteArray());
        }
        return copy.getHandledRowCount();
    }

    private static String piece(int number, int piece) {
        return "rows/" + number(number) + "/" + String.format("%06d", piece) + ".gz";
    }

    /** Those that are there now, which are at least those that the snapshot's rows name. */
    private Manifest.Blobs blobs() throws IOException {
        Path folder = root.resolve("blobs");
        MessageDigest names = Manifest.digest();
        long number = 0;
        long bytes = 0;
        for (Path first : sorted(folder)) {
            for (Path second : sorted(first)) {
                for (Path file : sorted(second)) {
                    String name = "blobs/" + folder.relativize(file).toString();
                    if (Manifest.isBlob(name)) {
                        long size = file(name, file);
                        if (size >= 0) {
                            names.update((name + "\n").getBytes(StandardCharsets.UTF_8));
                            number++;
                            bytes += size;
                        }
                    }
                }
            }
        }
        return new Manifest.Blobs(number, bytes, Manifest.hex(names));
    }

    private static List<Path> sorted(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (NoSuchFileException e) {
            // Emptied and removed since it was listed: nothing in it is needed any more.
            return List.of();
        }
    }

    /** Its length, or -1 when it is gone, which can only be because nothing needs it. */
    private long file(String name, Path file) throws IOException {
        long size;
        MessageDigest digest = Manifest.digest();
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream read = new DigestInputStream(in, digest)) {
            size = Files.size(file);
            entry(name, size);
            long copied = read.transferTo(tar);
            if (copied != size) {
                throw new IOException(file + " changed while it was read");
            }
            tar.closeArchiveEntry();
        } catch (NoSuchFileException e) {
            return -1;
        }
        String sha = Manifest.hex(digest);
        if (!Manifest.isBlob(name)) {
            parts.put(name, new Manifest.Part(sha, size));
        } else if (!name.endsWith(sha)) {
            parts.put(name, new Manifest.Part(sha, size));
            odd.add(name);
        }
        return size;
    }

    private void part(String name, String text) throws IOException {
        part(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void part(String name, byte[] bytes) throws IOException {
        entry(name, bytes.length);
        tar.write(bytes);
        tar.closeArchiveEntry();
        parts.put(name, new Manifest.Part(Manifest.hex(Manifest.digest(), bytes), bytes.length));
    }

    private void entry(String name, long size) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(size);
        // Whole seconds: fractions would cost another head for each part, which nothing checks.
        entry.setModTime(entry.getLastModifiedDate().getTime() / 1000 * 1000);
        entry.setMode(0100600);
        tar.putArchiveEntry(entry);
    }
}
