package org.kairan.chat.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.kairan.chat.ChatModule;
import org.kairan.chat.control.RoomPolicy;
import org.kairan.chat.control.minutes.CsvMinutes;
import org.kairan.chat.control.minutes.DocxMinutes;
import org.kairan.chat.control.minutes.Minutes;
import org.kairan.chat.control.minutes.PdfMinutes;
import org.kairan.chat.entity.Rooms;
import org.kairan.core.access.Caller;
import org.kairan.core.audit.Audited;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;

/** Writes the minutes of a room for its members (N-CHAT-4). */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Path("/chat/rooms/{id}/minutes")
public class MinutesResource {

    /** Answer header with the content's SHA-256, the same in every format. */
    public static final String HASH = "Kairan-Content-Hash";

    @Inject
    Rooms rooms;

    @Inject
    MinutesTaking taking;

    @Inject
    Event<Audited> audited;

    @Inject
    Caller caller;

    /**
     * Writes a stretch of the room; the hash of what {@code format=json} gives is the one that stands in every format.
     *
     * @param from number of the first message, inclusive; the first that the caller sees without
     * @param to number of the last message, inclusive; the last without
     * @param agenda only the messages of this item
     * @param marked only messages marked as decision, homework or question
     * @param format {@code docx}, {@code pdf}, {@code csv} or {@code json}
     */
    @GET
    @Produces({
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "text/csv;charset=UTF-8",
        MediaType.APPLICATION_JSON
    })
    @APIResponseSchema(value = String.class, responseCode = "200")
    public Response minutes(
            @PathParam("id") long id,
            @QueryParam("from") Long from,
            @QueryParam("to") Long to,
            @QueryParam("agenda") Long agenda,
            @QueryParam("marked") @DefaultValue("false") boolean marked,
            @QueryParam("format") @DefaultValue("pdf") String format) {
        var place = rooms.place(id, caller).orElseThrow(NotFound::new);
        var type = type(format);
        var first = Math.max(from == null ? 1 : from, RoomPolicy.visibleFrom(place.room(), place.member()) + 1);
        var last = Math.min(to == null ? Long.MAX_VALUE : to, place.room().seq());
        var minutes = taking.take(place.room(), first, last, Optional.ofNullable(agenda), marked);
        var bytes = written(minutes, format);
        audited.fire(new Audited(
                "chat.minutes-taken",
                Optional.of(caller.person()),
                Optional.of(ChatModule.room(id)),
                Map.of(
                        "format",
                        format,
                        "from",
                        Long.toString(first),
                        "to",
                        Long.toString(last),
                        "hash",
                        minutes.hash())));
        return Response.ok(bytes, type)
                .header(HASH, minutes.hash())
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"minutes-" + id + "." + format + "\"; filename*=UTF-8''"
                                + URLEncoder.encode(place.room().name() + " 会議録." + format, StandardCharsets.UTF_8)
                                        .replace("+", "%20"))
                .build();
    }

    private static String type(String format) {
        return switch (format) {
            case "docx" -> "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
            case "pdf" -> "application/pdf";
            case "csv" -> "text/csv;charset=UTF-8";
            case "json" -> MediaType.APPLICATION_JSON;
            default -> throw Refused.invalid("core.invalid", Map.of("field", "format"));
        };
    }

    private static byte[] written(Minutes minutes, String format) {
        var out = new ByteArrayOutputStream();
        try {
            switch (format) {
                case "docx" -> DocxMinutes.write(minutes, out);
                case "pdf" -> PdfMinutes.write(minutes, out);
                case "csv" -> CsvMinutes.write(minutes, out);
                default -> out.write(minutes.canonical().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
