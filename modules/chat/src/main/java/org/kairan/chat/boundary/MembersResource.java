package org.kairan.chat.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.kairan.chat.boundary.Listings.ComingListing;
import org.kairan.chat.boundary.Listings.ComingsPage;
import org.kairan.chat.boundary.Listings.MemberListing;
import org.kairan.chat.boundary.Listings.MembersPage;
import org.kairan.chat.boundary.Listings.NewMembers;
import org.kairan.chat.boundary.Listings.PersonRef;
import org.kairan.chat.control.ChatPolicy;
import org.kairan.chat.control.RoomPolicy;
import org.kairan.chat.entity.Member;
import org.kairan.chat.entity.Member.Role;
import org.kairan.chat.entity.Members;
import org.kairan.chat.entity.Members.Coming;
import org.kairan.chat.entity.Room.Kind;
import org.kairan.chat.entity.Rooms;
import org.kairan.core.access.Caller;
import org.kairan.core.people.Directory;
import org.kairan.core.people.NameSearch;
import org.kairan.core.people.Person;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.core.rest.Keyset;
import org.kairan.core.rest.Open;

/** Shows who is in a room, lets people in and out. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/chat")
public class MembersResource {

    @Inject
    Rooms rooms;

    @Inject
    Members members;

    @Inject
    Membership membership;

    @Inject
    Receiving receiving;

    @Inject
    ReceiptBoard board;

    @Inject
    Directory directory;

    @Inject
    Caller caller;

    /** Lists the members by section and kana, those who lead the room first. */
    @GET
    @Path("rooms/{id}/members")
    public MembersPage list(
            @PathParam("id") long id,
            @QueryParam("query") @DefaultValue("") String query,
            @QueryParam("after") String after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        rooms.place(id, caller).orElseThrow(NotFound::new);
        var present = members.present(id);
        var people = directory.people(present.stream().map(Member::person).toList());
        var search = NameSearch.of(query);
        var sorted = present.stream()
                .filter(m -> people.containsKey(m.person()))
                .sorted(Comparator.comparing((Member m) -> m.role() == Role.MEMBER)
                        .thenComparing(m -> people.get(m.person()).kana())
                        .thenComparing(m -> m.person().value()))
                .toList();
        Predicate<Member> wanted = m -> {
            var person = people.get(m.person());
            return search.matches(person.name(), person.kana(), Stream.of(person.staffNumber()));
        };
        var page = Keyset.within(
                sorted, wanted, after, limit, m -> Long.toString(m.person().value()));
        return new MembersPage(
                listings(page.items(), people),
                (int) sorted.stream().filter(wanted).count(),
                page.next());
    }

    /** Lists who has come and who has left since the room was made, as far as the caller may see what was then; the newest last. */
    @GET
    @Path("rooms/{id}/comings")
    public ComingsPage comings(@PathParam("id") long id) {
        var place = rooms.place(id, caller).orElseThrow(NotFound::new);
        var comings = members.comings(id, RoomPolicy.visibleFrom(place.room(), place.member()), Keyset.MOST);
        var people = directory.people(comings.stream().map(Coming::person).toList());
        return new ComingsPage(comings.stream()
                .filter(coming -> people.containsKey(coming.person()))
                .map(coming -> new ComingListing(
                        PersonRef.of(people.get(coming.person())),
                        coming.left(),
                        coming.byRule(),
                        coming.seq(),
                        coming.at()))
                .toList());
    }

    static List<MemberListing> listings(List<Member> some, Map<PersonId, Person> people) {
        return some.stream()
                .filter(m -> people.containsKey(m.person()))
                .map(m -> new MemberListing(
                        PersonRef.of(people.get(m.person())), m.role().key(), m.byRule(), m.joinedAt()))
                .toList();
    }

    /** Lets people in; who is in already stays as they are. */
    @POST
    @Path("rooms/{id}/members")
    @Transactional
    @APIResponse(responseCode = "204")
    public Response invite(@PathParam("id") long id, NewMembers in) {
        var place = rooms.place(id, caller).orElseThrow(NotFound::new);
        if (!RoomPolicy.mayInvite(place.room(), place.member(), caller)) {
            throw new NotFound();
        }
        if (in == null || in.people().isEmpty() || in.people().size() > ChatPolicy.MEMBERS_MOST) {
            throw Refused.invalid("chat.nobody");
        }
        var people = new LinkedHashMap<PersonId, Role>();
        in.people().forEach(person -> people.put(RoomsResource.staff(person, directory), Role.MEMBER));
        membership.join(id, people, false, Optional.of(caller.person()));
        return Response.noContent().build();
    }

    /** Lets somebody go: oneself, or in a room that the caller leads, another. Who is gone already is gone. */
    @DELETE
    @Path("rooms/{id}/members/{person}")
    @APIResponse(responseCode = "204")
    public Response remove(@PathParam("id") long id, @PathParam("person") long person) {
        receiving
                .leave(caller, id, new PersonId(person))
                .ifPresent(moved -> board.touch(id, receiving.settle(id, moved.from(), moved.to())));
        return Response.noContent().build();
    }

    /** Comes into a room in which everybody may ask. */
    @POST
    @Path("rooms/{id}/joining")
    @Transactional
    @Open(value = Open.To.SIGNED_IN, because = "consultation rooms are open to all staff; other rooms answer 404")
    @APIResponse(responseCode = "204")
    public Response join(@PathParam("id") long id) {
        if (rooms.place(id, caller).isEmpty()) {
            rooms.find(id)
                    .filter(room ->
                            room.kind() == Kind.CONSULTATION && room.closedAt().isEmpty())
                    .orElseThrow(NotFound::new);
            membership.join(id, Map.of(caller.person(), Role.MEMBER), false, Optional.of(caller.person()));
        }
        return Response.noContent().build();
    }
}
