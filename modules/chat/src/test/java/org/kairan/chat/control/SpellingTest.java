package org.kairan.chat.control;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SpellingTest {

    /** Java reads the same expressions, but for those of characters beyond the first 65,536. */
    private static boolean fits(String word, String text) {
        return Pattern.compile(Spelling.pattern(word).replaceAll("\\\\U([0-9a-f]{8})", "\\\\x{$1}"))
                .matcher(text)
                .find();
    }

    @Test
    void aWordIsFoundInEveryWidthCaseKanaAndVariant() {
        assertTrue(fits("高崎", "髙﨑さんへ"));
        assertTrue(fits("髙﨑", "高崎さんへ"));
        assertTrue(fits("崎", "﨑\uDB40\uDD00"));
        assertTrue(fits("髙崎", "髙\uDB40\uDD00﨑"));
        assertTrue(fits("ｶﾞｲﾄﾞ", "がいど"));
        assertTrue(fits("ガイド", "ｶﾞｲﾄﾞﾌﾞｯｸ"));
        assertTrue(fits("か\u3099", "が"));
        assertTrue(fits("が", "か\u3099"));
        assertTrue(fits("ＷｉＦｉ", "wifi"));
        assertTrue(fits("２０２６", "2026年"));
        assertTrue(fits("サーバー", "サーバの停止"));
    }

    /** A word is read as plainly as the text in which it is looked for: whichever of the two is written in the rare way. */
    @Test
    void howTheWordIsWrittenMattersAsLittleAsHowTheTextIs() {
        for (var pair : List.of(
                List.of("wifi", "ＷｉＦｉ"),
                List.of("WiFi", "wifi"),
                List.of("2026", "２０２６"),
                List.of("がいど", "ガイド"),
                List.of("がいど", "ｶﾞｲﾄﾞ"),
                List.of("ｻｰﾊﾞｰ", "サーバ"),
                List.of("髙﨑", "高崎"),
                List.of("渡邊", "渡辺"),
                List.of("㈱藍瀬", "(株)藍瀬"),
                List.of("㈱藍瀬", "㈱藍瀬"),
                List.of("㍻30年", "平成30年"),
                List.of("12㎡", "12m2"),
                List.of("1−2", "1-2"))) {
            assertTrue(fits(pair.get(0), pair.get(1)), pair.toString());
            assertTrue(fits(pair.get(1), pair.get(0)), pair.toString());
        }
    }

    @Test
    void whatMeansSomethingToAnExpressionIsOnlyACharacter() {
        assertTrue(fits("a.b[c]*(d)+?^$|\\\\{2}", "xa.b[c]*(d)+?^$|\\\\{2}x"));
        assertFalse(fits("a.b", "axb"));
        assertFalse(fits("高", "低"));
        assertTrue(fits("😀", "はい😀"));
        assertFalse(fits("キー", "キの"));
    }
}
