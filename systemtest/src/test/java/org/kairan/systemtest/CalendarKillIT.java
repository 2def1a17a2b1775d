package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.kairan.systemtest.Diary.MONDAY;
import static org.kairan.systemtest.Diary.at;
import static org.kairan.systemtest.Diary.event;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code kill -9} of the server when a booking is committed and nobody has been told. */
@Tag("all")
class CalendarKillIT {

    private static final int INSTANCES = 5;

    private final int port = Kairan.freePort();

    @Test
    void a_booking_that_was_committed_before_the_kill_is_made_once_when_it_is_asked_for_again() {
        var data = Kairan.temporaryFolder();
        var kairan = start(data);
        try {
            var person = kairan.somebody();
            var client = kairan.session(person.id());
            var room = Diary.room(kairan.admin());
            var key = UUID.randomUUID();
            var body = event("rrule", "FREQ=WEEKLY;COUNT=" + INSTANCES, "rooms", List.of(room));
            var before = kairan;
            try (var proxy = new Proxy(kairan.port(), true)) {
                var request = client.at(proxy.url())
                        .sendLater(
                                "POST",
                                Diary.EVENTS,
                                body,
                                "Idempotency-Key",
                                key.toString(),
                                "Origin",
                                kairan.url().toString());
                Wait.until(
                        Duration.ofSeconds(60),
                        "the booking is committed and the answer held back",
                        () -> before.number("select count(*) from calendar.event where request_id = ?", key) == 1
                                && proxy.held() > 0);
                assertFalse(request.isDone(), "no answer has reached the client");
                Launch.signal("KILL", kairan.serverPid());
                kairan.launch().awaitExit(Duration.ofSeconds(60));
            }
            kairan = start(data);
            var id = kairan.number("select id from calendar.event where request_id = ?", key);
            var again = client.post(Diary.EVENTS, body, "Idempotency-Key", key.toString())
                    .expect(201)
                    .json();
            assertEquals(id, again.get("id").asLong());
            assertEquals(
                    List.of(0, 1, 2, 3, 4).stream()
                            .map(week -> at(MONDAY.plusWeeks(week), "09:00"))
                            .toList(),
                    Diary.booked(kairan, room));
            assertEquals(INSTANCES, kairan.number("select count(*) from calendar.occurrence where event_id = ?", id));
            assertEquals(1, kairan.number("select count(*) from calendar.history where event_id = ?", id));
            // Another key is another wish, and the room is taken.
            Diary.making(client, body).expect(409, "calendar.room-taken");
        } finally {
            kairan.close();
            Kairan.delete(data);
        }
    }

    private Kairan start(java.nio.file.Path data) {
        return Kairan.start(data, false, Map.of(), "demo", "--port", Integer.toString(port));
    }
}
