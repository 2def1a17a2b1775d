package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kairan.systemtest.Kairan.Person;

/** Clients that do what none should harm nobody, and are told by a code of the description what they did. */
class ChatHarmIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Kairan kairan = Kairan.demo();
    private final List<Person> people =
            IntStream.range(0, 4).mapToObj(i -> kairan.somebody()).toList();
    private final List<Client> clients =
            people.stream().map(person -> kairan.session(person.id())).toList();
    private final Client asAnna = clients.get(0);
    private final Client asBen = clients.get(1);
    private final Client asChie = clients.get(2);
    private final long room = Chat.group(asAnna, people.get(1), people.get(2), people.get(3));

    private String follow() {
        return "{\"type\":\"follow\",\"stream\":\"chat.room:" + room + "\",\"after\":0}";
    }

    /** That others talk and listen as ever. */
    private void others(Live live) {
        var seq = Chat.say(asAnna, room, "ほかの人は変わりなく");
        live.await(f -> f.json().at("/body/message/seq").asLong() == seq, Duration.ofSeconds(5));
    }

    private long closedSlow() {
        return kairan.client()
                .get("/metrics?scope=application")
                .expect(200)
                .text()
                .lines()
                .filter(line -> line.startsWith("kairan_live_closed_slow"))
                .map(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    /** All four say so much at once, twenty-four kilobytes each time; gives the milliseconds that the slowest had to wait. */
    private long talk(int times) {
        var slowest = new AtomicLong();
        clients.stream()
                .map(client -> CompletableFuture.runAsync(() -> {
                    for (var i = 0; i < times; i++) {
                        var begun = System.nanoTime();
                        Chat.say(client, room, "あ".repeat(8_000));
                        slowest.accumulateAndGet((System.nanoTime() - begun) / 1_000_000, Math::max);
                    }
                }))
                .toList()
                .forEach(CompletableFuture::join);
        return slowest.get();
    }

    @Test
    void who_does_not_read_is_closed_loses_nothing_and_nobody_else_notices() {
        var before = closedSlow();
        talk(20);
        try (var deaf = new RawLive(kairan, asChie);
                var live = Chat.follow(asBen, "chat.room:" + room, 0)) {
            deaf.text(follow());
            var slowest = talk(50);
            var head = kairan.number("select rev from chat.room where id = ?", room);
            Chat.awaitRev(live, room, head);
            Wait.until(Duration.ofSeconds(60), "the deaf one is closed", () -> closedSlow() == before + 1);
            assertEquals(Optional.empty(), live.closed());
            others(live);
            assertTrue(slowest < 10_000, "somebody waited for the deaf one: " + slowest + " ms");
            // What had been given to it is still in the network; it ends by the code, or in the middle.
            var heard = deaf.rest();
            assertTrue(Set.of(Optional.of(4002), Optional.<Integer>empty()).contains(heard.code()), heard.code() + "");
            var cursors = heard.frames().stream()
                    .filter(frame -> frame.has("cursor"))
                    .map(frame -> frame.get("cursor").asLong())
                    .collect(Collectors.toCollection(ArrayList::new));
            var last = cursors.isEmpty() ? 0 : cursors.get(cursors.size() - 1);
            assertTrue(last < head, "it was given everything, so nothing was shown");
            // Nothing is lost to it.
            var end = kairan.number("select rev from chat.room where id = ?", room);
            try (var again = Chat.follow(asChie, "chat.room:" + room, last)) {
                Chat.awaitRev(again, room, end);
                Chat.entries(again, "chat.room:" + room)
                        .forEach(entry -> cursors.add(entry.get("cursor").asLong()));
            }
            assertEquals(java.util.stream.LongStream.rangeClosed(1, end).boxed().toList(), cursors);
        }
    }

    @Test
    void who_sends_frames_without_end_too_big_or_none_at_all_is_closed_with_a_code() {
        var ping = RawLive.frame(true, RawLive.TEXT, "{\"type\":\"ping\"}".getBytes(StandardCharsets.UTF_8));
        var megabyte = new byte[1 << 20];
        java.util.Arrays.fill(megabyte, (byte) ' ');
        var pieces = new ArrayList<byte[]>();
        pieces.add(RawLive.frame(false, RawLive.TEXT, new byte[1_000]));
        for (var i = 0; i < 1_000; i++) {
            pieces.add(RawLive.frame(false, RawLive.CONTINUED, new byte[1_000]));
        }
        var deep = "{\"type\":\"follow\",\"streams\":" + "{\"a\":".repeat(600) + "1" + "}".repeat(600) + "}";
        try (var live = Chat.follow(asBen, "chat.room:" + room, 0)) {
            closes(1008, RawLive.joined(Collections.nCopies(400, ping)));
            closes(1009, RawLive.frame(true, RawLive.TEXT, megabyte));
            closes(1009, RawLive.joined(pieces));
            closes(1008, RawLive.frame(true, RawLive.TEXT, deep.getBytes(StandardCharsets.UTF_8)));
            closes(
                    1008,
                    RawLive.frame(
                            true,
                            RawLive.TEXT,
                            ("{\"streams\":" + "[".repeat(4_000)).getBytes(StandardCharsets.UTF_8)));
            closes(1008, RawLive.frame(true, RawLive.TEXT, "[".repeat(4_000).getBytes(StandardCharsets.UTF_8)));
            closes(1008, RawLive.frame(true, RawLive.TEXT, "{\"type\":\"fol".getBytes(StandardCharsets.UTF_8)));
            closes(1008, RawLive.frame(true, 2, new byte[] {1, 2, 3}));
            closes(1002, RawLive.frame(true, 5, new byte[] {1}));
            closes(1007, RawLive.frame(true, RawLive.TEXT, new byte[] {(byte) 0xC3, 0x28}));
            others(live);
            assertEquals(Optional.empty(), live.closed());
        }
    }

    /** The server closes whoever sends this with the code; it may cut the connection of one that goes on sending before the code is through. */
    private void closes(int code, byte[] bytes) {
        try (var raw = new RawLive(kairan, asChie)) {
            raw.text(follow());
            try {
                raw.send(bytes);
            } catch (java.io.UncheckedIOException e) {
                assertTrue(e.getCause() instanceof SocketException, e.toString());
            }
            assertEquals(Optional.of(code), raw.rest().code(), "for " + bytes.length + " bytes");
        }
    }

    @Test
    void half_a_frame_and_half_a_handshake_hold_nothing_up() {
        var half = RawLive.frame(true, RawLive.TEXT, follow().getBytes(StandardCharsets.UTF_8));
        try (var live = Chat.follow(asBen, "chat.room:" + room, 0);
                var waits = new RawLive(kairan, asChie)) {
            waits.send(java.util.Arrays.copyOf(half, half.length / 2));
            for (var i = 0; i < 30; i++) {
                var raw = new RawLive(kairan, asChie);
                raw.send(java.util.Arrays.copyOf(half, 1 + i));
                raw.close();
            }
            others(live);
            // Its other half makes it whole.
            waits.send(java.util.Arrays.copyOfRange(half, half.length / 2, half.length));
            var seq = Chat.say(asAnna, room, "後半");
            var heard = waits.until(frame -> frame.at("/body/message/seq").asLong() == seq);
            assertEquals(Optional.empty(), heard.code(), heard.frames().toString());
            waits.text("{\"type\":\"nonsense\"}");
            assertEquals(Optional.of(1008), waits.rest().code());
        }
    }

    @Test
    void who_polls_with_nonsense_is_told_so() {
        for (var bad : List.of(
                "[",
                "[".repeat(16_000),
                "{\"streams\":" + "[".repeat(16_000),
                "{\"streams\":" + "{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000) + "}",
                "{\"streams\":" + "{\"}\":".repeat(3_000),
                "{\"streams\":[1]}",
                "{\"streams\":\"chat.room:1\"}",
                "{\"streams\":{\"chat.room:" + room + "\":1e400}}",
                "{\"streams\":{\"chat.room:" + room + "\":99999999999999999999}}",
                "{\"hints\":\"1\"}")) {
            asChie.post("/api/live/poll", bad).expect(422, "core.invalid");
        }
        asChie.post("/api/live/poll", " ".repeat(17_000)).expect(413, "core.too-big");
        asChie.send("POST", "/api/live/poll", "{}".getBytes(StandardCharsets.UTF_8), "Content-Type", "text/plain")
                .expect(415);
    }

    @Test
    void an_old_session_gets_nothing_any_more_on_no_way() {
        var person = people.get(2).id();
        var ended = kairan.session(person);
        var expiring = kairan.session(person);
        kairan.execute(
                "update organization.session set expires_at = now() + interval '4 seconds' where person_id = ? and started_at = (select max(started_at) from organization.session where person_id = ?)",
                person,
                person);
        var stolen = ended.cookie("kairan_session").orElseThrow();
        var hints = ended.post("/api/live/poll", Map.of())
                .expect(200)
                .json()
                .get("hints")
                .asLong();
        var waiting = ended.sendLater("POST", "/api/live/poll", Map.of("hints", hints));
        try (var signedOut = Chat.follow(ended, "chat.room:" + room, 0);
                var expired = Chat.follow(expiring, "chat.room:" + room, 0)) {
            ended.delete("/api/session").expect(204);
            assertEquals(4001, signedOut.awaitClose(SOON));
            waiting.join().expect(401, "core.signed-out");
            assertEquals(4001, expired.awaitClose(SOON));
            Chat.say(asAnna, room, "もう届かない");
            for (var live : List.of(signedOut, expired)) {
                assertFalse(live.frames().toString().contains("もう届かない"));
            }
        }
        ended.cookie("kairan_session", stolen);
        for (var client : List.of(ended, expiring)) {
            assertEquals(401, Live.refused(client, kairan.url().toString()));
            client.post("/api/live/poll", Map.of()).expect(401, "core.signed-out");
            Chat.sending(client, room, Chat.key(), Map.of("text", "古い鍵で")).expect(401, "core.signed-out");
            client.get(Chat.room(room) + "/messages").expect(401, "core.signed-out");
        }
    }
}
