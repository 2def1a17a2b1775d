package org.kairan.presence.control;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import org.kairan.core.time.CityTime;
import org.kairan.core.time.WorkingWeek;

/**
 * When somebody works on one day; an end is exclusive.
 *
 * @param midnight the end of the day
 * @param open whether they work on that day at all; if not, the times are those of most
 */
public record WorkDay(Instant opens, Instant closes, Instant lunch, Instant lunchEnds, Instant midnight, boolean open) {

    /**
     * @param open whether the city works on that day
     */
    public static WorkDay of(LocalDate day, WorkingWeek week, boolean open) {
        var own = week.on(day.getDayOfWeek());
        var hours = own.orElseGet(() -> WorkingWeek.USUAL.on(day.getDayOfWeek()).orElseThrow());
        return new WorkDay(
                at(day, hours.from()),
                at(day, hours.until()),
                at(day, WorkingWeek.LUNCH),
                at(day, WorkingWeek.LUNCH_ENDS),
                at(day.plusDays(1), LocalTime.MIDNIGHT),
                open && own.isPresent());
    }

    /** Whether they are supposed to be at work; lunch counts. */
    public boolean covers(Instant at) {
        return open && !at.isBefore(opens) && at.isBefore(closes);
    }

    private static Instant at(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(CityTime.ZONE).toInstant();
    }
}
