package org.kairan.calendar.entity;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import org.kairan.core.people.PersonId;

/**
 * Somebody who is to come, and what they say to it.
 *
 * @param recurrence the one instance for which this stands; empty for all others
 * @param absent attends the series, but not this instance
 * @param answer {@code none}, {@code accepted}, {@code declined} or {@code tentative}
 */
public record Attendee(
        PersonId person,
        Optional<LocalDateTime> recurrence,
        boolean optional,
        boolean absent,
        String answer,
        Optional<Instant> answeredAt) {

    public static final String NO_ANSWER = "none";
    public static final String DECLINED = "declined";

    public static Attendee invited(PersonId person, boolean optional) {
        return new Attendee(person, Optional.empty(), optional, false, NO_ANSWER, Optional.empty());
    }

    public Attendee on(Optional<LocalDateTime> instance) {
        return new Attendee(person, instance, optional, absent, answer, answeredAt);
    }

    public Attendee as(boolean nowOptional) {
        return new Attendee(person, recurrence, nowOptional, absent, answer, answeredAt);
    }

    public Attendee missing(boolean nowAbsent) {
        return new Attendee(person, recurrence, optional, nowAbsent, answer, answeredAt);
    }

    public Attendee answering(String newAnswer, Optional<Instant> at) {
        return new Attendee(person, recurrence, optional, absent, newAnswer, at);
    }
}
