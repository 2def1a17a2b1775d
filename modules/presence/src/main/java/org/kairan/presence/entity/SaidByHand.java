package org.kairan.presence.entity;

import java.time.Instant;
import java.util.Optional;
import org.kairan.core.people.PersonId;

/**
 * What was said by hand of where somebody is.
 *
 * @param status {@code in}, {@code away}, {@code out}, {@code trip}, {@code telework}, {@code leave} or {@code left}
 * @param place may be empty
 * @param note may be empty
 * @param backAt when they come back; empty if nobody has said
 * @param ends until when it holds; exclusive
 */
public record SaidByHand(
        PersonId person,
        String status,
        String place,
        String note,
        Optional<Instant> backAt,
        Instant ends,
        PersonId setBy,
        Instant setAt) {}
