package org.kairan.chat.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.kairan.chat.ChatModule;
import org.kairan.chat.boundary.Listings.AckReader;
import org.kairan.chat.boundary.Listings.MarkEdit;
import org.kairan.chat.boundary.Listings.MessageReader;
import org.kairan.chat.boundary.Listings.MessageReaders;
import org.kairan.chat.boundary.Listings.PersonRef;
import org.kairan.chat.boundary.Listings.RemindedListing;
import org.kairan.chat.control.Audiences;
import org.kairan.chat.control.RoomPolicy;
import org.kairan.chat.entity.Members;
import org.kairan.chat.entity.Personal;
import org.kairan.chat.entity.Receipts;
import org.kairan.chat.entity.Responses;
import org.kairan.core.access.Caller;
import org.kairan.core.people.Directory;
import org.kairan.core.people.Person;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.core.time.CityTime;

/** Takes what people answer to a message without writing one, and shows who has read it. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/chat/rooms/{id}/messages")
public class ResponsesResource {

    @Inject
    MessageEdits edits;

    @Inject
    Members members;

    @Inject
    Receipts receipts;

    @Inject
    Responses responses;

    @Inject
    Personal personal;

    @Inject
    Activities activities;

    @Inject
    RoomLog log;

    @Inject
    Directory directory;

    @Inject
    Clock clock;

    @Inject
    Caller caller;

    @PUT
    @Path("{seq}/reactions/{key}")
    @Transactional
    @APIResponse(responseCode = "204")
    public Response react(@PathParam("id") long id, @PathParam("seq") long seq, @PathParam("key") String key) {
        edits.react(caller, id, seq, key, true);
        return Response.noContent().build();
    }

    @DELETE
    @Path("{seq}/reactions/{key}")
    @Transactional
    @APIResponse(responseCode = "204")
    public Response unreact(@PathParam("id") long id, @PathParam("seq") long seq, @PathParam("key") String key) {
        edits.react(caller, id, seq, key, false);
        return Response.noContent().build();
    }

    @PUT
    @Path("{seq}/pin")
    @Transactional
    @APIResponse(responseCode = "204")
    public Response pin(@PathParam("id") long id, @PathParam("seq") long seq) {
        edits.pin(caller, id, seq, true);
        return Response.noContent().build();
    }

    @DELETE
    @Path("{seq}/pin")
    @Transactional
    @APIResponse(responseCode = "204")
    public Response unpin(@PathParam("id") long id, @PathParam("seq") long seq) {
        edits.pin(caller, id, seq, false);
        return Response.noContent().build();
    }

    /** Says what a message counts as in the minutes; without {@code mark}, as nothing. */
    @PUT
    @Path("{seq}/mark")
    @Transactional
    @APIResponse(responseCode = "204")
    public Response mark(@PathParam("id") long id, @PathParam("seq") long seq, MarkEdit in) {
        edits.mark(caller, id, seq, in == null ? Optional.empty() : in.mark());
        return Response.noContent().build();
    }

    @PUT
    @Path("{seq}/bookmark")
    @Transactional
    @APIResponse(responseCode = "204")
    public Response bookmark(@PathParam("id") long id, @PathParam("seq") long seq) {
        return setBookmark(id, seq, true);
    }

    @DELETE
    @Path("{seq}/bookmark")
    @Transactional
    @APIResponse(responseCode = "204")
    public Response unbookmark(@PathParam("id") long id, @PathParam("seq") long seq) {
        return setBookmark(id, seq, false);
    }

    private Response setBookmark(long id, long seq, boolean on) {
        edits.find(caller, id, seq);
        personal.bookmark(id, seq, caller.person(), on);
        log.mine(caller.person(), id);
        return Response.noContent().build();
    }

    /** Says to the sender that the caller has taken note. */
    @POST
    @Path("{seq}/acknowledgement")
    @Transactional
    @APIResponse(responseCode = "204")
    public Response acknowledge(@PathParam("id") long id, @PathParam("seq") long seq) {
        edits.acknowledge(caller, id, seq);
        return Response.noContent().build();
    }

    /** Tells who has read a message and when, who has not, and who left without having read it. */
    @GET
    @Path("{seq}/readers")
    public MessageReaders readers(@PathParam("id") long id, @PathParam("seq") long seq) {
        var held = edits.find(caller, id, seq);
        var message = held.message();
        var times = receipts.times(id, seq);
        var acks = responses.acknowledgements(id, List.of(seq)).getOrDefault(seq, Map.of());
        var concerned = members.all(id).stream()
                .filter(period -> Audiences.isConcerned(period, message))
                .toList();
        var people = directory.people(
                Stream.concat(concerned.stream().map(period -> period.person()), acks.keySet().stream())
                        .distinct()
                        .toList());
        var read = new ArrayList<MessageReader>();
        var unread = new ArrayList<Person>();
        var exempt = new ArrayList<Person>();
        var unacknowledged = new ArrayList<Person>();
        for (var period : concerned) {
            var person = people.get(period.person());
            if (person == null) {
                continue;
            }
            if (period.receiptSeq() >= seq) {
                var at = Optional.ofNullable(times.get(period.person()));
                read.add(new MessageReader(
                        PersonRef.of(person),
                        at,
                        message.editedAt()
                                .flatMap(edited -> at.filter(edited::isAfter))
                                .isPresent()));
            } else if (period.isPresent()) {
                unread.add(person);
            } else {
                exempt.add(person);
            }
            if (message.ackBy().isPresent() && period.isPresent() && !acks.containsKey(period.person())) {
                unacknowledged.add(person);
            }
        }
        read.sort(Comparator.comparing((MessageReader reader) -> reader.at().orElse(Instant.MAX)));
        var reminded = responses.reminded(id, seq);
        return new MessageReaders(
                read,
                sorted(unread),
                sorted(exempt),
                message.allReadAt(),
                acks.entrySet().stream()
                        .filter(ack -> people.containsKey(ack.getKey()))
                        .map(ack -> new AckReader(PersonRef.of(people.get(ack.getKey())), ack.getValue()))
                        .toList(),
                sorted(unacknowledged),
                reminded,
                mayRemind(held)
                        && !(unread.isEmpty() && unacknowledged.isEmpty())
                        && reminded.map(at ->
                                        !LocalDate.ofInstant(at, CityTime.ZONE).equals(CityTime.today(clock)))
                                .orElse(true));
    }

    private boolean mayRemind(MessageEdits.Held held) {
        return !held.message().isDeleted()
                && (held.message().sender().equals(caller.person())
                        || RoomPolicy.mayManage(
                                held.place().room(), held.place().member(), caller));
    }

    private static List<PersonRef> sorted(List<Person> people) {
        return people.stream()
                .sorted(Comparator.comparing(Person::kana).thenComparing(Person::staffNumber))
                .map(PersonRef::of)
                .toList();
    }

    /** Asks those who have not read a message, or not acknowledged it, to do so: at most once a day. */
    @POST
    @Path("{seq}/reminder")
    @Transactional
    @APIResponseSchema(value = RemindedListing.class, responseCode = "200")
    public RemindedListing remind(@PathParam("id") long id, @PathParam("seq") long seq) {
        var held = edits.hold(caller, id, seq);
        if (!mayRemind(held)) {
            throw new NotFound();
        }
        var message = held.message();
        var acks = responses
                .acknowledgements(id, List.of(seq))
                .getOrDefault(seq, Map.of())
                .keySet();
        Set<PersonId> waiting = new HashSet<>();
        members.present(id).stream()
                .filter(period -> Audiences.isConcerned(period, message))
                .filter(period ->
                        period.receiptSeq() < seq || message.ackBy().isPresent() && !acks.contains(period.person()))
                .forEach(period -> waiting.add(period.person()));
        if (waiting.isEmpty()) {
            throw Refused.conflict("chat.nobody-to-remind");
        }
        if (!responses.remind(id, seq, caller.person())) {
            throw Refused.conflict("chat.reminded-today");
        }
        activities.tell(ChatModule.REMINDED, message, caller.person(), waiting);
        return new RemindedListing(waiting.size());
    }
}
