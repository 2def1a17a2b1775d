package org.kairan.calendar.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import org.kairan.calendar.CalendarModule;
import org.kairan.calendar.control.Requests;
import org.kairan.calendar.entity.Approval;
import org.kairan.calendar.entity.Approvals;
import org.kairan.calendar.entity.Booking;
import org.kairan.calendar.entity.Room;
import org.kairan.calendar.entity.Series;
import org.kairan.core.access.Caller;
import org.kairan.core.activity.Activity;
import org.kairan.core.activity.Withdrawn;
import org.kairan.core.live.Hint;
import org.kairan.core.people.Audience;
import org.kairan.core.people.GroupId;

/** Asks the owners of rooms in the transaction that books them, and takes back what need not be asked any more. */
@ApplicationScoped
public class Asking {

    @Inject
    Approvals approvals;

    @Inject
    Event<Object> events;

    /**
     * Asks for what an event holds from now on.
     *
     * @param held what it held before
     * @param rooms those that it holds from now on
     * @param caller who books
     */
    void ask(Series series, Collection<Booking> rows, Collection<Booking> held, Map<Long, Room> rooms, Caller caller) {
        if (isOfNoConcern(series, rows, held, rooms)) {
            return;
        }
        var event = series.event().id();
        var known = approvals.of(event);
        for (var act : Requests.acts(rows, held, rooms, known, caller)) {
            switch (act.what()) {
                case ASK -> {
                    var first = rows.stream()
                            .filter(row -> row.room() == act.room())
                            .min(Comparator.comparing(Booking::starts))
                            .orElseThrow();
                    tell(approvals.request(event, act.room(), caller.person()), rooms.get(act.room()), first, caller);
                }
                case KEEP -> {
                    if (!known.containsKey(act.room())) {
                        held.stream()
                                .filter(row -> row.room() == act.room() && row.event() != event)
                                .findFirst()
                                .ifPresent(row -> approvals.copy(row.event(), event, act.room()));
                    }
                }
                case DROP -> {
                    approvals.drop(event, act.room());
                    events.fire(new Withdrawn(
                            CalendarModule.approval(known.get(act.room()).id())));
                }
            }
        }
    }

    /** Takes back what was asked for events that hold nothing any more. */
    void withdraw(Collection<Long> freed) {
        for (var event : freed) {
            for (var approval : approvals.of(event).values()) {
                approvals.drop(event, approval.room());
                events.fire(new Withdrawn(CalendarModule.approval(approval.id())));
            }
        }
    }

    /** Most bookings are: nothing is held, or it is a new event and nobody wants to be asked. */
    private static boolean isOfNoConcern(
            Series series, Collection<Booking> rows, Collection<Booking> held, Map<Long, Room> rooms) {
        return held.isEmpty()
                && (rows.isEmpty()
                        || series.event().editedAt().isEmpty()
                                && rooms.values().stream()
                                        .noneMatch(room -> room.terms().approval()));
    }

    private void tell(Approval approval, Room room, Booking first, Caller caller) {
        var owners = Audience.of(GroupId.section(room.terms().owner().orElseThrow()));
        var ref = CalendarModule.approval(approval.id());
        events.fire(new Hint(owners, "calendar.changed", ref));
        events.fire(new Activity(
                CalendarModule.ROOM_REQUESTED.name(),
                ref,
                caller.person(),
                owners,
                Map.of("room", room.name(), "when", when(first))));
    }

    /** Tells whoever has asked what was decided, and the other owners that there is nothing to decide any more. */
    void decided(Approval approval, Room room, Series series, String decision, String reason, Caller by) {
        var ref = CalendarModule.approval(approval.id());
        events.fire(new Withdrawn(ref));
        room.terms().owners().ifPresent(owners -> events.fire(new Hint(Audience.of(owners), "calendar.changed", ref)));
        var type = decision.equals(Approval.APPROVED) ? CalendarModule.ROOM_APPROVED : CalendarModule.ROOM_REJECTED;
        events.fire(new Activity(
                type.name(),
                CalendarModule.event(series.event().id()),
                by.person(),
                Audience.of(GroupId.person(approval.requestedBy())),
                Map.of(
                        "room",
                        room.name(),
                        "when",
                        Listings.start(series.event().content()).replace('T', ' '),
                        "reason",
                        reason)));
    }

    private static String when(Booking booking) {
        return Scheduling.local(booking.starts()).toString().replace('T', ' ');
    }
}
