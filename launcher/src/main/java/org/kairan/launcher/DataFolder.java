package org.kairan.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** The one folder in which an installation keeps everything, held by at most one launcher at a time. */
final class DataFolder implements AutoCloseable {

    private static final long NEEDED = 1L << 30;
    private static final String PRIVATE_FOLDER = "rwx------";
    private static final String PRIVATE_FILE = "rw-------";

    final Path root;
    private FileChannel channel;

    private DataFolder(Path root) {
        this.root = root;
    }

    /**
     * Makes the folder when it is missing, and locks it.
     *
     * @param kind 'demo' or 'office'
     * @throws Problem when it cannot be used, says why
     */
    static DataFolder open(Path path, String kind) throws Problem {
        DataFolder folder = new DataFolder(path);
        folder.prepare();
        folder.lock();
        folder.claim(kind);
        return folder;
    }

    /** The folder as it is, for looking at what runs there. */
    static DataFolder peek(Path path) {
        return new DataFolder(path);
    }

    private void prepare() throws Problem {
        try {
            if (!Files.isDirectory(root)) {
                Files.createDirectories(
                        root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE_FOLDER)));
            }
            String owner = Files.getOwner(root).getName();
            String user = System.getProperty("user.name");
            if (!owner.equals(user)) {
                throw new Problem("The data folder " + root + " belongs to " + owner + ", you are " + user
                        + ": start Kairan as " + owner + ", or choose another folder.");
            }
            Path probe = root.resolve(".probe");
            Files.write(probe, new byte[4096]);
            Files.delete(probe);
        } catch (IOException e) {
            throw new Problem("The data folder " + root + " cannot be written: " + reason(e), e);
        }
        try {
            long free = Files.getFileStore(root).getUsableSpace();
            if (free < NEEDED) {
                throw new Problem("Only " + (free >> 20) + " MiB are free for " + root + "; Kairan needs at least "
                        + (NEEDED >> 20) + " MiB.");
            }
        } catch (IOException e) {
            throw new Problem("The free space for " + root + " cannot be read: " + reason(e), e);
        }
    }

    private void lock() throws Problem {
        Path path = root.resolve("kairan.lock");
        try {
            channel = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                String holder = Files.readString(path).strip();
                channel.close();
                throw new Problem(
                        "Kairan already runs on " + root + (holder.isEmpty() ? "." : " (process " + holder + ")."));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new Problem("The data folder " + root + " cannot be locked: " + reason(e), e);
        }
    }

    private void claim(String kind) throws Problem {
        Path path = root.resolve("kind");
        try {
            if (Files.exists(path)) {
                String found = Files.readString(path).strip();
                if (!found.equals(kind)) {
                    throw new Problem(
                            found.equals("demo")
                                    ? "The folder " + root
                                            + " holds the demo, whose passwords everybody knows: choose another folder."
                                    : "The folder " + root
                                            + " holds an office's own data: the demo does not touch it.");
                }
            } else if (Files.exists(pg())) {
                throw new Problem(
                        "The folder " + root + " holds a database that Kairan did not make: choose another folder.");
            } else {
                write(path, kind + "\n");
            }
        } catch (IOException e) {
            throw new Problem("The data folder " + root + " cannot be used: " + reason(e), e);
        }
    }

    Path pg() {
        return root.resolve("pg");
    }

    Path runtime() {
        return root.resolve("runtime");
    }

    Path tmp() {
        return root.resolve("tmp");
    }

    Path runFile() {
        return root.resolve("kairan.run");
    }

    /** There from the beginning of a restore to its end. */
    Path restoring() {
        return root.resolve("restoring");
    }

    /** 'demo' or 'office'; empty when the folder is nobody's yet. */
    String kind() throws IOException {
        Path path = root.resolve("kind");
        return Files.exists(path) ? Files.readString(path).strip() : "";
    }

    Path demoLoaded() {
        return root.resolve("demo.loaded");
    }

    Path logs() throws IOException {
        return folder("logs");
    }

    /** A folder below the root that only the owner can enter; made when it is missing. */
    Path folder(String name) throws IOException {
        return Files.createDirectories(
                root.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE_FOLDER)));
    }

    /** Where the secret of that name lies. */
    Path secretFile(String name) {
        return root.resolve("secrets").resolve(name);
    }

    /** The secret of that name, made by chance at the first call; only the owner can read its file. */
    String secret(String name) throws IOException {
        Path path = secretFile(name);
        if (!Files.exists(path)) {
            folder("secrets");
            byte[] bytes = new byte[24];
            new SecureRandom().nextBytes(bytes);
            write(path, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n");
        }
        return Files.readString(path).strip();
    }

    /** Writes a file that only the owner can read, whole or not at all. */
    void write(Path path, String text) throws IOException {
        Path part = path.resolveSibling(path.getFileName() + ".part");
        Files.deleteIfExists(part);
        Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE_FILE)));
        try (FileChannel out = FileChannel.open(part, StandardOpenOption.WRITE)) {
            out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            out.force(true);
        }
        Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Deletes a folder with everything in it; symbolic links are deleted, not followed. */
    static void delete(Path path) throws IOException {
        if (!Files.exists(path, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Says in words what the system said in exception classes. */
    static String reason(IOException e) {
        if (e instanceof java.nio.file.AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof java.nio.file.NoSuchFileException file) {
            return "there is no " + file.getFile();
        }
        if (e instanceof java.nio.file.FileAlreadyExistsException) {
            return "there is a file of that name";
        }
        if (e instanceof java.nio.file.FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        return String.valueOf(e.getMessage());
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(runFile());
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
