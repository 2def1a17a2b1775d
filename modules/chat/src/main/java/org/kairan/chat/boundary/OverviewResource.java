package org.kairan.chat.boundary;

import static org.kairan.core.rest.Open.To.SIGNED_IN;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.kairan.chat.boundary.Listings.ChatUnread;
import org.kairan.chat.boundary.Listings.DraftsPage;
import org.kairan.chat.boundary.Listings.MessageList;
import org.kairan.chat.boundary.Listings.MessageListing;
import org.kairan.chat.boundary.Listings.RoomListing;
import org.kairan.chat.boundary.Listings.RoomMessages;
import org.kairan.chat.control.RoomPolicy;
import org.kairan.chat.entity.Messages;
import org.kairan.chat.entity.Personal;
import org.kairan.chat.entity.Place;
import org.kairan.chat.entity.Rooms;
import org.kairan.core.access.Caller;
import org.kairan.core.rest.Open;

/** Shows what the caller has in all their rooms together: unread messages, bookmarks, drafts. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/chat")
public class OverviewResource {

    private static final int ROOMS_MAX = 50;
    private static final int OF_ROOM = 20;
    private static final int BOOKMARKS_MAX = 200;

    @Inject
    Rooms rooms;

    @Inject
    Messages messages;

    @Inject
    Personal personal;

    @Inject
    Shown shown;

    @Inject
    Clock clock;

    @Inject
    Caller caller;

    private List<RoomListing> listed() {
        return shown.rooms(rooms.of(caller, RoomsResource.targets(caller)), caller, clock.instant());
    }

    /** Counts for the menu. */
    @GET
    @Path("unread")
    @Open(value = SIGNED_IN, because = "it is the caller's own")
    public ChatUnread unread() {
        var listed = rooms.of(caller, RoomsResource.targets(caller));
        return new ChatUnread(
                listed.stream()
                        .filter(l -> !l.preference().muted())
                        .mapToInt(Rooms.Listed::unread)
                        .sum(),
                listed.stream().mapToInt(Rooms.Listed::mentions).sum());
    }

    /** Gives the first unread messages of each room that has any. */
    @GET
    @Path("unread-messages")
    @Open(value = SIGNED_IN, because = "each caller gets what they may see")
    public MessageList unreadMessages() {
        var all = new ArrayList<RoomMessages>();
        for (var room :
                listed().stream().filter(r -> r.unread() > 0).limit(ROOMS_MAX).toList()) {
            var unreadFrom = personal.preference(room.id(), caller.person()).unreadFrom();
            var base = unreadFrom.isPresent() ? Math.min(room.readSeq(), unreadFrom.getAsLong() - 1) : room.readSeq();
            var found = messages.after(room.id(), base, OF_ROOM + 1).stream()
                    .filter(m -> !m.isDeleted() && !m.sender().equals(caller.person()))
                    .toList();
            var some = found.subList(0, Math.min(OF_ROOM, found.size()));
            all.add(new RoomMessages(
                    room.id(),
                    room.name(),
                    room.kind(),
                    shown.to(caller.person(), room.id(), some),
                    room.unread() > some.size()));
        }
        return answer(all);
    }

    /** Gives the messages that the caller wants to find again, those bookmarked last first. */
    @GET
    @Path("bookmarks")
    @Open(value = SIGNED_IN, because = "they are the caller's own")
    public MessageList bookmarks() {
        var byRoom = new LinkedHashMap<Long, List<Long>>();
        personal.bookmarks(caller.person(), BOOKMARKS_MAX)
                .forEach(bookmark -> byRoom.computeIfAbsent(bookmark.room(), any -> new ArrayList<>())
                        .add(bookmark.seq()));
        var places = rooms.of(caller, List.of()).stream()
                .map(Rooms.Listed::place)
                .collect(Collectors.toMap(place -> place.room().id(), place -> place));
        var names = listed().stream().collect(Collectors.toMap(RoomListing::id, room -> room));
        var all = new ArrayList<RoomMessages>();
        byRoom.forEach((room, seqs) -> {
            var place = places.get(room);
            if (place != null) {
                all.add(new RoomMessages(
                        room, names.get(room).name(), names.get(room).kind(), visible(place, seqs), false));
            }
        });
        return answer(all);
    }

    private List<MessageListing> visible(Place place, List<Long> seqs) {
        return shown.to(
                caller.person(),
                place.room().id(),
                messages.find(place.room().id(), seqs).stream()
                        .filter(message -> RoomPolicy.maySee(place, message))
                        .toList());
    }

    @GET
    @Path("drafts")
    @Open(value = SIGNED_IN, because = "they are the caller's own")
    public DraftsPage drafts() {
        return new DraftsPage(personal.drafts(caller.person()).stream()
                .map(ReceiptsResource::listing)
                .toList());
    }

    private MessageList answer(List<RoomMessages> all) {
        return new MessageList(
                all,
                shown.people(
                        all.stream().flatMap(room -> room.messages().stream()).toList()));
    }
}
