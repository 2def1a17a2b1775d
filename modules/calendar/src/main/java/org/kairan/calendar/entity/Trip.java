package org.kairan.calendar.entity;

import java.time.Instant;
import java.time.LocalDateTime;
import org.kairan.core.people.PersonId;

/**
 * A journey of a car as its log keeps it, also when the event that had booked it is changed or gone.
 *
 * @param ends exclusive
 * @param departure what the meter said before, in kilometres
 * @param arrival what it said afterwards
 */
public record Trip(
        long room,
        long event,
        LocalDateTime recurrence,
        Instant starts,
        Instant ends,
        PersonId driver,
        String destination,
        int departure,
        int arrival,
        int version) {

    public int distance() {
        return arrival - departure;
    }
}
