package org.kairan.calendar.entity;

import org.kairan.core.storage.StoredFile;

/** A file that an event carries. */
public record Attachment(long id, long event, StoredFile file) {}
