package org.kairan.calendar.control;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.kairan.calendar.entity.Room;
import org.kairan.core.people.PersonId;
import org.kairan.core.time.WorkingWeek;

/** Counts how much a room was used in a month, and by whom. */
public final class RoomUse {

    /** A booking in the city's wall time; {@code ends} exclusive. */
    public record Used(long room, PersonId by, LocalDateTime starts, LocalDateTime ends) {}

    /** How often and how many minutes. */
    public record Sum(int bookings, long minutes) {

        Sum and(long more) {
            return new Sum(bookings + 1, minutes + more);
        }
    }

    /**
     * What came of it.
     *
     * @param total all bookings, whenever they were
     * @param within minutes that were booked within the hours in which the room was open on working days
     * @param open minutes of those hours
     * @param sections the same by section, in the order of first use; an empty name for whoever has none
     */
    public record Result(Sum total, long within, long open, Map<String, Sum> sections) {}

    private RoomUse() {}

    /**
     * Counts what is used of a room within some days.
     *
     * @param days all days of the month
     * @param working those on which the city works
     */
    public static Result of(
            Room room,
            Collection<Used> used,
            List<LocalDate> days,
            Set<LocalDate> working,
            Function<PersonId, String> section) {
        var from = days.get(0).atStartOfDay();
        var until = days.get(days.size() - 1).plusDays(1).atStartOfDay();
        var usual = WorkingWeek.USUAL.on(DayOfWeek.MONDAY).orElseThrow();
        var opens = room.opens().orElse(usual.from());
        var closes = room.closes().orElse(usual.until());
        var total = new Sum(0, 0);
        var within = 0L;
        var sections = new LinkedHashMap<String, Sum>();
        for (var one : used) {
            var minutes = overlap(one, from, until);
            total = total.and(minutes);
            sections.merge(section.apply(one.by()), new Sum(1, minutes), (a, b) -> a.and(b.minutes()));
            for (var day : days) {
                if (working.contains(day)) {
                    within += overlap(one, day.atTime(opens), day.atTime(closes));
                }
            }
        }
        return new Result(total, within, working.size() * minutes(opens, closes), sections);
    }

    private static long minutes(LocalTime from, LocalTime until) {
        return Duration.between(from, until).toMinutes();
    }

    private static long overlap(Used one, LocalDateTime from, LocalDateTime until) {
        var begins = one.starts().isAfter(from) ? one.starts() : from;
        var ends = one.ends().isBefore(until) ? one.ends() : until;
        return ends.isAfter(begins) ? Duration.between(begins, ends).toMinutes() : 0;
    }
}
