package org.kairan.core.time;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Days as the Act on National Holidays, its amendments and the acts for single days name them. */
class HolidaysTest {

    private static Stream<LocalDate> of(int first, int last) {
        return LocalDate.of(first, 1, 1)
                .datesUntil(LocalDate.of(last + 1, 1, 1))
                .filter(day -> !day.isBefore(LocalDate.of(1948, 7, 20)))
                .filter(day -> Holidays.on(day).isPresent());
    }

    private static String of(int year) {
        return of(year, year)
                .map(day -> day.getMonthValue() + "/" + day.getDayOfMonth())
                .collect(joining(" "));
    }

    private static String name(int year, int month, int day) {
        return Holidays.on(LocalDate.of(year, month, day)).map(Closure::name).orElse("");
    }

    @Test
    void as_many_as_have_been_counted_elsewhere() {
        assertEquals(1198, of(1980, 2050).count());
        assertEquals(1329, of(1970, 2050).count());
    }

    @Test
    void the_act_began_in_the_middle_of_1948() {
        assertEquals("9/23 11/3 11/23", of(1948));
        assertEquals("1/1 1/15 3/21 4/29 5/3 5/5 9/23 11/3 11/23", of(1949));
        assertEquals("9/15 9/23 10/10 11/3 11/23", of(1966).substring(of(1966).indexOf("9/15")));
        assertEquals("1/1 1/15 2/11", of(1967).substring(0, 13));
    }

    @Test
    void substitutes_began_in_april_1973_and_days_between_in_december_1985() {
        assertEquals("1/1 1/15 2/11 3/21 4/29 4/30 5/3 5/5 9/15 9/23 9/24 10/10 11/3 11/23", of(1973));
        assertEquals("", name(1986, 5, 4), "a Sunday");
        assertEquals("振替休日", name(1987, 5, 4));
        assertEquals("国民の休日", name(1988, 5, 4));
    }

    @Test
    void substitutes_pass_over_holidays_since_2007() {
        assertEquals("振替休日", name(2008, 5, 6));
        assertEquals("振替休日", name(2009, 5, 6));
        assertEquals("振替休日", name(2015, 5, 6));
        assertEquals("", name(2006, 5, 6));
        assertEquals("みどりの日", name(2006, 4, 29));
        assertEquals("昭和の日", name(2007, 4, 29));
        assertEquals("みどりの日", name(2007, 5, 4));
    }

    @Test
    void the_years_of_two_emperors() {
        assertEquals("1/1 1/2 1/15 1/16 2/11 2/24 3/21 4/29 5/3 5/4 5/5 9/15 9/23 10/10 11/3 11/23 12/23", of(1989));
        assertEquals("天皇誕生日", name(1988, 4, 29));
        assertEquals(
                "1/1 1/14 2/11 3/21 4/29 4/30 5/1 5/2 5/3 5/4 5/5 5/6 7/15 8/11 8/12 9/16 9/23 10/14 10/22 11/3 11/4 11/23",
                of(2019));
        assertEquals("天皇の即位の日", name(2019, 5, 1));
        assertEquals("国民の休日", name(2019, 4, 30));
        assertEquals("即位礼正殿の儀", name(1990, 11, 12));
        assertEquals("結婚の儀", name(1993, 6, 9));
    }

    @Test
    void the_days_moved_for_the_games() {
        assertEquals("1/1 1/13 2/11 2/23 2/24 3/20 4/29 5/3 5/4 5/5 5/6 7/23 7/24 8/10 9/21 9/22 11/3 11/23", of(2020));
        assertEquals("1/1 1/11 2/11 2/23 3/20 4/29 5/3 5/4 5/5 7/22 7/23 8/8 8/9 9/20 9/23 11/3 11/23", of(2021));
        assertEquals("体育の日", name(2019, 10, 14));
        assertEquals("スポーツの日", name(2022, 10, 10));
    }

    @Test
    void years_of_today_with_days_between() {
        assertEquals(
                "1/1 1/12 2/11 2/23 3/20 4/29 5/3 5/4 5/5 5/6 7/20 8/11 9/21 9/22 9/23 10/12 11/3 11/23", of(2026));
        assertEquals("国民の休日", name(2026, 9, 22));
        assertEquals("国民の休日", name(2032, 9, 21));
    }

    @Test
    void equinoxes_of_four_centuries_parts() {
        assertEquals("春分の日", name(1960, 3, 20));
        assertEquals("春分の日", name(1979, 3, 21));
        assertEquals("秋分の日", name(1979, 9, 24));
        assertEquals("秋分の日", name(2012, 9, 22));
        assertEquals("春分の日", name(2099, 3, 20));
        assertEquals("春分の日", name(2100, 3, 20));
    }

    @Test
    void other_days_are_not_known() {
        assertThrows(IllegalArgumentException.class, () -> Holidays.on(LocalDate.of(1948, 7, 19)));
        assertThrows(IllegalArgumentException.class, () -> Holidays.on(LocalDate.of(2151, 1, 1)));
    }
}
