package org.kairan.organization.control;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Brings what people type (names, kana, numbers, codes, dates) to one form, and makes the keys by which they are compared. */
final class Spelling {

    private static final Pattern SPACE = Pattern.compile("[\\s\\u00A0\\u2000-\\u200A\\u202F\\u205F\\u3000]+");
    private static final Pattern KANA = Pattern.compile("[\\u30A1-\\u30FA\\u30FC-\\u30FEA-Za-z0-9.,'’・\\u3000-]*");
    private static final Pattern MAIL =
            Pattern.compile("[^\\s@<>()\\[\\],;:\\\\\"]+@[\\p{L}\\p{N}-]+(\\.[\\p{L}\\p{N}-]+)+");
    /** How a spreadsheet is told to keep leading zeros: ="0012". */
    private static final Pattern TEXT_CELL = Pattern.compile("=\"(.*)\"");

    private static final Pattern SEPARATOR = Pattern.compile("[/／>＞]");
    private static final Pattern TIME =
            Pattern.compile("(?:[ T]+\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?(?:Z|[+-]\\d{2}:?\\d{2})?)?");
    private static final Pattern DAY =
            Pattern.compile("(\\d{4})(?:[-/.年])(\\d{1,2})(?:[-/.月])(\\d{1,2})日?" + TIME.pattern());
    private static final Pattern DIGITS = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})");
    private static final Pattern ERA =
            Pattern.compile("(令和|平成|昭和|大正|明治|[RHSTM])(元|\\d{1,2})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?" + TIME.pattern());
    /** The year before each era's first. */
    private static final Map<String, Integer> ERAS = Map.of(
            "令和", 2018, "R", 2018, "平成", 1988, "H", 1988, "昭和", 1925, "S", 1925, "大正", 1911, "T", 1911, "明治", 1867, "M",
            1867);

    private Spelling() {}

    static String nfkc(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    /** Without white space at both ends, the ideographic space included. */
    static String trimmed(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (from < to && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isSpace(char c) {
        return c <= ' '
                ? c == ' ' || c >= '\t' && c <= '\r'
                : c == '\u00A0' || c >= '\u2000' && c <= '\u200A' || c == '\u202F' || c == '\u205F' || c == '\u3000';
    }

    private static boolean hasSpace(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isSpace(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** The text with every run of white space replaced. */
    private static String spaced(String text, String space) {
        return hasSpace(text) ? SPACE.matcher(text).replaceAll(space) : text;
    }

    /** A name: every run of white space is one ideographic space. NFKC is not used, since it replaces characters of people's names. */
    static String name(String text) {
        return spaced(trimmed(text), "　");
    }

    /** Full-width katakana; hiragana and half-width katakana become it. */
    static String kana(String text) {
        StringBuilder katakana = new StringBuilder(spaced(trimmed(nfkc(text)), "　"));
        for (int i = 0; i < katakana.length(); i++) {
            char c = katakana.charAt(i);
            if (c >= 'ぁ' && c <= 'ゖ' || c == 'ゝ' || c == 'ゞ') {
                katakana.setCharAt(i, (char) (c + 0x60));
            } else if ((c == '-' || c == '―' || c == '‐' || c == '−') && i > 0 && katakana.charAt(i - 1) >= 'ァ') {
                katakana.setCharAt(i, 'ー');
            }
        }
        return katakana.toString();
    }

    static boolean isKana(String text) {
        return KANA.matcher(text).matches();
    }

    static boolean isMail(String text) {
        return MAIL.matcher(text).matches();
    }

    /** A code or number: NFKC, without white space at its ends, leading zeros kept. */
    static String code(String text) {
        String code = trimmed(nfkc(text));
        Matcher cell = code.startsWith("=") ? TEXT_CELL.matcher(code) : null;
        return cell != null && cell.matches() ? trimmed(cell.group(1)) : code;
    }

    /** What two spellings of one name have in common: width, case, white space and the two wave dashes make no difference. */
    static String key(String text) {
        String key = spaced(nfkc(text).toLowerCase(Locale.ROOT), "");
        return key.replace('〜', '~').replace('−', '-').replace('—', '―').replace('‐', '-');
    }

    /** The parts of a path such as 市/部/課; one part when there is no separator. */
    static List<String> path(String text) {
        return Arrays.stream(SEPARATOR.split(text))
                .map(Spelling::name)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    static String pathKey(List<String> path) {
        return path.stream().map(Spelling::key).collect(Collectors.joining("/"));
    }

    /** A heading's key: letters and digits only, NFKC, lower case, without 必須. */
    static String heading(String text) {
        return nfkc(text)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]", "")
                .replace("必須", "");
    }

    /** A day, western or by era, with or without a time of day, which is dropped; null when it is none. */
    static LocalDate date(String text) {
        String day = trimmed(nfkc(text)).toUpperCase(Locale.ROOT);
        try {
            Matcher era = ERA.matcher(day);
            if (era.matches()) {
                int year = era.group(2).equals("元") ? 1 : Integer.parseInt(era.group(2));
                return year == 0
                        ? null
                        : LocalDate.of(
                                ERAS.get(era.group(1)) + year,
                                Integer.parseInt(era.group(3)),
                                Integer.parseInt(era.group(4)));
            }
            for (Pattern pattern : List.of(DAY, DIGITS)) {
                Matcher western = pattern.matcher(day);
                if (western.matches() && Integer.parseInt(western.group(1)) >= 1868) {
                    return LocalDate.of(
                            Integer.parseInt(western.group(1)),
                            Integer.parseInt(western.group(2)),
                            Integer.parseInt(western.group(3)));
                }
            }
            return null;
        } catch (DateTimeException notInTheCalendar) {
            return null;
        }
    }

    /** The candidate most like the text, or null when none is near. */
    static String nearest(String text, Iterable<String> candidates) {
        String wanted = key(text);
        String best = null;
        int least = Math.max(1, wanted.length() / 2) + 1;
        for (String candidate : candidates) {
            String key = key(candidate);
            if (Math.abs(key.length() - wanted.length()) >= least) {
                continue;
            }
            int distance = distance(wanted, key);
            if (distance < least && distance < Math.max(wanted.length(), key.length())) {
                least = distance;
                best = candidate;
            }
        }
        return best;
    }

    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
