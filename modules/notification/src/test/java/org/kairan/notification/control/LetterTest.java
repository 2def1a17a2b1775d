package org.kairan.notification.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LetterTest {

    private static final Map<String, String> TEXTS = Map.of(
            "outing:notice.planned", "「{{title}}」を{{actor}}さんが計画しました",
            "notification:mail.subjectOne", "【回覧】{{notice}}",
            "notification:mail.subjectMany", "【回覧】新しいお知らせ {{n}}件",
            "notification:mail.withoutContents", "新しいお知らせがあります。",
            "notification:mail.foot", "受け取り方は {{url}} で変えられます。");

    private static Letter.Item item(String title, boolean sensitive) {
        return new Letter.Item(
                "outing.planned", sensitive, Map.of("title", title, "actor", "山田"), Optional.of("総務課"), "/outing/7");
    }

    private Letter letter(Letter.Item... items) {
        return Letter.of(
                List.of(items),
                Locale.JAPANESE,
                "https://kairan.example",
                (module, key, locale, values) ->
                        Optional.ofNullable(TEXTS.get(module + ":" + key)).map(text -> Texts.fill(text, values)));
    }

    @Test
    void one_notice_is_its_own_subject_and_leads_to_its_page() {
        var letter = letter(item("遠足", false));
        assertEquals("【回覧】「遠足」を山田さんが計画しました", letter.subject());
        assertTrue(letter.text().contains("総務課\n  https://kairan.example/outing/7\n"), letter.text());
        assertTrue(letter.text().contains("https://kairan.example/settings"), letter.text());
    }

    @Test
    void several_are_counted_in_the_subject() {
        assertEquals(
                "【回覧】新しいお知らせ 2件", letter(item("甲", false), item("乙", false)).subject());
    }

    @Test
    void what_is_sensitive_does_not_leave_the_product() {
        var letter = letter(item("人事の話", true));
        assertFalse((letter.subject() + letter.text()).matches("(?s).*(人事|山田|総務課|/outing).*"), letter.toString());
        assertTrue(letter.text().contains("https://kairan.example/notification\n"), letter.text());
    }

    @Test
    void what_somebody_wrote_begins_no_header_and_no_line() {
        var letter = letter(item("x\r\nBcc: all@example.jp\u2028■ 偽物", false));
        assertFalse(letter.subject().matches("(?s).*[\\r\\n\\u2028].*"), letter.subject());
        assertEquals(
                1, letter.text().lines().filter(line -> line.startsWith("■")).count());
    }

    @Test
    void a_dollar_or_backslash_in_a_title_is_text() {
        assertTrue(letter(item("費用 $1 \\0", false)).text().contains("「費用 $1 \\0」"));
    }
}
