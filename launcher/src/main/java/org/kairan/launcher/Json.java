package org.kairan.launcher;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The one flat JSON object of kairan.run: texts and whole numbers. */
final class Json {

    private Json() {}

    static String object(Map<String, Object> values) {
        return values.entrySet().stream()
                .map(entry -> "  " + quoted(entry.getKey()) + ": "
                        + (entry.getValue() instanceof Long number
                                ? number
                                : quoted(entry.getValue().toString())))
                .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** The text of that name, or null. */
    static String text(String json, String name) {
        Matcher matcher = Pattern.compile(Pattern.quote('"' + name + '"') + "\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"")
                .matcher(json);
        return matcher.find() ? matcher.group(1).replace("\\\"", "\"").replace("\\\\", "\\") : null;
    }

    /** The whole number of that name, or -1. */
    static long number(String json, String name) {
        Matcher matcher = Pattern.compile(Pattern.quote('"' + name + '"') + "\\s*:\\s*(-?\\d+)")
                .matcher(json);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : -1;
    }
}
