package org.kairan.calendar.entity;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.kairan.core.people.PersonId;

/**
 * What somebody did with an event.
 *
 * @param behalf for whom they did it, as their delegate
 * @param what {@code made}, {@code changed}, {@code cancelled}, {@code restored} or {@code answered}
 * @param scope {@code one}, {@code following} or {@code all}
 */
public record Change(
        Instant at,
        PersonId by,
        Optional<PersonId> behalf,
        String what,
        String scope,
        Optional<LocalDateTime> recurrence,
        List<Difference> differences) {

    /** A field as it was and as it is, in plain text. */
    public record Difference(String field, String before, String after) {}
}
