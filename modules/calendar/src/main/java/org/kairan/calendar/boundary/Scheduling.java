package org.kairan.calendar.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.kairan.calendar.boundary.Listings.ClashListing;
import org.kairan.calendar.boundary.Listings.PersonRef;
import org.kairan.calendar.control.Expansion;
import org.kairan.calendar.control.Instance;
import org.kairan.calendar.control.Placement;
import org.kairan.calendar.control.Recurrence;
import org.kairan.calendar.control.RoomRules;
import org.kairan.calendar.control.Window;
import org.kairan.calendar.entity.Booking;
import org.kairan.calendar.entity.Bookings;
import org.kairan.calendar.entity.Bookings.Clash;
import org.kairan.calendar.entity.Event;
import org.kairan.calendar.entity.Occurrences;
import org.kairan.calendar.entity.Room;
import org.kairan.calendar.entity.Rooms;
import org.kairan.calendar.entity.Series;
import org.kairan.calendar.entity.Whereabouts;
import org.kairan.core.access.Caller;
import org.kairan.core.people.Contacts;
import org.kairan.core.people.Directory;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.Refused;
import org.kairan.core.time.BusinessDays;
import org.kairan.core.time.CityTime;

/** Writes down, within the transaction that changes an event, when it takes place for whom and which rooms it holds. */
@ApplicationScoped
public class Scheduling {

    /** People times instances: what one event may write. */
    private static final int ROWS_MAX = 60_000;

    private static final int CLASHES_SHOWN = 50;

    /** The day until which all is written down of what has an end. */
    private static final LocalDate DONE = LocalDate.of(9999, 12, 31);

    @Inject
    Occurrences occurrences;

    @Inject
    Bookings bookings;

    @Inject
    Rooms rooms;

    @Inject
    Lapsing lapsing;

    @Inject
    Asking asking;

    @Inject
    BusinessDays days;

    @Inject
    Directory directory;

    @Inject
    Contacts contacts;

    @Inject
    Whereabouts whereabouts;

    @Inject
    Telling telling;

    @Inject
    Clock clock;

    Window window() {
        return Window.of(CityTime.today(clock));
    }

    /** What an event holds now. */
    List<Booking> held(long event) {
        return bookings.of(event);
    }

    /**
     * Places an event's instances anew.
     *
     * @param held the bookings that it had before; what stays as it was is not judged anew, though a room's rules have changed since
     * @param caller who books what is new
     * @throws Refused if there are too many, if a room's rules are against it or, with all who have them, if rooms are taken
     */
    void place(Series series, List<Booking> held, Caller caller) {
        var window = window();
        var instances = Expansion.of(series, window, days);
        if (instances.size() > Recurrence.MOST) {
            throw Refused.invalid("calendar.rule-too-many", Map.of("max", Recurrence.MOST));
        }
        var rows = Placement.occurrences(series, instances);
        if (rows.size() > ROWS_MAX) {
            throw Refused.invalid("calendar.too-many-rows", Map.of("max", ROWS_MAX));
        }
        var locked = lock(held, series);
        var event = series.event();
        var from = event.recurring() && event.deletedAt().isEmpty() ? window.from() : LocalDate.EPOCH;
        var engaged = new HashSet<>(engagedToday(event.id()));
        occurrences.replace(event.id(), from, rows);
        engaged.addAll(engagedToday(event.id()));
        telling.engaged(engaged);
        bookings.release(series.event().id(), from);
        book(series, instances, locked, held, caller);
    }

    /** Keeps others from booking the rooms that are let go and those that are taken, all in one order: two who want each other's room would wait for each other otherwise. */
    Map<Long, Room> lock(List<Booking> held, Series... placed) {
        var all = new TreeSet<Long>();
        held.forEach(booking -> all.add(booking.room()));
        for (var series : placed) {
            all.addAll(series.event().content().rooms());
            series.variants().stream()
                    .flatMap(variant -> variant.content().stream())
                    .forEach(content -> all.addAll(content.rooms()));
        }
        return all.isEmpty() ? Map.of() : rooms.lock(all);
    }

    private void book(
            Series series, List<Instance> instances, Map<Long, Room> locked, List<Booking> held, Caller caller) {
        var wanted = new TreeSet<Long>();
        instances.forEach(instance -> wanted.addAll(instance.content().rooms()));
        if (wanted.isEmpty()) {
            asking.ask(series, List.of(), held, Map.of(), caller);
            return;
        }
        if (series.event().recurring() && !endsWithin(series.event(), window())) {
            throw Refused.invalid(
                    "calendar.room-needs-end", Map.of("until", window().until().toString()));
        }
        if (!locked.keySet().containsAll(wanted)) {
            throw Refused.invalid("calendar.room-unknown");
        }
        var rows = Placement.bookings(series, instances, locked, held);
        judge(series, instances, locked, held, caller);
        take(rows);
        asking.ask(series, rows, held, locked, caller);
    }

    private void judge(
            Series series, List<Instance> instances, Map<Long, Room> locked, List<Booking> held, Caller caller) {
        var today = CityTime.today(clock);
        var known = held.stream().map(Placement::time).collect(Collectors.toSet());
        for (var instance : instances) {
            // What has been is not judged by today's rules.
            if (!instance.content().end().toLocalDate().isBefore(today)) {
                for (var room : instance.content().rooms()) {
                    if (!known.contains(Placement.time(series, instance, locked.get(room)))) {
                        RoomRules.against(locked.get(room), instance.content(), today, caller)
                                .ifPresent(refused -> {
                                    throw refused;
                                });
                    }
                }
            }
        }
    }

    /** Up to which day an event is written down when all instances of today's window are; one that has its end in it is done for ever. */
    LocalDate writtenUntil(Event event) {
        var window = window();
        return event.recurring() && !endsWithin(event, window) ? window.until() : DONE;
    }

    private static boolean endsWithin(Event event, Window window) {
        var rule = Expansion.rule(event).orElseThrow();
        var start = event.content().start();
        return !rule.endless()
                && rule.between(start, window.until(), EventForms.LAST).isEmpty();
    }

    private void take(List<Booking> wanted) {
        var taken = bookings.take(wanted);
        // What is held by a proposal whose time is over is nobody's any more.
        if (taken < wanted.size() && lapsing.lapse() > 0) {
            taken += bookings.take(wanted);
        }
        if (taken == wanted.size()) {
            return;
        }
        var clashes = bookings.against(wanted, CLASHES_SHOWN);
        throw new Refused(
                Refused.Kind.CONFLICT,
                "calendar.room-taken",
                Map.of("clashes", shown(clashes), "count", clashes.size()),
                List.of());
    }

    private List<ClashListing> shown(List<Clash> clashes) {
        var people = clashes.stream().map(Clash::by).collect(Collectors.toSet());
        var named = directory.people(people);
        var reached = contacts.contacts(people);
        return clashes.stream()
                .map(clash -> new ClashListing(
                        clash.room(),
                        clash.name(),
                        local(clash.starts()).toString(),
                        local(clash.ends()).toString(),
                        PersonRef.of(named.get(clash.by())),
                        java.util.Optional.ofNullable(reached.get(clash.by())).flatMap(Contacts.Contact::extension),
                        clash.tentative()))
                .toList();
    }

    /** Writes down what one person has answered, as far as the event is written down. */
    void placeAnswer(Series series, PersonId person) {
        var window = new Window(window().from(), series.event().expandedUntil());
        var principal = org.kairan.core.people.GroupId.person(person).toString();
        if (engagedToday(series.event().id()).contains(person)) {
            telling.engaged(Set.of(person));
        }
        occurrences.replace(
                series.event().id(),
                principal,
                series.event().recurring() ? window.from() : LocalDate.EPOCH,
                Placement.occurrences(series, Expansion.of(series, window, days)).stream()
                        .filter(row -> row.principal().equals(principal))
                        .toList());
    }

    /** In whose calendars an event stands in what is left of the day. */
    /** Tells that what was only held counts from now on. */
    void settled(long event) {
        telling.engaged(engagedToday(event));
    }

    private Set<PersonId> engagedToday(long event) {
        var midnight = CityTime.today(clock).plusDays(1).atStartOfDay(CityTime.ZONE);
        return whereabouts.of(event, clock.instant(), midnight.toInstant());
    }

    static LocalDateTime local(Instant instant) {
        return LocalDateTime.ofInstant(instant, CityTime.ZONE);
    }
}
