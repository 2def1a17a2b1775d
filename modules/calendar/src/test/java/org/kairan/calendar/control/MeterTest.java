package org.kairan.calendar.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kairan.calendar.entity.Trip;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.Refused;

class MeterTest {

    private static Trip trip(int departure, int arrival) {
        return new Trip(
                1,
                2,
                LocalDateTime.MIN,
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(3600),
                new PersonId(3),
                "県庁",
                departure,
                arrival,
                0);
    }

    private static String against(Trip trip, Optional<Trip> before, Optional<Trip> after) {
        return Meter.against(trip, before, after).map(Refused::code).orElse("");
    }

    @ParameterizedTest
    @CsvSource({
        "100, 120, ''",
        "100, 100, ''",
        "120, 150, ''",
        "99, 120, calendar.meter-before",
        "100, 151, calendar.meter-after",
        "130, 120, calendar.meter-backwards",
        "-1, 120, calendar.number-out-of-range",
        "100, 2000001, calendar.number-out-of-range",
    })
    void between_two_journeys_a_meter_goes_forwards_only(int departure, int arrival, String code) {
        assertEquals(code, against(trip(departure, arrival), Optional.of(trip(80, 100)), Optional.of(trip(150, 170))));
    }

    @Test
    void the_first_journey_may_begin_anywhere_and_a_private_way_between_two_is_nobodys_fault() {
        assertEquals("", against(trip(45_000, 45_010), Optional.empty(), Optional.empty()));
        assertEquals("", against(trip(500, 510), Optional.of(trip(80, 100)), Optional.empty()));
        assertEquals(30, trip(100, 130).distance());
    }
}
