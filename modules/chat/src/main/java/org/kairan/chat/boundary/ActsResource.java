package org.kairan.chat.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.kairan.chat.ChatModule;
import org.kairan.chat.boundary.Listings.OfferList;
import org.kairan.chat.boundary.Listings.OfferListing;
import org.kairan.chat.control.RoomPolicy;
import org.kairan.chat.entity.Messages;
import org.kairan.chat.entity.Rooms;
import org.kairan.core.Ref;
import org.kairan.core.access.Caller;
import org.kairan.core.card.Acts;
import org.kairan.core.problem.NotFound;

/** Says what other modules offer to do with a room and with what was said in it. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/chat/rooms/{id}/acts")
public class ActsResource {

    @Inject
    @Any
    Instance<Acts> modules;

    @Inject
    Rooms rooms;

    @Inject
    Messages messages;

    @Inject
    Caller caller;

    /**
     * Gives what can be done with the room, or with one of its messages.
     *
     * @param message the message's number in the room; none for the room
     */
    @GET
    public OfferList acts(@PathParam("id") long id, @QueryParam("message") Long message) {
        var place = rooms.place(id, caller).orElseThrow(NotFound::new);
        if (message == null) {
            return offered(ChatModule.room(id));
        }
        return offered(messages.find(id, message)
                .filter(found -> RoomPolicy.maySee(place, found) && !found.isDeleted())
                .map(found -> ChatModule.message(found.id()))
                .orElseThrow(NotFound::new));
    }

    private OfferList offered(Ref target) {
        return new OfferList(modules.stream()
                .flatMap(module -> module.acts(target, caller).stream())
                .map(act -> new OfferListing(act.module().toString(), act.key(), act.path()))
                .toList());
    }
}
