package org.kairan.chat.control;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import org.kairan.core.time.BusinessDays;
import org.kairan.core.time.CityTime;

/** Knows when a city hall works: on business days from 8:30 to 17:15, the hours of local government (after the Act on Working Hours of National Public Officers, 7 hours 45 minutes and an hour of rest). */
public final class OfficeHours {

    public static final LocalTime OPENS = LocalTime.of(8, 30);
    public static final LocalTime CLOSES = LocalTime.of(17, 15);

    private OfficeHours() {}

    /** The moment itself if the hall works then, otherwise the next opening. */
    public static Instant onOrAfter(Instant at, BusinessDays days) {
        var local = at.atZone(CityTime.ZONE);
        var day = local.toLocalDate();
        if (days.isBusinessDay(day) && local.toLocalTime().isBefore(CLOSES)) {
            return local.toLocalTime().isBefore(OPENS)
                    ? day.atTime(OPENS).atZone(CityTime.ZONE).toInstant()
                    : at;
        }
        return ZonedDateTime.of(days.after(day, 1), OPENS, CityTime.ZONE).toInstant();
    }
}
