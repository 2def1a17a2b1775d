package org.kairan.core.time;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Tells the days on which the city works, and counts by them. Days are those of the city, from 1948-07-20 to 2150-12-31; others are an {@link IllegalArgumentException}.
 *
 * <p>Holidays of years for which the Cabinet has not yet announced the equinoxes (each February for the next year) are forecasts.
 */
public interface BusinessDays {

    /** Why the hall is closed on a day; empty on a business day. */
    Optional<Closure> closed(LocalDate day);

    /** The days on which the hall is closed, in order, from one day to another; both inclusive. */
    default Map<LocalDate, Closure> closed(LocalDate first, LocalDate last) {
        var closed = new TreeMap<LocalDate, Closure>();
        first.datesUntil(last.plusDays(1)).forEach(day -> closed(day).ifPresent(closure -> closed.put(day, closure)));
        return closed;
    }

    /**
     * Gives the n-th business day after a day, which is not counted itself; for 0 the day itself, or the next business day if it is none.
     *
     * @param n 0 to 10,000
     */
    LocalDate after(LocalDate day, int n);

    /**
     * Gives the n-th business day before a day, which is not counted itself; for 0 the day itself, or the business day before if it is none.
     *
     * @param n 0 to 10,000
     */
    LocalDate before(LocalDate day, int n);

    default boolean isBusinessDay(LocalDate day) {
        return closed(day).isEmpty();
    }
}
