package org.kairan.chat.control;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kairan.core.problem.Refused;

/** Takes in what people write: its form, its length, and whom it names. */
public final class Texts {

    public static final int BODY_MAX = 8_000;
    public static final int NAME_MAX = 100;
    public static final int PURPOSE_MAX = 1_000;
    private static final int EXCERPT = 100;

    private static final Pattern MENTION = Pattern.compile("@\\[(all|(?:person|section|title):[1-9][0-9]{0,17})]");

    private Texts() {}

    /** Gives a message's text as it is kept, or refuses one that is longer than so many characters. */
    public static String body(String text, boolean mayBeEmpty, int max) {
        var body = text == null ? "" : text.replace("\r\n", "\n").strip();
        if (body.isEmpty() && !mayBeEmpty) {
            throw Refused.invalid("chat.text-empty");
        }
        return checked(body, max, "chat.text-too-long");
    }

    /** Gives a name or title of one line. */
    public static String line(String text, String emptyCode) {
        var line = text == null ? "" : text.strip();
        if (line.isEmpty()) {
            throw Refused.invalid(emptyCode);
        }
        if (line.chars().anyMatch(Character::isISOControl)) {
            throw Refused.invalid("core.character-invalid");
        }
        return checked(line, NAME_MAX, "chat.name-too-long");
    }

    public static String purpose(String text) {
        return checked(text == null ? "" : text.replace("\r\n", "\n").strip(), PURPOSE_MAX, "chat.purpose-too-long");
    }

    /** PostgreSQL keeps neither NUL nor half a surrogate pair. */
    private static String checked(String text, int max, String tooLong) {
        if (text.codePointCount(0, text.length()) > max) {
            throw Refused.invalid(tooLong, Map.of("max", max));
        }
        if (text.indexOf(0) >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw Refused.invalid("core.character-invalid");
        }
        return text;
    }

    /** Gives the beginning of a text on one line, as it is quoted. */
    public static String excerpt(String text) {
        var line = text.replaceAll("\\s+", " ").strip();
        return line.codePointCount(0, line.length()) <= EXCERPT
                ? line
                : line.substring(0, line.offsetByCodePoints(0, EXCERPT)) + "…";
    }

    /**
     * Gives a text with names in place of the marks by which it names people.
     *
     * @param label how they are called; only 'all' stays as it is, since each reader calls them so in their own language
     */
    public static String named(String text, UnaryOperator<String> label) {
        return MENTION.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1).equals("all") ? found.group() : "@" + label.apply(found.group(1))));
    }

    /** Gives a text without its markup and without the marks by which it names people. */
    public static String words(String text) {
        return MENTION.matcher(text)
                .replaceAll("")
                .replaceAll("\\*\\*(.+?)\\*\\*", "$1")
                .replaceAll("`([^`\n]+)`", "$1")
                .replaceAll("\\[([^\\]\n]*)]\\(([^)\n]*)\\)", "$1 ($2)")
                .strip();
    }

    /** Gives whom a text names, each once: {@code person:12}, {@code section:3}, {@code title:4}, {@code all}. */
    public static Set<String> mentions(String text) {
        var named = new LinkedHashSet<String>();
        var found = MENTION.matcher(text);
        while (found.find()) {
            named.add(found.group(1));
        }
        return named;
    }
}
