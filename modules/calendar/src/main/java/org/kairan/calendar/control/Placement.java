package org.kairan.calendar.control;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.kairan.calendar.entity.Attendee;
import org.kairan.calendar.entity.Booking;
import org.kairan.calendar.entity.Occurrence;
import org.kairan.calendar.entity.Room;
import org.kairan.calendar.entity.Series;
import org.kairan.core.people.GroupId;

/** Turns instances into what stands in people's calendars and in the rooms' books. */
public final class Placement {

    private Placement() {}

    /** A row for whose calendar it is and for each who attends. */
    public static List<Occurrence> occurrences(Series series, Collection<Instance> instances) {
        var rows = new ArrayList<Occurrence>();
        var owner = series.event().owner();
        var special = series.attendees().stream().anyMatch(a -> a.recurrence().isPresent());
        var usual = series.attendees(Optional.empty());
        for (var instance : instances) {
            rows.add(row(series, instance, owner, Attendee.NO_ANSWER));
            for (var attendee : special ? series.attendees(Optional.of(instance.recurrence())) : usual) {
                var principal = GroupId.person(attendee.person());
                if (!principal.equals(owner)) {
                    rows.add(row(series, instance, principal, attendee.answer()));
                }
            }
        }
        return rows;
    }

    private static Occurrence row(Series series, Instance instance, GroupId principal, String answer) {
        var zone = series.event().zone();
        var content = instance.content();
        var starts = content.start().atZone(zone).toInstant();
        var ends = content.end().atZone(zone).toInstant();
        // Who works at home can be met, and a day without a time is a reminder.
        var busy = !content.undecided() && !content.kind().equals("telework") && !answer.equals(Attendee.DECLINED);
        return new Occurrence(
                principal.toString(),
                instance.recurrence(),
                starts,
                ends,
                starts.minusSeconds(content.travelBefore() * 60L),
                ends.plusSeconds(content.travelAfter() * 60L),
                content.start().toLocalDate(),
                busy,
                answer);
    }

    /**
     * A row for each room that an instance holds.
     *
     * @param held what the event held before: a booking that stays as it was keeps the time to make the room ready with which it was made
     */
    public static List<Booking> bookings(
            Series series, Collection<Instance> instances, Map<Long, Room> rooms, Collection<Booking> held) {
        var kept = held.stream().collect(Collectors.toMap(Placement::time, Booking::from, (one, other) -> one));
        var rows = new ArrayList<Booking>();
        for (var instance : instances) {
            for (var room : instance.content().rooms()) {
                var row = booking(series, instance, rooms.get(room));
                rows.add(
                        kept.containsKey(time(row))
                                ? new Booking(
                                        row.room(),
                                        row.event(),
                                        row.recurrence(),
                                        kept.get(time(row)),
                                        row.starts(),
                                        row.ends())
                                : row);
            }
        }
        return rows;
    }

    /** Which room is held when, by whatever event. */
    public static List<Object> time(Series series, Instance instance, Room room) {
        return time(booking(series, instance, room));
    }

    /** Which room is held when, by whatever event. */
    public static List<Object> time(Booking booking) {
        return List.of(booking.room(), booking.starts(), booking.ends());
    }

    private static Booking booking(Series series, Instance instance, Room room) {
        var zone = series.event().zone();
        var starts = instance.content().start().atZone(zone).toInstant();
        return new Booking(
                room.id(),
                series.event().id(),
                instance.recurrence(),
                starts.minusSeconds(room.setup() * 60L),
                starts,
                instance.content().end().atZone(zone).toInstant());
    }
}
