package org.kairan.board.boundary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ExcerptTest {

    @Test
    void the_markup_of_lines_and_links_is_left_out() {
        assertEquals(
                "お知らせ 日時 十二月一日 会議室 様式 を使う",
                Excerpt.of("お知らせ\n## 日時\n- 十二月一日\n2. 会議室\n[様式](https://example.lg.jp/a) を使う"));
    }

    @Test
    void blanks_and_ends_of_lines_are_one_blank_and_none_at_the_ends() {
        assertEquals("一 二 三", Excerpt.of("  一\n\n\t二 \r\n三  "));
        assertEquals("", Excerpt.of(""));
    }

    @Test
    void a_long_text_is_cut_between_characters_not_within_one() {
        assertEquals("𠮷".repeat(120), Excerpt.of("𠮷".repeat(120)));
        assertEquals("𠮷".repeat(120) + "…", Excerpt.of("𠮷".repeat(121)));
    }

    @Test
    void numbers_and_hyphens_within_a_line_stay() {
        assertEquals("1,400 人 - 本庁 #1", Excerpt.of("1,400 人 - 本庁 #1"));
    }
}
