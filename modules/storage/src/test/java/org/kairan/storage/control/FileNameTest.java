package org.kairan.storage.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.kairan.core.problem.Refused;

class FileNameTest {

    private static String kept(String given) {
        return FileName.of(given).text();
    }

    @Test
    void letters_and_marks_become_one_and_that_is_no_change_to_tell() {
        var name = FileName.of("か\u3099くせい.txt");
        assertEquals("がくせい.txt", name.text());
        assertFalse(name.changed());
    }

    @Test
    void a_path_is_no_part_of_a_name() {
        assertEquals("passwd", kept("../../etc/passwd"));
        assertEquals("表.xlsx", kept("C:\\fakepath\\表.xlsx"));
        assertThrows(Refused.class, () -> kept(".."));
        assertThrows(Refused.class, () -> kept("folder/"));
    }

    @Test
    void what_windows_cannot_save_gives_way() {
        assertEquals("_CON.txt", kept("CON.txt"));
        assertEquals("_lpt1", kept("lpt1"));
        assertEquals("CONTRACT.txt", kept("CONTRACT.txt"));
        assertEquals("議事録", kept("議事録. . "));
        assertEquals("a_b__c_.txt", kept("a<b>:c?.txt"));
    }

    @Test
    void what_hides_or_turns_letters_goes_and_emoji_and_gaiji_stay() {
        assertEquals("請求書fdp.exe", kept("請求書\u202Efdp.exe"));
        assertEquals("ab.txt", kept("a\u0000\u200Bb.txt"));
        assertEquals("👨‍👩‍👧.png", kept("👨‍👩‍👧.png"));
        var gaiji = FileName.of("\uE000田.txt");
        assertTrue(gaiji.privateUse());
        assertFalse(gaiji.changed());
        assertEquals("x.txt", kept("\uD800x.txt"));
    }

    @Test
    void a_long_name_is_cut_between_characters_and_keeps_its_suffix() {
        assertEquals("あ".repeat(83) + ".pdf", kept("あ".repeat(100) + ".pdf"));
        var family = "👨‍👩‍👧";
        var cut = kept("a".repeat(240) + family + "b.png");
        assertEquals("a".repeat(240) + ".png", cut);
        for (var length = 240; length < 260; length++) {
            assertTrue(kept("x".repeat(length) + ".jpeg").getBytes(StandardCharsets.UTF_8).length <= FileName.MAX);
        }
        assertEquals(255, kept("y".repeat(255)).length());
    }
}
