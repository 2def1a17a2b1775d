package org.kairan.chat.control;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.kairan.core.people.NameSearch;

/** Knows all ways in which a word may be written, as a regular expression of PostgreSQL: any width and case, either kana, and the variants of name characters (髙 for 高). */
public final class Spelling {

    /** What stands between a character and its neighbour without being seen: selectors of a variant. */
    private static final String SELECTOR = "[\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef]?";

    /** Words this long in katakana are written with and without a long vowel at their end: サーバー, サーバ. */
    private static final int SHORT = 4;

    /** By what they stand for, the characters that stand for several: ㈱ for (株). */
    private static final Map<String, List<String>> JOINED = new HashMap<>();

    private static final Map<Character, List<String>> FORMS = forms();

    private Spelling() {}

    private static Map<Character, List<String>> forms() {
        var forms = new HashMap<Character, List<String>>();
        for (char c = 0; c < Character.MAX_VALUE; c++) {
            if (Character.isSurrogate(c) || Character.getType(c) == Character.UNASSIGNED) {
                continue;
            }
            var written = String.valueOf(c);
            var folded = fold(written);
            if (folded.length() == 1) {
                var same = forms.computeIfAbsent(folded.charAt(0), any -> new ArrayList<>());
                same.add(written);
                // Kana with a mark of their own, as some machines send them.
                var apart = Normalizer.normalize(written, Normalizer.Form.NFD);
                if (apart.length() > 1) {
                    same.add(apart);
                }
            } else if (folded.length() > 1) {
                JOINED.computeIfAbsent(folded, any -> new ArrayList<>()).add(written);
            }
        }
        for (char half = 'ｦ'; half <= 'ﾝ'; half++) {
            for (var mark : List.of("ﾞ", "ﾟ")) {
                var folded = fold(half + mark);
                if (folded.length() == 1) {
                    forms.get(folded.charAt(0)).add(half + mark);
                }
            }
        }
        return forms;
    }

    private static String fold(String text) {
        var folded = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .chars()
                .forEach(c -> folded.append(
                        c >= 'ぁ' && c <= 'ゖ' ? (char) (c + ('ァ' - 'ぁ')) : NameSearch.common(dash((char) c))));
        return folded.toString();
    }

    private static char dash(char c) {
        return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 ? '-' : c;
    }

    /** Gives the expression that fits wherever the word stands. */
    public static String pattern(String word) {
        var folded = fold(word);
        var pattern = new StringBuilder();
        for (int i = 0; i < folded.length(); ) {
            var end = joined(folded, i);
            pattern.append("(?:").append(apart(folded, i, end));
            JOINED.getOrDefault(folded.substring(i, end), List.of())
                    .forEach(form -> pattern.append('|').append(escaped(form)));
            pattern.append(')');
            i = end;
        }
        return pattern.toString();
    }

    /** Where the longest run ends for which one character can stand; after one character if there is none. */
    private static int joined(String folded, int from) {
        return JOINED.keySet().stream()
                .filter(run -> folded.startsWith(run, from))
                .mapToInt(run -> from + run.length())
                .max()
                .orElse(from + Character.charCount(folded.codePointAt(from)));
    }

    /** The expression of a part, each character by itself. */
    private static String apart(String folded, int from, int end) {
        var pattern = new StringBuilder();
        for (int i = from; i < end; i += Character.charCount(folded.codePointAt(i))) {
            int c = folded.codePointAt(i);
            var forms = Character.isBmpCodePoint(c) ? FORMS.getOrDefault((char) c, List.of()) : List.<String>of();
            pattern.append("(?:[").append(escaped(c));
            forms.stream().filter(form -> form.length() == 1).forEach(form -> pattern.append(escaped(form)));
            pattern.append(']');
            forms.stream()
                    .filter(form -> form.length() > 1)
                    .forEach(form -> pattern.append('|').append(escaped(form)));
            pattern.append(')');
            if (c == 'ー' && i == folded.length() - 1 && i >= SHORT - 1) {
                pattern.append('?');
            }
            if (Character.isIdeographic(c)) {
                pattern.append(SELECTOR);
            }
        }
        return pattern.toString();
    }

    private static String escaped(String form) {
        return form.codePoints().mapToObj(Spelling::escaped).collect(Collectors.joining());
    }

    private static String escaped(int codePoint) {
        return codePoint > Character.MAX_VALUE
                ? String.format("\\U%08x", codePoint)
                : String.format("\\u%04x", codePoint);
    }
}
