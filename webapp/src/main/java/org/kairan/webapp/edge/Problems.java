package org.kairan.webapp.edge;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Writes errors as RFC 9457 problem details; the request id stands in the header only, so that two answers to the same question are the same bytes. */
public final class Problems {

    public static final MediaType TYPE = MediaType.valueOf("application/problem+json;charset=UTF-8");

    private static final Map<Integer, String> TITLES = Map.ofEntries(
            Map.entry(400, "Bad request"),
            Map.entry(401, "Signed out"),
            Map.entry(403, "Refused"),
            Map.entry(404, "Not found"),
            Map.entry(405, "Method not allowed"),
            Map.entry(406, "Not acceptable"),
            Map.entry(409, "Conflict"),
            Map.entry(411, "Length required"),
            Map.entry(412, "Changed meanwhile"),
            Map.entry(413, "Too big"),
            Map.entry(415, "Unsupported media type"),
            Map.entry(422, "Invalid"),
            Map.entry(426, "Upgrade required"),
            Map.entry(428, "Condition required"),
            Map.entry(429, "Too often"),
            Map.entry(503, "Not available"),
            Map.entry(507, "No room left"));
    private static final Jsonb JSON = JsonbBuilder.create();

    /** The body of an error. {@code code} is what the UI has words for, {@code args} what stands in them. */
    public record Problem(String type, String title, int status, String code, Map<String, ?> args, List<?> faults) {

        static Problem of(int status, String code, Map<String, ?> args, List<?> faults) {
            return new Problem("about:blank", TITLES.getOrDefault(status, "Error"), status, code, args, faults);
        }
    }

    private Problems() {}

    public static Response response(int status, String code) {
        return response(status, code, Map.of(), List.of());
    }

    static Response response(int status, String code, Map<String, ?> args, List<?> faults) {
        var answer = Response.status(status).type(TYPE).entity(JSON.toJson(Problem.of(status, code, args, faults)));
        if (args.get("seconds") instanceof Number seconds) {
            answer.header("Retry-After", seconds.longValue());
        }
        return answer.build();
    }

    public static void write(HttpServletResponse response, int status, String code) throws IOException {
        response.setStatus(status);
        response.setContentType(TYPE.toString());
        response.getOutputStream()
                .write(JSON.toJson(Problem.of(status, code, Map.of(), List.of()))
                        .getBytes(StandardCharsets.UTF_8));
    }
}
