package org.kairan.calendar.control.exchange;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Makes texts of other programs such as the calendar keeps them. */
final class Texts {

    /** What is shown where another program has given no title. */
    static final String UNTITLED = "（件名なし）";

    private Texts() {}

    /** Takes away what PostgreSQL does not keep and pages do not show, and line breaks where there is one line. */
    static String clean(String text, boolean lines) {
        var clean = new StringBuilder(text.length());
        text.replace("\r\n", "\n").replace('\r', '\n').codePoints().forEach(c -> {
            if (c == '\n' || c == '\t') {
                clean.append(lines ? (char) c : ' ');
            } else if (!Character.isISOControl(c) && !(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
                clean.appendCodePoint(c);
            }
        });
        return clean.toString().strip();
    }

    /** Cuts a text where it becomes too long, but within no character. */
    static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max)
                .strip();
    }

    /** A name for what has none, the same whenever the same comes again. */
    static String name(String prefix, String content) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return prefix + HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
