package org.kairan.chat.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.kairan.chat.boundary.Listings.DraftEdit;
import org.kairan.chat.boundary.Listings.DraftListing;
import org.kairan.chat.boundary.Listings.ReceiptEdit;
import org.kairan.chat.boundary.Listings.RoomPreferences;
import org.kairan.chat.boundary.Listings.UnreadEdit;
import org.kairan.chat.control.RoomPolicy;
import org.kairan.chat.control.Texts;
import org.kairan.chat.entity.Personal;
import org.kairan.chat.entity.Place;
import org.kairan.chat.entity.Rooms;
import org.kairan.core.access.Caller;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;

/** Keeps what is the caller's own in a room: how far they have read, what they want to hear of it, what they have begun to write. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/chat")
public class ReceiptsResource {

    private static final Set<String> ALERTS = Set.of("all", "mentions", "none");

    @Inject
    Rooms rooms;

    @Inject
    Personal personal;

    @Inject
    Receiving receiving;

    @Inject
    ReceiptBoard board;

    @Inject
    RoomLog log;

    @Inject
    Caller caller;

    /** Takes the browser's word that its user has had all messages up to one before their eyes. */
    @PUT
    @Path("rooms/{id}/receipt")
    @APIResponse(responseCode = "204")
    public Response read(@PathParam("id") long id, ReceiptEdit in) {
        if (in == null) {
            throw Refused.invalid("core.invalid");
        }
        receiving
                .read(caller, id, in.seq())
                .ifPresent(moved -> board.touch(id, receiving.settle(id, moved.from(), moved.to())));
        return Response.noContent().build();
    }

    /** Puts the room back to unread from a message on, for the caller alone: that they have read it stays known. */
    @PUT
    @Path("rooms/{id}/unread")
    @Transactional
    @APIResponse(responseCode = "204")
    public Response unread(@PathParam("id") long id, UnreadEdit in) {
        var place = place(id);
        if (in == null
                || in.from() <= RoomPolicy.visibleFrom(place.room(), place.member())
                || in.from() > place.room().seq()) {
            throw Refused.invalid("core.invalid", Map.of("field", "from"));
        }
        personal.unreadFrom(id, caller.person(), OptionalLong.of(in.from()));
        log.mine(caller.person(), id);
        return Response.noContent().build();
    }

    @PUT
    @Path("rooms/{id}/preferences")
    @Transactional
    @APIResponse(responseCode = "204")
    public Response prefer(@PathParam("id") long id, RoomPreferences in) {
        place(id);
        if (in == null || in.alerts() == null || !ALERTS.contains(in.alerts())) {
            throw Refused.invalid("core.invalid", Map.of("field", "alerts"));
        }
        personal.prefer(id, caller.person(), in.favourite(), in.muted(), in.alerts());
        log.mine(caller.person(), id);
        return Response.noContent().build();
    }

    @GET
    @Path("rooms/{id}/draft")
    public DraftListing draft(@PathParam("id") long id) {
        var place = place(id);
        return personal.draft(id, caller.person())
                .map(ReceiptsResource::listing)
                .orElse(new DraftListing(
                        id, "", java.util.Optional.empty(), place.room().createdAt()));
    }

    static DraftListing listing(Personal.Draft draft) {
        return new DraftListing(draft.room(), draft.text(), Listings.boxed(draft.reply()), draft.updatedAt());
    }

    /** Keeps what the caller has begun to write, for their other devices. */
    @PUT
    @Path("rooms/{id}/draft")
    @Transactional
    @APIResponse(responseCode = "204")
    public Response keepDraft(@PathParam("id") long id, DraftEdit in) {
        place(id);
        if (in == null) {
            throw Refused.invalid("core.invalid");
        }
        personal.keepDraft(
                id, caller.person(), Texts.body(in.text(), true, Texts.BODY_MAX), Listings.unboxed(in.reply()));
        log.mine(caller.person(), id);
        return Response.noContent().build();
    }

    @DELETE
    @Path("rooms/{id}/draft")
    @Transactional
    @APIResponse(responseCode = "204")
    public Response dropDraft(@PathParam("id") long id) {
        place(id);
        if (personal.dropDraft(id, caller.person())) {
            log.mine(caller.person(), id);
        }
        return Response.noContent().build();
    }

    private Place place(long id) {
        return rooms.place(id, caller).orElseThrow(NotFound::new);
    }
}
