package org.kairan.storage.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.kairan.core.Ref;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.Refused;
import org.kairan.core.storage.BlobRef;
import org.kairan.core.storage.Blobs;
import org.kairan.core.storage.StoredFile;
import org.kairan.storage.control.FileType;
import org.kairan.storage.entity.BlobFiles;
import org.kairan.storage.entity.BlobRows;
import org.kairan.storage.entity.BlobRows.Check;
import org.kairan.storage.entity.Uploads;

/** Keeps content for the modules that hold it; takes part in their transactions. */
@ApplicationScoped
public class KeptBlobs implements Blobs {

    @Inject
    BlobRows blobs;

    @Inject
    Uploads uploads;

    @Inject
    BlobFiles files;

    @Override
    public StoredFile claim(UUID upload, PersonId uploader, Ref holder) {
        var found = uploads.find(upload, uploader).orElseThrow(() -> Refused.invalid("storage.upload-unknown"));
        if (!found.stored()) {
            throw Refused.invalid("storage.upload-unfinished", Map.of("name", found.name()));
        }
        var blob = blobs.find(found.content().orElseThrow()).orElseThrow();
        if (blob.check() == Check.INFECTED) {
            throw Refused.invalid("storage.infected", Map.of("name", found.name()));
        }
        blobs.hold(blob.ref(), holder);
        if (!uploads.take(upload)) {
            throw Refused.invalid("storage.upload-unknown");
        }
        return new StoredFile(blob.ref(), found.name(), FileType.named(blob.type(), found.name()), blob.size());
    }

    @Override
    public void hold(BlobRef blob, Ref holder) {
        blobs.hold(blob, holder);
    }

    @Override
    public void release(BlobRef blob, Ref holder) {
        blobs.release(blob, holder);
    }

    @Override
    public Map<BlobRef, State> states(Collection<BlobRef> refs) {
        return blobs.find(refs).stream().collect(Collectors.toMap(BlobRows.Blob::ref, blob -> state(blob.check())));
    }

    @Override
    public InputStream read(BlobRef blob) throws IOException {
        return Channels.newInputStream(files.read(blob));
    }

    static State state(Check check) {
        return switch (check) {
            case WAITING -> State.BEING_CHECKED;
            case INFECTED -> State.INFECTED;
            case UNCHECKED, CLEAN, TOO_BIG -> State.READY;
        };
    }
}
