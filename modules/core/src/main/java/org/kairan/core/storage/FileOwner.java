package org.kairan.core.storage;

import java.util.Optional;
import org.kairan.core.ModuleId;
import org.kairan.core.Ref;
import org.kairan.core.access.Caller;

/** Says what content stands behind a module's files, to those who may see it; an SPI, found by CDI. Storage serves download, preview and thumbnails by its answer and nothing else. */
public interface FileOwner {

    ModuleId module();

    /** Gives the file that the reference names; empty if there is none for this caller. */
    Optional<StoredFile> file(Ref file, Caller caller);
}
