package org.kairan.calendar.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kairan.core.problem.Refused;

class RecurrenceTest {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    /** Where the examples of RFC 5545, 3.8.5.3, are. */
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    /** An example: rule, start, and the days, as months with their days; {@code …} where the RFC goes on as well. */
    private record Example(String rule, String start, String days) {}

    private static final List<Example> EXAMPLES = List.of(
            new Example("FREQ=DAILY;COUNT=10", "1997-09-02", "1997-09 2 3 4 5 6 7 8 9 10 11"),
            new Example(
                    "FREQ=DAILY;INTERVAL=2",
                    "1997-09-02",
                    "1997-09 2 4 6 8 10 12 14 16 18 20 22 24 26 28 30 1997-10 2 4 6 …"),
            new Example("FREQ=DAILY;INTERVAL=10;COUNT=5", "1997-09-02", "1997-09 2 12 22 1997-10 2 12"),
            new Example("FREQ=WEEKLY;COUNT=10", "1997-09-02", "1997-09 2 9 16 23 30 1997-10 7 14 21 28 1997-11 4"),
            new Example(
                    "FREQ=WEEKLY;UNTIL=19971224T000000Z",
                    "1997-09-02",
                    "1997-09 2 9 16 23 30 1997-10 7 14 21 28 1997-11 4 11 18 25 1997-12 2 9 16 23"),
            new Example(
                    "FREQ=WEEKLY;INTERVAL=2;WKST=SU",
                    "1997-09-02",
                    "1997-09 2 16 30 1997-10 14 28 1997-11 11 25 1997-12 9 23 1998-01 6 20 1998-02 3 17 …"),
            new Example(
                    "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH",
                    "1997-09-02",
                    "1997-09 2 4 9 11 16 18 23 25 30 1997-10 2"),
            new Example(
                    "FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH",
                    "1997-09-02",
                    "1997-09 2 4 9 11 16 18 23 25 30 1997-10 2"),
            new Example(
                    "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR",
                    "1997-09-01",
                    "1997-09 1 3 5 15 17 19 29 1997-10 1 3 13 15 17 27 29 31 1997-11 10 12 14 24 26 28 1997-12 8 10 12 22"),
            new Example(
                    "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH",
                    "1997-09-02",
                    "1997-09 2 4 16 18 30 1997-10 2 14 16"),
            new Example(
                    "FREQ=MONTHLY;COUNT=10;BYDAY=1FR",
                    "1997-09-05",
                    "1997-09 5 1997-10 3 1997-11 7 1997-12 5 1998-01 2 1998-02 6 1998-03 6 1998-04 3 1998-05 1 1998-06 5"),
            new Example(
                    "FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR",
                    "1997-09-05",
                    "1997-09 5 1997-10 3 1997-11 7 1997-12 5"),
            new Example(
                    "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
                    "1997-09-07",
                    "1997-09 7 28 1997-11 2 30 1998-01 4 25 1998-03 1 29 1998-05 3 31"),
            new Example(
                    "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO",
                    "1997-09-22",
                    "1997-09 22 1997-10 20 1997-11 17 1997-12 22 1998-01 19 1998-02 16"),
            new Example(
                    "FREQ=MONTHLY;BYMONTHDAY=-3",
                    "1997-09-28",
                    "1997-09 28 1997-10 29 1997-11 28 1997-12 29 1998-01 29 1998-02 26 …"),
            new Example(
                    "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15",
                    "1997-09-02",
                    "1997-09 2 15 1997-10 2 15 1997-11 2 15 1997-12 2 15 1998-01 2 15"),
            new Example(
                    "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1",
                    "1997-09-30",
                    "1997-09 30 1997-10 1 31 1997-11 1 30 1997-12 1 31 1998-01 1 31 1998-02 1"),
            new Example(
                    "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15",
                    "1997-09-10",
                    "1997-09 10 11 12 13 14 15 1999-03 10 11 12 13"),
            new Example(
                    "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU",
                    "1997-09-02",
                    "1997-09 2 9 16 23 30 1997-11 4 11 18 25 1998-01 6 13 20 27 1998-03 3 10 17 24 31 …"),
            new Example(
                    "FREQ=YEARLY;COUNT=10;BYMONTH=6,7",
                    "1997-06-10",
                    "1997-06 10 1997-07 10 1998-06 10 1998-07 10 1999-06 10 1999-07 10 2000-06 10 2000-07 10 2001-06 10 2001-07 10"),
            new Example(
                    "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3",
                    "1997-03-10",
                    "1997-03 10 1999-01 10 1999-02 10 1999-03 10 2001-01 10 2001-02 10 2001-03 10 2003-01 10 2003-02 10 2003-03 10"),
            new Example(
                    "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200",
                    "1997-01-01",
                    "1997-01 1 1997-04 10 1997-07 19 2000-01 1 2000-04 9 2000-07 18 2003-01 1 2003-04 10 2003-07 19 2006-01 1"),
            new Example("FREQ=YEARLY;BYDAY=20MO", "1997-05-19", "1997-05 19 1998-05 18 1999-05 17 …"),
            new Example("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "1997-05-12", "1997-05 12 1998-05 11 1999-05 17 …"),
            new Example(
                    "FREQ=YEARLY;BYMONTH=3;BYDAY=TH",
                    "1997-03-13",
                    "1997-03 13 20 27 1998-03 5 12 19 26 1999-03 4 11 18 25 …"),
            new Example(
                    "FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8",
                    "1997-06-05",
                    "1997-06 5 12 19 26 1997-07 3 10 17 24 31 1997-08 7 14 21 28 1998-06 4 11 18 25 1998-07 2 9 16 23 30 1998-08 6 13 20 27 …"),
            new Example(
                    "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
                    "1997-09-02",
                    "1998-02 13 1998-03 13 1998-11 13 1999-08 13 2000-10 13 …"),
            new Example(
                    "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13",
                    "1997-09-13",
                    "1997-09 13 1997-10 11 1997-11 8 1997-12 13 1998-01 10 1998-02 7 1998-03 7 1998-04 11 1998-05 9 1998-06 13 …"),
            new Example(
                    "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
                    "1996-11-05",
                    "1996-11 5 2000-11 7 2004-11 2 …"),
            new Example(
                    "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1997-09-04", "1997-09 4 1997-10 7 1997-11 6"),
            new Example(
                    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
                    "1997-09-29",
                    "1997-09 29 1997-10 30 1997-11 27 1997-12 30 1998-01 29 1998-02 26 1998-03 30 …"),
            new Example("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05", "1997-08 5 10 19 24"),
            new Example("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08-05", "1997-08 5 17 19 31"),
            new Example(
                    "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "2007-01-15", "2007-01 15 30 2007-02 15 2007-03 15 30"));

    @TestFactory
    Stream<DynamicTest> agrees_with_the_examples_of_rfc_5545() {
        return EXAMPLES.stream()
                .map(example -> DynamicTest.dynamicTest(example.rule(), () -> {
                    var expected = days(example.days());
                    var found = days(example.rule(), example.start(), NEW_YORK);
                    if (example.days().endsWith("…")) {
                        assertTrue(found.size() > expected.size(), "it goes on");
                        assertEquals(expected, found.subList(0, expected.size()));
                    } else {
                        assertEquals(expected, found);
                    }
                }));
    }

    @Test
    void agrees_with_the_examples_that_name_each_day_of_a_period() {
        var daily = days("FREQ=DAILY;UNTIL=19971224T000000Z", "1997-09-02", NEW_YORK);
        assertEquals(
                LocalDate.of(1997, 9, 2).datesUntil(LocalDate.of(1997, 12, 24)).toList(), daily);
        var januaries = Stream.of(1998, 1999, 2000)
                .flatMap(year -> LocalDate.of(year, 1, 1).datesUntil(LocalDate.of(year, 2, 1)))
                .toList();
        assertEquals(
                januaries,
                days(
                        "FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA",
                        "1998-01-01",
                        NEW_YORK));
        assertEquals(januaries, days("FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1", "1998-01-01", NEW_YORK));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000Z",
                "FREQ=MINUTELY;INTERVAL=15;COUNT=6",
                "FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40",
                "FREQ=SECONDLY"
            })
    void refuses_what_is_finer_than_a_day(String rule) {
        assertEquals("calendar.rule-too-fine", refused(rule).code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "FREQ",
                "FREQ=",
                "FREQ=DAYLY",
                "FREQ=DAILY;FREQ=DAILY",
                "FREQ=DAILY;COUNT=0",
                "FREQ=DAILY;COUNT=-1",
                "FREQ=DAILY;COUNT=9999999999",
                "FREQ=DAILY;INTERVAL=0",
                "FREQ=DAILY;UNTIL=tomorrow",
                "FREQ=DAILY;UNTIL=20261301",
                "FREQ=DAILY;COUNT=2;UNTIL=20261231",
                "FREQ=WEEKLY;BYDAY=XX",
                "FREQ=WEEKLY;BYDAY=1MO",
                "FREQ=MONTHLY;BYMONTHDAY=32",
                "FREQ=DAILY;BYSETPOS=1",
                "FREQ=MONTHLY;RSCALE=CHINESE",
                "FREQ=DAILY;X-OTHER=1",
                "FREQ=DAILY\r\nDTSTART:20260101"
            })
    void refuses_what_is_no_rule(String rule) {
        assertEquals("calendar.rule-invalid", refused(rule).code());
    }

    @Test
    void refuses_a_million_instances_and_bounds_what_is_endless() {
        assertEquals(
                "calendar.rule-too-many", refused("FREQ=DAILY;COUNT=1000000").code());
        assertTimeout(
                Duration.ofSeconds(2),
                () -> assertEquals(
                        Recurrence.MOST + 1,
                        days("FREQ=DAILY", "2000-01-01", TOKYO).size()));
    }

    @Test
    void refuses_a_start_outside_of_the_rule_and_says_what_the_first_day_would_be() {
        var start = LocalDateTime.parse("2026-12-01T09:00");
        var refused = assertThrows(
                Refused.class,
                () -> Recurrence.parse("FREQ=WEEKLY;BYDAY=MO", start, false, TOKYO)
                        .startingAt(start));
        assertEquals("calendar.start-outside-rule", refused.code());
        assertEquals("2026-12-07", refused.args().get("first"));
        for (var never : List.of("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=WEEKLY;UNTIL=20261130")) {
            assertEquals(
                    "calendar.rule-empty",
                    assertThrows(
                                    Refused.class,
                                    () -> Recurrence.parse(never, start, false, TOKYO)
                                            .startingAt(start))
                            .code(),
                    never);
        }
    }

    @Test
    void the_twenty_ninth_of_february_comes_every_fourth_year() {
        assertEquals(days("2024-02 29 2028-02 29 2032-02 29"), days("FREQ=YEARLY;COUNT=3", "2024-02-29", TOKYO));
    }

    @Test
    void the_week_starts_on_monday_unless_said_otherwise_whatever_the_locale() {
        assertEquals("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=MO", text("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU"));
        var before = java.util.Locale.getDefault();
        try {
            java.util.Locale.setDefault(java.util.Locale.JAPAN);
            assertEquals(
                    days("1997-09 2 7 16 21"), days("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;COUNT=4", "1997-09-02", TOKYO));
        } finally {
            java.util.Locale.setDefault(before);
        }
    }

    @Test
    void until_is_kept_as_the_end_of_the_last_day() {
        assertEquals("FREQ=DAILY;UNTIL=20261231T145959Z;WKST=MO", text("FREQ=DAILY;UNTIL=20261231"));
        assertEquals("FREQ=DAILY;UNTIL=20261231T145959Z;WKST=MO", text("FREQ=DAILY;UNTIL=20261231T000000Z"));
        assertEquals("FREQ=DAILY;UNTIL=20261230T145959Z;WKST=MO", text("FREQ=DAILY;UNTIL=20261230T235959Z"));
        assertEquals("FREQ=DAILY;UNTIL=20261231T145959Z;WKST=MO", text("FREQ=DAILY;UNTIL=20261231T090000"));
        assertEquals(
                "FREQ=DAILY;UNTIL=20261231;WKST=MO",
                Recurrence.parse(
                                "freq=daily;until=20261231",
                                LocalDate.of(2026, 12, 1).atStartOfDay(),
                                true,
                                TOKYO)
                        .toString());
    }

    @Test
    void a_rule_moves_along_with_its_first_day() {
        assertEquals("FREQ=WEEKLY;BYDAY=WE,FR;WKST=MO", moved("FREQ=WEEKLY;BYDAY=TU,TH", "2026-12-01", "2026-12-02"));
        assertEquals("FREQ=WEEKLY;BYDAY=SU;WKST=MO", moved("FREQ=WEEKLY;BYDAY=TU", "2026-12-01", "2026-11-29"));
        assertEquals("FREQ=MONTHLY;BYDAY=2WE;WKST=MO", moved("FREQ=MONTHLY;BYDAY=1TU", "2026-12-01", "2026-12-09"));
        assertEquals("FREQ=MONTHLY;BYDAY=-1TH;WKST=MO", moved("FREQ=MONTHLY;BYDAY=-1WE", "2026-12-30", "2026-12-31"));
        assertEquals(
                "FREQ=MONTHLY;BYMONTHDAY=15;WKST=MO", moved("FREQ=MONTHLY;BYMONTHDAY=1", "2026-12-01", "2026-12-15"));
        assertEquals(
                "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=7;WKST=MO",
                moved("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24", "2026-12-24", "2027-01-07"));
        assertEquals(
                "FREQ=DAILY;UNTIL=20270102T145959Z;WKST=MO",
                moved("FREQ=DAILY;UNTIL=20270101", "2026-12-01", "2026-12-02"));
    }

    private static String moved(String rule, String from, String to) {
        return Recurrence.parse(rule, LocalDate.parse(from).atTime(9, 0), false, TOKYO)
                .moved(LocalDate.parse(from), LocalDate.parse(to), false)
                .toString();
    }

    private static String text(String rule) {
        return Recurrence.parse(rule, LocalDateTime.parse("2026-12-01T09:00"), false, TOKYO)
                .toString();
    }

    private static Refused refused(String rule) {
        return assertThrows(
                Refused.class, () -> Recurrence.parse(rule, LocalDateTime.parse("1997-09-02T09:00"), false, NEW_YORK));
    }

    private static List<LocalDate> days(String rule, String start, ZoneId zone) {
        var first = LocalDate.parse(start).atTime(9, 0);
        return Recurrence.parse(rule, first, false, zone)
                .between(first, first.toLocalDate(), LocalDate.of(2100, 1, 1))
                .stream()
                .map(time -> {
                    assertEquals(first.toLocalTime(), time.toLocalTime());
                    return time.toLocalDate();
                })
                .toList();
    }

    private static List<LocalDate> days(String text) {
        var days = new ArrayList<LocalDate>();
        var month = "";
        for (var word : text.split(" ")) {
            if (word.contains("-")) {
                month = word;
            } else if (!word.equals("…")) {
                days.add(LocalDate.parse(month + "-01").withDayOfMonth(Integer.parseInt(word)));
            }
        }
        return days;
    }
}
