package org.kairan.chat.control.minutes;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import org.kairan.core.time.CityTime;
import org.kairan.core.time.Era;

/** Writes moments as minutes have them: days by the era, times of the city. */
final class Times {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm").withZone(CityTime.ZONE);
    private static final DateTimeFormatter SORTABLE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(CityTime.ZONE);

    private Times() {}

    static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, CityTime.ZONE);
    }

    /** 令和8年11月25日 13:05. */
    static String written(Instant at) {
        return Era.written(day(at)) + " " + TIME.format(at);
    }

    /** 13:05. */
    static String time(Instant at) {
        return TIME.format(at);
    }

    /** 2026-11-25 13:05:09, for spreadsheets. */
    static String sortable(Instant at) {
        return SORTABLE.format(at);
    }
}
