package org.kairan.storage.entity;

import java.util.Optional;
import java.util.UUID;
import org.kairan.core.people.PersonId;
import org.kairan.core.storage.BlobRef;

/**
 * A file on its way in.
 *
 * @param length in bytes, as announced
 * @param received in bytes, on the disk for certain
 * @param content known once all has been received
 * @param stored whether the content is in its place, so that the upload can be used
 */
public record Upload(
        UUID id, PersonId person, String name, long length, long received, Optional<BlobRef> content, boolean stored) {}
