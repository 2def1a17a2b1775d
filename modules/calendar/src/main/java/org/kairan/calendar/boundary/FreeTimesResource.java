package org.kairan.calendar.boundary;

import static org.kairan.core.rest.Open.To.SIGNED_IN;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kairan.calendar.boundary.Listings.FreeRoom;
import org.kairan.calendar.boundary.Listings.FreeTimeQuestion;
import org.kairan.calendar.boundary.Listings.PersonRef;
import org.kairan.calendar.boundary.Listings.SlotList;
import org.kairan.calendar.boundary.Listings.SlotListing;
import org.kairan.calendar.control.FreeTime;
import org.kairan.calendar.control.FreeTime.Question;
import org.kairan.calendar.control.FreeTime.Slot;
import org.kairan.calendar.control.FreeTime.Taken;
import org.kairan.calendar.control.RoomPolicy;
import org.kairan.calendar.entity.Bookings;
import org.kairan.calendar.entity.Occurrences;
import org.kairan.calendar.entity.Room;
import org.kairan.calendar.entity.Rooms;
import org.kairan.core.access.Caller;
import org.kairan.core.people.Audience;
import org.kairan.core.people.Directory;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.Person;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.Refused;
import org.kairan.core.rest.Open;
import org.kairan.core.time.BusinessDays;
import org.kairan.core.time.CityTime;
import org.kairan.core.time.WorkingHours;

/** Proposes times at which people and a room are free. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/calendar/free-times")
public class FreeTimesResource {

    private static final int PEOPLE_MAX = 300;
    private static final int ROOMS_MAX = 100;
    private static final int DAYS_MAX = 31;
    private static final int SHORTEST = 15;
    private static final int LONGEST = 600;
    private static final int SLOTS_SHOWN = 60;

    @Inject
    Occurrences occurrences;

    @Inject
    Bookings bookings;

    @Inject
    Rooms rooms;

    @Inject
    Directory directory;

    @Inject
    BusinessDays days;

    @Inject
    WorkingHours workingHours;

    @Inject
    Clock clock;

    @Inject
    Caller caller;

    /** Answers the best 60 times for up to 300 people, and a room of those given, within 31 days. */
    @POST
    @Open(value = SIGNED_IN, because = "when others are busy everybody may see")
    public SlotList ask(FreeTimeQuestion in) {
        if (in == null || in.minutes() < SHORTEST || in.minutes() > LONGEST) {
            throw Refused.invalid("calendar.minutes-out-of-range", Map.of("min", SHORTEST, "max", LONGEST));
        }
        var first = EventForms.day(in.from());
        var until = EventForms.day(in.to());
        if (!until.isAfter(first) || until.isAfter(first.plusDays(DAYS_MAX))) {
            throw Refused.invalid("calendar.period-out-of-range", Map.of("max", DAYS_MAX));
        }
        var needed = needed(in);
        var optional = people(in.optional());
        optional.removeAll(needed);
        if (needed.size() + optional.size() > PEOPLE_MAX) {
            throw Refused.invalid("calendar.attendees-too-many", Map.of("max", PEOPLE_MAX));
        }
        if (needed.isEmpty() && optional.isEmpty()) {
            throw Refused.invalid("calendar.nobody-asked");
        }
        var wanted = rooms(in);
        var closed = days.closed(first, until.minusDays(1));
        var question = new Question(
                needed,
                optional,
                wanted,
                in.minutes(),
                first.datesUntil(until).filter(day -> !closed.containsKey(day)).toList(),
                Scheduling.local(clock.instant()),
                workingHours.of(
                        Stream.concat(needed.stream(), optional.stream()).toList()));
        var from = start(first);
        var end = start(until);
        var busy = busy(needed, optional, from, end);
        var slots = new FreeTime(question, busy, taken(wanted, from, end)).slots(SLOTS_SHOWN);
        var missing = slots.stream().flatMap(slot -> slot.missing().stream()).collect(Collectors.toSet());
        var held = missing.isEmpty() ? Map.<PersonId, List<Taken>>of() : held(missing, from, end);
        return new SlotList(needed.size() + optional.size(), shown(slots, busy, held));
    }

    private Set<PersonId> needed(FreeTimeQuestion in) {
        var needed = people(in.people());
        for (var text : in.groups()) {
            var group = GroupId.parse(text)
                    .filter(known -> directory.label(known, caller.person()).isPresent())
                    .orElseThrow(
                            () -> Refused.invalid("organization.unknown-group", Map.of("group", String.valueOf(text))));
            directory.members(Audience.of(group), CityTime.today(clock)).stream()
                    .map(Person::id)
                    .forEach(needed::add);
        }
        return needed;
    }

    private Set<PersonId> people(List<Long> ids) {
        var people = ids.stream()
                .filter(Objects::nonNull)
                .map(PersonId::new)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (directory.people(people).size() < people.size()) {
            throw Refused.invalid("calendar.person-unknown");
        }
        return people;
    }

    private List<Room> rooms(FreeTimeQuestion in) {
        var ids = in.rooms().orElse(List.of()).stream().distinct().toList();
        if (ids.size() > ROOMS_MAX) {
            throw Refused.invalid("calendar.rooms-too-many", Map.of("max", ROOMS_MAX));
        }
        var found = rooms.find(ids.stream().filter(Objects::nonNull).toList());
        if (found.size() < ids.size()) {
            throw Refused.invalid("calendar.room-unknown");
        }
        return ids.stream()
                .map(found::get)
                .filter(room -> room.active() && RoomPolicy.mayBook(caller, room))
                .toList();
    }

    private Map<PersonId, List<Taken>> busy(Set<PersonId> needed, Set<PersonId> optional, Instant from, Instant until) {
        var principals = Stream.concat(needed.stream(), optional.stream())
                .map(person -> GroupId.person(person).toString())
                .toList();
        return byPerson(occurrences.busy(principals, from, until));
    }

    private Map<PersonId, List<Taken>> held(Set<PersonId> people, Instant from, Instant until) {
        return byPerson(occurrences.held(
                people.stream().map(person -> GroupId.person(person).toString()).toList(), from, until));
    }

    private static Map<PersonId, List<Taken>> byPerson(List<Occurrences.Busy> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(
                        busy -> new PersonId(
                                GroupId.parse(busy.principal()).orElseThrow().targetId()),
                        Collectors.mapping(busy -> taken(busy.from(), busy.until()), Collectors.toList())));
    }

    /** Whether all that stands against a time is held by proposals. */
    private static boolean isOnlyHeld(Slot slot, List<Taken> busy, List<Taken> held) {
        return held != null && within(slot, held) == within(slot, busy);
    }

    private static long within(Slot slot, List<Taken> taken) {
        return taken.stream()
                .filter(one -> one.from().isBefore(slot.end()) && one.until().isAfter(slot.start()))
                .count();
    }

    private Map<Long, List<Taken>> taken(List<Room> wanted, Instant from, Instant until) {
        return bookings.taken(wanted.stream().map(Room::id).toList(), from, until).stream()
                .collect(Collectors.groupingBy(
                        booking -> booking.room(),
                        Collectors.mapping(booking -> taken(booking.from(), booking.ends()), Collectors.toList())));
    }

    private static Taken taken(Instant from, Instant until) {
        return new Taken(Scheduling.local(from), Scheduling.local(until));
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(CityTime.ZONE).toInstant();
    }

    private List<SlotListing> shown(
            List<Slot> slots, Map<PersonId, List<Taken>> busy, Map<PersonId, List<Taken>> held) {
        var named = directory.people(
                slots.stream().flatMap(slot -> slot.missing().stream()).collect(Collectors.toSet()));
        return slots.stream()
                .map(slot -> new SlotListing(
                        slot.start().toString(),
                        slot.end().toString(),
                        slot.rank().name().toLowerCase(Locale.ROOT),
                        slot.missing().stream()
                                .map(person -> PersonRef.of(named.get(person)))
                                .toList(),
                        slot.missing().stream()
                                .filter(person -> isOnlyHeld(slot, busy.get(person), held.get(person)))
                                .map(PersonId::value)
                                .toList(),
                        slot.rooms().stream()
                                .map(room -> new FreeRoom(room.id(), room.name(), room.building(), room.capacity()))
                                .toList()))
                .toList();
    }
}
