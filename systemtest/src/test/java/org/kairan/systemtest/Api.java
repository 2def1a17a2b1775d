package org.kairan.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The operations that {@code GET /api/openapi.json} names. */
final class Api {

    /**
     * One operation.
     *
     * @param access anyone, signed-in or entitled
     * @param body whether it takes one
     */
    record Operation(String method, String path, String access, String because, boolean body, boolean socket) {

        boolean hasId() {
            return path.contains("{");
        }

        /** The path up to and with the first parameter, which tells what kind of thing the parameter is. */
        String thing() {
            return path.substring(0, path.indexOf('}') + 1);
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch", "head", "options");

    private Api() {}

    static List<Operation> operations(Kairan kairan) {
        var operations = new ArrayList<Operation>();
        JsonNode paths =
                kairan.client().get("/api/openapi.json").expect(200).json().get("paths");
        for (var path : paths.properties()) {
            for (var entry : path.getValue().properties()) {
                if (METHODS.contains(entry.getKey())) {
                    var value = entry.getValue();
                    operations.add(new Operation(
                            entry.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            value.path("x-access").asText(),
                            value.path("x-access-because").asText(),
                            value.has("requestBody"),
                            value.path("x-websocket").asBoolean()));
                }
            }
        }
        return operations;
    }
}
