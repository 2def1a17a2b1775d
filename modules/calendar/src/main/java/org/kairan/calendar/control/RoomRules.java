package org.kairan.calendar.control;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import java.util.Optional;
import org.kairan.calendar.entity.Content;
import org.kairan.calendar.entity.Room;
import org.kairan.core.access.Caller;
import org.kairan.core.problem.Refused;

/** Says what stands against a booking besides other bookings: the room's hours, how long and how far ahead it may be booked, by whom, and whether at all. */
public final class RoomRules {

    private RoomRules() {}

    /** Gives the first reason against holding a room for some time. */
    public static Optional<Refused> against(Room room, Content content, LocalDate today, Caller caller) {
        var name = room.name();
        var day = content.start().toLocalDate();
        if (!room.active()) {
            return refused("calendar.room-retired", Map.of("room", name));
        }
        if (!RoomPolicy.mayBook(caller, room)) {
            return refused("calendar.room-not-yours", Map.of("room", name));
        }
        if (room.daysAhead().isPresent()
                && day.isAfter(today.plusDays(room.daysAhead().get()))) {
            return refused(
                    "calendar.room-too-far",
                    Map.of("room", name, "days", room.daysAhead().get(), "day", day.toString()));
        }
        if (room.longest().isPresent()
                && Duration.between(content.start(), content.end()).toMinutes()
                        > room.longest().get()) {
            return refused(
                    "calendar.room-too-long",
                    Map.of("room", name, "minutes", room.longest().get()));
        }
        return content.allDay()
                        || withinHours(
                                room,
                                content.start().toLocalTime(),
                                content.end().toLocalTime())
                ? Optional.empty()
                : refused(
                        "calendar.room-closed",
                        Map.of(
                                "room",
                                name,
                                "opens",
                                room.opens().map(LocalTime::toString).orElse(""),
                                "closes",
                                room.closes().map(LocalTime::toString).orElse("")));
    }

    /** Whether a booking may begin and end at these times of a day; midnight as an end is the end of the day before. */
    public static boolean withinHours(Room room, LocalTime start, LocalTime end) {
        var last = end.equals(LocalTime.MIDNIGHT) ? LocalTime.MAX : end;
        return room.opens().stream().noneMatch(opens -> start.isBefore(opens) || !last.isAfter(opens))
                && room.closes().stream().noneMatch(closes -> last.isAfter(closes) || !start.isBefore(closes));
    }

    private static Optional<Refused> refused(String code, Map<String, ?> args) {
        return Optional.of(Refused.invalid(code, args));
    }
}
