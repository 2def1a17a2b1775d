package org.kairan.core.live;

/**
 * Tells that a stream has new entries, once the firing transaction has committed; who follows it is then given them from the database.
 *
 * @param stream the whole name: {@code chat.room:12}
 */
public record Advanced(String stream) {}
