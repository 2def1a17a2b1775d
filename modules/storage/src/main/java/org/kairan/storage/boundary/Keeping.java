package org.kairan.storage.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.kairan.core.audit.Audited;
import org.kairan.core.storage.BlobRef;
import org.kairan.storage.Limits;
import org.kairan.storage.control.Clamd.Answer;
import org.kairan.storage.entity.BlobFiles;
import org.kairan.storage.entity.BlobRows;
import org.kairan.storage.entity.BlobRows.Check;
import org.kairan.storage.entity.Upload;
import org.kairan.storage.entity.Uploads;

/** Changes rows and files together, a transaction each: the row is locked while the file appears or goes, so that a crash in between is mended by doing the same again. */
@ApplicationScoped
public class Keeping {

    /** How long content stays that nobody holds: whoever has let it go by mistake has a day. */
    private static final Duration GRACE = Duration.ofDays(1);

    @Inject
    BlobRows blobs;

    @Inject
    Uploads uploads;

    @Inject
    BlobFiles files;

    @Inject
    Limits limits;

    @Inject
    Clock clock;

    @Inject
    Event<Audited> audit;

    /** Puts a whole upload in its place; again for the same upload changes nothing. */
    @Transactional
    public void finish(Upload upload, String type) {
        var ref = upload.content().orElseThrow();
        var waiting = limits.clamd().isPresent() ? Check.WAITING : Check.UNCHECKED;
        var blob = blobs.put(ref, upload.length(), type, waiting);
        if (blob.check() == Check.INFECTED) {
            files.deletePart(upload.id());
        } else {
            files.keep(upload.id(), ref, upload.length());
        }
        uploads.stored(upload.id());
    }

    @Transactional
    public void drop(UUID upload) {
        uploads.delete(upload);
        files.deletePart(upload);
    }

    @Transactional
    public void checked(BlobRef ref, Answer answer) {
        switch (answer.verdict()) {
            case CLEAN -> blobs.checked(ref, Check.CLEAN, Optional.empty());
            case TOO_BIG -> blobs.checked(ref, Check.TOO_BIG, Optional.empty());
            case INFECTED -> {
                blobs.checked(ref, Check.INFECTED, answer.virus());
                audit.fire(new Audited(
                        "storage.virus-found",
                        Optional.empty(),
                        Optional.empty(),
                        Map.of("virus", answer.virus().orElse(""), "sha256", ref.sha256())));
                files.delete(ref);
            }
        }
    }

    @Transactional
    public void forget(BlobRef ref) {
        if (blobs.forget(ref, graceEnd())) {
            files.delete(ref);
        }
    }

    Instant graceEnd() {
        return clock.instant().minus(GRACE);
    }
}
