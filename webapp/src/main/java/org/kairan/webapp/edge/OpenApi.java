package org.kairan.webapp.edge;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.kairan.core.rest.Open;
import org.kairan.webapp.start.Modules;

/**
 * Joins the modules' parts of the API document, each made from its resources when the module was built, into one.
 *
 * <p>What the parts cannot say is added here from the same source that the running server obeys: who may call ({@code x-access}, from {@link Open}), that a property not marked as nullable is always there, and
 * that every error is a problem (RFC 9457).
 */
@ApplicationScoped
public class OpenApi {

    private static final JsonObject PROBLEM = Json.createObjectBuilder()
            .add("description", "A problem (RFC 9457); its code tells which")
            .add(
                    "content",
                    Json.createObjectBuilder()
                            .add(
                                    "application/problem+json",
                                    Json.createObjectBuilder()
                                            .add(
                                                    "schema",
                                                    Json.createObjectBuilder()
                                                            .add("$ref", "#/components/schemas/Problem"))))
            .build();

    @Inject
    Modules modules;

    private volatile String document;

    /** The document as JSON, made at the first call. */
    public String document() {
        if (document == null) {
            document = join(modules.all().stream().map(module -> module.id().value()))
                    .toString();
        }
        return document;
    }

    /** Joins the parts of the modules with these ids and the edge's own, as they stand on the class path. */
    static JsonObject join(Stream<String> ids) {
        var paths = new TreeMap<String, JsonValue>();
        var schemas = new TreeMap<String, JsonValue>();
        Stream.concat(Stream.of("webapp"), ids)
                .map(OpenApi::part)
                .flatMap(Optional::stream)
                .forEach(part -> {
                    object(part, "paths")
                            .forEach((path, item) -> paths.put(
                                    path.startsWith("/api/") ? path : "/api" + path, operations((JsonObject) item)));
                    object(object(part, "components"), "schemas").forEach((name, schema) -> {
                        var complete = complete((JsonObject) schema);
                        var other = schemas.putIfAbsent(name, complete);
                        if (other != null && !other.equals(complete)) {
                            throw new IllegalStateException("two modules mean different things by the schema " + name);
                        }
                    });
                });
        schemas.put("Problem", problem());
        paths.put("/api/live", live());
        paths.put("/api/live/poll", poll());
        return Json.createObjectBuilder()
                .add("openapi", "3.1.0")
                .add("info", Json.createObjectBuilder().add("title", "Kairan").add("version", "1"))
                .add("paths", map(paths))
                .add(
                        "components",
                        Json.createObjectBuilder()
                                .add("schemas", map(schemas))
                                .add(
                                        "securitySchemes",
                                        Json.createObjectBuilder()
                                                .add(
                                                        "session",
                                                        Json.createObjectBuilder()
                                                                .add("type", "apiKey")
                                                                .add("in", "cookie")
                                                                .add("name", "kairan_session"))))
                .build();
    }

    private static Optional<JsonObject> part(String module) {
        try (var in = Thread.currentThread()
                .getContextClassLoader()
                .getResourceAsStream("META-INF/openapi/kairan-" + module + ".json")) {
            if (in == null) {
                return Optional.empty();
            }
            try (var reader = Json.createReader(in)) {
                return Optional.of(reader.readObject());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonObject operations(JsonObject item) {
        var result = Json.createObjectBuilder();
        item.forEach((verb, operation) -> result.add(verb, operation((JsonObject) operation)));
        return result.build();
    }

    private static JsonObject operation(JsonObject operation) {
        var id = operation.getString("operationId");
        var method = method(id);
        var open = Optional.ofNullable(method.getAnnotation(Open.class));
        var access = open.map(Open::value)
                .map(to -> to == Open.To.ANYONE ? "anyone" : "signed-in")
                .orElse("entitled");
        var responses = Json.createObjectBuilder(object(operation, "responses")).add("default", PROBLEM);
        var result = Json.createObjectBuilder(operation)
                .add(
                        "operationId",
                        method.getDeclaringClass().getSimpleName().replace("Resource", "") + "_" + method.getName())
                .add("responses", responses)
                .add("x-access", access);
        open.ifPresent(o -> result.add("x-access-because", o.because()));
        if (!access.equals("anyone")) {
            result.add(
                    "security",
                    Json.createArrayBuilder()
                            .add(Json.createObjectBuilder().add("session", JsonValue.EMPTY_JSON_ARRAY)));
        }
        return result.build();
    }

    private static Method method(String operationId) {
        var cut = operationId.lastIndexOf('_');
        try {
            var type = Class.forName(
                    operationId.substring(0, cut), false, Thread.currentThread().getContextClassLoader());
            return Arrays.stream(type.getDeclaredMethods())
                    .filter(m -> m.getName().equals(operationId.substring(cut + 1)))
                    .findFirst()
                    .orElseThrow();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the API document names " + operationId, e);
        }
    }

    /** Marks every property that cannot be null as required. */
    private static JsonObject complete(JsonObject schema) {
        var required = Json.createArrayBuilder();
        object(schema, "properties").forEach((name, property) -> {
            if (!nullable((JsonObject) property)) {
                required.add(name);
            }
        });
        var names = required.build();
        return names.isEmpty()
                ? schema
                : Json.createObjectBuilder(schema).add("required", names).build();
    }

    private static boolean nullable(JsonObject property) {
        var type = property.get("type");
        return (type instanceof JsonArray types && types.contains(Json.createValue("null")))
                || (property.get("anyOf") instanceof JsonArray choices
                        && choices.stream()
                                .anyMatch(choice -> choice.equals(Json.createObjectBuilder()
                                        .add("type", "null")
                                        .build())));
    }

    private static JsonObject problem() {
        var text = Json.createObjectBuilder().add("type", "string").build();
        var open = Json.createObjectBuilder().add("type", "object").build();
        return Json.createObjectBuilder()
                .add("type", "object")
                .add(
                        "properties",
                        Json.createObjectBuilder()
                                .add("type", text)
                                .add("title", text)
                                .add("status", Json.createObjectBuilder().add("type", "integer"))
                                .add("code", text)
                                .add("args", open)
                                .add(
                                        "faults",
                                        Json.createObjectBuilder()
                                                .add("type", "array")
                                                .add("items", open)))
                .add(
                        "required",
                        Json.createArrayBuilder()
                                .add("type")
                                .add("title")
                                .add("status")
                                .add("code")
                                .add("args")
                                .add("faults"))
                .build();
    }

    private static JsonObject live() {
        return Json.createObjectBuilder()
                .add(
                        "get",
                        Json.createObjectBuilder()
                                .add("operationId", "Live_connect")
                                .add("description", "WebSocket (RFC 6455); frames are described in docs/live.md")
                                .add(
                                        "responses",
                                        Json.createObjectBuilder()
                                                .add(
                                                        "101",
                                                        Json.createObjectBuilder()
                                                                .add("description", "Switching protocols"))
                                                .add("default", PROBLEM))
                                .add("x-access", "signed-in")
                                .add("x-access-because", "each connection gets what is addressed to its caller")
                                .add("x-websocket", true))
                .build();
    }

    private static JsonObject poll() {
        return Json.createObjectBuilder()
                .add(
                        "post",
                        Json.createObjectBuilder()
                                .add("operationId", "Live_poll")
                                .add(
                                        "description",
                                        "The live connection where there is no WebSocket; the body and the answer are described in docs/live.md")
                                .add(
                                        "responses",
                                        Json.createObjectBuilder()
                                                .add(
                                                        "200",
                                                        Json.createObjectBuilder()
                                                                .add("description", "Frames as a socket has them"))
                                                .add("default", PROBLEM))
                                .add("x-access", "signed-in")
                                .add("x-access-because", "each poll gets what is addressed to its caller"))
                .build();
    }

    private static JsonObject object(JsonObject parent, String name) {
        return parent.containsKey(name) ? parent.getJsonObject(name) : JsonValue.EMPTY_JSON_OBJECT;
    }

    private static JsonObjectBuilder map(Map<String, JsonValue> values) {
        var builder = Json.createObjectBuilder();
        values.forEach(builder::add);
        return builder;
    }
}
