package org.kairan.chat.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.kairan.chat.ChatModule;
import org.kairan.chat.control.minutes.CsvMinutes;
import org.kairan.chat.control.minutes.PdfMinutes;
import org.kairan.chat.entity.Ages;
import org.kairan.chat.entity.Attachments;
import org.kairan.chat.entity.Exports;
import org.kairan.chat.entity.Room;
import org.kairan.chat.entity.Rooms;
import org.kairan.core.access.Caller;
import org.kairan.core.audit.Audited;
import org.kairan.core.problem.NotFound;
import org.kairan.core.storage.Blobs;

/** Takes whole rooms out of the product for a request for disclosure (情報公開請求), and keeps them from being removed meanwhile; for those alone who hold the permission, and never unnoticed. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/chat")
public class ExportsResource {

    private static final int MOST = 100;

    /** @param name for rooms of two, the names of both */
    public record ExportableRoom(
            long id, String kind, String name, long messages, int members, Instant createdAt, boolean held) {}

    public record ExportableRooms(List<ExportableRoom> items) {}

    @Inject
    Rooms rooms;

    @Inject
    Exports exports;

    @Inject
    Ages ages;

    @Inject
    Attachments attachments;

    @Inject
    Blobs blobs;

    @Inject
    MinutesTaking taking;

    @Inject
    Event<Audited> audited;

    @Inject
    Caller caller;

    /** Finds rooms of any kind by a part of their name, or by the number of a person who is or was in them. */
    @GET
    @Path("exports")
    public ExportableRooms list(
            @QueryParam("query") @DefaultValue("") String query, @QueryParam("person") Long person) {
        check();
        var found = exports.find(query.strip(), Optional.ofNullable(person), MOST).stream()
                .map(room -> new ExportableRoom(
                        room.id(),
                        room.kind().key(),
                        taking.name(room),
                        room.seq(),
                        room.members(),
                        room.createdAt(),
                        ages.isHeld(room.id())))
                .toList();
        tell("chat.rooms-looked-up", Optional.empty(), Map.of("count", Integer.toString(found.size())));
        return new ExportableRooms(found);
    }

    /** Gives all that is kept of a room: a PDF and a CSV of every part, what edited messages said before, and the files. */
    @GET
    @Path("rooms/{id}/export")
    @Produces("application/zip")
    @APIResponseSchema(value = String.class, responseCode = "200")
    public Response export(@PathParam("id") long id) {
        var room = find(id);
        tell("chat.room-exported", Optional.of(room), Map.of("messages", Long.toString(room.seq())));
        return Response.ok((StreamingOutput) out -> write(room, out))
                .header("Content-Disposition", "attachment; filename=\"room-" + id + ".zip\"")
                .build();
    }

    private void write(Room room, OutputStream out) throws IOException {
        var hash = new StringBuilder();
        try (var zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            for (var first = 1L; first <= room.seq(); first += MinutesTaking.MOST) {
                var last = Math.min(room.seq(), first + MinutesTaking.MOST - 1);
                if (exports.isEmpty(room.id(), first, last)) {
                    continue;
                }
                var minutes = taking.take(room, first, last, Optional.empty(), false);
                var name = "room-" + room.id() + "-" + minutes.range().first() + "-"
                        + minutes.range().last();
                zip.putNextEntry(new ZipEntry(name + ".pdf"));
                var pdf = new ByteArrayOutputStream();
                PdfMinutes.write(minutes, pdf);
                pdf.writeTo(zip);
                zip.putNextEntry(new ZipEntry(name + ".csv"));
                CsvMinutes.write(minutes, zip);
                zip.putNextEntry(new ZipEntry(name + ".json"));
                zip.write(minutes.canonical().getBytes(StandardCharsets.UTF_8));
                hash.append(minutes.hash()).append("  ").append(name).append(".json\n");
            }
            zip.putNextEntry(new ZipEntry("versions.csv"));
            zip.write(CsvMinutes.table(List.of("番号", "版", "日時", "本文"), exports.versions(room.id()))
                    .getBytes(StandardCharsets.UTF_8));
            for (var file : attachments.between(room.id(), 0, room.seq())) {
                zip.putNextEntry(new ZipEntry("files/" + file.seq() + "-" + file.id() + "-"
                        + file.file().name().replaceAll("[/\\\\\\p{Cntrl}]", "_")));
                try (var in = blobs.read(file.file().blob())) {
                    in.transferTo(zip);
                }
            }
            zip.putNextEntry(new ZipEntry("SHA256SUMS"));
            zip.write(hash.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Keeps a room's messages, however old they become. */
    @PUT
    @Path("rooms/{id}/hold")
    @Transactional
    @APIResponse(responseCode = "204")
    public Response hold(@PathParam("id") long id) {
        return held(find(id), true);
    }

    @DELETE
    @Path("rooms/{id}/hold")
    @Transactional
    @APIResponse(responseCode = "204")
    public Response unhold(@PathParam("id") long id) {
        return held(find(id), false);
    }

    private Response held(Room room, boolean held) {
        if (ages.isHeld(room.id()) != held) {
            ages.hold(room.id(), held);
            tell(held ? "chat.room-held" : "chat.room-let-go", Optional.of(room), Map.of());
        }
        return Response.noContent().build();
    }

    private Room find(long id) {
        check();
        return rooms.find(id).orElseThrow(NotFound::new);
    }

    private void check() {
        if (!caller.may(ChatModule.EXPORT)) {
            throw new NotFound();
        }
    }

    private void tell(String act, Optional<Room> room, Map<String, String> details) {
        audited.fire(
                new Audited(act, Optional.of(caller.person()), room.map(one -> ChatModule.room(one.id())), details));
    }
}
