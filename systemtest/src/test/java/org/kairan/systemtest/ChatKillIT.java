package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code kill -9} of the server in the middle of sending by itself what was scheduled. */
@Tag("all")
class ChatKillIT {

    private static final int MESSAGES = 60;

    @Test
    void scheduled_messages_are_each_sent_once_though_the_server_is_killed_while_it_sends_them() {
        var data = Kairan.temporaryFolder();
        var kairan = Kairan.start(data, false, Map.of(), "demo");
        try {
            var anna = kairan.somebody();
            var asAnna = kairan.session(anna.id());
            var room = Chat.group(asAnna, kairan.somebody());
            // Slow enough for the kill to come in between.
            kairan.execute(
                    "create function chat.slowly() returns trigger language plpgsql as 'begin perform pg_sleep(0.05); return new; end'");
            kairan.execute(
                    "create trigger slowly before insert on chat.message for each row execute function chat.slowly()");
            var due = Instant.now().plusSeconds(5).toString();
            for (var i = 0; i < MESSAGES; i++) {
                asAnna.post(Chat.room(room) + "/scheduled", Map.of("text", "予約 " + i, "at", due))
                        .expect(201);
            }
            var sent = "select count(*) from chat.message where room_id = ?";
            var first = kairan;
            Wait.until(Duration.ofSeconds(40), "some are sent", () -> first.number(sent, room) >= 5);
            ProcessHandle.of(kairan.serverPid()).orElseThrow().destroyForcibly();
            assertTrue(kairan.number(sent, room) < MESSAGES, "the kill came too late to show anything");
            kairan.stop();
            kairan = Kairan.start(data, true, Map.of(), "demo");
            var second = kairan;
            Wait.until(Duration.ofSeconds(90), "all are sent", () -> second.number(sent, room) >= MESSAGES);
            // A turn later, so that what would be sent again has been.
            Wait.until(
                    Duration.ofSeconds(60),
                    "nothing waits",
                    () -> second.number(
                                    "select count(*) from chat.scheduled where room_id = ? and sent_seq is null", room)
                            == 0);
            assertEquals(
                    LongStream.rangeClosed(1, MESSAGES).boxed().toList(),
                    kairan.query(
                            row -> row.getLong(1),
                            "select seq from chat.message where room_id = ? order by seq",
                            room));
            assertEquals(
                    IntStream.range(0, MESSAGES)
                            .mapToObj(i -> "予約 " + i)
                            .sorted()
                            .toList(),
                    kairan
                            .query(row -> row.getString(1), "select text from chat.message where room_id = ?", room)
                            .stream()
                            .sorted()
                            .toList());
            assertEquals(
                    List.of((long) MESSAGES),
                    kairan.query(row -> row.getLong(1), "select seq from chat.room where id = ?", room));
        } finally {
            kairan.close();
        }
    }
}
