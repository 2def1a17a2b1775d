package org.kairan.audit.entity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EntryTest {

    private static final byte[] NOTHING = new byte[32];

    private static Entry entry(long id, String who, Optional<String> subject, String details, String address) {
        return new Entry(
                id,
                Instant.parse("2026-11-25T01:02:03.456789Z"),
                "board.readers-exported",
                Optional.of(7L),
                who,
                Optional.empty(),
                subject,
                details,
                address,
                "r-1");
    }

    @Test
    void the_same_content_after_the_same_entry_has_the_same_hash() {
        var entry = entry(1, "00123 山田", Optional.of("board:bulletin:5"), "{}", "10.0.0.1");
        assertArrayEquals(entry.hash(NOTHING), entry.hash(NOTHING));
        assertEquals(32, entry.hash(NOTHING).length);
    }

    @Test
    void any_other_field_or_place_in_the_chain_has_another_hash() {
        var hashes = new HashSet<String>();
        var entries = List.of(
                entry(1, "a", Optional.of("s"), "{}", "x"),
                entry(2, "a", Optional.of("s"), "{}", "x"),
                entry(1, "as", Optional.of(""), "{}", "x"),
                entry(1, "a", Optional.empty(), "{}", "x"),
                entry(1, "a", Optional.of("s"), "{}x", ""),
                entry(1, "a", Optional.of("s"), "{", "}x"));
        entries.forEach(e -> hashes.add(HexFormat.of().formatHex(e.hash(NOTHING))));
        var other = new byte[32];
        Arrays.fill(other, (byte) 1);
        hashes.add(HexFormat.of().formatHex(entries.get(0).hash(other)));
        assertEquals(7, hashes.size());
    }
}
