package org.kairan.core.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.kairan.core.Ref;
import org.kairan.core.people.PersonId;

/** Keeps content for its owners: as long as one thing holds it, it is there. All but {@link #read} belong to the caller's transaction. */
public interface Blobs {

    /** Whether content may be shown. */
    enum State {
        READY,
        /** The virus scanner has not said yet; nobody gets it. */
        BEING_CHECKED,
        /** A virus was found, and the content is gone. */
        INFECTED
    }

    /**
     * Turns somebody's finished upload into content that {@code holder} holds; the upload is gone then.
     *
     * @throws org.kairan.core.problem.Refused if there is no such upload of this person, it is unfinished, or a virus was found in it
     */
    StoredFile claim(UUID upload, PersonId uploader, Ref holder);

    /** Lets one more thing hold content that is already kept; again for the same holder changes nothing. */
    void hold(BlobRef blob, Ref holder);

    /** Ends one thing's hold; content that nobody holds any more is removed later. */
    void release(BlobRef blob, Ref holder);

    /** Says of each whether it may be shown; what is not kept is missing from the answer. */
    Map<BlobRef, State> states(Collection<BlobRef> blobs);

    /** Opens content for reading; the reader closes it. */
    InputStream read(BlobRef blob) throws IOException;
}
