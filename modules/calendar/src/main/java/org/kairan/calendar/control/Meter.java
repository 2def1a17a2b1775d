package org.kairan.calendar.control;

import java.util.Map;
import java.util.Optional;
import org.kairan.calendar.entity.Trip;
import org.kairan.core.problem.Refused;

/** Says what stands against the readings of a car's meter: it never goes back, from one journey to the next either. */
public final class Meter {

    /** Kilometres; more than a car ever drives. */
    public static final int MOST = 2_000_000;

    private Meter() {}

    /** Gives the first reason against a journey between the one before and the one after it. */
    public static Optional<Refused> against(Trip trip, Optional<Trip> before, Optional<Trip> after) {
        if (trip.departure() < 0 || trip.arrival() > MOST) {
            return refused("calendar.number-out-of-range", Map.of("min", 0, "max", MOST));
        }
        if (trip.distance() < 0) {
            return refused("calendar.meter-backwards", Map.of("meter", trip.departure()));
        }
        if (before.filter(one -> trip.departure() < one.arrival()).isPresent()) {
            return refused("calendar.meter-before", Map.of("meter", before.get().arrival()));
        }
        if (after.filter(one -> trip.arrival() > one.departure()).isPresent()) {
            return refused("calendar.meter-after", Map.of("meter", after.get().departure()));
        }
        return Optional.empty();
    }

    private static Optional<Refused> refused(String code, Map<String, ?> args) {
        return Optional.of(Refused.invalid(code, args));
    }
}
