package org.kairan.notification.control;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Optional;
import org.kairan.core.time.CityTime;

/** Says when a mail may go: how long after a failure, and not while its reader wants quiet. */
public final class Waiting {

    private static final Duration LONGEST = Duration.ofHours(1);

    private Waiting() {}

    /** Twice as long after each failure, up to an hour. */
    public static Duration after(int failures, Duration first) {
        var doubled = first.multipliedBy(1L << Math.min(Math.max(failures - 1, 0), 20));
        return doubled.compareTo(LONGEST) < 0 || first.compareTo(LONGEST) > 0 ? doubled : LONGEST;
    }

    /**
     * Gives the end of the quiet hours, if they are now.
     *
     * @param from wall time of the city, inclusive
     * @param until exclusive; before {@code from} it is that of the next day, equal to it there are no quiet hours
     */
    public static Optional<Instant> endOfQuiet(Instant now, LocalTime from, LocalTime until) {
        var local = now.atZone(CityTime.ZONE);
        var time = local.toLocalTime();
        var overMidnight = until.isBefore(from);
        var quiet = overMidnight
                ? !time.isBefore(from) || time.isBefore(until)
                : !time.isBefore(from) && time.isBefore(until);
        if (!quiet) {
            return Optional.empty();
        }
        var day = overMidnight && !time.isBefore(from) ? local.toLocalDate().plusDays(1) : local.toLocalDate();
        return Optional.of(day.atTime(until).atZone(CityTime.ZONE).toInstant());
    }
}
