package org.kairan.notification.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WaitingTest {

    private static final Duration FIRST = Duration.ofMinutes(1);

    private static Optional<Instant> quiet(String now, String from, String until) {
        return Waiting.endOfQuiet(Instant.parse(now), LocalTime.parse(from), LocalTime.parse(until));
    }

    @Test
    void each_failure_doubles_the_wait_up_to_an_hour() {
        assertEquals(Duration.ofMinutes(1), Waiting.after(1, FIRST));
        assertEquals(Duration.ofMinutes(2), Waiting.after(2, FIRST));
        assertEquals(Duration.ofMinutes(32), Waiting.after(6, FIRST));
        assertEquals(Duration.ofHours(1), Waiting.after(7, FIRST));
        assertEquals(Duration.ofHours(1), Waiting.after(1000, FIRST));
    }

    @Test
    void a_mail_server_that_is_down_for_a_day_is_asked_some_thirty_times() {
        var waited = Duration.ZERO;
        int tries = 0;
        while (waited.compareTo(Duration.ofDays(1)) < 0) {
            waited = waited.plus(Waiting.after(++tries, FIRST));
        }
        assertTrue(tries > 20 && tries < 40, "tries " + tries);
    }

    @Test
    void quiet_hours_are_wall_times_of_the_city_and_may_pass_midnight() {
        assertEquals(Optional.empty(), quiet("2026-11-25T10:59:59Z", "20:00", "07:00"));
        assertEquals(
                Optional.of(Instant.parse("2026-11-25T22:00:00Z")), quiet("2026-11-25T11:00:00Z", "20:00", "07:00"));
        assertEquals(
                Optional.of(Instant.parse("2026-11-25T22:00:00Z")), quiet("2026-11-25T21:59:59Z", "20:00", "07:00"));
        assertEquals(Optional.empty(), quiet("2026-11-25T22:00:00Z", "20:00", "07:00"));
    }

    @Test
    void quiet_hours_within_a_day_end_on_that_day() {
        assertEquals(
                Optional.of(Instant.parse("2026-11-25T04:00:00Z")), quiet("2026-11-25T03:30:00Z", "12:00", "13:00"));
        assertEquals(Optional.empty(), quiet("2026-11-25T04:00:00Z", "12:00", "13:00"));
    }
}
