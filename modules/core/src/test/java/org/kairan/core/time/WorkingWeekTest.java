package org.kairan.core.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kairan.core.time.WorkingWeek.Hours;

class WorkingWeekTest {

    private static final WorkingWeek MONDAYS =
            new WorkingWeek(Map.of(DayOfWeek.MONDAY, new Hours(LocalTime.of(10, 0), LocalTime.of(16, 0))));

    @ParameterizedTest
    @CsvSource({
        "2026-11-30T09:59, false",
        "2026-11-30T10:00, true",
        "2026-11-30T12:00, false",
        "2026-11-30T13:00, true",
        "2026-11-30T15:59, true",
        "2026-11-30T16:00, false",
        "2026-12-01T11:00, false",
    })
    void working_time_is_the_days_hours_without_the_hour_from_noon(LocalDateTime moment, boolean works) {
        assertEquals(works, MONDAYS.covers(moment));
    }

    @Test
    void the_usual_hours_hold_on_every_day_on_which_the_city_works_a_saturday_too() {
        assertEquals(true, WorkingWeek.USUAL.covers(LocalDateTime.parse("2026-12-05T08:30")));
        assertEquals(false, WorkingWeek.USUAL.covers(LocalDateTime.parse("2026-12-05T17:15")));
    }

    @Test
    void hours_that_end_before_they_begin_are_none() {
        assertThrows(IllegalArgumentException.class, () -> new Hours(LocalTime.NOON, LocalTime.NOON));
    }
}
