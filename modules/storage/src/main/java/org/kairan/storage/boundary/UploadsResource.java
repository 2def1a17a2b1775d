package org.kairan.storage.boundary;

import static org.kairan.core.rest.Open.To.SIGNED_IN;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.kairan.core.access.Caller;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.core.rest.Open;
import org.kairan.storage.Limits;
import org.kairan.storage.control.FileName;
import org.kairan.storage.control.Receiving;
import org.kairan.storage.entity.BlobFiles;
import org.kairan.storage.entity.Upload;
import org.kairan.storage.entity.Uploads;

/**
 * Takes files in by the tus protocol 1.0.0 with its extensions creation, expiration and termination: an upload that broke off goes on where it was, days later too.
 *
 * <p>Each upload belongs to whoever began it, and does not exist for others. What it becomes is said when a module claims it.
 */
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Path("/storage/uploads")
public class UploadsResource {

    private static final String VERSION = "1.0.0";
    private static final String CHUNK = "application/offset+octet-stream";

    /** How many uploads a person may have that nothing has claimed. */
    private static final int MOST = 500;

    /**
     * An upload as its owner sees it.
     *
     * @param name as it will be kept
     * @param renamed whether that is another name than the one given
     * @param privateUse whether the name holds characters that other machines may not show
     */
    public record UploadDetail(
            UUID id, String name, long size, long received, boolean finished, boolean renamed, boolean privateUse) {}

    @Inject
    Uploads uploads;

    @Inject
    Receiving receiving;

    @Inject
    Keeping keeping;

    @Inject
    Upkeep upkeep;

    @Inject
    BlobFiles files;

    @Inject
    Limits limits;

    @Inject
    Clock clock;

    @Inject
    Caller caller;

    /** Says what this server understands of tus. */
    @OPTIONS
    @Open(value = SIGNED_IN, because = "it says what the server can, not what it keeps")
    @APIResponse(responseCode = "204")
    public Response abilities() {
        return tus(Response.noContent())
                .header("Tus-Version", VERSION)
                .header("Tus-Extension", "creation,expiration,termination")
                .header("Tus-Max-Size", limits.uploadMax())
                .header("Kairan-Chunk-Max", limits.uploadChunk())
                .build();
    }

    @POST
    @Open(value = SIGNED_IN, because = "every member of staff may bring files, which only they can use")
    @APIResponseSchema(value = UploadDetail.class, responseCode = "201")
    public Response create(
            @HeaderParam("Tus-Resumable") String version,
            @HeaderParam("Upload-Length") String lengthText,
            @HeaderParam("Upload-Metadata") String metadata) {
        understood(version);
        var length = number(lengthText);
        if (length > limits.uploadMax()) {
            throw new Refused(
                    Refused.Kind.TOO_BIG, "storage.upload-too-big", Map.of("max", limits.uploadMax()), List.of());
        }
        room(length);
        var given = name(metadata);
        var name = FileName.of(given);
        if (uploads.count(caller.person()) >= MOST) {
            throw new Refused(Refused.Kind.CONFLICT, "storage.too-many-uploads", Map.of("max", MOST), List.of());
        }
        var upload = uploads.add(caller.person(), name.text(), length);
        if (length == 0) {
            upload = finish(receiving.append(upload.id(), caller.person(), 0, InputStream.nullInputStream()));
        }
        return answer(Response.created(java.net.URI.create("storage/uploads/" + upload.id())), upload)
                .entity(detail(upload, name.changed(), name.privateUse()))
                .build();
    }

    /** Says how far an upload has come; HEAD, as tus asks it, gives the same without the body. */
    @GET
    @Path("{id}")
    @APIResponseSchema(value = UploadDetail.class, responseCode = "200")
    public Response show(@PathParam("id") String id) {
        var upload = finish(find(id));
        return answer(Response.ok(), upload)
                .entity(detail(upload, false, false))
                .build();
    }

    /** Goes on with an upload at {@code Upload-Offset}; what has arrived when the line breaks counts. */
    @PATCH
    @Path("{id}")
    @Consumes(CHUNK)
    @APIResponse(responseCode = "204")
    public Response append(
            @PathParam("id") String id,
            @HeaderParam("Tus-Resumable") String version,
            @HeaderParam("Upload-Offset") String offsetText,
            @HeaderParam("Content-Length") String contentLength,
            InputStream content) {
        var upload = find(id);
        understood(version);
        var offset = number(offsetText);
        var size = number(contentLength);
        if (size > limits.uploadChunk()) {
            throw new Refused(
                    Refused.Kind.TOO_BIG, "storage.chunk-too-big", Map.of("max", limits.uploadChunk()), List.of());
        }
        if (offset != upload.received()) {
            throw Refused.conflict("storage.offset-mismatch");
        }
        if (size > upload.length() - offset) {
            throw Refused.invalid("storage.upload-too-long");
        }
        room(size);
        return answer(Response.noContent(), finish(receiving.append(upload.id(), caller.person(), offset, content)))
                .build();
    }

    @DELETE
    @Path("{id}")
    @APIResponse(responseCode = "204")
    public Response drop(@PathParam("id") String id) {
        keeping.drop(find(id).id());
        return tus(Response.noContent()).build();
    }

    private Upload find(String id) {
        try {
            return uploads.find(UUID.fromString(id), caller.person()).orElseThrow(NotFound::new);
        } catch (IllegalArgumentException e) {
            throw new NotFound();
        }
    }

    /** Also what a crash has kept from being finished. */
    private Upload finish(Upload upload) {
        if (upload.content().isEmpty() || upload.stored()) {
            return upload;
        }
        keeping.finish(upload, receiving.type(upload));
        upkeep.scanSoon();
        return new Upload(
                upload.id(),
                upload.person(),
                upload.name(),
                upload.length(),
                upload.received(),
                upload.content(),
                true);
    }

    private void room(long bytes) {
        if (files.room() < bytes) {
            throw new Refused(Refused.Kind.FULL, "storage.disk-full", Map.of(), List.of());
        }
    }

    private Response.ResponseBuilder answer(Response.ResponseBuilder response, Upload upload) {
        return tus(response)
                .header("Upload-Offset", upload.received())
                .header("Upload-Length", upload.length())
                .header(
                        "Upload-Expires",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                clock.instant().plus(limits.uploadKept()).atOffset(ZoneOffset.UTC)));
    }

    private static Response.ResponseBuilder tus(Response.ResponseBuilder response) {
        return response.header("Tus-Resumable", VERSION);
    }

    private static UploadDetail detail(Upload upload, boolean renamed, boolean privateUse) {
        return new UploadDetail(
                upload.id(), upload.name(), upload.length(), upload.received(), upload.stored(), renamed, privateUse);
    }

    private static void understood(String version) {
        if (version != null && !version.equals(VERSION)) {
            throw new Refused(Refused.Kind.CHANGED, "storage.tus-version", Map.of("version", VERSION), List.of());
        }
    }

    private static long number(String text) {
        if (text == null || !text.matches("[0-9]{1,18}")) {
            throw Refused.invalid("core.invalid");
        }
        return Long.parseLong(text);
    }

    /** The value of {@code filename} in {@code Upload-Metadata}: pairs of a key and Base64, separated by commas. */
    private static String name(String metadata) {
        try {
            for (var pair : Optional.ofNullable(metadata).orElse("").split(",")) {
                var parts = pair.strip().split(" ", 2);
                if (parts[0].equals("filename") && parts.length == 2) {
                    return StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(Base64.getDecoder().decode(parts[1].strip())))
                            .toString();
                }
            }
        } catch (CharacterCodingException | IllegalArgumentException e) {
            throw Refused.invalid("storage.name-unreadable");
        }
        throw Refused.invalid("storage.name-empty");
    }
}
