package org.kairan.chat.control;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.kairan.core.problem.Refused;

/**
 * What somebody looks for: words, and by {@code from:}, {@code in:} and {@code before:}, or in Japanese, whose, where and before which day.
 *
 * @param words a message holds all of them
 * @param before exclusive
 */
public record Question(List<String> words, Optional<String> from, Optional<String> in, Optional<LocalDate> before) {

    private static final int WORDS_MAX = 10;

    private static final List<String> FROM = List.of("from", "差出人", "送信者");
    private static final List<String> IN = List.of("in", "ルーム", "部屋");
    private static final List<String> BEFORE = List.of("before", "より前");

    /** 以前 includes the day itself. */
    private static final String UP_TO = "以前";

    /** Reads the words; what is given apart counts before what stands in them. */
    public static Question of(String query, String from, String in, String before) {
        var words = new ArrayList<String>();
        var who = some(from);
        var where = some(in);
        var when = some(before).map(Question::day);
        for (var word : query.strip().split("[\\s\u3000]+")) {
            var colon = word.replace('：', ':').indexOf(':');
            var kind = colon < 0 ? "" : word.substring(0, colon).toLowerCase(Locale.ROOT);
            var rest = some(word.substring(colon + 1));
            if (FROM.contains(kind)) {
                who = who.or(() -> rest);
            } else if (IN.contains(kind)) {
                where = where.or(() -> rest);
            } else if (BEFORE.contains(kind)) {
                when = when.or(() -> rest.map(Question::day));
            } else if (kind.equals(UP_TO)) {
                when = when.or(() -> rest.map(Question::day).map(day -> day.plusDays(1)));
            } else if (!word.isEmpty() && words.size() < WORDS_MAX) {
                words.add(word);
            }
        }
        return new Question(List.copyOf(words), who, where, when);
    }

    private static Optional<String> some(String text) {
        return Optional.of(text.strip()).filter(some -> !some.isEmpty());
    }

    /** Reads 2026-11-30, 2026/11/3 and 2026年11月3日, in any width. */
    private static LocalDate day(String written) {
        var parts = Normalizer.normalize(written, Normalizer.Form.NFKC)
                .replace("日", "")
                .split("[-/.年月]");
        try {
            return LocalDate.of(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
        } catch (DateTimeException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw Refused.invalid("core.invalid", Map.of("field", "before"));
        }
    }

    public boolean isEmpty() {
        return words.isEmpty() && from.isEmpty() && before.isEmpty();
    }
}
