package org.kairan.calendar.entity;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * An instance as it stands in one calendar.
 *
 * @param principal whose calendar, as {@code person:12} or {@code section:3}
 * @param recurrence the start that the rule gives the instance
 * @param ends exclusive
 * @param busyFrom the start less the way there
 * @param busyUntil the end and the way back; exclusive
 * @param day the first day in the event's zone
 * @param answer of the person, {@code none} for the owner and for sections
 */
public record Occurrence(
        String principal,
        LocalDateTime recurrence,
        Instant starts,
        Instant ends,
        Instant busyFrom,
        Instant busyUntil,
        LocalDate day,
        boolean busy,
        String answer) {

    /** How far before its beginning an index of what begins must be searched. */
    public static final Duration SHORT = Duration.ofDays(7);

    public boolean isLong() {
        return Duration.between(busyFrom, busyUntil).compareTo(SHORT) > 0;
    }
}
