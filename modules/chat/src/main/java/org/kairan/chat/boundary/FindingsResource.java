package org.kairan.chat.boundary;

import static org.kairan.core.rest.Open.To.SIGNED_IN;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kairan.chat.boundary.Listings.MessageList;
import org.kairan.chat.boundary.Listings.RoomListing;
import org.kairan.chat.boundary.Listings.RoomMessages;
import org.kairan.chat.control.Question;
import org.kairan.chat.control.RoomPolicy;
import org.kairan.chat.control.Spelling;
import org.kairan.chat.entity.Findings;
import org.kairan.chat.entity.Member;
import org.kairan.chat.entity.Members;
import org.kairan.chat.entity.Message;
import org.kairan.chat.entity.Rooms;
import org.kairan.core.access.Caller;
import org.kairan.core.people.Directory;
import org.kairan.core.people.NameSearch;
import org.kairan.core.people.PersonId;
import org.kairan.core.rest.Open;
import org.kairan.core.time.CityTime;

/** Finds messages by who said them, where, before when, and in which words, in the rooms in which the caller is. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/chat/messages")
public class FindingsResource {

    private static final int MOST = 100;

    @Inject
    Rooms rooms;

    @Inject
    Members members;

    @Inject
    Findings findings;

    @Inject
    Directory directory;

    @Inject
    Shown shown;

    @Inject
    Clock clock;

    @Inject
    Caller caller;

    /**
     * Finds the newest messages that hold every word; {@code from:}, {@code in:} and {@code before:} may stand within the words too, also as 差出人:, ルーム: and より前:, and 以前: with the day itself.
     *
     * @param from a person's number, or a part of their name
     * @param in a room's number, or a part of its name
     * @param before a day, exclusive
     */
    @GET
    @Open(value = SIGNED_IN, because = "each caller finds what they may see")
    public MessageList find(
            @QueryParam("query") @DefaultValue("") String query,
            @QueryParam("from") @DefaultValue("") String from,
            @QueryParam("in") @DefaultValue("") String in,
            @QueryParam("before") @DefaultValue("") String before) {
        var question = Question.of(query, from, in, before);
        if (question.isEmpty()) {
            return new MessageList(List.of(), Map.of());
        }
        var listed = rooms.of(caller, List.of());
        var names = shown.rooms(listed, caller, clock.instant()).stream()
                .collect(Collectors.toMap(RoomListing::id, room -> room));
        var visible = new HashMap<Long, Long>();
        listed.stream()
                .map(Rooms.Listed::place)
                .filter(place -> question.in()
                        .map(wanted -> isMeant(names.get(place.room().id()), wanted))
                        .orElse(true))
                .forEach(place -> visible.put(place.room().id(), RoomPolicy.visibleFrom(place.room(), place.member())));
        var senders = question.from().map(who -> people(who, visible.keySet()));
        var found = visible.isEmpty() || senders.filter(Collection::isEmpty).isPresent()
                ? List.<Message>of()
                : findings.find(
                        visible,
                        question.words().stream().map(Spelling::pattern).toList(),
                        senders,
                        question.before()
                                .map(day -> day.atStartOfDay(CityTime.ZONE).toInstant()),
                        MOST);
        var byRoom = new LinkedHashMap<Long, List<Message>>();
        found.forEach(message ->
                byRoom.computeIfAbsent(message.room(), any -> new ArrayList<>()).add(message));
        var all = byRoom.entrySet().stream()
                .map(entry -> new RoomMessages(
                        entry.getKey(),
                        names.get(entry.getKey()).name(),
                        names.get(entry.getKey()).kind(),
                        shown.to(caller.person(), entry.getKey(), entry.getValue()),
                        found.size() == MOST))
                .toList();
        return new MessageList(
                all,
                shown.people(
                        all.stream().flatMap(room -> room.messages().stream()).toList()));
    }

    private static boolean isMeant(RoomListing room, String wanted) {
        return Long.toString(room.id()).equals(wanted)
                || NameSearch.of(wanted).matches(room.name(), "", Stream.empty());
    }

    /** Those who are or were in these rooms and may be called so. */
    private Collection<PersonId> people(String who, Collection<Long> where) {
        if (who.matches("[1-9][0-9]{0,17}")) {
            return List.of(new PersonId(Long.parseLong(who)));
        }
        var ids = new HashSet<PersonId>();
        where.forEach(room -> members.all(room).stream().map(Member::person).forEach(ids::add));
        var search = NameSearch.of(who);
        return directory.people(ids).values().stream()
                .filter(person -> search.matches(person.name(), person.kana(), Stream.of(person.staffNumber())))
                .map(person -> person.id())
                .toList();
    }
}
