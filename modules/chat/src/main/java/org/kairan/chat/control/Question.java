package org.kairan.chat.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What somebody looks for: words, and by {@code from:}, {@code in:} and {@code before:} whose, where and before which day.
 *
 * @param words in lower case; a message holds all of them
 */
public record Question(List<String> words, Optional<String> from, Optional<String> in, Optional<String> before) {

    private static final int WORDS_MAX = 10;

    /** Reads the words; what is given apart counts before what stands in them. */
    public static Question of(String query, String from, String in, String before) {
        var words = new ArrayList<String>();
        var who = some(from);
        var where = some(in);
        var when = some(before);
        for (var word : query.replace('：', ':').strip().split("[\\s　]+")) {
            var lower = word.toLowerCase(Locale.ROOT);
            if (lower.startsWith("from:")) {
                who = who.or(() -> some(word.substring(5)));
            } else if (lower.startsWith("in:")) {
                where = where.or(() -> some(word.substring(3)));
            } else if (lower.startsWith("before:")) {
                when = when.or(() -> some(word.substring(7)));
            } else if (!lower.isEmpty() && words.size() < WORDS_MAX) {
                words.add(lower);
            }
        }
        return new Question(List.copyOf(words), who, where, when);
    }

    private static Optional<String> some(String text) {
        return Optional.of(text.strip()).filter(some -> !some.isEmpty());
    }

    public boolean isEmpty() {
        return words.isEmpty() && from.isEmpty() && before.isEmpty();
    }
}
