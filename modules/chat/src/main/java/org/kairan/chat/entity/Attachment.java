package org.kairan.chat.entity;

import org.kairan.core.storage.StoredFile;

/** A file that a message carries. */
public record Attachment(long id, long room, long seq, StoredFile file) {}
