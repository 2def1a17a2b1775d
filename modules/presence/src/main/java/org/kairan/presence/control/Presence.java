package org.kairan.presence.control;

import java.time.Instant;
import java.util.Optional;
import org.kairan.presence.entity.SaidByHand;

/**
 * Where somebody is at an instant, as one reader may know it.
 *
 * @param activity {@code meeting}, {@code visitor} or {@code other} of whoever is away for it; empty where that is not known or says nothing more than the status
 * @param backAt when they are back; empty if they are not absent or nobody has said
 * @param goneToday whether they do not come back before today's work is over
 * @param freeAt when they can next be spoken to today for a quarter of an hour; empty if not today any more
 * @param changes until when all this holds if nobody does anything; exclusive, at the latest the end of the day
 * @param byHand what was said by hand, if that is what this is
 */
public record Presence(
        Status status,
        Optional<String> activity,
        Optional<String> place,
        Optional<Instant> backAt,
        boolean goneToday,
        Optional<Instant> freeAt,
        Instant changes,
        Optional<SaidByHand> byHand) {}
