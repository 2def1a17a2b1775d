package org.kairan.board.entity;

import org.kairan.core.storage.StoredFile;

/** A file that a bulletin carries. */
public record Attachment(long id, long bulletin, StoredFile file) {}
