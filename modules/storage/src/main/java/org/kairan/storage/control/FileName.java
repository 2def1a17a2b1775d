package org.kairan.storage.control;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.regex.Pattern;
import org.kairan.core.problem.Refused;

/**
 * A file's name as it is kept: Unicode NFC, without a path, and such that every desk's Windows can save it.
 *
 * @param changed whether something other than the form of its letters had to give way
 * @param privateUse whether it holds characters of the private use areas (外字), which other machines may not show
 */
public record FileName(String text, boolean changed, boolean privateUse) {

    /** In bytes of UTF-8, as Linux and most archives bound it. */
    public static final int MAX = 255;

    private static final int SUFFIX_MAX = 20;

    /** What makes names look like others: controls, and what reverses or hides letters. The joiners of emoji stay. */
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2060-\\u2069\\uFEFF\\u2028\\u2029]");

    /** What Windows does not allow in a name. */
    private static final Pattern FORBIDDEN = Pattern.compile("[<>:\"|?*]");

    /** Names of devices on Windows, with whatever suffix (Microsoft, Naming Files, Paths, and Namespaces). */
    private static final Pattern DEVICE =
            Pattern.compile("(?i)(con|prn|aux|nul|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3])(\\..*)?");

    /**
     * Makes a name of what a browser says a file is called.
     *
     * @throws Refused if nothing is left that could be a name
     */
    public static FileName of(String given) {
        var composed = Normalizer.normalize(given, Normalizer.Form.NFC);
        var name = composed.substring(Math.max(composed.lastIndexOf('/'), composed.lastIndexOf('\\')) + 1);
        name = INVISIBLE.matcher(name).replaceAll("");
        name = FORBIDDEN.matcher(name).replaceAll("_");
        name = shorten(trim(name));
        if (name.isEmpty()) {
            throw Refused.invalid("storage.name-empty");
        }
        if (DEVICE.matcher(name).matches()) {
            name = shorten("_" + name);
        }
        return new FileName(
                name,
                !name.equals(composed),
                name.codePoints().anyMatch(c -> Character.getType(c) == Character.PRIVATE_USE));
    }

    /** The part after the last dot in lower case; empty if there is none. */
    public static String suffix(String name) {
        var dot = name.lastIndexOf('.');
        return dot <= 0 ? "" : name.substring(dot + 1).toLowerCase(java.util.Locale.ROOT);
    }

    /** Windows drops blanks and dots at the end without a word, and then finds another file. */
    private static String trim(String name) {
        var end = name.length();
        while (end > 0
                && (name.charAt(end - 1) == '.'
                        || Character.isWhitespace(name.charAt(end - 1))
                        || name.charAt(end - 1) == '\u00a0')) {
            end--;
        }
        return name.substring(0, end).stripLeading();
    }

    /** Cuts before the suffix, between whole characters. */
    private static String shorten(String name) {
        if (bytes(name) <= MAX) {
            return name;
        }
        var dot = name.lastIndexOf('.');
        var suffix = dot > 0 && bytes(name.substring(dot)) <= SUFFIX_MAX ? name.substring(dot) : "";
        var stem = name.substring(0, name.length() - suffix.length());
        var room = MAX - bytes(suffix);
        var end = 0;
        for (int used = 0; end < stem.length(); ) {
            var next = end + Character.charCount(stem.codePointAt(end));
            used += bytes(stem.substring(end, next));
            if (used > room) {
                break;
            }
            end = next;
        }
        while (end > 0 && isHalf(stem, end)) {
            end = stem.offsetByCodePoints(end, -1);
        }
        return trim(stem.substring(0, end)) + suffix;
    }

    /** Whether a cut here would part what is seen as one character: a mark from its letter, or the persons of an emoji. */
    private static boolean isHalf(String text, int at) {
        var before = text.codePointBefore(at);
        if (before == 0x200D) {
            return true;
        }
        if (at == text.length()) {
            return false;
        }
        var after = text.codePointAt(at);
        return after == 0x200D
                || (after >= 0xFE00 && after <= 0xFE0F)
                || (after >= 0xE0100 && after <= 0xE01EF)
                || (after >= 0x1F3FB && after <= 0x1F3FF)
                || Character.getType(after) == Character.NON_SPACING_MARK;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
