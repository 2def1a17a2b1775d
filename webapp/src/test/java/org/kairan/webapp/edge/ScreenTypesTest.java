package org.kairan.webapp.edge;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Holds the screens' types to the API document. With {@code -Dkairan.types=write}, as {@code ./kairan types} calls it, they are written. */
class ScreenTypesTest {

    private static final Path FILE = Path.of("ui/src/api/schema.ts");
    private static final String REFERENCE = "#/components/schemas/";

    @Test
    void the_screens_types_are_those_of_the_api_document() throws IOException {
        JsonObject document;
        try (var folders = Files.list(Path.of("../modules"))) {
            document = OpenApi.join(
                    folders.map(folder -> folder.getFileName().toString()).sorted());
        }
        var now = types(document.getJsonObject("components").getJsonObject("schemas"));
        if ("write".equals(System.getProperty("kairan.types"))) {
            Files.writeString(FILE, now);
        }
        assertEquals(
                Files.readString(FILE),
                now,
                "webapp/ui/" + FILE.subpath(1, FILE.getNameCount())
                        + " is not what the resources answer any more. Renew it by: ./kairan types");
    }

    private static String types(JsonObject schemas) {
        var head = "// Made from the API document by `./kairan types`; what is changed here by hand is lost.\n"
                + "// Days are `YYYY-MM-DD` in the city's zone, instants are ISO 8601 in UTC.\n";
        return new TreeMap<>(schemas)
                .entrySet().stream()
                        .map(entry -> type(entry.getKey(), entry.getValue().asJsonObject()))
                        .collect(joining("\n", head + "\n", ""));
    }

    private static String type(String name, JsonObject schema) {
        var properties = schema.getJsonObject("properties");
        if (properties == null) {
            return "export type " + name + " = " + of(schema) + "\n";
        }
        return properties.entrySet().stream()
                .map(entry -> {
                    var always = schema.containsKey("required")
                            && schema.getJsonArray("required").getValuesAs(JsonString::getString).stream()
                                    .anyMatch(entry.getKey()::equals);
                    return "  " + entry.getKey() + (always ? "" : "?") + ": "
                            + of(entry.getValue().asJsonObject()) + "\n";
                })
                .collect(joining("", "export interface " + name + " {\n", "}\n"));
    }

    /** The TypeScript for a schema; that it may be null is told by the property, since null is left out of answers. */
    private static String of(JsonObject schema) {
        if (schema.containsKey("$ref")) {
            return schema.getString("$ref").substring(REFERENCE.length());
        }
        if (schema.containsKey("enum")) {
            return schema.getJsonArray("enum").stream()
                    .filter(JsonString.class::isInstance)
                    .map(value -> "'" + ((JsonString) value).getString() + "'")
                    .collect(joining(" | "));
        }
        if (schema.containsKey("anyOf")) {
            return schema.getJsonArray("anyOf").getValuesAs(JsonObject.class).stream()
                    .map(ScreenTypesTest::of)
                    .filter(type -> !type.equals("null"))
                    .collect(joining(" | "));
        }
        return switch (kind(schema.get("type"))) {
            case "integer", "number" -> "number";
            case "array" -> {
                var item = of(schema.getJsonObject("items"));
                yield (item.contains(" ") ? "(" + item + ")" : item) + "[]";
            }
            case "object" -> {
                var values = schema.get("additionalProperties");
                var value = values instanceof JsonObject of && !of.isEmpty() ? of(of) : "unknown";
                yield "Record<string, " + value + ">";
            }
            case "string" -> "string";
            case "boolean" -> "boolean";
            case "null" -> "null";
            default -> "unknown";
        };
    }

    private static String kind(JsonValue type) {
        if (type instanceof JsonArray kinds) {
            return kinds.getValuesAs(JsonString::getString).stream()
                    .filter(kind -> !kind.equals("null"))
                    .findFirst()
                    .orElse("");
        }
        return type instanceof JsonString one ? one.getString() : "";
    }
}
