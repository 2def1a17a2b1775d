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
@Path("/chat/rooms/{id}")
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

    @GET
    @Path("acts")
    public OfferList ofRoom(@PathParam("id") long id) {
        rooms.place(id, caller).orElseThrow(NotFound::new);
        return offered(ChatModule.room(id));
    }

    @GET
    @Path("messages/{seq}/acts")
    public OfferList ofMessage(@PathParam("id") long id, @PathParam("seq") long seq) {
        var place = rooms.place(id, caller).orElseThrow(NotFound::new);
        var message = messages.find(id, seq)
                .filter(found -> RoomPolicy.maySee(place, found) && !found.isDeleted())
                .orElseThrow(NotFound::new);
        return offered(ChatModule.message(message.id()));
    }

    private OfferList offered(Ref target) {
        return new OfferList(modules.stream()
                .flatMap(module -> module.acts(target, caller).stream())
                .map(act -> new OfferListing(act.module().toString(), act.key(), act.path()))
                .toList());
    }
}
