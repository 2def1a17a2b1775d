package org.kairan.webapp.live;

import java.util.LinkedHashMap;
import java.util.Map;
import org.kairan.core.live.Stream;

/** Keeps the frames of the entries given last, so that an entry is encoded once for all who follow its stream. For one thread. */
final class Encoded {

    /** More than one stream's page, so that followers who go through it one after the other find it. */
    private static final int KEPT = 256;

    private record Key(String stream, long cursor) {}

    private record Kept(Stream.Entry entry, Frame frame) {}

    private final Map<Key, Kept> frames = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
            return size() > KEPT;
        }
    };

    /** Gives the frame of an entry; one kept counts only if it was made of the very same entry, since what a stream says under a cursor may be said anew. */
    Frame frame(String stream, Stream.Entry entry) {
        var key = new Key(stream, entry.cursor());
        var kept = frames.get(key);
        if (kept == null || kept.entry != entry) {
            kept = new Kept(entry, Followers.frame(stream, entry));
            frames.put(key, kept);
        }
        return kept.frame;
    }
}
