package org.kairan.webapp.live;

import org.kairan.core.live.Stream;

/** Remembers how far one connection has been given one stream. */
final class Follow {

    final String name;
    final String key;
    final Stream stream;

    /** Touched only by the thread that reads streams. */
    long cursor;

    /** Whether there may be more than has been given. */
    volatile boolean behind = true;

    Follow(String name, String key, Stream stream, long cursor) {
        this.name = name;
        this.key = key;
        this.stream = stream;
        this.cursor = cursor;
    }
}
