package org.kairan.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ManifestTest {

    private final Manifest manifest = new Manifest(
            Map.of("made", "2026-11-25T04:00:00Z"),
            Map.of("board", "3"),
            Map.of("outside.\"Odd name\"", 2L),
            Map.of("modules/a b.jar", new Manifest.Part("aa", 5)),
            new Manifest.Blobs(1, 5, "bb"));

    @Test
    void what_is_written_is_read() {
        assertEquals(manifest, Manifest.parse(manifest.text()));
    }

    @Test
    void every_changed_character_is_noticed() {
        var text = manifest.text();
        for (int i = 0; i < text.length(); i++) {
            var changed = new StringBuilder(text);
            changed.setCharAt(i, text.charAt(i) == '1' ? '2' : '1');
            assertThrows(IllegalArgumentException.class, () -> Manifest.parse(changed.toString()), changed.toString());
        }
        assertThrows(IllegalArgumentException.class, () -> Manifest.parse(text.substring(0, text.length() - 1)));
        assertThrows(IllegalArgumentException.class, () -> Manifest.parse(""));
    }

    @Test
    void tables_that_are_newer_than_known_are_refused() throws Problem {
        manifest.checkAgainst(Map.of("board", 3));
        manifest.checkAgainst(Map.of("organization", 1));
        assertTrue(assertThrows(Problem.class, () -> manifest.checkAgainst(Map.of("board", 2)))
                .getMessage()
                .contains("newer"));
    }

    @Test
    void a_blob_is_called_by_its_content() {
        var sha = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
        assertTrue(Manifest.isBlob("blobs/2c/f2/" + sha));
        assertFalse(Manifest.isBlob("blobs/2c/f2/" + sha + ".part"));
        assertFalse(Manifest.isBlob("blobs/2c/../" + sha));
    }
}
