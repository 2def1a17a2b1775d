package org.kairan.chat.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.kairan.core.time.CityTime;
import org.kairan.core.time.OfficeDays;

class OfficeHoursTest {

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(CityTime.ZONE).toInstant();
    }

    private static void check(String given, String expected) {
        assertEquals(at(expected), OfficeHours.onOrAfter(at(given), OfficeDays.USUAL));
    }

    @Test
    void duringTheDayItIsAtOnce() {
        check("2026-11-25T08:30", "2026-11-25T08:30");
        check("2026-11-25T17:14:59", "2026-11-25T17:14:59");
    }

    @Test
    void earlyInTheMorningItWaitsForTheOpening() {
        check("2026-11-25T00:00", "2026-11-25T08:30");
        check("2026-11-25T08:29:59", "2026-11-25T08:30");
    }

    @Test
    void afterClosingItWaitsForTheNextMorning() {
        check("2026-11-25T17:15", "2026-11-26T08:30");
    }

    @Test
    void overAHolidayAndTheTurnOfTheYearItWaitsForTheNextWorkingDay() {
        // Friday evening before a Monday that is Labour Thanksgiving Day.
        check("2026-11-20T18:00", "2026-11-24T08:30");
        check("2026-11-21T10:00", "2026-11-24T08:30");
        check("2026-12-28T20:00", "2027-01-04T08:30");
    }
}
