package org.kairan.chat.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.kairan.chat.boundary.Listings.MessageEdit;
import org.kairan.chat.boundary.Listings.MessagesPage;
import org.kairan.chat.boundary.Listings.NewMessage;
import org.kairan.chat.boundary.Listings.SentListing;
import org.kairan.chat.boundary.Listings.VersionListing;
import org.kairan.chat.boundary.Listings.VersionsPage;
import org.kairan.chat.control.RoomPolicy;
import org.kairan.chat.entity.Message;
import org.kairan.chat.entity.Messages;
import org.kairan.chat.entity.Personal;
import org.kairan.chat.entity.Place;
import org.kairan.chat.entity.Rooms;
import org.kairan.core.access.Caller;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.core.time.CityTime;

/** Shows a stretch of a room, sends, edits and deletes. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/chat/rooms/{id}/messages")
public class MessagesResource {

    private static final int PAGE_MAX = 200;

    @Inject
    Rooms rooms;

    @Inject
    Messages messages;

    @Inject
    Personal personal;

    @Inject
    Sending sending;

    @Inject
    MessageEdits edits;

    @Inject
    ReceiptBoard board;

    @Inject
    Shown shown;

    @Inject
    Caller caller;

    /**
     * Gives the newest messages, or those before, after or around one, or from a day on.
     *
     * @param day in the city
     */
    @GET
    public MessagesPage list(
            @PathParam("id") long id,
            @QueryParam("before") Long before,
            @QueryParam("after") Long after,
            @QueryParam("around") Long around,
            @QueryParam("day") String day,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        // The room first: what is read after its revision is at least as new.
        var place = rooms.place(id, caller).orElseThrow(NotFound::new);
        var from = RoomPolicy.visibleFrom(place.room(), place.member());
        var size = Math.max(1, Math.min(limit, PAGE_MAX));
        var found = found(id, from, size, before, after, day == null ? around : onDay(place, day));
        var listings = shown.to(caller.person(), id, found);
        var last = place.room().seq();
        return new MessagesPage(
                listings,
                shown.people(listings),
                place.room().rev(),
                firstUnread(place, from),
                from,
                found.isEmpty() ? after == null : found.get(0).seq() == from + 1,
                found.isEmpty() ? before == null : found.get(found.size() - 1).seq() >= last);
    }

    private List<Message> found(long id, long from, int size, Long before, Long after, Long around) {
        if (around != null) {
            var found = new ArrayList<>(messages.before(id, around, from, size / 2));
            found.addAll(messages.after(id, Math.max(from, around - 1), size - found.size()));
            return found;
        } else if (after != null) {
            return messages.after(id, Math.max(from, after), size);
        }
        return messages.before(id, before == null ? Long.MAX_VALUE : before, from, size);
    }

    /** Gives the day's first message, or what is after the last one if nothing was said from then on. */
    private Long onDay(Place place, String day) {
        try {
            var begins = LocalDate.parse(day).atStartOfDay(CityTime.ZONE).toInstant();
            if (begins.isBefore(place.room().createdAt())) {
                return 1L;
            }
            return messages.firstSince(place.room().id(), begins)
                    .orElse(place.room().seq() + 1);
        } catch (DateTimeException e) {
            throw Refused.invalid("core.invalid", Map.of("field", "day"));
        }
    }

    private Optional<Long> firstUnread(Place place, long from) {
        var receipt = place.member().receiptSeq();
        var unreadFrom = personal.preference(place.room().id(), caller.person()).unreadFrom();
        var base = unreadFrom.isPresent() ? Math.min(receipt, unreadFrom.getAsLong() - 1) : receipt;
        return Listings.boxed(messages.firstOfOthers(place.room().id(), Math.max(base, from), caller.person()));
    }

    /** Sends; with the same {@code Idempotency-Key} again, at any time, it answers what the first request made. */
    @POST
    @APIResponseSchema(value = SentListing.class, responseCode = "201")
    public Response send(@PathParam("id") long id, @HeaderParam("Idempotency-Key") UUID key, NewMessage in) {
        SentListing sent;
        try {
            sent = sending.send(caller, id, key, in);
        } catch (Sending.Overtaken e) {
            // What the other one made is committed now.
            sent = sending.send(caller, id, key, in);
        }
        if (!sent.repeated()) {
            board.touch(id, List.of());
        }
        return Response.status(Response.Status.CREATED).entity(sent).build();
    }

    /** Gives a message of one's own another text; what it said before can still be seen. */
    @PUT
    @Path("{seq}")
    @Transactional
    @APIResponse(responseCode = "204")
    public Response edit(@PathParam("id") long id, @PathParam("seq") long seq, MessageEdit in) {
        edits.edit(caller, id, seq, in);
        return Response.noContent().build();
    }

    /** Takes a message away; that there was one can still be seen. */
    @DELETE
    @Path("{seq}")
    @Transactional
    @APIResponse(responseCode = "204")
    public Response delete(@PathParam("id") long id, @PathParam("seq") long seq) {
        edits.delete(caller, id, seq);
        return Response.noContent().build();
    }

    /** Gives what a message has said, the last version included. */
    @GET
    @Path("{seq}/versions")
    public VersionsPage versions(@PathParam("id") long id, @PathParam("seq") long seq) {
        var message = edits.find(caller, id, seq).message();
        if (message.isDeleted()) {
            return new VersionsPage(List.of());
        }
        var versions = new ArrayList<VersionListing>();
        messages.versions(id, seq).forEach(v -> versions.add(new VersionListing(v.version(), v.text(), v.at())));
        versions.add(new VersionListing(
                message.version(), message.text(), message.editedAt().orElse(message.at())));
        return new VersionsPage(versions);
    }
}
