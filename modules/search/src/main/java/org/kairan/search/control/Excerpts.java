package org.kairan.search.control;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Marks in a text, as written, what was asked for, and cuts out the places where most of it stands. */
public final class Excerpts {

    /** A piece of a text; {@code hit} if it is what was asked for. */
    public record Piece(String text, boolean hit) {}

    private static final int LENGTH = 110;
    private static final int LEAD = 24;
    private static final int SENTENCE = 40;
    private static final int MOST = 100;
    private static final int LONGEST_WORD = 40;

    /** Parts of a word that does not stand there as a whole are looked for in the beginning only. */
    private static final int FARTHEST_PART = 8_192;

    private static final Pattern ENDS = Pattern.compile("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}ー\\p{Co}]+$");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /** A long text is looked at further and further, until one cutting shows all that was asked for. */
    private static final int FIRST = 2_048;

    /** What stands in a text in another form than it was typed in is looked for in the beginning only. */
    private static final int FARTHEST = 16_384;

    private static final Comparator<Place> ORDER =
            Comparator.comparingInt(Place::start).thenComparingInt(Place::end);

    /** @param entire whether it is the word, not only a part of it */
    private record Place(int start, int end, int word, boolean entire) {}

    private Excerpts() {}

    /** The whole text with its marks; for titles. */
    public static List<Piece> mark(String text, List<String> words) {
        var folded = Folding.pairs(text);
        return pieces(text, folded, places(folded, words), 0, text.length());
    }

    /** At most {@code most} cuttings, those with the most words first and then in the order of the text; the beginning if there is no word in it. */
    public static List<List<Piece>> cut(String text, List<String> words, int most) {
        if (text.isBlank()) {
            return List.of();
        }
        var typed = asTyped(text, words);
        return typed.isEmpty() ? inOtherForms(text, words, most) : around(text, windows(typed, most), words);
    }

    /** Where the words stand as they were typed, in letters of either case; found without folding the whole text. */
    private static List<Place> asTyped(String text, List<String> words) {
        var places = new ArrayList<Place>();
        for (int i = 0; i < words.size(); i++) {
            var word = Normalizer.normalize(words.get(i), Normalizer.Form.NFKC);
            for (var form : new LinkedHashSet<>(List.of(
                    words.get(i), word.toLowerCase(Locale.ROOT), word.toUpperCase(Locale.ROOT), capitalized(word)))) {
                all(text, form, i, true, places);
            }
        }
        places.sort(ORDER);
        return places;
    }

    private static String capitalized(String word) {
        return word.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private static List<List<Piece>> around(String text, List<int[]> windows, List<String> words) {
        return windows.stream()
                .sorted(Comparator.comparingInt(window -> window[0]))
                .map(window -> {
                    int begin = whole(text, Math.max(0, window[0] - LENGTH));
                    int end = whole(text, Math.min(text.length(), window[1] + LENGTH));
                    var folded = Folding.pairs(text, begin, end);
                    return cut(text, window[0], folded, places(folded, words));
                })
                .toList();
    }

    private static List<List<Piece>> inOtherForms(String text, List<String> words, int most) {
        int farthest = whole(text, Math.min(text.length(), FARTHEST));
        for (int length = FIRST; ; length *= 8) {
            boolean last = length >= farthest;
            var folded = Folding.pairs(text, 0, last ? farthest : whole(text, length));
            var places = places(folded, words);
            var chosen = windows(places, most);
            if (last || shows(chosen.get(0), places, words.size(), folded.length() - LENGTH)) {
                return chosen.stream()
                        .sorted(Comparator.comparingInt(window -> window[0]))
                        .map(window -> cut(text, folded.original(window[0]), folded, places))
                        .toList();
            }
        }
    }

    /** Whether a window ends before {@code end} and has each word as a whole, so that no other one could show more. */
    private static boolean shows(int[] window, List<Place> places, int words, int end) {
        return window[1] <= end
                && places.stream()
                                .filter(place ->
                                        place.entire() && place.start() >= window[0] && place.end() <= window[1])
                                .mapToInt(Place::word)
                                .distinct()
                                .count()
                        == words;
    }

    private static List<int[]> windows(List<Place> places, int most) {
        var chosen = new ArrayList<int[]>();
        if (places.isEmpty()) {
            chosen.add(new int[] {0, 0});
        }
        long seen = 0;
        while (chosen.size() < most) {
            var best = best(places, chosen, seen);
            if (best == null) {
                break;
            }
            chosen.add(best);
            for (var place : places) {
                seen |= place.start() >= best[0] && place.end() <= best[1] ? 1L << place.word() : 0;
            }
        }
        return chosen;
    }

    /** The window with the most words that are not in another one yet; later ones only if they have something new. */
    private static int[] best(List<Place> places, List<int[]> chosen, long seen) {
        int[] best = null;
        int most = 0;
        for (int i = 0; i < places.size(); i++) {
            int start = places.get(i).start();
            int end = start + LENGTH - LEAD;
            if (chosen.stream().anyMatch(window -> start < window[1] && end > window[0])) {
                continue;
            }
            long words = 0;
            int worth = 0;
            for (int k = i; k < places.size() && places.get(k).end() <= end; k++) {
                long word = 1L << places.get(k).word();
                int length = places.get(k).end() - places.get(k).start();
                worth += (words & word) == 0 && (seen & word) == 0 ? 100 + 10 * length : length;
                words |= word;
            }
            if (worth > most && (chosen.isEmpty() || (words & ~seen) != 0)) {
                most = worth;
                best = new int[] {start, end};
            }
        }
        return best;
    }

    private static List<Piece> cut(String text, int at, Folding folded, List<Place> places) {
        int begin = Math.max(0, at - LEAD);
        int sentence = beginning(text, at);
        if (begin - sentence <= SENTENCE && at - sentence <= SENTENCE) {
            begin = sentence;
        }
        begin = whole(text, begin);
        int end = whole(text, Math.min(text.length(), begin + LENGTH));
        var pieces = pieces(text, folded, places, begin, end);
        if (!isBlank(text, 0, begin)) {
            pieces.add(0, new Piece("…", false));
        }
        if (!isBlank(text, end, text.length())) {
            pieces.add(new Piece("…", false));
        }
        return pieces;
    }

    private static boolean isBlank(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static int beginning(String text, int at) {
        for (int i = at; i > 0; i--) {
            char before = text.charAt(i - 1);
            if (before == '。' || before == '\n') {
                return i;
            }
        }
        return 0;
    }

    /** Not between the halves of a character. */
    private static int whole(String text, int at) {
        return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    }

    private static List<Piece> pieces(String text, Folding folded, List<Place> places, int begin, int end) {
        var marked = new BitSet();
        for (var place : places) {
            marked.set(
                    folded.original(place.start()),
                    Math.max(folded.original(place.start()) + 1, folded.original(place.end())));
        }
        var pieces = new ArrayList<Piece>();
        for (int at = begin; at < end; ) {
            boolean hit = marked.get(at);
            int next = hit ? marked.nextClearBit(at) : marked.nextSetBit(at);
            int stop = next < 0 ? end : Math.min(end, next);
            pieces.add(new Piece(BLANKS.matcher(text.substring(at, stop)).replaceAll(" "), hit));
            at = stop;
        }
        return pieces;
    }

    private static List<Place> places(Folding folded, List<String> words) {
        var text = folded.toString();
        var places = new ArrayList<Place>();
        for (int i = 0; i < words.size(); i++) {
            var word = trimmed(Folding.pairs(words.get(i)).toString());
            if (!word.isEmpty() && !all(text, word, i, true, places)) {
                parts(text.substring(0, Math.min(text.length(), FARTHEST_PART)), word, i, places);
            }
        }
        places.sort(ORDER);
        return places;
    }

    private static String trimmed(String word) {
        return ENDS.matcher(word).replaceAll("");
    }

    private static boolean all(String text, String word, int number, boolean entire, List<Place> places) {
        boolean found = false;
        int full = places.size() + MOST;
        for (int at = text.indexOf(word);
                at >= 0 && places.size() < full;
                at = text.indexOf(word, at + word.length())) {
            if (!splits(text, at) && !splits(text, at + word.length())) {
                places.add(new Place(at, at + word.length(), number, entire));
                found = true;
            }
        }
        return found;
    }

    /** Whether a border lies within a run of letters or of digits: net is not in ethernet. */
    private static boolean splits(String text, int at) {
        return at > 0
                && at < text.length()
                && ((isLetter(text.charAt(at - 1)) && isLetter(text.charAt(at)))
                        || (isDigit(text.charAt(at - 1)) && isDigit(text.charAt(at))));
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Where a word does not stand as a whole, its longest parts of two characters and more. */
    private static void parts(String text, String word, int number, List<Place> places) {
        int length = Math.min(word.length(), LONGEST_WORD);
        for (int from = 0; from + 2 <= length; ) {
            int to = from + 2;
            if (!text.contains(word.substring(from, to))) {
                from++;
                continue;
            }
            while (to < length && text.contains(word.substring(from, to + 1))) {
                to++;
            }
            all(text, word.substring(from, to), number, false, places);
            from = to;
        }
    }
}
