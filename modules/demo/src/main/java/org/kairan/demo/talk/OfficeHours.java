package org.kairan.demo.talk;

import java.time.LocalDate;
import org.kairan.demo.bulletin.WorkingDays;

/** Counts in minutes of office hours: what follows after the hall has closed follows on the next morning. Times are seconds since 1970. */
final class OfficeHours {

    private static final int CITY_ZONE_SECONDS = 9 * 3600;

    private final WorkingDays days;

    OfficeHours(WorkingDays days) {
        this.days = days;
    }

    static LocalDate day(long at) {
        return LocalDate.ofEpochDay(Math.floorDiv(at + CITY_ZONE_SECONDS, 86_400L));
    }

    /** A moment on a day, in minutes after opening. */
    static long moment(LocalDate day, double minutes) {
        return day.toEpochDay() * 86_400 + (long) ((WorkingDays.OPENS + minutes) * 60) - CITY_ZONE_SECONDS;
    }

    static long midnight(LocalDate day) {
        return day.toEpochDay() * 86_400 - CITY_ZONE_SECONDS;
    }

    /** A moment so many working minutes later. */
    long after(long at, double minutes) {
        LocalDate day = day(at);
        double minute = (at - midnight(day)) / 60.0 - WorkingDays.OPENS + minutes;
        if (minute <= WorkingDays.MINUTES) {
            return at + (long) (minutes * 60);
        }
        int later = (int) (minute / WorkingDays.MINUTES);
        return moment(days.at(days.index(day) + later), minute - later * WorkingDays.MINUTES);
    }
}
