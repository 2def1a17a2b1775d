package org.kairan.systemtest.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The words of the pages in one language, so that one test walks in both. */
final class Texts {

    private static final ObjectMapper JSON = new ObjectMapper();

    final String language;
    private final Map<String, JsonNode> modules = new TreeMap<>();

    private Texts(String language) {
        this.language = language;
        read("shell", "webapp/ui/src/messages/");
        read("board", "modules/board/ui/messages/");
        read("notification", "modules/notification/ui/messages/");
        read("storage", "modules/storage/ui/messages/");
        read("organization", "modules/organization/ui/messages/");
        read("search", "modules/search/ui/messages/");
        read("chat", "modules/chat/ui/messages/");
        read("calendar", "modules/calendar/ui/messages/");
        read("presence", "modules/presence/ui/messages/");
    }

    static Texts in(String language) {
        return new Texts(language);
    }

    private void read(String module, String folder) {
        try {
            modules.put(
                    module,
                    JSON.readTree(Path.of(System.getProperty("kairan.home", ".."))
                            .resolve(folder + language + ".json")
                            .toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code of("board", "edit.withdraw")}; values are filled in by name. */
    String of(String module, String key, String... values) {
        var node = modules.get(module).at("/" + key.replace('.', '/'));
        if (!node.isTextual()) {
            throw new AssertionError("no text " + module + ":" + key + " in " + language);
        }
        var text = node.asText();
        for (int i = 0; i < values.length; i += 2) {
            text = text.replace("{{" + values[i] + "}}", values[i + 1]);
        }
        return text;
    }
}
