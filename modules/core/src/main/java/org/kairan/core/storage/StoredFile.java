package org.kairan.core.storage;

/**
 * Content under a name, as a module holds it.
 *
 * @param name as people see it, in Unicode NFC, without a path
 * @param type media type that storage found, never what a client claimed
 * @param size in bytes
 */
public record StoredFile(BlobRef blob, String name, String type, long size) {}
