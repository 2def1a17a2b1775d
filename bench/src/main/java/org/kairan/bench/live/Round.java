package org.kairan.bench.live;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.kairan.bench.Stats;

/** Keeps what one set of receivers has been given since it began: per bulletin which receivers, when, and the hash of the bytes. Filled by the client's one thread, asked when all is in. */
final class Round {

    /** What is wrong with what was delivered; all zero if nothing is. */
    record Faults(long missing, long strange, long doubled, long corrupt) {
        boolean any() {
            return missing + strange + doubled + corrupt > 0;
        }
    }

    private static final class Item {
        private final BitSet receivers = new BitSet();
        private final long hash;
        private final long at;
        private long last;

        Item(long hash, long at) {
            this.hash = hash;
            this.at = at;
        }
    }

    private final Map<Long, Item> items = new HashMap<>();
    private final CRC32C crc = new CRC32C();
    private Item item;
    private long itemId = -1;
    private long doubled;
    private long corrupt;
    private final Stats all = new Stats();
    private volatile long deliveries;
    private volatile int apart = -1;

    /** Leaves one receiver out of {@link #latencies()}. */
    void apart(int receiver) {
        apart = receiver;
    }

    /** Takes one message; several of the same bulletin in a row are found without a look-up. */
    void take(int receiver, long id, long at, byte[] bytes, int offset, int length, long now) {
        crc.reset();
        crc.update(bytes, offset, length);
        var hash = crc.getValue();
        if (id != itemId) {
            item = items.computeIfAbsent(id, any -> new Item(hash, at));
            itemId = id;
        }
        if (item.hash != hash) {
            corrupt++;
        } else if (item.receivers.get(receiver)) {
            doubled++;
        } else {
            item.receivers.set(receiver);
            item.last = now;
            if (receiver != apart) {
                all.add(now - at);
            }
            deliveries++;
        }
    }

    long deliveries() {
        return deliveries;
    }

    /** Milliseconds from commit to arrival. */
    Stats latencies() {
        return all;
    }

    /** Compares with what was acknowledged to the authors, and each text's hash with that of the text as it must be. */
    Faults check(Map<Long, BitSet> expected) {
        var missing = 0L;
        var strange = 0L;
        var wrong = corrupt;
        for (var entry : expected.entrySet()) {
            var found = items.get(entry.getKey());
            if (found == null) {
                missing += entry.getValue().cardinality();
                continue;
            }
            var lacking = (BitSet) entry.getValue().clone();
            lacking.andNot(found.receivers);
            missing += lacking.cardinality();
            var surplus = (BitSet) found.receivers.clone();
            surplus.andNot(entry.getValue());
            strange += surplus.cardinality();
            crc.reset();
            crc.update(("{\"type\":\"board.bulletin-published\",\"ref\":\"board:bulletin:" + entry.getKey()
                            + "\",\"at\":" + found.at + "}")
                    .getBytes(StandardCharsets.UTF_8));
            wrong += crc.getValue() == found.hash ? 0 : 1;
        }
        for (var entry : items.entrySet()) {
            strange += expected.containsKey(entry.getKey())
                    ? 0
                    : entry.getValue().receivers.cardinality();
        }
        return new Faults(missing, strange, doubled, wrong);
    }

    /** Milliseconds from the first commit to the last arrival, of the bulletins given. */
    long span(Iterable<Long> ids) {
        var first = Long.MAX_VALUE;
        var last = 0L;
        for (var id : ids) {
            var found = items.get(id);
            if (found != null) {
                first = Math.min(first, found.at);
                last = Math.max(last, found.last);
            }
        }
        return Math.max(1, last - first);
    }
}
