package org.kairan.core.people;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Finds people by what somebody remembers of them: every word of the query must begin a word of the kana, or stand within the name, or begin one of the numbers.
 *
 * <p>Hiragana, half-width forms and the common variants of name characters (髙 for 高) are the same.
 */
public final class NameSearch {

    private static final String VARIANTS = "髙高﨑崎嵜崎邉辺邊辺齋斎齊斉澤沢濵浜濱浜廣広國国眞真德徳櫻桜瀨瀬淺浅壽寿圓円惠恵遙遥彌弥槇槙槗橋栁柳舘館";

    private final List<String> words;

    private NameSearch(List<String> words) {
        this.words = words;
    }

    public static NameSearch of(String query) {
        return new NameSearch(Arrays.stream(fold(query).split("[\\s・]+"))
                .filter(word -> !word.isEmpty())
                .limit(10)
                .toList());
    }

    /** Says whether a person is meant; {@code numbers} are staff number, extension and the like. */
    public boolean matches(String name, String kana, Stream<String> numbers) {
        if (words.isEmpty()) {
            return true;
        }
        var foldedName = fold(name).replaceAll("\\s", "");
        var foldedKana = fold(kana);
        var foldedNumbers = numbers.map(NameSearch::fold).toList();
        return words.stream()
                .allMatch(word -> foldedName.contains(word)
                        || foldedKana.startsWith(word)
                        || foldedKana.contains(" " + word)
                        || foldedKana.replace(" ", "").startsWith(word)
                        || foldedNumbers.stream().anyMatch(number -> number.startsWith(word)));
    }

    /** Gives the common form of a name's character, 高 for 髙; any other character as it is. */
    public static char common(char c) {
        var at = VARIANTS.indexOf(c);
        return at >= 0 && at % 2 == 0 ? VARIANTS.charAt(at + 1) : c;
    }

    static String fold(String text) {
        var folded = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .strip()
                .chars()
                .forEach(c -> {
                    if (c >= 'ぁ' && c <= 'ゖ') {
                        folded.append((char) (c + ('ァ' - 'ぁ')));
                    } else {
                        folded.append(common((char) c));
                    }
                });
        return folded.toString();
    }
}
