package org.kairan.calendar.control;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** A row for each room that an instance holds. */
    public static List<Booking> bookings(Series series, Collection<Instance> instances, Map<Long, Room> rooms) {
        var rows = new ArrayList<Booking>();
        for (var instance : instances) {
            for (var room : instance.content().rooms()) {
                rows.add(booking(series, instance.recurrence(), instance, rooms.get(room)));
            }
        }
        return rows;
    }

    private static Booking booking(Series series, LocalDateTime recurrence, Instance instance, Room room) {
        var zone = series.event().zone();
        var starts = instance.content().start().atZone(zone).toInstant();
        return new Booking(
                room.id(),
                series.event().id(),
                recurrence,
                starts.minusSeconds(room.setup() * 60L),
                starts,
                instance.content().end().atZone(zone).toInstant());
    }
}
