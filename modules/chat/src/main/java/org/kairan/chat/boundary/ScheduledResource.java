package org.kairan.chat.boundary;

import static org.kairan.core.rest.Open.To.SIGNED_IN;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.kairan.chat.control.OfficeHours;
import org.kairan.chat.control.RoomPolicy;
import org.kairan.chat.control.Texts;
import org.kairan.chat.entity.Attachments;
import org.kairan.chat.entity.Rooms;
import org.kairan.chat.entity.Scheduled;
import org.kairan.chat.entity.Scheduled.Held;
import org.kairan.chat.entity.Scheduled.Waiting;
import org.kairan.core.access.Caller;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.core.rest.Open;
import org.kairan.core.storage.Blobs;
import org.kairan.core.time.BusinessDays;

/** Keeps messages for a later time, or for when the hall works again. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/chat")
public class ScheduledResource {

    private static final int WAITING_MAX = 100;
    private static final Duration FARTHEST = Duration.ofDays(366);

    /**
     * A message for later.
     *
     * @param at when; now without
     * @param inWorkingHours not before the hall works
     */
    public record NewScheduled(
            String text,
            Optional<Instant> at,
            boolean inWorkingHours,
            Optional<Long> reply,
            Optional<Long> agenda,
            List<UUID> files,
            Optional<LocalDate> ackBy,
            boolean confirmAll) {

        public NewScheduled {
            at = at == null ? Optional.empty() : at;
            reply = reply == null ? Optional.empty() : reply;
            agenda = agenda == null ? Optional.empty() : agenda;
            files = files == null ? List.of() : files;
            ackBy = ackBy == null ? Optional.empty() : ackBy;
        }
    }

    /**
     * A message that waits.
     *
     * @param at when it will be sent
     * @param refused the code of why it could not be
     */
    public record ScheduledListing(
            long id, long room, String text, Instant at, boolean inWorkingHours, int files, Optional<String> refused) {}

    public record ScheduledPage(List<ScheduledListing> items) {}

    @Inject
    Rooms rooms;

    @Inject
    Scheduled scheduled;

    @Inject
    Attachments attachments;

    @Inject
    Blobs blobs;

    @Inject
    BusinessDays days;

    @Inject
    RoomLog log;

    @Inject
    PolicyBook book;

    @Inject
    Sending sending;

    @Inject
    Clock clock;

    @Inject
    Caller caller;

    @GET
    @Path("scheduled")
    @Open(value = SIGNED_IN, because = "they are the caller's own")
    public ScheduledPage list() {
        return new ScheduledPage(
                scheduled.of(caller.person()).stream().map(this::listing).toList());
    }

    /** Keeps a message; with the same {@code Idempotency-Key} again it answers what the first request kept. */
    @POST
    @Path("rooms/{id}/scheduled")
    @Transactional
    @APIResponseSchema(value = ScheduledListing.class, responseCode = "201")
    public Response add(@PathParam("id") long id, @HeaderParam("Idempotency-Key") UUID request, NewScheduled in) {
        var place = rooms.place(id, caller).orElseThrow(NotFound::new);
        if (in == null || in.files().stream().anyMatch(java.util.Objects::isNull)) {
            throw Refused.invalid("core.invalid");
        }
        var text = Texts.body(in.text(), !in.files().isEmpty(), book.limits().characters());
        if (in.files().size() > Sending.FILES_MAX) {
            throw Refused.invalid("chat.too-many-files", Map.of("max", Sending.FILES_MAX));
        }
        var now = clock.instant();
        if (in.at().isEmpty() && !in.inWorkingHours()
                || in.at()
                        .filter(at -> at.isBefore(now.minusSeconds(60)) || at.isAfter(now.plus(FARTHEST)))
                        .isPresent()) {
            throw Refused.invalid("chat.scheduled-when");
        }
        var due = in.at().orElse(now);
        due = in.inWorkingHours() ? OfficeHours.onOrAfter(due, days) : due;
        RoomPolicy.whyNotPost(place.room(), place.member(), due).ifPresent(refused -> {
            throw refused;
        });
        if (scheduled.of(caller.person()).size() >= WAITING_MAX) {
            throw new Refused(Refused.Kind.CONFLICT, "chat.too-many-scheduled", Map.of("max", WAITING_MAX), List.of());
        }
        var waiting = new Waiting(
                0,
                id,
                caller.person(),
                UUID.randomUUID(),
                text,
                Listings.unboxed(in.reply()),
                Listings.unboxed(in.agenda()),
                in.ackBy(),
                in.confirmAll(),
                due,
                in.inWorkingHours(),
                Optional.empty());
        var added = scheduled.add(waiting, Optional.ofNullable(request));
        if (added.isEmpty()) {
            var earlier = scheduled.of(caller.person(), request).orElseThrow(NotFound::new);
            if (earlier.room() != id || !earlier.text().equals(text)) {
                throw Refused.invalid("core.request-reused");
            }
            return Response.status(201).entity(listing(earlier)).build();
        }
        var position = 0;
        for (var upload : in.files()) {
            var attachment = attachments.next();
            var file = sending.checked(blobs.claim(upload, caller.person(), Shown.attachment(attachment)));
            scheduled.addFile(added.get(), position++, new Held(attachment, file));
        }
        log.mine(caller.person(), id);
        return Response.status(201)
                .entity(scheduled.of(caller.person()).stream()
                        .filter(one -> one.id() == added.get())
                        .findFirst()
                        .map(this::listing)
                        .orElseThrow())
                .build();
    }

    /** Takes a message back that has not been sent. */
    @DELETE
    @Path("scheduled/{id}")
    @Transactional
    @APIResponse(responseCode = "204")
    public Response drop(@PathParam("id") long id) {
        var files = scheduled.files(id);
        var waiting = scheduled.of(caller.person()).stream()
                .filter(one -> one.id() == id)
                .findFirst()
                .orElseThrow(NotFound::new);
        if (!scheduled.drop(id, caller.person())) {
            throw new NotFound();
        }
        files.forEach(held -> blobs.release(held.file().blob(), Shown.attachment(held.attachment())));
        log.mine(caller.person(), waiting.room());
        return Response.noContent().build();
    }

    private ScheduledListing listing(Waiting waiting) {
        return new ScheduledListing(
                waiting.id(),
                waiting.room(),
                waiting.text(),
                waiting.dueAt(),
                waiting.inWorkingHours(),
                scheduled.files(waiting.id()).size(),
                waiting.refused());
    }
}
