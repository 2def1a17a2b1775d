package org.kairan.calendar.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.kairan.core.problem.Refused;

/** What others have published that rules give. Where Kairan differs, it is for one of a few reasons, each with the sentence of RFC 5545 that decides, which docs/recurrence.md tells. */
class PublishedSuitesTest {

    /** One line of a suite. */
    private record Fact(String name, String rule, LocalDateTime start, String days) {

        boolean has(String part) {
            return rule.contains(part + "=");
        }
    }

    /** Why something else comes out than a suite says. */
    private enum Reason {
        /** Refused: instances more often than once a day. */
        TOO_FINE,
        /** Refused: "MUST NOT be specified when …", of BYWEEKNO, BYYEARDAY, BYMONTHDAY and numbered BYDAY. */
        MUST_NOT,
        /** "Information, not contained in the rule, … derived from the Start Time (DTSTART)": the month. */
        MONTH_OF_START,
        /** The same: the weekday in a numbered week. */
        WEEKDAY_OF_START,
        /** "The value of the UNTIL rule part MUST have the same value type as the DTSTART property": a day beside a time is taken as the whole day. */
        UNTIL_OF_OTHER_TYPE,
        /** "The recurrence set generated with a DTSTART property value not synchronized with the recurrence rule is undefined." */
        START_OUTSIDE
    }

    @Test
    void agrees_with_dateutil_but_for_known_reasons() {
        assertEquals(
                Map.of(
                        Reason.TOO_FINE, 120,
                        Reason.MUST_NOT, 35,
                        Reason.MONTH_OF_START, 2,
                        Reason.WEEKDAY_OF_START, 1,
                        Reason.UNTIL_OF_OTHER_TYPE, 1),
                differences("dateutil", 218));
    }

    @Test
    void agrees_with_libical_but_for_known_reasons() {
        assertEquals(Map.of(Reason.TOO_FINE, 31, Reason.START_OUTSIDE, 2), differences("libical", 143));
    }

    private static Map<Reason, Integer> differences(String suite, int size) {
        var facts = facts(suite);
        assertEquals(size, facts.size());
        var counts = new EnumMap<Reason, Integer>(Reason.class);
        var unknown = new ArrayList<String>();
        for (var fact : facts) {
            difference(fact, unknown).ifPresent(reason -> counts.merge(reason, 1, Integer::sum));
        }
        assertEquals(List.of(), unknown);
        return counts;
    }

    private static Optional<Reason> difference(Fact fact, List<String> unknown) {
        if (fact.days().equals("-")) {
            var refused = assertThrows(Refused.class, () -> parse(fact), fact.toString());
            assertEquals("calendar.rule-too-fine", refused.code());
            return Optional.of(Reason.TOO_FINE);
        }
        if (!fact.rule().startsWith("FREQ=YEARLY") && (fact.has("BYWEEKNO") || fact.has("BYYEARDAY"))
                || fact.rule().startsWith("FREQ=WEEKLY") && fact.has("BYMONTHDAY")
                || fact.rule().matches("FREQ=(WEEKLY|DAILY).*BYDAY=[^;]*[0-9].*")) {
            var refused = assertThrows(Refused.class, () -> parse(fact), fact.toString());
            assertEquals("calendar.rule-invalid", refused.code());
            return Optional.of(Reason.MUST_NOT);
        }
        var found = parse(fact).between(fact.start(), fact.start().toLocalDate(), LocalDate.of(9999, 12, 31)).stream()
                .map(time -> time.toLocalDate().toString())
                .toList();
        if (fact.days().equals("?")) {
            assertTrue(found.size() > 0, fact.toString());
            return Optional.empty();
        }
        var said =
                Stream.of(fact.days().split(" ")).filter(day -> !day.isEmpty()).toList();
        if (found.equals(said)) {
            return Optional.empty();
        }
        if (fact.rule().startsWith("FREQ=YEARLY") && fact.has("BYMONTHDAY") && !fact.has("BYMONTH")) {
            return Optional.of(Reason.MONTH_OF_START);
        }
        if (fact.has("BYWEEKNO") && !fact.has("BYDAY")) {
            return Optional.of(Reason.WEEKDAY_OF_START);
        }
        if (fact.rule().matches(".*UNTIL=[0-9]{8}(;.*)?")) {
            return Optional.of(Reason.UNTIL_OF_OTHER_TYPE);
        }
        if (!said.get(0).equals(fact.start().toLocalDate().toString()) && fact.has("INTERVAL")) {
            return Optional.of(Reason.START_OUTSIDE);
        }
        unknown.add(fact + " gave " + found.subList(0, Math.min(found.size(), said.size() + 2)));
        return Optional.empty();
    }

    private static Recurrence parse(Fact fact) {
        return Recurrence.parse(fact.rule(), fact.start(), false, ZoneOffset.UTC);
    }

    private static List<Fact> facts(String suite) {
        try (var in = PublishedSuitesTest.class.getResourceAsStream("/recurrence/" + suite + ".tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("# "))
                    .map(line -> line.split("\t", -1))
                    .map(cells -> new Fact(
                            cells[0],
                            cells[1],
                            cells[2].length() == 10
                                    ? LocalDate.parse(cells[2]).atStartOfDay()
                                    : LocalDateTime.parse(cells[2]),
                            cells[3]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
