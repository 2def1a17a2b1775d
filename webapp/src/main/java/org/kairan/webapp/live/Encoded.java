package org.kairan.webapp.live;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kairan.core.live.Stream;

/** Keeps what was encoded last, so that an entry is encoded once for all who follow its stream, and what several of them get together is joined once. For one thread. */
final class Encoded {

    /** Bytes of one page, unless a single entry has more: half of what may wait for a client that reads too slowly. */
    static final int PAGE_BYTES = Hub.MAX_PENDING / 2;

    /** More than one stream's page, so that followers who go through it one after the other find it. */
    private static final int FRAMES = 256;

    private static final int PAGES = 16;

    private record Key(String stream, long first, long last) {}

    private record Kept(Stream.Entry entry, Frame frame) {}

    /** The frames of the first of some entries, as many as are to be sent at once. */
    record Page(List<Stream.Entry> entries, List<Frame> frames, byte[] joined) {}

    private final Map<Key, Kept> frames = atMost(FRAMES);
    private final Map<Key, Page> pages = atMost(PAGES);

    private static <K, V> Map<K, V> atMost(int count) {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > count;
            }
        };
    }

    /** Gives the page of the first of these entries; one kept counts only if it was made of equal entries, since what a stream says under a cursor may be said anew, and not to everybody. */
    Page page(String stream, List<Stream.Entry> entries) {
        var key = new Key(
                stream, entries.get(0).cursor(), entries.get(entries.size() - 1).cursor());
        var kept = pages.get(key);
        if (kept == null || !kept.entries.equals(entries)) {
            var some = new ArrayList<Frame>();
            var bytes = 0;
            for (var entry : entries) {
                var frame = frame(stream, entry);
                bytes += frame.bytes().length;
                if (bytes > PAGE_BYTES && !some.isEmpty()) {
                    break;
                }
                some.add(frame);
            }
            kept = new Page(List.copyOf(entries), List.copyOf(some), Frame.join(some));
            pages.put(key, kept);
        }
        return kept;
    }

    /** Gives the frame of an entry; one kept counts only if it was made of the very same entry. */
    Frame frame(String stream, Stream.Entry entry) {
        var key = new Key(stream, entry.cursor(), entry.cursor());
        var kept = frames.get(key);
        if (kept == null || kept.entry != entry) {
            kept = new Kept(entry, Followers.frame(stream, entry));
            frames.put(key, kept);
        }
        return kept.frame;
    }
}
