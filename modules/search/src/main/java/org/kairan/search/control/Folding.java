package org.kairan.search.control;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.kairan.core.people.NameSearch;

/**
 * A text in the form in which it is compared, with the way back to the text as written: full and half width, composed and decomposed, capital and small, variants of name characters, dashes, and numbers in kanji
 * before a counter are the same. Done before words are cut, since the tokenizer's dictionary knows only one form of each.
 */
final class Folding {

    /** 三 in 第三条 and 十二 in 十二月 are numbers, in 三重 and 十分 they are not. */
    private static final Pattern NUMERAL = Pattern.compile("(?<=第)[〇一二三四五六七八九十百千]+|[〇一二三四五六七八九十百千]+(?=[年月日条項号章節回丁階])");

    private static final Pattern THOUSANDS = Pattern.compile("(?<=[0-9]),(?=[0-9]{3}(?![0-9]))");
    private static final String DIGITS = "〇一二三四五六七八九";

    /** A final long vowel is kept in short words (キー, エラー stays, サーバー loses it), as in the tokenizer's stem filter. */
    private static final int SHORT = 4;

    private char[] chars;
    private int[] starts;
    private int length;

    private Folding(int capacity) {
        chars = new char[capacity];
        starts = new int[capacity + 1];
    }

    /** Folds for words of the dictionary; hiragana stay, since they tell words apart. */
    static Folding words(String text) {
        return plain(text).numerals();
    }

    /** Folds for pairs of characters: hiragana become katakana, and a final long vowel is dropped. */
    static Folding pairs(String text) {
        return words(text).kana();
    }

    private static Folding plain(String text) {
        var folding = new Folding(text.length() + 16);
        int n = text.length();
        for (int i = 0; i < n; ) {
            char c = text.charAt(i);
            if (c < 0x80 && (i + 1 == n || text.charAt(i + 1) < 0x300)) {
                folding.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c, i++);
                continue;
            }
            int end = i + Character.charCount(text.codePointAt(i));
            while (end < n && joins(text.codePointAt(end))) {
                end += Character.charCount(text.codePointAt(end));
            }
            if (end == i + 1 && isStable(c)) {
                folding.append(NameSearch.common(c), i);
            } else {
                var part = Normalizer.normalize(text.substring(i, end), Normalizer.Form.NFKC)
                        .toLowerCase(Locale.ROOT);
                for (int k = 0; k < part.length(); k++) {
                    char folded = part.charAt(k);
                    if (isInvisible(part, k)) {
                        k += Character.isHighSurrogate(folded) ? 1 : 0;
                    } else {
                        folding.append(NameSearch.common(dash(folded)), i);
                    }
                }
            }
            i = end;
        }
        return folding.end(n);
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

    private Folding numerals() {
        var text = toString();
        var numeral = NUMERAL.matcher(text);
        var thousands = THOUSANDS.matcher(text);
        boolean numbers = numeral.find();
        boolean commas = thousands.find();
        if (!numbers && !commas) {
            return this;
        }
        var folding = new Folding(length + 16);
        for (int i = 0; i < length; ) {
            if (numbers && i == numeral.start()) {
                var digits = digits(numeral.group());
                for (int k = 0; k < digits.length(); k++) {
                    folding.append(digits.charAt(k), starts[i]);
                }
                i = numeral.end();
                numbers = numeral.find();
            } else if (commas && i == thousands.start()) {
                i = thousands.end();
                commas = thousands.find();
            } else {
                folding.append(chars[i], starts[i]);
                i++;
            }
        }
        return folding.end(starts[length]);
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
        var folding = new Folding(length);
        int run = 0;
        for (int i = 0; i < length; i++) {
            char c = chars[i];
            run = isKatakana(c) ? run + 1 : 0;
            if (c == 'ー' && run >= SHORT && (i + 1 == length || !isKatakana(chars[i + 1]))) {
                continue;
            }
            char k = c >= 'ぁ' && c <= 'ゖ' ? (char) (c + ('ァ' - 'ぁ')) : c;
            int small = "ァィェォ".indexOf(k);
            if (k == 'ヴ') {
                k = 'ブ';
            } else if (small >= 0 && i > 0 && (chars[i - 1] == 'ヴ' || chars[i - 1] == 'ゔ')) {
                folding.chars[folding.length - 1] = "バビベボ".charAt(small);
                continue;
            }
            folding.append(k, starts[i]);
        }
        return folding.end(starts[length]);
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
