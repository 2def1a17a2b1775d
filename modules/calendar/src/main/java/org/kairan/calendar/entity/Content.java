package org.kairan.calendar.entity;

import java.time.LocalDateTime;
import java.util.List;

/**
 * What may be different from one instance of a series to the next.
 *
 * @param kind {@code meeting}, {@code trip}, {@code out}, {@code leave}, {@code telework}, {@code visitor} or {@code other}
 * @param start wall time in the event's zone, inclusive
 * @param end exclusive; of all-day and undecided events both are midnight
 * @param undecided the day is known, the time is not
 * @param travelBefore minutes that count as busy before the start
 * @param travelAfter minutes that count as busy after the end
 * @param rooms the rooms, cars and equipment it holds, in ascending order
 */
public record Content(
        String title,
        String place,
        String notes,
        String kind,
        LocalDateTime start,
        LocalDateTime end,
        boolean allDay,
        boolean undecided,
        int travelBefore,
        int travelAfter,
        List<Long> rooms) {

    public Content {
        rooms = rooms.stream().distinct().sorted().toList();
    }

    /** The same at another time. */
    public Content at(LocalDateTime newStart, LocalDateTime newEnd) {
        return new Content(
                title, place, notes, kind, newStart, newEnd, allDay, undecided, travelBefore, travelAfter, rooms);
    }
}
