package org.kairan.storage.control;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.core.storage.BlobRef;
import org.kairan.storage.entity.BlobFiles;
import org.kairan.storage.entity.Upload;
import org.kairan.storage.entity.Uploads;

/** Writes what arrives of an upload to the disk, in a piece of memory whose size does not depend on the file's. */
@ApplicationScoped
public class Receiving {

    private static final int BUFFER = 512 << 10;
    private static final int SLICE = 8 << 10;

    /** So many bytes are brought to the disk while the next are taken in, so that little is left to wait for at the end. */
    private static final long STRETCH = 8L << 20;

    /** Uploads whose digest is remembered between two requests; another's is computed anew from its file. */
    private static final int REMEMBERED = 256;

    private record Digested(long bytes, MessageDigest digest) {}

    @Inject
    Uploads uploads;

    @Inject
    BlobFiles files;

    @Resource
    ManagedExecutorService executor;

    private final Map<UUID, Digested> digests = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Digested> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * Appends what comes until it ends, breaks off, or the announced length is reached; what has arrived by then is on the disk when this returns.
     *
     * @param offset where the client believes the upload to be
     * @throws Refused if it is elsewhere, if another request is writing, or if the disk is full; then the upload stands where it stood
     */
    public Upload append(UUID id, PersonId person, long offset, InputStream in) {
        uploads.find(id, person).orElseThrow(NotFound::new);
        try (var part = files.part(id)) {
            lock(part);
            // Only now: whoever held the lock may have gone on.
            var upload = uploads.find(id, person).orElseThrow(() -> gone(id));
            if (upload.received() != offset) {
                throw Refused.conflict("storage.offset-mismatch");
            }
            if (upload.content().isPresent()) {
                return upload;
            }
            part.truncate(offset);
            part.position(offset);
            var digest = digest(id, part, offset);
            var received = offset + write(in, part, digest, upload.length() - offset);
            var content = Optional.<BlobRef>empty();
            if (received == upload.length()) {
                content = Optional.of(new BlobRef(HexFormat.of().formatHex(digest.digest())));
            } else {
                remember(id, received, digest);
            }
            if (!uploads.advance(id, received, content)) {
                throw gone(id);
            }
            return new Upload(id, person, upload.name(), upload.length(), received, content, false);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** The type that the first bytes of a whole upload tell. */
    public String type(Upload upload) {
        try (var part =
                FileChannel.open(files.whole(upload.id(), upload.content().orElseThrow(), upload.length()))) {
            var head = ByteBuffer.allocate((int) Math.min(FileType.HEAD, upload.length()));
            while (head.hasRemaining() && part.read(head) >= 0) {}
            return FileType.of(head.array(), upload.length() <= FileType.HEAD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RuntimeException failure(IOException e) {
        return files.room() < BUFFER
                ? new Refused(Refused.Kind.FULL, "storage.disk-full", Map.of(), List.of())
                : new UncheckedIOException(e);
    }

    private NotFound gone(UUID id) {
        files.deletePart(id);
        return new NotFound();
    }

    /** The lock ends with the channel; it also keeps other servers off, where several share the folder. */
    private static void lock(FileChannel part) throws IOException {
        try {
            if (part.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            throw new Refused(Refused.Kind.CONFLICT, "storage.upload-busy", Map.of(), List.of());
        }
        throw Refused.conflict("storage.upload-busy");
    }

    private long write(InputStream in, FileChannel part, MessageDigest digest, long most) throws IOException {
        var begin = part.position();
        try {
            var copied = copy(in, part, digest, most);
            part.force(false);
            return copied;
        } catch (IOException e) {
            // Looked at before the cut makes room again.
            var failure = failure(e);
            part.truncate(begin);
            throw failure;
        } catch (Refused e) {
            part.truncate(begin);
            throw e;
        }
    }

    /** While one piece is digested, the next is taken in and written, and what was written before goes to the disk. A client that is gone ends the copy like the end of what it sent; a disk that takes no more throws. */
    private long copy(InputStream in, FileChannel part, MessageDigest digest, long most) throws IOException {
        var piece = new byte[BUFFER];
        var other = new byte[BUFFER];
        var digested = CompletableFuture.completedFuture((Void) null);
        var forced = CompletableFuture.completedFuture((Void) null);
        long copied = 0;
        long begun = 0;
        try {
            while (true) {
                var read = take(in, piece, (int) Math.min(piece.length, most - copied + 1));
                if (read == 0) {
                    return copied;
                }
                if (copied + read > most) {
                    throw Refused.invalid("storage.upload-too-long");
                }
                digested.join();
                var next = piece;
                digested = CompletableFuture.runAsync(() -> update(digest, next, read), executor);
                for (var rest = ByteBuffer.wrap(piece, 0, read); rest.hasRemaining(); ) {
                    part.write(rest);
                }
                copied += read;
                piece = other;
                other = next;
                if (copied - begun >= STRETCH && forced.isDone()) {
                    settle(forced);
                    begun = copied;
                    forced = CompletableFuture.runAsync(() -> force(part), executor);
                }
            }
        } finally {
            digested.join();
            settle(forced);
        }
    }

    /** The system tells only once that a disk did not take what was written. */
    private static void settle(CompletableFuture<Void> forced) throws IOException {
        try {
            forced.join();
        } catch (CompletionException e) {
            throw new IOException("the disk has not taken a piece of an upload", e.getCause());
        }
    }

    private static void force(FileChannel part) {
        try {
            part.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In slices: a method that is called seldom, if with much, is not compiled to the processor's own instructions for it, and four times as slow. */
    private static void update(MessageDigest digest, byte[] bytes, int length) {
        for (var at = 0; at < length; at += SLICE) {
            digest.update(bytes, at, Math.min(SLICE, length - at));
        }
    }

    /** Fills a piece as far as something comes. */
    private static int take(InputStream in, byte[] piece, int most) {
        var taken = 0;
        try {
            for (var read = 0; read >= 0 && taken < most; read = in.read(piece, taken, most - taken)) {
                taken += read;
            }
        } catch (IOException gone) {
            return taken;
        }
        return taken;
    }

    private MessageDigest digest(UUID id, FileChannel part, long offset) throws IOException {
        Digested known;
        synchronized (digests) {
            known = digests.remove(id);
        }
        if (known != null && known.bytes() == offset) {
            return known.digest();
        }
        var digest = sha256();
        var piece = new byte[BUFFER];
        for (long at = 0; at < offset; ) {
            var read = part.read(ByteBuffer.wrap(piece, 0, (int) Math.min(BUFFER, offset - at)), at);
            if (read < 0) {
                throw new IOException("upload " + id + " is shorter than what has been acknowledged");
            }
            update(digest, piece, read);
            at += read;
        }
        return digest;
    }

    private void remember(UUID id, long bytes, MessageDigest digest) {
        synchronized (digests) {
            digests.put(id, new Digested(bytes, digest));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
