package org.kairan.board.boundary;

import java.util.regex.Pattern;

/** Cuts the beginning of a text for a list row, without its markup; fifty to a page, so expressions run only where there is something for them. */
final class Excerpt {

    private static final int LENGTH = 120;
    private static final Pattern LINE_MARK = Pattern.compile("(?m)^(#{1,3}|[-*]|[0-9]+\\.)\\s+");
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)\\]\\([^)]*\\)");

    private Excerpt() {}

    static String of(String body) {
        var plain = plain(body).strip();
        var excerpt = new StringBuilder(LENGTH + 1);
        int count = 0;
        boolean blank = false;
        for (int i = 0; i < plain.length(); ) {
            int c = plain.codePointAt(i);
            i += Character.charCount(c);
            if (c == ' ' || (c >= '\t' && c <= '\r')) {
                blank = true;
                continue;
            }
            count += blank ? 2 : 1;
            if (count > LENGTH) {
                return excerpt.append('…').toString();
            }
            excerpt.append(blank ? " " : "").appendCodePoint(c);
            blank = false;
        }
        return excerpt.toString();
    }

    /** The text without its markup, line by line. */
    static String plain(String body) {
        var text = body;
        for (int line = 0; line < body.length(); line = body.indexOf('\n', line) + 1) {
            if (mayMark(body.charAt(line))) {
                text = LINE_MARK.matcher(body).replaceAll("");
                break;
            }
            if (body.indexOf('\n', line) < 0) {
                break;
            }
        }
        return text.contains("](") ? LINK.matcher(text).replaceAll("$1") : text;
    }

    private static boolean mayMark(char first) {
        return first == '#' || first == '-' || first == '*' || (first >= '0' && first <= '9');
    }
}
