package org.kairan.search.control;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import org.kairan.core.people.NameSearch;

/**
 * A text in the form in which it is compared, with the way back to the text as written: full and half width, composed and decomposed, capital and small, variants of name characters, dashes, and numbers in kanji
 * before a counter are the same. Done before words are cut, since the tokenizer's dictionary knows only one form of each.
 */
final class Folding {

    private static final String DIGITS = "〇一二三四五六七八九";

    /** 十二 in 十二月 is a number, 十 in 十分 is not. */
    private static final String COUNTERS = "年月日条項号章節回丁階";

    /** A final long vowel is kept in short words (キー, エラー stays, サーバー loses it), as in the tokenizer's stem filter. */
    private static final int SHORT = 4;

    /** What a character becomes; 0 where that takes more than the character, or is more than one. */
    private static final char[] ALONE = alone();

    private char[] chars;
    private int[] starts;
    private int length;

    private Folding(int capacity) {
        chars = new char[capacity];
        starts = new int[capacity + 1];
    }

    /** Folds for words of the dictionary; hiragana stay, since they tell words apart. */
    static Folding words(String text) {
        return plain(text, 0, text.length()).numerals();
    }

    /** Folds for pairs of characters: hiragana become katakana, and a final long vowel is dropped. */
    static Folding pairs(String text) {
        return pairs(text, 0, text.length());
    }

    /** Folds a part of a text; the way back leads into the whole. */
    static Folding pairs(String text, int from, int to) {
        return plain(text, from, to).numerals().kana();
    }

    private static Folding plain(String text, int from, int n) {
        var folding = new Folding(n - from + 16);
        for (int i = from; i < n; ) {
            char alone = ALONE[text.charAt(i)];
            if (alone != 0 && (i + 1 == n || ALONE[text.charAt(i + 1)] != 0)) {
                folding.append(alone, i++);
                continue;
            }
            int end = i + Character.charCount(text.codePointAt(i));
            while (end < n && joins(text.codePointAt(end))) {
                end += Character.charCount(text.codePointAt(end));
            }
            var part = fold(text.substring(i, end));
            for (int k = 0; k < part.length(); k++) {
                folding.append(part.charAt(k), i);
            }
            i = end;
        }
        return folding.end(n);
    }

    private static String fold(String character) {
        var part = Normalizer.normalize(character, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        var folded = new StringBuilder(part.length());
        for (int i = 0; i < part.length(); i++) {
            if (isInvisible(part, i)) {
                i += Character.isHighSurrogate(part.charAt(i)) ? 1 : 0;
            } else {
                folded.append(NameSearch.common(dash(part.charAt(i))));
            }
        }
        return folded.toString();
    }

    private static char[] alone() {
        var table = new char[Character.MAX_VALUE + 1];
        for (char c = 0; c < Character.MAX_VALUE; c++) {
            if (isStable(c)) {
                table[c] = NameSearch.common(c);
            } else if (!Character.isSurrogate(c) && !joins(c)) {
                var folded = fold(String.valueOf(c));
                table[c] = folded.length() == 1 ? folded.charAt(0) : 0;
            }
        }
        return table;
    }

    private static boolean isStable(char c) {
        return (c >= 0x4E00 && c <= 0x9FFF)
                || (c >= 0x3041 && c <= 0x3096)
                || (c >= 0x30A1 && c <= 0x30FA)
                || c == 'ー'
                || c == '、'
                || c == '。';
    }

    /** Marks that belong to the character before: combining ones, voiced marks of half-width kana, selectors of a variant. */
    private static boolean joins(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || codePoint == 0xFF9E
                || codePoint == 0xFF9F;
    }

    private static boolean isInvisible(String text, int at) {
        int codePoint = text.codePointAt(at);
        return Character.getType(codePoint) == Character.FORMAT
                || (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
                || (codePoint >= 0xE0100 && codePoint <= 0xE01EF);
    }

    private static char dash(char c) {
        return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 ? '-' : c == 0x301C ? '~' : c;
    }

    /** Writes numbers in kanji by digits and without a comma between thousands. */
    private Folding numerals() {
        Folding folding = null;
        int copied = 0;
        for (int i = 0; i < length; i++) {
            int end = i;
            var instead = "";
            if (chars[i] == ',' && isThousands(i)) {
                end = i + 1;
            } else if (isNumeral(i)) {
                while (isNumeral(end)) {
                    end++;
                }
                if ((i > 0 && chars[i - 1] == '第') || (end < length && COUNTERS.indexOf(chars[end]) >= 0)) {
                    instead = digits(new String(chars, i, end - i));
                } else {
                    i = end - 1;
                    continue;
                }
            }
            if (end > i) {
                folding = folding == null ? new Folding(length + 16) : folding;
                folding.append(this, copied, i);
                for (int k = 0; k < instead.length(); k++) {
                    folding.append(instead.charAt(k), starts[i]);
                }
                copied = end;
                i = end - 1;
            }
        }
        if (folding == null) {
            return this;
        }
        folding.append(this, copied, length);
        return folding.end(starts[length]);
    }

    private boolean isNumeral(int at) {
        return at < length
                && switch (chars[at]) {
                    case '〇', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千' -> true;
                    default -> false;
                };
    }

    private boolean isThousands(int comma) {
        return comma > 0
                && isDigit(comma - 1)
                && isDigit(comma + 1)
                && isDigit(comma + 2)
                && isDigit(comma + 3)
                && !isDigit(comma + 4);
    }

    private boolean isDigit(int at) {
        return at < length && chars[at] >= '0' && chars[at] <= '9';
    }

    private static String digits(String kanji) {
        if (kanji.chars().noneMatch(c -> "十百千".indexOf(c) >= 0)) {
            var digits = new StringBuilder();
            kanji.chars().forEach(c -> digits.append(DIGITS.indexOf(c)));
            return digits.toString();
        }
        int sum = 0;
        int digit = -1;
        for (char c : kanji.toCharArray()) {
            int value = DIGITS.indexOf(c);
            if (value >= 0) {
                digit = value;
            } else {
                sum += (digit < 0 ? 1 : digit) * (c == '十' ? 10 : c == '百' ? 100 : 1000);
                digit = -1;
            }
        }
        return Integer.toString(sum + Math.max(0, digit));
    }

    private Folding kana() {
        int run = 0;
        int to = 0;
        char before = 0;
        for (int i = 0; i < length; i++) {
            char c = chars[i];
            starts[to] = starts[i];
            if (c < 'ぁ' || c > 'ー') {
                run = 0;
                chars[to++] = c;
                before = c;
                continue;
            }
            run = isKatakana(c) ? run + 1 : 0;
            if (c == 'ー' && run >= SHORT && (i + 1 == length || !isKatakana(chars[i + 1]))) {
                before = c;
                continue;
            }
            char k = c <= 'ゖ' ? (char) (c + ('ァ' - 'ぁ')) : c;
            int small = before == 'ヴ' || before == 'ゔ' ? "ァィェォ".indexOf(k) : -1;
            if (small >= 0) {
                chars[to - 1] = "バビベボ".charAt(small);
            } else {
                chars[to++] = k == 'ヴ' ? 'ブ' : k;
            }
            before = c;
        }
        starts[to] = starts[length];
        length = to;
        return this;
    }

    private static boolean isKatakana(char c) {
        return (c >= 'ァ' && c <= 'ヺ') || c == 'ー';
    }

    private void append(char c, int start) {
        if (length == chars.length) {
            chars = Arrays.copyOf(chars, length * 2 + 16);
            starts = Arrays.copyOf(starts, chars.length + 1);
        }
        chars[length] = c;
        starts[length++] = start;
    }

    private void append(Folding other, int from, int to) {
        int more = length + to - from;
        if (more > chars.length) {
            chars = Arrays.copyOf(chars, more * 2);
            starts = Arrays.copyOf(starts, chars.length + 1);
        }
        System.arraycopy(other.chars, from, chars, length, to - from);
        System.arraycopy(other.starts, from, starts, length, to - from);
        length = more;
    }

    private Folding end(int original) {
        starts[length] = original;
        return this;
    }

    char[] chars() {
        return chars;
    }

    int length() {
        return length;
    }

    /** Where in the text as written a place of the folded text comes from. */
    int original(int at) {
        return starts[Math.min(at, length)];
    }

    @Override
    public String toString() {
        return new String(chars, 0, length);
    }
}
