package org.kairan.storage.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import org.kairan.core.problem.Refused;
import org.kairan.core.storage.BlobRef;
import org.kairan.storage.Limits;

/**
 * Keeps content in files below the data folder: {@code blobs/ab/cd/<sha256>} what is whole, {@code uploads/<id>} what is on its way, {@code pictures} what can be made again.
 *
 * <p>A file of {@code blobs} is there wholly or not at all: it is written elsewhere, forced to the disk, renamed, and the folder is forced too.
 */
@ApplicationScoped
public class BlobFiles {

    @Inject
    Limits limits;

    /** Opens the part of an upload that is here, for reading and writing; made when missing. */
    public FileChannel part(UUID upload) throws IOException {
        var path = partPath(upload);
        Files.createDirectories(path.getParent());
        return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Where the bytes of a whole upload are: before or, after a crash, beyond the renaming. */
    public Path whole(UUID upload, BlobRef blob, long size) throws IOException {
        var part = partPath(upload);
        return Files.exists(part) && Files.size(part) == size ? part : path(blob);
    }

    public void deletePart(UUID upload) {
        try {
            Files.deleteIfExists(partPath(upload));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a whole upload, which has been forced to the disk, where its content belongs; what is there already stays, unless it is not whole. To be called while the content's row is locked. */
    public void keep(UUID upload, BlobRef blob, long size) {
        var part = partPath(upload);
        var path = path(blob);
        try {
            if (Files.exists(path) && Files.size(path) == size) {
                force(path.getParent());
                Files.deleteIfExists(part);
                return;
            }
            var folder = path.getParent();
            Files.createDirectories(folder);
            move(part, path);
            // All three: each may be new.
            force(folder);
            force(folder.getParent());
            force(folder.getParent().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes content and what was made of it. To be called while its row is locked. */
    public void delete(BlobRef blob) {
        try {
            Files.deleteIfExists(path(blob));
            var pictures = pictures(blob);
            if (Files.isDirectory(pictures)) {
                try (var files = Files.list(pictures)) {
                    for (var file : files.toList()) {
                        Files.deleteIfExists(file);
                    }
                }
                Files.deleteIfExists(pictures);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens content for reading. */
    public FileChannel read(BlobRef blob) throws IOException {
        return FileChannel.open(path(blob), StandardOpenOption.READ);
    }

    public Path path(BlobRef blob) {
        return sharded("blobs", blob);
    }

    /** The folder of the pictures made of content; it may not exist. */
    public Path pictures(BlobRef blob) {
        return sharded("pictures", blob);
    }

    /** How many bytes may still be written, the reserve left aside; negative if it has been touched. */
    public long room() {
        try {
            var free = Long.MAX_VALUE;
            for (var folder : List.of("uploads", "blobs")) {
                var path = Files.createDirectories(root().resolve(folder));
                free = Math.min(free, Files.getFileStore(path).getUsableSpace());
            }
            return free - limits.reserve();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path partPath(UUID upload) {
        return root().resolve("uploads").resolve(upload.toString());
    }

    private Path sharded(String kind, BlobRef blob) {
        var name = blob.sha256();
        return root().resolve(kind)
                .resolve(name.substring(0, 2))
                .resolve(name.substring(2, 4))
                .resolve(name);
    }

    private Path root() {
        return limits.data().orElseThrow(() -> Refused.conflict("storage.no-folder"));
    }

    /** Over the border between two disks nothing can be renamed; then a copy is made first, and that is renamed. */
    private static void move(Path part, Path path) throws IOException {
        try {
            Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            var copy = path.resolveSibling(path.getFileName() + ".part");
            Files.copy(part, copy, StandardCopyOption.REPLACE_EXISTING);
            force(copy);
            Files.move(copy, path, StandardCopyOption.ATOMIC_MOVE);
            Files.delete(part);
        }
    }

    private static void force(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
