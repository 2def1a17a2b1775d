package org.kairan.bench;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** As much JSON as load programs need: writes maps, lists and values; finds a member by its name in a small document. */
public final class Json {

    private Json() {}

    public static String of(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> quoted(entry.getKey().toString()) + ":" + of(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Json::of).collect(Collectors.joining(",", "[", "]"));
        }
        if (value instanceof Double number) {
            return number(number);
        }
        return value == null || value instanceof Number || value instanceof Boolean
                ? String.valueOf(value)
                : quoted(value.toString());
    }

    static String number(double value) {
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value)
                        .setScale(3, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString()
                : "null";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    /** The first text of that name. */
    public static Optional<String> text(String json, String name) {
        var matcher = Pattern.compile('"' + name + "\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"")
                .matcher(json);
        return matcher.find()
                ? Optional.of(matcher.group(1).replace("\\\"", "\"").replace("\\\\", "\\"))
                : Optional.empty();
    }

    /** The first whole number of that name. */
    public static OptionalLong whole(String json, String name) {
        var matcher = Pattern.compile('"' + name + "\"\\s*:\\s*(-?\\d+)").matcher(json);
        return matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }

    /** All whole numbers of that name, in the order of the document. */
    public static List<Long> wholes(String json, String name) {
        var all = new ArrayList<Long>();
        var matcher = Pattern.compile('"' + name + "\"\\s*:\\s*(-?\\d+)").matcher(json);
        while (matcher.find()) {
            all.add(Long.valueOf(matcher.group(1)));
        }
        return all;
    }
}
