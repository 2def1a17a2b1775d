package org.kairan.core.time;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;

/** Knows the city's zone, in which all days and wall times are meant. */
public final class CityTime {

    public static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");

    private CityTime() {}

    public static LocalDate today(Clock clock) {
        return LocalDate.ofInstant(clock.instant(), ZONE);
    }
}
