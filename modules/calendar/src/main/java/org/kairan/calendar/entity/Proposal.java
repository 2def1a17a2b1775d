package org.kairan.calendar.entity;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;

/**
 * A meeting whose time is not decided: several times, each an event that is held, until one is confirmed or all are let go. What it is about stands in its slots.
 *
 * @param state {@code open}, {@code confirmed}, {@code cancelled} or {@code lapsed}
 * @param until the last day on which it is held, as somebody has chosen it
 * @param lapsesAt when it ends by itself
 * @param event the slot that was confirmed
 */
public record Proposal(
        long id,
        GroupId owner,
        String state,
        Optional<LocalDate> until,
        Instant lapsesAt,
        OptionalLong event,
        int version,
        PersonId createdBy,
        Instant createdAt,
        Optional<Instant> editedAt,
        Optional<PersonId> decidedBy,
        Optional<Instant> decidedAt) {

    public static final String OPEN = "open";
    public static final String CONFIRMED = "confirmed";
    public static final String CANCELLED = "cancelled";
    public static final String LAPSED = "lapsed";

    /** What it is at a moment: one whose time is over has lapsed, whether that was written down yet or not. */
    public String state(Instant now) {
        return state.equals(OPEN) && !lapsesAt.isAfter(now) ? LAPSED : state;
    }
}
