package org.kairan.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was typed after the benchmark's name: pairs of {@code --name value}. */
public record Options(Map<String, String> values) {

    public static Options of(List<String> words) {
        var values = new HashMap<String, String>();
        for (var i = 0; i < words.size(); i += 2) {
            if (!words.get(i).startsWith("--") || i + 1 == words.size()) {
                throw new IllegalArgumentException(
                        "Options are pairs of --name value; not understood: " + words.get(i));
            }
            values.put(words.get(i).substring(2), words.get(i + 1));
        }
        return new Options(values);
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    public int number(String name, int otherwise) {
        return text(name).map(Integer::valueOf).orElse(otherwise);
    }
}
