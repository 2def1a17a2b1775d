package org.kairan.calendar.boundary;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A table for a spreadsheet: UTF-8 with a byte order mark, all cells quoted. */
final class Csv {

    private final StringBuilder text = new StringBuilder("\uFEFF");

    Csv row(Object... cells) {
        text.append(Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(",")))
                .append("\r\n");
        return this;
    }

    /** Quotes a cell; what a spreadsheet would take for a formula gets an apostrophe in front (OWASP CSV Injection). */
    private static String cell(Object value) {
        var text = String.valueOf(value);
        var safe = text.isEmpty() || "=+-@\t\r".indexOf(text.charAt(0)) < 0 ? text : "'" + text;
        return "\"" + safe.replace("\"", "\"\"") + "\"";
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
