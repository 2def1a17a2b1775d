package org.kairan.core.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OfficeDaysTest {

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    private static String why(OfficeDays days, String day) {
        return days.closed(day(day)).map(Closure::key).orElse("");
    }

    @Test
    void the_hall_is_closed_at_weekends_on_holidays_and_at_the_turn_of_the_year() {
        assertEquals("weekend", why(OfficeDays.USUAL, "2026-11-21"));
        assertEquals("labour-thanksgiving-day", why(OfficeDays.USUAL, "2026-11-23"));
        assertEquals("", why(OfficeDays.USUAL, "2026-12-28"));
        assertEquals("year-end", why(OfficeDays.USUAL, "2026-12-29"));
        assertEquals("new-years-day", why(OfficeDays.USUAL, "2027-01-01"));
        assertEquals("year-end", why(OfficeDays.USUAL, "2027-01-03"));
        assertEquals("", why(OfficeDays.USUAL, "2027-01-04"));
    }

    @Test
    void what_the_city_decides_goes_before_the_rules() {
        var days = new OfficeDays(
                Map.of(day("2026-07-01"), Optional.of("市制記念日"), day("2026-11-23"), Optional.<String>empty()));
        assertEquals(Optional.of(new Closure("own", "市制記念日")), days.closed(day("2026-07-01")));
        assertTrue(days.isBusinessDay(day("2026-11-23")));
        assertEquals(day("2026-11-23"), days.after(day("2026-11-20"), 1));
        assertEquals(day("2026-07-02"), days.after(day("2026-06-30"), 1));
    }

    @Test
    void the_day_from_which_is_counted_is_not_counted() {
        assertEquals(day("2026-11-24"), OfficeDays.USUAL.after(day("2026-11-20"), 1));
        assertEquals(day("2027-01-04"), OfficeDays.USUAL.after(day("2026-12-28"), 1));
        assertEquals(day("2026-12-28"), OfficeDays.USUAL.before(day("2027-01-04"), 1));
        assertEquals(day("2026-12-07"), OfficeDays.USUAL.after(day("2026-11-20"), 10));
    }

    @Test
    void nought_is_the_day_itself_or_the_next_business_day() {
        assertEquals(day("2026-11-20"), OfficeDays.USUAL.after(day("2026-11-20"), 0));
        assertEquals(day("2027-01-04"), OfficeDays.USUAL.after(day("2026-12-29"), 0));
        assertEquals(day("2026-12-28"), OfficeDays.USUAL.before(day("2027-01-03"), 0));
    }

    @Test
    void counting_there_and_back_comes_to_the_same_day() {
        day("2026-01-01")
                .datesUntil(day("2027-01-01"))
                .filter(OfficeDays.USUAL::isBusinessDay)
                .forEach(from -> {
                    for (int n = 0; n <= 30; n++) {
                        assertEquals(from, OfficeDays.USUAL.before(OfficeDays.USUAL.after(from, n), n));
                    }
                });
    }

    @Test
    void numbers_out_of_bounds_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> OfficeDays.USUAL.after(day("2026-11-20"), -1));
        assertThrows(IllegalArgumentException.class, () -> OfficeDays.USUAL.before(day("2026-11-20"), 10_001));
        assertFalse(OfficeDays.USUAL.isBusinessDay(day("2150-12-31")));
    }
}
