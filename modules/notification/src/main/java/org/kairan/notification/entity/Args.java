package org.kairan.notification.entity;

import jakarta.json.Json;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;

/** Writes and reads the arguments of an activity as they stand in the database. */
final class Args {

    private Args() {}

    static String write(Map<String, String> args) {
        var object = Json.createObjectBuilder();
        args.forEach(object::add);
        return object.build().toString();
    }

    static Map<String, String> read(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            var args = new HashMap<String, String>();
            reader.readObject().forEach((name, value) -> args.put(name, ((JsonString) value).getString()));
            return args;
        }
    }
}
