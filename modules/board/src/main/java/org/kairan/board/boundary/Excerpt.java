package org.kairan.board.boundary;

/** Cuts the beginning of a text for a list row, without its markup. */
final class Excerpt {

    private static final int LENGTH = 120;

    private Excerpt() {}

    static String of(String body) {
        var plain = plain(body).replaceAll("\\s+", " ").strip();
        return plain.codePointCount(0, plain.length()) <= LENGTH
                ? plain
                : plain.substring(0, plain.offsetByCodePoints(0, LENGTH)) + "…";
    }

    /** The text without its markup, line by line. */
    static String plain(String body) {
        return body.replaceAll("(?m)^(#{1,3}|[-*]|[0-9]+\\.)\\s+", "").replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1");
    }
}
