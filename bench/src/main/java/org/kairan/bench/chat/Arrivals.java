package org.kairan.bench.chat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import org.kairan.bench.Stats;
import org.kairan.bench.live.Sockets;

/** Keeps which client was given which message of which room when, and whether it was the same bytes for all, each once and in order. Filled by the client's one thread. */
final class Arrivals implements Sockets.Taker {

    private static final byte[] SENT =
            "{\"type\":\"chat.message-sent\",\"stream\":\"chat.room:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] STREAM = "\"stream\":\"chat.room:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CURSOR = "\"cursor\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] GONE = "{\"type\":\"stream-gone\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HELLO = "{\"type\":\"hello\"".getBytes(StandardCharsets.US_ASCII);

    /** A message by its room and revision. */
    record Key(long room, long rev) {}

    private static final class Item {
        private final long hash;
        private final int size;
        /** Nanoseconds after the base, by client; 0 for not yet. */
        private final long[] at;

        private int count;

        Item(long hash, int size, int clients) {
            this.hash = hash;
            this.size = size;
            this.at = new long[clients];
        }
    }

    private final int clients;
    private final Map<Key, Item> items = new ConcurrentHashMap<>();
    private final List<Map<Long, Long>> cursors = new ArrayList<>();
    private final CRC32C crc = new CRC32C();
    private volatile long count;
    private volatile int gone;
    private volatile int hellos;
    private volatile long doubled;
    private volatile long disordered;
    private volatile long corrupt;
    private volatile long bytes;

    Arrivals(int clients) {
        this.clients = clients;
        for (var i = 0; i < clients; i++) {
            cursors.add(new ConcurrentHashMap<>());
        }
    }

    @Override
    public void take(int client, byte[] frame, int offset, int length) {
        if (begins(frame, offset, length, GONE)) {
            gone++;
            return;
        }
        if (begins(frame, offset, length, HELLO)) {
            hellos++;
            return;
        }
        var sent = begins(frame, offset, length, SENT);
        var room = number(frame, offset, Math.min(length, 200), STREAM);
        var rev = number(frame, offset, Math.min(length, 200), CURSOR);
        if (room < 0 || rev < 0) {
            return;
        }
        var before = cursors.get(client).put(room, rev);
        if (before != null && before >= rev) {
            if (before == rev) {
                doubled++;
            } else {
                disordered++;
            }
        }
        if (!sent) {
            return;
        }
        crc.reset();
        crc.update(frame, offset, length);
        var hash = crc.getValue();
        var item = items.computeIfAbsent(new Key(room, rev), any -> new Item(hash, length, clients));
        if (item.hash != hash) {
            corrupt++;
        } else if (item.at[client] == 0) {
            item.at[client] = System.nanoTime();
            item.count++;
            bytes += length;
            count++;
        }
    }

    private static boolean begins(byte[] bytes, int offset, int length, byte[] with) {
        return length >= with.length && Arrays.equals(bytes, offset, offset + with.length, with, 0, with.length);
    }

    private static long number(byte[] bytes, int offset, int length, byte[] name) {
        for (var i = offset; i < offset + length - name.length; i++) {
            if (bytes[i] == name[0] && Arrays.equals(bytes, i, i + name.length, name, 0, name.length)) {
                var number = 0L;
                for (var j = i + name.length; j < offset + length && bytes[j] >= '0' && bytes[j] <= '9'; j++) {
                    number = 10 * number + bytes[j] - '0';
                }
                return number;
            }
        }
        return -1;
    }

    long count() {
        return count;
    }

    int hellos() {
        return hellos;
    }

    /** Where a client stands in a room, to go on from. */
    long cursor(int client, long room, long otherwise) {
        return cursors.get(client).getOrDefault(room, otherwise);
    }

    /** How many clients have a message. */
    int receivers(Key key) {
        var item = items.get(key);
        return item == null ? 0 : item.count;
    }

    boolean has(Key key, int client) {
        var item = items.get(key);
        return item != null && item.at[client] != 0;
    }

    /** Length of a message's text in the frame; 0 if nobody has it. */
    int size(Key key) {
        var item = items.get(key);
        return item == null ? 0 : item.size;
    }

    /** Adds the time from sending to arrival, in microseconds, of each client but those left out. */
    void latencies(Key key, long sentAt, java.util.function.IntPredicate out, Stats into) {
        var item = items.get(key);
        for (var client = 0; item != null && client < clients; client++) {
            if (item.at[client] != 0 && !out.test(client)) {
                into.add((item.at[client] - sentAt) / 1000);
            }
        }
    }

    long last(Key key) {
        var item = items.get(key);
        return item == null ? 0 : Arrays.stream(item.at).max().orElse(0);
    }

    /** What is wrong, in words; empty if nothing is. */
    String faults() {
        return doubled + disordered + corrupt + gone == 0
                ? ""
                : doubled + " doubled, " + disordered + " out of order, " + corrupt + " not the same for all, " + gone
                        + " streams refused";
    }
}
