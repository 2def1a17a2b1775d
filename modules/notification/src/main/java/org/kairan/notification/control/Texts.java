package org.kairan.notification.control;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words what modules have texts for, from {@code i18n/<module>/<language>.json} of their jars: the texts that the pages show, with values in double braces. */
public final class Texts {

    private static final Pattern VALUE = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");

    private final ClassLoader loader;
    private final Map<String, Map<String, String>> files = new ConcurrentHashMap<>();

    public Texts(ClassLoader loader) {
        this.loader = loader;
    }

    /** Gives the text with the values filled in; empty if the module has none. */
    public Optional<String> find(String module, String key, Locale locale, Map<String, String> values) {
        var language = locale.getLanguage().equals("en") ? "en" : "ja";
        return Optional.ofNullable(files.computeIfAbsent("i18n/" + module + "/" + language + ".json", this::read)
                        .get(key))
                .map(text -> fill(text, values));
    }

    static String fill(String text, Map<String, String> values) {
        return VALUE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), "")));
    }

    private Map<String, String> read(String file) {
        var texts = new HashMap<String, String>();
        try (var in = loader.getResourceAsStream(file)) {
            if (in != null) {
                flatten("", Json.createReader(in).readObject(), texts);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    private static void flatten(String prefix, JsonObject object, Map<String, String> texts) {
        object.forEach((name, value) -> {
            if (value instanceof JsonObject inner) {
                flatten(prefix + name + ".", inner, texts);
            } else if (value instanceof JsonString text) {
                texts.put(prefix + name, text.getString());
            }
        });
    }
}
