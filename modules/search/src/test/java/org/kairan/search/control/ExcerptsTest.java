package org.kairan.search.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kairan.search.control.Excerpts.Piece;

class ExcerptsTest {

    private static String show(List<Piece> pieces) {
        return pieces.stream()
                .map(piece -> piece.hit() ? "[" + piece.text() + "]" : piece.text())
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @CsvSource({
        "髙橋さんと高橋さん,高橋,[髙橋]さんと[高橋]さん",
        "ﾊﾟｿｺﾝの更新,パソコン,[ﾊﾟｿｺﾝ]の更新",
        "サーバーの停止,サーバ,[サーバー]の停止",
        "第三条の規定,第3条,[第三条]の規定",
        "振り込み先,振込,振り込み先",
        "文書の保存と年限,保存年限,文書の[保存]と[年限]",
        "ethernet と net,net,ethernet と [net]",
        "2022年と20220年,2022,[2022]年と20220年",
        "税と消費税,税,[税]と消費[税]",
        "<b>税</b>,税,<b>[税]</b>",
        "何もない,税,何もない"
    })
    void what_was_asked_for_is_marked_as_it_was_written(String text, String word, String marked) {
        assertEquals(marked, show(Excerpts.mark(text, List.of(word))));
    }

    @Test
    void the_places_with_the_most_words_are_cut_out() {
        var far = "よしなしごとを書く。".repeat(60);
        var text = far + "防災の話をする。" + far + "今度の防災訓練では、炊き出しをする。" + far;
        var cut = Excerpts.cut(text, List.of("防災", "炊き出し"), 1);
        assertEquals(1, cut.size());
        assertTrue(show(cut.get(0)).contains("[防災]訓練では、[炊き出し]"), show(cut.get(0)));
        assertTrue(show(cut.get(0)).startsWith("…今度") || show(cut.get(0)).startsWith("…"), show(cut.get(0)));
    }

    @Test
    void without_a_word_the_beginning_is_shown_and_nothing_of_nothing() {
        assertEquals("本文です。", show(Excerpts.cut("本文です。", List.of("台風"), 2).get(0)));
        assertEquals(List.of(), Excerpts.cut("  ", List.of("台風"), 2));
    }

    @Test
    void no_character_is_cut_in_two() {
        var text = "𠮷".repeat(500) + "税" + "𠮷".repeat(500);
        for (var pieces : Excerpts.cut(text, List.of("税"), 2)) {
            var shown = show(pieces);
            assertTrue(shown.codePoints().noneMatch(c -> c >= 0xD800 && c < 0xE000), shown);
        }
    }
}
