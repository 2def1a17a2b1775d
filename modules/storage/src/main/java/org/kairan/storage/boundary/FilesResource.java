package org.kairan.storage.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.kairan.core.ModuleId;
import org.kairan.core.Ref;
import org.kairan.core.access.Caller;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.core.storage.Blobs;
import org.kairan.core.storage.FileOwner;
import org.kairan.core.storage.StoredFile;
import org.kairan.storage.control.FileType;
import org.kairan.storage.control.Pictures;
import org.kairan.storage.entity.BlobFiles;

/** Gives files out, as a whole, in part (RFC 9110, 14) and as pictures, to whom the module that holds them shows them; knowing an address or a digest is no right. */
@RequestScoped
@Path("/storage/files")
public class FilesResource {

    private static final Pattern REF = Pattern.compile("([a-z]{2,30}):([a-z]+(?:-[a-z]+)*):([1-9][0-9]{0,17})");
    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");
    private static final List<Integer> SIDES = List.of(320, 1600);
    private static final int PAGES_MOST = 500;

    /** Nothing that a file may hold is to run or to load anything, wherever it is opened. */
    private static final String SANDBOX =
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:";

    /** @param pages of which there are pictures; 0 where none can be made */
    public record PageCount(int pages) {}

    private record Span(long from, long to) {}

    @Inject
    @Any
    Instance<FileOwner> owners;

    @Inject
    Blobs blobs;

    @Inject
    BlobFiles files;

    @Inject
    Pictures pictures;

    @Inject
    Caller caller;

    /** Gives the content; by itself a browser shows pictures, PDF and plain text, anything else it saves. */
    @GET
    @Path("{ref}")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = "*/*",
                            schema =
                                    @Schema(
                                            type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING,
                                            format = "binary")))
    public Response content(
            @PathParam("ref") String ref,
            @QueryParam("download") @DefaultValue("false") boolean download,
            @HeaderParam("Range") String range,
            @HeaderParam("If-Range") String ifRange,
            @HeaderParam("If-None-Match") String ifNoneMatch)
            throws IOException {
        var file = ready(ref);
        var tag = "\"" + file.blob().sha256().substring(0, 32) + "\"";
        if (ifNoneMatch != null && Arrays.asList(ifNoneMatch.split("\\s*,\\s*")).contains(tag)) {
            return headers(Response.notModified(), tag).build();
        }
        var whole = new Span(0, file.size());
        var span = range == null || (ifRange != null && !ifRange.equals(tag))
                ? Optional.of(whole)
                : span(range, file.size());
        if (span.isEmpty()) {
            return headers(Response.status(416), tag)
                    .header("Content-Range", "bytes */" + file.size())
                    .build();
        }
        var part = span.get();
        var answer = headers(Response.status(part.equals(whole) ? 200 : 206), tag)
                .type(file.type())
                .header("Content-Length", part.to() - part.from())
                .header("Accept-Ranges", "bytes")
                .header("Content-Security-Policy", SANDBOX)
                .header("Content-Disposition", disposition(file, download));
        if (!part.equals(whole)) {
            answer.header("Content-Range", "bytes " + part.from() + "-" + (part.to() - 1) + "/" + file.size());
        }
        if (!Files.exists(files.path(file.blob()))) {
            throw new IOException("the content of " + file.blob() + " is missing; ./kairan check storage tells more");
        }
        return answer.entity((StreamingOutput) out -> {
                    try (var content = files.read(file.blob())) {
                        var buffer = ByteBuffer.allocate(128 << 10);
                        for (long at = part.from(); at < part.to(); ) {
                            buffer.clear().limit((int) Math.min(buffer.capacity(), part.to() - at));
                            var read = content.read(buffer, at);
                            if (read < 0) {
                                throw new IOException(file.blob() + " is shorter than its row says");
                            }
                            out.write(buffer.array(), 0, read);
                            at += read;
                        }
                    }
                })
                .build();
    }

    /** Gives a picture of a page, made at the first call. */
    @GET
    @Path("{ref}/picture")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = "image/png",
                            schema =
                                    @Schema(
                                            type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING,
                                            format = "binary")))
    public Response picture(
            @PathParam("ref") String ref,
            @QueryParam("page") @DefaultValue("1") int page,
            @QueryParam("side") @DefaultValue("320") int side,
            @HeaderParam("If-None-Match") String ifNoneMatch)
            throws IOException {
        var file = ready(ref);
        if (!SIDES.contains(side) || page < 1 || page > PAGES_MOST) {
            throw new NotFound();
        }
        var tag = "\"" + file.blob().sha256().substring(0, 32) + "-" + page + "-" + side + "\"";
        if (tag.equals(ifNoneMatch)) {
            return headers(Response.notModified(), tag).build();
        }
        if (page > pictures.pages(file.blob(), file.type())) {
            throw new NotFound();
        }
        var picture = pictures.picture(file.blob(), file.type(), page, side).orElseThrow(NotFound::new);
        return headers(Response.ok(Files.readAllBytes(picture)), tag)
                .type("image/png")
                .header("Content-Security-Policy", SANDBOX)
                .build();
    }

    /** Says of how many pages there are pictures. */
    @GET
    @Path("{ref}/pages")
    @Produces(MediaType.APPLICATION_JSON)
    public PageCount pages(@PathParam("ref") String ref) throws IOException {
        var file = ready(ref);
        return new PageCount(Math.min(PAGES_MOST, pictures.pages(file.blob(), file.type())));
    }

    private StoredFile ready(String text) {
        var form = REF.matcher(text);
        if (!form.matches()) {
            throw new NotFound();
        }
        var ref = new Ref(new ModuleId(form.group(1)), form.group(2), Long.parseLong(form.group(3)));
        var file = owners.stream()
                .filter(owner -> owner.module().equals(ref.module()))
                .findFirst()
                .flatMap(owner -> owner.file(ref, caller))
                .orElseThrow(NotFound::new);
        var state = Optional.ofNullable(blobs.states(List.of(file.blob())).get(file.blob()))
                .orElseThrow(NotFound::new);
        return switch (state) {
            case READY -> file;
            case BEING_CHECKED -> throw Refused.conflict("storage.being-checked");
            case INFECTED -> throw Refused.conflict("storage.removed-infected");
        };
    }

    private static Response.ResponseBuilder headers(Response.ResponseBuilder answer, String tag) {
        // Kept by the browser, but shown only after the server has been asked again whether the reader still may.
        return answer.header("ETag", tag).header("Cache-Control", "private, no-cache");
    }

    /** The part that a Range header asks for; the whole for forms that are better ignored, nothing for what lies beyond the end. */
    private static Optional<Span> span(String range, long size) {
        var form = RANGE.matcher(range);
        if (!form.matches() || (form.group(1).isEmpty() && form.group(2).isEmpty())) {
            return Optional.of(new Span(0, size));
        }
        if (form.group(1).isEmpty()) {
            var last = Long.parseLong(form.group(2));
            return last == 0 || size == 0 ? Optional.empty() : Optional.of(new Span(Math.max(0, size - last), size));
        }
        var from = Long.parseLong(form.group(1));
        var to = form.group(2).isEmpty() ? size : Math.min(size, Long.parseLong(form.group(2)) + 1);
        if (!form.group(2).isEmpty() && Long.parseLong(form.group(2)) < from) {
            return Optional.of(new Span(0, size));
        }
        return from >= size ? Optional.empty() : Optional.of(new Span(from, to));
    }

    /** RFC 6266: a name in ASCII for what is old, the real one after it. */
    private static String disposition(StoredFile file, boolean download) {
        var ascii = file.name().replaceAll("[^\\x20-\\x7e]", "_").replaceAll("[\"\\\\%]", "_");
        var real = URLEncoder.encode(file.name(), StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
        return (FileType.isShown(file.type()) && !download ? "inline" : "attachment") + "; filename=\"" + ascii
                + "\"; filename*=UTF-8''" + real;
    }
}
