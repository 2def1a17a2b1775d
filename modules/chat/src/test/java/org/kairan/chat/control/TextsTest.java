package org.kairan.chat.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.kairan.core.problem.Refused;

class TextsTest {

    @Test
    void finds_whom_a_text_names_each_once_and_nothing_that_only_looks_so() {
        assertEquals(
                List.of("person:12", "all", "section:3", "title:4"),
                List.copyOf(
                        Texts.mentions(
                                "@[person:12] @[all] @[section:3]、@[title:4] @[person:12] @[person:0] @[group:1] @person:5 @[person:1x] [all]")));
    }

    @Test
    void counts_characters_as_people_do() {
        var faces = "😀".repeat(Texts.BODY_MAX);
        assertEquals(faces, Texts.body(faces, false, Texts.BODY_MAX));
        assertThrows(Refused.class, () -> Texts.body(faces + "あ", false, Texts.BODY_MAX));
    }

    @Test
    void quotes_the_beginning_on_one_line_without_cutting_a_character() {
        assertEquals("一 二", Texts.excerpt("一\n\n  二 "));
        var quoted = Texts.excerpt("😀".repeat(101));
        assertEquals("😀".repeat(100) + "…", quoted);
    }

    @Test
    void refuses_what_the_database_cannot_keep() {
        for (var bad : List.of("a\u0000b", "\ud800", "\udc00x")) {
            assertThrows(Refused.class, () -> Texts.body(bad, false, Texts.BODY_MAX), bad);
        }
        assertThrows(Refused.class, () -> Texts.line("二\n行", "chat.name-empty"));
    }
}
