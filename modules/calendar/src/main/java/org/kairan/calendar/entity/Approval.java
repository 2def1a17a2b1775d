package org.kairan.calendar.entity;

import java.time.Instant;
import java.util.Optional;
import org.kairan.core.people.PersonId;

/**
 * What the owners of a room say to all bookings of it by one event.
 *
 * @param state {@code requested}, {@code approved} or {@code rejected}
 * @param revision how often it was asked
 * @param reason why it was rejected; empty otherwise
 */
public record Approval(
        long id,
        long event,
        long room,
        String state,
        int revision,
        PersonId requestedBy,
        Instant requestedAt,
        Optional<PersonId> decidedBy,
        String reason) {

    public static final String REQUESTED = "requested";
    public static final String APPROVED = "approved";
    public static final String REJECTED = "rejected";

    public boolean is(String wanted) {
        return state.equals(wanted);
    }
}
