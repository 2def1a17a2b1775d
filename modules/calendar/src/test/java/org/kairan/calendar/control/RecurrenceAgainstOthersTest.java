package org.kairan.calendar.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import biweekly.Biweekly;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;
import java.util.function.BiPredicate;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.RfcMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Random rules that RFC 5545 allows: Kairan gives what a reading of the RFC day by day gives, and two other engines give the same or differ for a reason that docs/recurrence.md tells, with the sentence that decides. */
class RecurrenceAgainstOthersTest {

    private static final int YEARS = 5;

    /** A rule with its first instance as the start. */
    private record Drawn(String rule, LocalDate start) {

        boolean has(String part) {
            return rule.contains(part + "=");
        }

        boolean is(String freq) {
            return rule.startsWith("FREQ=" + freq);
        }
    }

    /** Why another engine gives something else. */
    private enum Cause {
        FIRST_SET(
                Set.of(Engine.LIB_RECUR, Engine.BIWEEKLY),
                "A set of recurrence instances starts at the beginning of the interval defined by the FREQ rule part.",
                "FREQ=YEARLY;BYYEARDAY=20,41,82,105;BYSETPOS=2,4",
                "2028-02-10",
                (drawn, engine) -> drawn.has("BYSETPOS")),
        WEEK_53(
                Set.of(Engine.LIB_RECUR),
                "week 53 can only occur when Thursday is January 1 or if it is a leap year and Wednesday is January 1.",
                "FREQ=YEARLY;BYWEEKNO=2,53;BYDAY=SA,WE",
                "2023-01-11",
                (drawn, engine) -> drawn.rule().matches(".*BYWEEKNO=[^;]*53.*")),
        YEAR_OF_WEEK(
                Set.of(Engine.LIB_RECUR),
                "Week number one of the calendar year is the first week that contains at least four (4) days in that calendar year.",
                "FREQ=YEARLY;BYMONTH=5,1;BYWEEKNO=52;BYDAY=SA,MO",
                "2028-01-01",
                (drawn, engine) -> drawn.has("BYWEEKNO") && drawn.start().getDayOfYear() < 8),
        NO_SUCH_DAY(
                Set.of(Engine.LIB_RECUR),
                "Recurrence rules may generate recurrence instances with an invalid date (e.g., February 30)",
                "FREQ=YEARLY;BYYEARDAY=-366;BYDAY=TU",
                "2008-01-01",
                (drawn, engine) -> drawn.rule().matches(".*BYYEARDAY=[^;]*366.*")),
        INTERVAL(
                Set.of(Engine.BIWEEKLY),
                "The INTERVAL rule part contains a positive integer representing at which intervals the recurrence rule repeats.",
                "FREQ=DAILY;INTERVAL=2;BYDAY=MO,WE",
                "2026-04-06",
                (drawn, engine) -> drawn.has("INTERVAL")
                        && (drawn.is("DAILY") && (drawn.has("BYDAY") || drawn.has("BYMONTHDAY"))
                                || drawn.is("MONTHLY") && drawn.has("BYMONTH"))),
        DERIVED(
                Set.of(Engine.BIWEEKLY),
                "Information, not contained in the rule, necessary to determine the various recurrence instance start time and dates are derived from the Start Time (DTSTART) component attribute.",
                "FREQ=YEARLY;BYMONTHDAY=1,3",
                "2019-08-01",
                (drawn, engine) -> drawn.is("YEARLY")
                        && (drawn.has("BYMONTHDAY") && !drawn.has("BYMONTH")
                                || drawn.has("BYWEEKNO") && !drawn.has("BYDAY"))),
        WEEK_FROM_THE_END(
                Set.of(Engine.BIWEEKLY),
                "A week is defined as a seven day period, starting on the day of the week defined to be the week start (see WKST).",
                "FREQ=YEARLY;BYWEEKNO=28,-24;BYDAY=TU",
                "1997-07-08",
                (drawn, engine) -> drawn.has("BYWEEKNO")),
        NUMBERED_LIMIT(
                Set.of(Engine.BIWEEKLY),
                "If present, this indicates the nth occurrence of a specific day within the MONTHLY or YEARLY \"RRULE\".",
                "FREQ=MONTHLY;BYMONTHDAY=10,12,-19,-2,22,23,25,-20,-5;BYDAY=1MO,5SA,3MO,2MO;WKST=TU",
                "2019-08-12",
                (drawn, engine) -> drawn.rule().matches(".*BYDAY=[^;]*[0-9].*")
                        && (drawn.has("BYMONTHDAY") || drawn.has("BYYEARDAY")));

        private final Set<Engine> engines;
        private final String sentence;
        private final Drawn example;
        private final BiPredicate<Drawn, Engine> at;

        Cause(Set<Engine> engines, String sentence, String rule, String start, BiPredicate<Drawn, Engine> at) {
            this.engines = engines;
            this.sentence = sentence;
            this.example = new Drawn(rule, LocalDate.parse(start));
            this.at = at;
        }

        boolean explains(Drawn drawn, Engine engine) {
            return engines.contains(engine) && at.test(drawn, engine);
        }
    }

    private enum Engine {
        LIB_RECUR {
            @Override
            List<LocalDate> days(String rule, LocalDate start, LocalDate until) throws Exception {
                var instances = new RecurrenceRule(rule, RfcMode.RFC5545_STRICT)
                        .iterator(new DateTime(
                                start.getYear(), start.getMonthValue() - 1, start.getDayOfMonth(), 9, 0, 0));
                var found = new ArrayList<LocalDate>();
                while (instances.hasNext()) {
                    var next = instances.nextDateTime();
                    var day = LocalDate.of(next.getYear(), next.getMonth() + 1, next.getDayOfMonth());
                    if (!day.isBefore(until)) {
                        break;
                    }
                    found.add(day);
                }
                return found;
            }
        },
        BIWEEKLY {
            @Override
            List<LocalDate> days(String rule, LocalDate start, LocalDate until) {
                var event = Biweekly.parse("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nDTSTART:"
                                + start.toString().replace("-", "") + "T090000Z\r\nRRULE:"
                                + rule.replaceFirst("(UNTIL=[0-9T]+)", "$1Z")
                                + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
                        .first()
                        .getEvents()
                        .get(0);
                var instances = event.getDateIterator(TimeZone.getTimeZone("UTC"));
                var found = new ArrayList<LocalDate>();
                while (instances.hasNext()) {
                    var day =
                            instances.next().toInstant().atZone(ZoneOffset.UTC).toLocalDate();
                    if (!day.isBefore(until)) {
                        break;
                    }
                    found.add(day);
                }
                return found;
            }
        };

        abstract List<LocalDate> days(String rule, LocalDate start, LocalDate until) throws Exception;
    }

    /** In twelve lots, so that a lot that fails is soon tried again. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void gives_what_a_reading_day_by_day_gives(long seed) {
        var rules = new RandomRules(seed);
        var inside = 0;
        for (var i = 0; i < 250; i++) {
            var start = rules.start();
            var rule = rules.rule() + rules.end(start);
            var until = start.plusYears(YEARS);
            var expected = DayByDay.of(rule, start, until);
            assertEquals(bounded(expected), kairan(rule, start, until), rule + " from " + start);
            if (!expected.isEmpty()) {
                inside++;
                var first = expected.get(0);
                assertEquals(
                        bounded(DayByDay.of(rule, first, until)), kairan(rule, first, until), rule + " from " + first);
            }
        }
        assertTrue(inside > 180, "too few rules have any day: " + inside);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void differs_from_another_engine_for_known_causes_only(Engine engine) {
        var rules = new RandomRules(5545);
        var causes = new EnumMap<Cause, Integer>(Cause.class);
        var unknown = new ArrayList<String>();
        var asked = 0;
        for (var i = 0; i < 1_500; i++) {
            var from = rules.start();
            var bare = rules.rule();
            var first = kairan(bare, from, from.plusYears(10)).stream().findFirst();
            var end = rules.end(first.orElse(from));
            if (first.isEmpty()) {
                continue;
            }
            asked++;
            var drawn = new Drawn(bare + end, first.get());
            var until = drawn.start().plusYears(YEARS);
            var ours = kairan(drawn.rule(), drawn.start(), until);
            var theirs = said(engine, drawn, until);
            if (!ours.toString().equals(theirs)) {
                Arrays.stream(Cause.values())
                        .filter(cause -> cause.explains(drawn, engine))
                        .findFirst()
                        .ifPresentOrElse(
                                cause -> causes.merge(cause, 1, Integer::sum),
                                () -> unknown.add(drawn + " gave " + ours + " and " + theirs));
            }
        }
        assertEquals(List.of(), unknown);
        assertTrue(asked > 1_000, "too few rules have any day: " + asked);
        var differing = causes.values().stream().mapToInt(n -> n).sum();
        assertTrue(differing < asked / 5, "of " + asked + " differ " + causes);
    }

    /** So that a cause that is no more goes from docs/recurrence.md. */
    @ParameterizedTest
    @EnumSource(Cause.class)
    void each_cause_has_an_example_at_which_an_engine_does_otherwise(Cause cause) {
        var example = cause.example;
        var until = example.start().plusYears(YEARS);
        var ours = kairan(example.rule(), example.start(), until);
        assertEquals(DayByDay.of(example.rule(), example.start(), until), ours);
        assertEquals(example.start(), ours.get(0));
        cause.engines.forEach(engine -> {
            assertTrue(cause.explains(example, engine));
            assertNotEquals(ours.toString(), said(engine, example, until), engine.toString());
        });
    }

    private static String said(Engine engine, Drawn drawn, LocalDate until) {
        try {
            return bounded(engine.days(drawn.rule(), drawn.start(), until)).toString();
        } catch (Exception e) {
            return e.toString();
        }
    }

    @Test
    void each_cause_is_told_with_the_sentence_that_decides() throws Exception {
        var page = Files.readString(Path.of("../../docs/recurrence.md")).replaceAll("\\s+", " ");
        for (var cause : Cause.values()) {
            assertTrue(page.contains(cause.sentence), cause.sentence);
        }
    }

    /** What would take long if each instance from the first on were looked at, or if it were searched until one is found. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=DAILY",
                "FREQ=DAILY;INTERVAL=2147483647",
                "FREQ=YEARLY;INTERVAL=2147483647",
                "FREQ=MONTHLY;INTERVAL=12;BYMONTH=2;BYMONTHDAY=30",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
                "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
                "FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1;BYDAY=MO;BYSETPOS=366",
                "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO;COUNT=1500",
                "FREQ=DAILY;UNTIL=99991231T235959Z"
            })
    void no_rule_takes_long(String rule) {
        var start = LocalDateTime.parse("1900-01-01T09:00");
        var recurrence = Recurrence.parse(rule, start, false, ZoneOffset.UTC);
        assertTimeout(
                Duration.ofSeconds(2),
                () -> assertTrue(recurrence
                                .between(start, LocalDate.of(2090, 1, 1), LocalDate.of(2100, 1, 1))
                                .size()
                        <= Recurrence.MOST + 1));
    }

    private static List<LocalDate> bounded(List<LocalDate> days) {
        return days.size() > Recurrence.MOST + 1 ? days.subList(0, Recurrence.MOST + 1) : days;
    }

    private static List<LocalDate> kairan(String rule, LocalDate start, LocalDate until) {
        return Recurrence.parse(rule, start.atTime(9, 0), false, ZoneOffset.UTC)
                .between(start.atTime(9, 0), start, until)
                .stream()
                .map(LocalDateTime::toLocalDate)
                .toList();
    }
}
