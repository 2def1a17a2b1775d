package org.kairan.calendar.boundary;

import static org.kairan.core.rest.Open.To.SIGNED_IN;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.kairan.calendar.CalendarModule;
import org.kairan.calendar.boundary.Listings.BookingListing;
import org.kairan.calendar.boundary.Listings.FacilityList;
import org.kairan.calendar.boundary.Listings.FacilityListing;
import org.kairan.calendar.boundary.Listings.NewFacility;
import org.kairan.calendar.boundary.Listings.PersonRef;
import org.kairan.calendar.boundary.Listings.RoomDay;
import org.kairan.calendar.boundary.Listings.RoomTimeline;
import org.kairan.calendar.boundary.Listings.UpcomingList;
import org.kairan.calendar.control.RoomPolicy;
import org.kairan.calendar.entity.Bookings;
import org.kairan.calendar.entity.Room;
import org.kairan.calendar.entity.Rooms;
import org.kairan.calendar.entity.Terms;
import org.kairan.core.Ref;
import org.kairan.core.access.Caller;
import org.kairan.core.activity.Activity;
import org.kairan.core.audit.Audited;
import org.kairan.core.people.Audience;
import org.kairan.core.people.Contacts;
import org.kairan.core.people.Directory;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.NameSearch;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.core.problem.Refused.Fault;
import org.kairan.core.rest.Open;
import org.kairan.core.time.CityTime;

/** Lists rooms, cars and equipment with what is booked, and lets administrators add and change them. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/calendar/rooms")
public class RoomsResource {

    private static final int NAME_MAX = 100;
    private static final int TAGS_MAX = 20;
    private static final int BOOKERS_MAX = 50;
    private static final int UPCOMING_SHOWN = 200;
    private static final Set<String> KINDS = Set.of("room", "car", "equipment");

    @Inject
    Rooms rooms;

    @Inject
    Bookings bookings;

    @Inject
    Directory directory;

    @Inject
    Contacts contacts;

    @Inject
    LeftBehind leftBehind;

    @Inject
    Event<Object> fired;

    @Inject
    Clock clock;

    @Inject
    Caller caller;

    /**
     * Lists what can be booked; administrators see what was retired too.
     *
     * @param kind {@code room}, {@code car} or {@code equipment}
     * @param query words that all stand in name, building or equipment
     * @param capacity at least for so many people
     */
    @GET
    @Open(value = SIGNED_IN, because = "what there is to be booked everybody may see")
    public FacilityList list(
            @QueryParam("kind") String kind,
            @QueryParam("query") String query,
            @QueryParam("capacity") Integer capacity) {
        var wanted = wanted(kind, null)
                .and(room -> capacity == null || room.capacity().orElse(0) >= capacity)
                .and(room -> room.active() || caller.may(CalendarModule.ADMINISTER));
        var words = query == null || query.isBlank()
                ? List.<NameSearch>of()
                : Stream.of(query.strip().split("[\\s　]+")).map(NameSearch::of).toList();
        return new FacilityList(rooms.all().stream()
                .filter(wanted)
                .filter(room -> words.stream().allMatch(word -> matches(word, room)))
                .map(this::listing)
                .toList());
    }

    private static boolean matches(NameSearch word, Room room) {
        return Stream.concat(Stream.of(room.name(), room.building()), room.equipment().stream())
                .anyMatch(text -> word.matches(text, text, Stream.empty()));
    }

    @GET
    @Path("{id}")
    @Open(value = SIGNED_IN, because = "what there is to be booked everybody may see")
    @APIResponseSchema(value = FacilityListing.class, responseCode = "200")
    public Response show(@PathParam("id") long id) {
        return answer(Response.ok(), rooms.find(id).orElseThrow(NotFound::new));
    }

    @POST
    @Transactional
    @APIResponseSchema(value = FacilityListing.class, responseCode = "201")
    public Response add(NewFacility in) {
        administered();
        var room = check(in, 0, 1);
        // Kind, building and name are what tells rooms apart: who sends a request again gets the room that it made.
        var id = rooms.add(room);
        if (id.isEmpty()) {
            return rooms.all().stream()
                    .filter(known -> same(known, room))
                    .findFirst()
                    .map(known -> answer(Response.created(URI.create("calendar/rooms/" + known.id())), known))
                    .orElseThrow(() -> Refused.conflict("calendar.room-name-taken"));
        }
        tell("calendar.room-added", id.get(), room);
        return answer(
                Response.created(URI.create("calendar/rooms/" + id.get())),
                rooms.find(id.get()).orElseThrow(NotFound::new));
    }

    /** Changes a room that still has the version of {@code If-Match}. What is booked stays booked, also in one that is retired. */
    @PUT
    @Path("{id}")
    @Transactional
    @APIResponseSchema(value = FacilityListing.class, responseCode = "200")
    public Response edit(@PathParam("id") long id, @HeaderParam("If-Match") String ifMatch, NewFacility in) {
        administered();
        var before = rooms.find(id).orElseThrow(NotFound::new);
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new Refused(Refused.Kind.UNCONDITIONAL, "core.condition-required", Map.of(), List.of());
        }
        var room = check(in, id, before.version());
        if (!ifMatch.strip().replace("\"", "").equals(Integer.toString(before.version()))) {
            throw Refused.changedMeanwhile();
        }
        if (rooms.taken(room)) {
            throw Refused.conflict("calendar.room-name-taken");
        }
        if (!rooms.edit(room)) {
            throw Refused.changedMeanwhile();
        }
        if (before.active() && !room.active()) {
            retired(room);
        }
        tell("calendar.room-changed", id, room);
        return answer(Response.ok(), rooms.find(id).orElseThrow(NotFound::new));
    }

    /** Tells those who have booked a room that it is taken out of use; their bookings stay until somebody moves them. */
    private void retired(Room room) {
        var told = new HashSet<Long>();
        for (var seen : upcoming(room.id())) {
            if (told.add(seen.event())) {
                fired.fire(new Activity(
                        CalendarModule.ROOM_RETIRED.name(),
                        CalendarModule.event(seen.event()),
                        caller.person(),
                        Audience.of(GroupId.person(seen.by())),
                        Map.of(
                                "room",
                                room.name(),
                                "when",
                                Scheduling.local(seen.starts()).toString().replace('T', ' '))));
            }
        }
    }

    /** Lists who has a room from now on, the earliest first, at most 200: whom to tell before it is retired. */
    @GET
    @Path("{id}/bookings")
    public UpcomingList upcoming(@PathParam("id") Long id) {
        rooms.find(id).filter(room -> RoomPolicy.oversees(caller, room)).orElseThrow(NotFound::new);
        var found = upcoming(id.longValue());
        var shown = found.subList(0, Math.min(found.size(), UPCOMING_SHOWN));
        return new UpcomingList(shown(shown), found.size());
    }

    private List<Bookings.Seen> upcoming(long id) {
        return bookings.between(
                List.of(id),
                clock.instant(),
                EventForms.LAST.plusDays(1).atStartOfDay(CityTime.ZONE).toInstant(),
                caller);
    }

    /** Shows what is booked on a day, today if none is given: who has it to everybody, what for to whom may see the event. */
    @GET
    @Path("timeline")
    @Open(
            value = SIGNED_IN,
            because = "whom to ask for a room everybody may know; what it is for, only who may see the event")
    public RoomTimeline timeline(
            @QueryParam("day") String text, @QueryParam("kind") String kind, @QueryParam("building") String building) {
        var day = text == null ? CityTime.today(clock) : EventForms.day(text);
        var shown = rooms.all().stream()
                .filter(wanted(kind, building).and(Room::active))
                .toList();
        var found = bookings.between(
                shown.stream().map(Room::id).toList(),
                day.atStartOfDay(CityTime.ZONE).toInstant(),
                day.plusDays(1).atStartOfDay(CityTime.ZONE).toInstant(),
                caller);
        var listed = shown(found);
        var booked = new HashMap<Long, List<BookingListing>>();
        for (var i = 0; i < found.size(); i++) {
            booked.computeIfAbsent(found.get(i).room(), room -> new ArrayList<>())
                    .add(listed.get(i));
        }
        var sections = directory.sections();
        return new RoomTimeline(
                day,
                shown.stream()
                        .map(room -> new RoomDay(
                                room.id(),
                                room.kind(),
                                room.name(),
                                room.building(),
                                room.capacity(),
                                room.opens().map(LocalTime::toString),
                                room.closes().map(LocalTime::toString),
                                room.setup(),
                                RoomPolicy.mayBook(caller, room),
                                RoomPolicy.mustAsk(caller, room),
                                room.terms().owner().map(sections::get),
                                booked.getOrDefault(room.id(), List.of())))
                        .toList());
    }

    private List<BookingListing> shown(List<Bookings.Seen> found) {
        var people = found.stream().map(Bookings.Seen::by).collect(Collectors.toSet());
        var named = directory.people(people);
        var reached = contacts.contacts(people);
        var taken = leftBehind.takenOver(
                found.stream()
                        .filter(seen -> !seen.visible())
                        .map(Bookings.Seen::event)
                        .collect(Collectors.toSet()),
                caller);
        return found.stream()
                .map(seen -> new BookingListing(
                        Scheduling.local(seen.starts()).toString(),
                        Scheduling.local(seen.ends()).toString(),
                        visible(seen, taken, seen.title()),
                        PersonRef.of(named.get(seen.by())),
                        Optional.ofNullable(reached.get(seen.by())).flatMap(Contacts.Contact::extension),
                        visible(seen, taken, seen.event()),
                        visible(seen, taken, seen.recurrence()).map(LocalDateTime::toString),
                        seen.editable(),
                        seen.tentative(),
                        seen.requested()))
                .toList();
    }

    private static <T> Optional<T> visible(Bookings.Seen seen, Set<Long> taken, T value) {
        return Optional.of(value).filter(v -> seen.visible() || taken.contains(seen.event()));
    }

    private static Predicate<Room> wanted(String kind, String building) {
        if (kind != null && !KINDS.contains(kind)) {
            throw Refused.invalid("core.invalid");
        }
        return room -> (kind == null || room.kind().equals(kind))
                && (building == null || building.isBlank() || room.building().equals(building));
    }

    private void administered() {
        if (!caller.may(CalendarModule.ADMINISTER)) {
            throw new NotFound();
        }
    }

    private static boolean same(Room known, Room room) {
        return known.equals(new Room(
                known.id(),
                room.kind(),
                room.name(),
                room.building(),
                room.capacity(),
                room.equipment(),
                room.opens(),
                room.closes(),
                room.setup(),
                room.daysAhead(),
                room.longest(),
                room.terms(),
                room.active(),
                known.version()));
    }

    private void tell(String act, long id, Room room) {
        fired.fire(new Audited(
                act,
                Optional.of(caller.person()),
                Optional.of(new Ref(CalendarModule.ID, "room", id)),
                Map.of("name", room.name(), "active", Boolean.toString(room.active()))));
    }

    private Room check(NewFacility in, long id, int version) {
        if (in == null) {
            throw Refused.invalid("core.invalid");
        }
        var faults = new ArrayList<Fault>();
        var name = EventForms.text("name", in.name(), NAME_MAX, false, faults);
        if (name.isEmpty()) {
            faults.add(new Fault("name", "calendar.room-name-empty", Map.of()));
        }
        var building = EventForms.text("building", in.building(), NAME_MAX, false, faults);
        var kind = EventForms.oneOf("kind", in.kind(), "room", KINDS, faults);
        var equipment = in.equipment().stream()
                .map(tag -> EventForms.text("equipment", tag, NAME_MAX, false, faults))
                .filter(tag -> !tag.isEmpty())
                .distinct()
                .toList();
        if (equipment.size() > TAGS_MAX) {
            faults.add(new Fault("equipment", "calendar.equipment-too-many", Map.of("max", TAGS_MAX)));
        }
        var opens = time("opens", in.opens(), faults);
        var closes = time("closes", in.closes(), faults);
        if (opens.isPresent() && closes.isPresent() && !closes.get().isAfter(opens.get())) {
            faults.add(new Fault("closes", "calendar.end-before-start", Map.of()));
        }
        range("capacity", in.capacity(), 1, 10_000, faults);
        range("setup", Optional.of(in.setup()), 0, 480, faults);
        range("daysAhead", in.daysAhead(), 1, 1_000, faults);
        range("longest", in.longest(), 15, EventForms.DAYS_MAX * 24 * 60, faults);
        var terms = terms(in, faults);
        EventForms.refuse(faults);
        return new Room(
                id,
                kind,
                name,
                building,
                in.capacity(),
                equipment,
                opens,
                closes,
                in.setup(),
                in.daysAhead(),
                in.longest(),
                terms,
                in.active().orElse(true),
                version);
    }

    private Terms terms(NewFacility in, List<Fault> faults) {
        var groups = new HashSet<GroupId>();
        for (var text : in.bookers()) {
            GroupId.parse(text)
                    .filter(group -> directory.label(group).isPresent())
                    .ifPresentOrElse(
                            groups::add,
                            () -> faults.add(new Fault(
                                    "bookers", "organization.unknown-group", Map.of("group", String.valueOf(text)))));
        }
        if (groups.size() > BOOKERS_MAX) {
            faults.add(new Fault("bookers", "calendar.bookers-too-many", Map.of("max", BOOKERS_MAX)));
        }
        if (in.ownerSection()
                .filter(section -> !directory.sections().containsKey(section))
                .isPresent()) {
            faults.add(new Fault("ownerSection", "calendar.owner-unknown", Map.of()));
        }
        if (in.approval() && in.ownerSection().isEmpty()) {
            faults.add(new Fault("ownerSection", "calendar.approval-without-owner", Map.of()));
        }
        return new Terms(
                groups.isEmpty() ? Terms.OPEN.bookers() : Audience.of(groups), in.ownerSection(), in.approval());
    }

    private static Optional<LocalTime> time(String field, Optional<String> text, List<Fault> faults) {
        try {
            return text.filter(value -> !value.isBlank())
                    .map(LocalTime::parse)
                    .map(time -> time.withSecond(0).withNano(0));
        } catch (DateTimeParseException e) {
            faults.add(new Fault(field, "calendar.time-invalid", Map.of()));
            return Optional.empty();
        }
    }

    private static void range(String field, Optional<Integer> value, int least, int most, List<Fault> faults) {
        if (value.filter(number -> number < least || number > most).isPresent()) {
            faults.add(new Fault(field, "calendar.number-out-of-range", Map.of("min", least, "max", most)));
        }
    }

    private FacilityListing listing(Room room) {
        return new FacilityListing(
                room.id(),
                room.kind(),
                room.name(),
                room.building(),
                room.capacity(),
                room.equipment(),
                room.opens().map(LocalTime::toString),
                room.closes().map(LocalTime::toString),
                room.setup(),
                room.daysAhead(),
                room.longest(),
                room.terms().bookers().keys(),
                room.terms().owner(),
                room.terms().owner().map(section -> directory.sections().getOrDefault(section, "")),
                room.terms().approval(),
                room.active(),
                room.version(),
                caller.may(CalendarModule.ADMINISTER),
                RoomPolicy.mayBook(caller, room),
                RoomPolicy.oversees(caller, room));
    }

    private Response answer(Response.ResponseBuilder response, Room room) {
        return response.entity(listing(room))
                .tag(new EntityTag(Integer.toString(room.version())))
                .build();
    }
}
