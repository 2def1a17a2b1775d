package org.kairan.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreTest {

    @TempDir
    Path folder;

    /** A backup of next to nothing, as {@link Backup} would lay it down, and the gaps in it in which a byte does not matter. */
    private static byte[] backup(List<int[]> gaps, boolean withBlob) throws IOException {
        var content = "hello".getBytes(StandardCharsets.UTF_8);
        var sha = Manifest.hex(Manifest.digest(), content);
        var name = "blobs/" + sha.substring(0, 2) + "/" + sha.substring(2, 4) + "/" + sha;
        var parts = new LinkedHashMap<String, Manifest.Part>();
        var texts = new LinkedHashMap<String, byte[]>();
        texts.put(Manifest.HEAD, "kairan-backup 1\n".getBytes(StandardCharsets.UTF_8));
        texts.put(Manifest.BEFORE, "create schema a".getBytes(StandardCharsets.UTF_8));
        texts.forEach((part, text) ->
                parts.put(part, new Manifest.Part(Manifest.hex(Manifest.digest(), text), text.length)));
        texts.put(name, content);
        texts.put(
                Manifest.NAME,
                new Manifest(
                                Map.of("kind", "office"),
                                Map.of("a", "1"),
                                Map.of("a.t", 0L),
                                parts,
                                new Manifest.Blobs(1, content.length, Manifest.sha(name + "\n")))
                        .text()
                        .getBytes(StandardCharsets.UTF_8));
        if (!withBlob) {
            texts.remove(name);
        }
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
            int at = 0;
            // A head's own sum may be written in more than one way.
            for (var text : texts.entrySet()) {
                gaps.add(new int[] {at + 148, at + 156});
                var entry = new TarArchiveEntry(text.getKey());
                entry.setSize(text.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(text.getValue());
                tar.closeArchiveEntry();
                int end = at + 512 + text.getValue().length;
                at += 512 + (text.getValue().length + 511) / 512 * 512;
                gaps.add(new int[] {end, at});
            }
        }
        return bytes.toByteArray();
    }

    private Restore verified(byte[] content) throws Problem, IOException {
        return Restore.verified(Files.write(folder.resolve("a.backup"), content));
    }

    @Test
    void aWholeFileIsTaken() throws Exception {
        assertEquals(
                "office",
                verified(backup(new ArrayList<>(), true)).manifest().head().get("kind"));
    }

    @Test
    void eachBitThatMeansSomethingIsChecked() throws Exception {
        var gaps = new ArrayList<int[]>();
        var whole = backup(gaps, true);
        int end = gaps.get(gaps.size() - 1)[0];
        for (int i = 0; i < end; i++) {
            int at = i;
            if (gaps.stream().anyMatch(gap -> gap[0] <= at && at < gap[1])) {
                continue;
            }
            var damaged = whole.clone();
            damaged[i] ^= (byte) (1 << i % 8);
            assertThrows(Problem.class, () -> verified(damaged), "byte " + i);
        }
    }

    @Test
    void aFileThatEndsTooEarlyIsRefused() throws Exception {
        var gaps = new ArrayList<int[]>();
        var whole = backup(gaps, true);
        for (int length = 0; length < gaps.get(gaps.size() - 1)[0]; length += 97) {
            var part = java.util.Arrays.copyOf(whole, length);
            assertThrows(Problem.class, () -> verified(part), length + " bytes");
        }
    }

    @Test
    void aFileOutOfWhichSomethingWasTakenIsRefused() throws Exception {
        var less = backup(new ArrayList<>(), false);
        assertTrue(
                assertThrows(Problem.class, () -> verified(less)).getMessage().contains("a file is missing"));
    }
}
