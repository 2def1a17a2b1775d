package org.kairan.search.control;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Marks in a text, as written, what was asked for, and cuts out the places where most of it stands. */
public final class Excerpts {

    /** A piece of a text; {@code hit} if it is what was asked for. */
    public record Piece(String text, boolean hit) {}

    private static final int LENGTH = 110;
    private static final int LEAD = 24;
    private static final int SENTENCE = 40;
    private static final int MOST = 400;
    private static final int LONGEST_WORD = 40;

    /** Of a longer text only the beginning is looked at. */
    private static final int FARTHEST = 200_000;

    private record Place(int start, int end, int word) {}

    private Excerpts() {}

    /** The whole text with its marks; for titles. */
    public static List<Piece> mark(String text, List<String> words) {
        var folded = Folding.pairs(text);
        return pieces(text, folded, places(folded, words), 0, text.length());
    }

    /** At most {@code most} cuttings, those with the most words first and then in the order of the text; the beginning if there is no word in it. */
    public static List<List<Piece>> cut(String whole, List<String> words, int most) {
        if (whole.isBlank()) {
            return List.of();
        }
        var text = whole.substring(0, whole(whole, Math.min(whole.length(), FARTHEST)));
        var folded = Folding.pairs(text);
        var places = places(folded, words);
        var chosen = new ArrayList<int[]>();
        if (places.isEmpty()) {
            chosen.add(new int[] {0, 0});
        }
        var seen = new HashSet<Integer>();
        while (chosen.size() < most) {
            var best = best(places, chosen, seen);
            if (best == null) {
                break;
            }
            chosen.add(best);
            places.stream()
                    .filter(place -> place.start() >= best[0] && place.end() <= best[1])
                    .forEach(place -> seen.add(place.word()));
        }
        return chosen.stream()
                .sorted(Comparator.comparingInt(window -> window[0]))
                .map(window -> cut(text, folded, places, window))
                .toList();
    }

    /** The window with the most words that are not in another one yet; later ones only if they have something new. */
    private static int[] best(List<Place> places, List<int[]> chosen, Set<Integer> seen) {
        int[] best = null;
        int most = 0;
        for (int i = 0; i < places.size(); i++) {
            int start = places.get(i).start();
            int end = start + LENGTH - LEAD;
            if (chosen.stream().anyMatch(window -> start < window[1] && end > window[0])) {
                continue;
            }
            var words = new HashSet<Integer>();
            int worth = 0;
            for (int k = i; k < places.size() && places.get(k).end() <= end; k++) {
                boolean first = words.add(places.get(k).word());
                int length = places.get(k).end() - places.get(k).start();
                worth += first && !seen.contains(places.get(k).word()) ? 100 + 10 * length : length;
            }
            boolean fresh = !seen.containsAll(words);
            if (worth > most && (chosen.isEmpty() || fresh)) {
                most = worth;
                best = new int[] {start, end};
            }
        }
        return best;
    }

    private static List<Piece> cut(String text, Folding folded, List<Place> places, int[] window) {
        int begin = folded.original(Math.max(0, window[0] - LEAD));
        int sentence = beginning(text, folded.original(window[0]));
        if (begin - sentence <= SENTENCE && folded.original(window[0]) - sentence <= SENTENCE) {
            begin = sentence;
        }
        begin = whole(text, begin);
        int end = whole(text, Math.min(text.length(), begin + LENGTH));
        var pieces = pieces(text, folded, places, begin, end);
        if (begin > 0 && !text.substring(0, begin).isBlank()) {
            pieces.add(0, new Piece("…", false));
        }
        if (end < text.length() && !text.substring(end).isBlank()) {
            pieces.add(new Piece("…", false));
        }
        return pieces;
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
            pieces.add(new Piece(text.substring(at, stop).replaceAll("\\s+", " "), hit));
            at = stop;
        }
        return pieces;
    }

    private static List<Place> places(Folding folded, List<String> words) {
        var text = folded.toString();
        var places = new ArrayList<Place>();
        for (int i = 0; i < words.size(); i++) {
            var word = trimmed(Folding.pairs(words.get(i)).toString());
            if (!word.isEmpty() && !all(text, word, i, places)) {
                parts(text, word, i, places);
            }
        }
        places.sort(Comparator.comparingInt(Place::start).thenComparingInt(Place::end));
        return places;
    }

    private static String trimmed(String word) {
        return word.replaceAll("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}ー\\p{Co}]+$", "");
    }

    private static boolean all(String text, String word, int number, List<Place> places) {
        boolean found = false;
        for (int at = text.indexOf(word);
                at >= 0 && places.size() < MOST;
                at = text.indexOf(word, at + word.length())) {
            if (!splits(text, at) && !splits(text, at + word.length())) {
                places.add(new Place(at, at + word.length(), number));
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
        return c >= 'a' && c <= 'z';
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
            all(text, word.substring(from, to), number, places);
            from = to;
        }
    }
}
