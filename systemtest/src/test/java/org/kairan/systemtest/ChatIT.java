package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kairan.systemtest.Kairan.Person;

/** Tries to break what chat promises: nothing lost, doubled or reordered, receipts that stay true, and nothing bad let in. */
class ChatIT {

    private final Kairan kairan = Kairan.demo();
    private final Person anna = kairan.somebody();
    private final Person ben = kairan.somebody();
    private final Person chie = kairan.somebody();
    private final Client asAnna = kairan.session(anna.id());
    private final Client asBen = kairan.session(ben.id());
    private final Client asChie = kairan.session(chie.id());

    private List<Long> seqs(long room) {
        return kairan.query(row -> row.getLong(1), "select seq from chat.message where room_id = ? order by seq", room);
    }

    // ---- sending

    @Test
    void a_message_reaches_all_members_as_it_was_written() {
        var room = Chat.group(asAnna, ben, chie);
        var text = "**重要** <script>alert(1)</script> \" ' & \\ 髙﨑 👨‍👩‍👧 @[person:" + ben.id()
                + "] https://kairan.example/";
        try (var live = Chat.follow(asBen, "chat.room:" + room, 0)) {
            var sent = Chat.sending(asAnna, room, Chat.key(), Map.of("text", text))
                    .expect(201)
                    .json();
            assertEquals(1, sent.get("seq").asLong());
            assertFalse(sent.get("repeated").asBoolean());
            Chat.awaitRev(live, room, sent.get("rev").asLong());
            var entries = Chat.entries(live, "chat.room:" + room);
            assertEquals(
                    "chat.message-sent",
                    entries.get(entries.size() - 1).get("type").asText());
            assertEquals(
                    text,
                    entries.get(entries.size() - 1).at("/body/message/text").asText());
        }
        var page = Chat.page(asChie, room);
        assertEquals(text, page.at("/messages/0/text").asText());
        assertEquals(anna.name(), page.at("/people/" + anna.id() + "/name").asText());
        assertEquals("person", page.at("/messages/0/mentions/0/kind").asText());
        assertEquals(ben.name(), page.at("/messages/0/mentions/0/label").asText());
        assertTrue(page.at("/messages/0/key").isMissingNode(), "the key is its author's");
        assertEquals(1, Chat.listed(asBen, room).get("unread").asInt());
        assertEquals(1, Chat.listed(asBen, room).get("mentions").asInt());
        assertEquals(0, Chat.listed(asChie, room).get("mentions").asInt());
        assertEquals(0, Chat.listed(asAnna, room).get("unread").asInt());
    }

    @Test
    void a_repeated_sending_gets_the_first_ones_answer_whenever_it_comes() {
        var room = Chat.group(asAnna, ben);
        var key = Chat.key();
        var first = Chat.sending(asAnna, room, key, Map.of("text", "一度だけ"))
                .expect(201)
                .json();
        Chat.say(asBen, room, "間に");
        var again = Chat.sending(asAnna, room, key, Map.of("text", "一度だけ"))
                .expect(201)
                .json();
        assertEquals(first.get("seq"), again.get("seq"));
        assertEquals(first.get("rev"), again.get("rev"));
        assertEquals(
                Instant.parse(first.get("at").asText()).toEpochMilli(),
                Instant.parse(again.get("at").asText()).toEpochMilli());
        assertTrue(again.get("repeated").asBoolean());
        Chat.sending(asAnna, room, key, Map.of("text", "別の文")).expect(422, "core.request-reused");
        var other = Chat.group(asAnna, ben);
        Chat.sending(asAnna, other, key, Map.of("text", "一度だけ")).expect(422, "core.request-reused");
        assertEquals(List.of(1L, 2L), seqs(room));
        assertEquals(List.of(), seqs(other));
        Chat.sending(asBen, room, key, Map.of("text", "他人の番号は別の番号")).expect(201);
    }

    @Test
    void twenty_equal_sendings_at_once_make_one_message() {
        var room = Chat.group(asAnna, ben);
        for (var round = 0; round < 5; round++) {
            var key = Chat.key();
            var answers = IntStream.range(0, 20)
                    .mapToObj(i -> asAnna.sendLater(
                            "POST", Chat.room(room) + "/messages", Map.of("text", "同時に"), "Idempotency-Key", key))
                    .toList();
            var numbers = new HashSet<Long>();
            var fresh = 0;
            for (var answer : answers) {
                var json = answer.join().expect(201).json();
                numbers.add(json.get("seq").asLong());
                fresh += json.get("repeated").asBoolean() ? 0 : 1;
            }
            assertEquals(1, numbers.size(), "numbers given: " + numbers);
            assertEquals(1, fresh);
        }
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), seqs(room));
    }

    @Test
    void every_readers_log_equals_the_database_under_parallel_senders() {
        var room = Chat.group(asAnna, ben, chie);
        var clients = List.of(asAnna, asBen, asChie);
        var lives = clients.stream()
                .map(client -> Chat.follow(client, "chat.room:" + room, 0))
                .toList();
        var late = new ArrayList<Live>();
        var sent = new ArrayList<CompletableFuture<Answer>>();
        for (var i = 0; i < 150; i++) {
            var client = clients.get(i % 3);
            sent.add(client.sendLater(
                    "POST", Chat.room(room) + "/messages", Map.of("text", "並行 " + i), "Idempotency-Key", Chat.key()));
            if (i % 10 == 9) {
                var seq = i / 10;
                if (seq > 0) {
                    sent.add(client.sendLater("PUT", Chat.message(room, 1) + "/reactions/thanks", null));
                }
            }
            if (i % 50 == 25) {
                late.add(Chat.follow(asBen, "chat.room:" + room, i));
            }
        }
        sent.forEach(answer -> {
            var status = answer.join().status();
            assertTrue(
                    status == 201 || status == 204 || status == 404,
                    answer.join().toString());
        });
        var head = kairan.number("select rev from chat.room where id = ?", room);
        var wanted = kairan.query(
                row -> row.getLong(1) + " " + row.getString(2) + " " + row.getLong(3),
                "select rev, 'chat.' || kind, coalesce(seq, 0) from chat.event where room_id = ? order by rev",
                room);
        assertEquals(head, wanted.size(), "revisions are dense");
        assertEquals(150, seqs(room).size());
        assertEquals(150, seqs(room).get(149), "numbers are dense");
        for (var live : lives) {
            Chat.awaitRev(live, room, head);
            assertEquals(wanted, log(live, room));
        }
        for (var live : late) {
            Chat.awaitRev(live, room, head);
            var log = log(live, room);
            assertEquals(wanted.subList(wanted.size() - log.size(), wanted.size()), log);
            live.close();
        }
        lives.forEach(Live::close);
        // Who comes with nothing gets all of it from the database.
        try (var live = Chat.follow(asChie, "chat.room:" + room, 0)) {
            Chat.awaitRev(live, room, head);
            assertEquals(wanted, log(live, room));
        }
    }

    private static List<String> log(Live live, long room) {
        return Chat.entries(live, "chat.room:" + room).stream()
                .map(entry -> {
                    var body = entry.get("body");
                    var seq = body.has("message")
                            ? body.at("/message/seq").asLong()
                            : body.path("seq").asLong();
                    return entry.get("cursor").asLong() + " "
                            + entry.get("type").asText() + " " + seq;
                })
                .toList();
    }

    @Test
    void bad_input_is_refused_and_leaves_nothing_behind() {
        var room = Chat.group(asAnna, ben);
        var path = Chat.room(room) + "/messages";
        var key = Chat.key();
        Chat.sending(asAnna, room, Chat.key(), Map.of("text", "あ".repeat(8_001)))
                .expect(422, "chat.text-too-long");
        Chat.sending(asAnna, room, Chat.key(), Map.of("text", "  \n ")).expect(422, "chat.text-empty");
        Chat.sending(asAnna, room, Chat.key(), Map.of("text", "a\u0000b")).expect(422, "core.character-invalid");
        asAnna.post(path, "{\"text\":\"\\ud800\"}", "Idempotency-Key", key).expect(422, "core.character-invalid");
        asAnna.post(path, Map.of("text", "鍵がない")).expect(428, "chat.key-missing");
        asAnna.post(path, "{\"text\":\"半分", "Idempotency-Key", key).expect(400, "core.bad-json");
        asAnna.post(path, "[1,2,3]", "Idempotency-Key", key).expect(400);
        asAnna.post(path, "[".repeat(100_000), "Idempotency-Key", key).expect(400, "core.bad-json");
        asAnna.post(path, "{\"text\":".repeat(2_000) + "1" + "}".repeat(2_000), "Idempotency-Key", key)
                .expect(400, "core.bad-json");
        asAnna.post(path, "{\"text\":\"" + "x".repeat(1 << 20) + "\"}", "Idempotency-Key", key)
                .expect(413, "core.too-big");
        asAnna.post(path, Map.of("text", "鍵が変"), "Idempotency-Key", "not-a-uuid")
                .expect(400);
        Chat.sending(asAnna, room, Chat.key(), Map.of("text", "返信", "reply", 99))
                .expect(422, "chat.reply-unknown");
        Chat.sending(asAnna, room, Chat.key(), Map.of("text", "議題", "agenda", 99))
                .expect(422, "chat.agenda-unknown");
        Chat.sending(asAnna, room, Chat.key(), Map.of("text", "@[person:987654321] さん"))
                .expect(422, "chat.mention-unknown");
        Chat.sending(asAnna, room, Chat.key(), Map.of("text", "昔", "clientAt", "+999999999-01-01T00:00:00Z"))
                .expect(422, "core.invalid");
        Chat.sending(asAnna, room, Chat.key(), Map.of("text", "昨日まで", "ackBy", "2001-01-01"))
                .expect(422, "chat.ack-date");
        Chat.sending(
                        asAnna,
                        room,
                        Chat.key(),
                        Map.of("text", "ファイル", "files", List.of("00000000-0000-0000-0000-000000000000")))
                .expect(422);
        assertEquals(List.of(), seqs(room));
        assertEquals(0, kairan.number("select seq from chat.room where id = ?", room));
        assertEquals(1, Chat.say(asAnna, room, "あ".repeat(8_000)));
        assertEquals(8_000, Chat.shown(asBen, room, 1).get("text").asText().length());
    }

    @Test
    void anothers_upload_cannot_be_sent_and_a_sent_file_is_for_the_members() {
        var room = Chat.group(asAnna, ben);
        var upload = asBen.upload("議事.txt", "内容".getBytes(StandardCharsets.UTF_8));
        Chat.sending(asAnna, room, Chat.key(), Map.of("text", "", "files", List.of(upload)))
                .expect(422);
        assertEquals(List.of(), seqs(room));
        Chat.sending(asBen, room, Chat.key(), Map.of("text", "", "files", List.of(upload)))
                .expect(201);
        var file = "/api/storage/files/"
                + Chat.shown(asAnna, room, 1).at("/files/0/file").asText();
        assertEquals("内容", asAnna.get(file).expect(200).text());
        asChie.get(file).expect(404, "core.not-found");
        asBen.delete(Chat.message(room, 1)).expect(204);
        asAnna.get(file).expect(404, "core.not-found");
    }

    @Test
    void naming_more_than_a_hundred_people_asks_first() {
        var admin = kairan.admin();
        var room = Chat.make(admin, "announcement", "全庁", "groups", List.of("everyone"));
        Chat.sending(admin, room, Chat.key(), Map.of("text", "@[all] 明日は停電です")).expect(422, "chat.confirm-all");
        Chat.sending(admin, room, Chat.key(), Map.of("text", "@[all] 明日は停電です", "confirmAll", true))
                .expect(201);
        Wait.until(
                Duration.ofSeconds(30),
                "all are in the room",
                () -> kairan.number("select members from chat.room where id = ?", room) > 1000);
        Chat.sending(asAnna, room, Chat.key(), Map.of("text", "質問です")).expect(409, "chat.announcement-only");
        assertEquals(1, Chat.listed(asAnna, room).get("mentions").asInt());
    }

    @Test
    void who_sends_without_end_is_told_to_wait_and_others_are_not() {
        var room = Chat.group(asAnna, ben);
        var refused = IntStream.range(0, 160)
                .mapToObj(i -> asAnna.sendLater(
                        "POST",
                        Chat.room(room) + "/messages",
                        Map.of("text", "洪水 " + i),
                        "Idempotency-Key",
                        Chat.key()))
                .map(CompletableFuture::join)
                .filter(answer -> answer.status() == 429)
                .toList();
        assertFalse(refused.isEmpty());
        refused.get(0).expect(429, "chat.too-fast");
        assertTrue(refused.get(0).json().at("/args/seconds").asInt() > 0);
        Chat.say(asBen, room, "ほかの人は書ける");
    }

    // ---- changing

    @Test
    void of_two_who_edit_at_once_one_is_told_so_and_nothing_is_lost() {
        var room = Chat.group(asAnna, ben);
        for (var round = 0; round < 5; round++) {
            var seq = Chat.say(asAnna, room, "最初");
            var edits = IntStream.range(0, 2)
                    .mapToObj(i -> asAnna.sendLater(
                            "PUT", Chat.message(room, seq), Map.of("text", "編集 " + i, "baseVersion", 1)))
                    .toList();
            var statuses = edits.stream().map(e -> e.join().status()).sorted().toList();
            assertEquals(List.of(204, 412), statuses);
            var versions = asBen.get(Chat.message(room, seq) + "/versions")
                    .expect(200)
                    .json()
                    .get("items");
            assertEquals(2, versions.size());
            assertEquals("最初", versions.at("/0/text").asText());
            assertEquals(
                    Chat.shown(asBen, room, seq).get("text"), versions.at("/1/text"), "what was said before is kept");
        }
    }

    @Test
    void repeating_any_change_changes_nothing_more() {
        var room = Chat.group(asAnna, ben);
        var seq = Chat.sending(
                        asAnna,
                        room,
                        Chat.key(),
                        Map.of(
                                "text",
                                "何度でも",
                                "ackBy",
                                Office.today().plusDays(3).toString()))
                .expect(201)
                .json()
                .get("seq")
                .asLong();
        var path = Chat.message(room, seq);
        var acts = List.<Runnable>of(
                () -> asAnna.put(path, Map.of("text", "直した", "baseVersion", 1)).expect(204),
                () -> asBen.put(path + "/reactions/understood", null).expect(204),
                () -> asBen.put(path + "/reactions/%F0%9F%8E%89", null).expect(204),
                () -> asBen.delete(path + "/reactions/understood").expect(204),
                () -> asBen.put(path + "/pin", null).expect(204),
                () -> asBen.put(path + "/mark", Map.of("mark", "decision")).expect(204),
                () -> asBen.post(path + "/acknowledgement", null).expect(204),
                () -> asBen.put(path + "/bookmark", null).expect(204),
                () -> Chat.read(asBen, room, seq),
                () -> asAnna.post(Chat.room(room) + "/members", Map.of("people", List.of(chie.id())))
                        .expect(204),
                () -> asAnna.delete(Chat.room(room) + "/members/" + chie.id()).expect(204),
                () -> asBen.delete(path + "/pin").expect(204),
                () -> asAnna.delete(path).expect(204),
                () -> asAnna.post(Chat.room(room) + "/closing", null).expect(204),
                () -> asAnna.post(Chat.room(room) + "/reopening", null).expect(204));
        for (var i = 0; i < acts.size(); i++) {
            acts.get(i).run();
            var rev = kairan.number("select rev from chat.room where id = ?", room);
            acts.get(i).run();
            acts.get(i).run();
            assertEquals(rev, kairan.number("select rev from chat.room where id = ?", room), "act " + i);
        }
    }

    @Test
    void what_is_deleted_is_nowhere_any_more_not_in_quotes_and_not_in_the_log() {
        var room = Chat.group(asAnna, ben);
        var secret = "うっかり秘密 " + Chat.key();
        var seq = Chat.say(asAnna, room, secret);
        asAnna.put(Chat.message(room, seq), Map.of("text", secret + " 直した", "baseVersion", 1))
                .expect(204);
        Chat.sending(asBen, room, Chat.key(), Map.of("text", "了解", "reply", seq))
                .expect(201);
        try (var before = Chat.follow(asBen, "chat.room:" + room, 0)) {
            Chat.awaitRev(before, room, 4);
            assertTrue(before.frames().toString().contains(secret));
        }
        asBen.delete(Chat.message(room, seq)).expect(404);
        asAnna.delete(Chat.message(room, seq)).expect(204);
        try (var after = Chat.follow(asBen, "chat.room:" + room, 0)) {
            Chat.awaitRev(after, room, 5);
            assertFalse(
                    after.frames().toString().contains(secret), after.frames().toString());
        }
        assertFalse(Chat.page(asBen, room).toString().contains(secret));
        assertFalse(asBen.get(Chat.message(room, seq) + "/versions")
                .expect(200)
                .text()
                .contains(secret));
        assertFalse(asBen.get("/api/chat/rooms").expect(200).text().contains(secret));
        var tombstone = Chat.shown(asBen, room, seq);
        assertTrue(tombstone.has("deletedAt"));
        assertEquals("", tombstone.get("text").asText());
        asAnna.put(Chat.message(room, seq), Map.of("text", "戻す", "baseVersion", 2))
                .expect(409, "chat.message-deleted");
        asBen.put(Chat.message(room, seq) + "/reactions/thanks", null).expect(409, "chat.message-deleted");
    }

    @Test
    void only_twenty_kinds_of_reactions_and_only_known_ones() {
        var room = Chat.group(asAnna, ben);
        var seq = Chat.say(asAnna, room, "反応");
        asBen.put(Chat.message(room, seq) + "/reactions/like", null).expect(422, "chat.reaction-unknown");
        asBen.put(Chat.message(room, seq) + "/reactions/%3Cb%3E", null).expect(422, "chat.reaction-unknown");
        for (var i = 0; i < 20; i++) {
            var emoji = java.net.URLEncoder.encode(Character.toString(0x1F600 + i), StandardCharsets.UTF_8);
            asBen.put(Chat.message(room, seq) + "/reactions/" + emoji, null).expect(204);
        }
        asAnna.put(Chat.message(room, seq) + "/reactions/thanks", null).expect(409, "chat.too-many-reactions");
        assertEquals(20, Chat.shown(asAnna, room, seq).get("reactions").size());
        for (var heart : List.of("%E2%9D%A4%EF%B8%8F", "%F0%9F%91%8D")) {
            var other = Chat.say(asAnna, room, "絵文字");
            asBen.put(Chat.message(room, other) + "/reactions/" + heart, null).expect(204);
        }
    }

    // ---- snapshot and events

    /** What makes an event of each kind in a meeting room of the three, in which the first message asks to be acknowledged. */
    private Map<String, Runnable> generators(long room) {
        var all = new TreeMap<String, Runnable>();
        all.put("message-sent", () -> {
            Chat.sending(
                            asBen,
                            room,
                            Chat.key(),
                            Map.of(
                                    "text",
                                    "返信 @[all]",
                                    "reply",
                                    1,
                                    "clientAt",
                                    Instant.now().toString()))
                    .expect(201);
            Chat.sending(
                            asAnna,
                            room,
                            Chat.key(),
                            Map.of("text", "資料", "files", List.of(asAnna.upload("a.txt", new byte[] {65}))))
                    .expect(201);
        });
        all.put(
                "message-edited",
                () -> asAnna.put(Chat.message(room, 1), Map.of("text", "直した文", "baseVersion", 1))
                        .expect(204));
        all.put("message-deleted", () -> {
            var seq = Chat.say(asChie, room, "消される");
            Chat.sending(asAnna, room, Chat.key(), Map.of("text", "引用", "reply", seq))
                    .expect(201);
            asChie.delete(Chat.message(room, seq)).expect(204);
        });
        all.put("reaction-changed", () -> {
            asBen.put(Chat.message(room, 1) + "/reactions/thanks", null).expect(204);
            asChie.put(Chat.message(room, 1) + "/reactions/thanks", null).expect(204);
            asBen.put(Chat.message(room, 1) + "/reactions/working", null).expect(204);
            asBen.delete(Chat.message(room, 1) + "/reactions/thanks").expect(204);
        });
        all.put(
                "pin-changed",
                () -> asBen.put(Chat.message(room, 1) + "/pin", null).expect(204));
        all.put("mark-changed", () -> {
            asBen.put(Chat.message(room, 1) + "/mark", Map.of("mark", "homework"))
                    .expect(204);
            asBen.put(Chat.message(room, 2) + "/mark", Map.of("mark", "question"))
                    .expect(204);
            asBen.put(Chat.message(room, 2) + "/mark", Map.of()).expect(204);
        });
        all.put(
                "acknowledged",
                () -> asBen.post(Chat.message(room, 1) + "/acknowledgement", null)
                        .expect(204));
        all.put(
                "member-joined",
                () -> asAnna.post(
                                Chat.room(room) + "/members",
                                Map.of("people", List.of(kairan.somebody().id())))
                        .expect(204));
        all.put("member-left", () -> {
            var guest = kairan.somebody();
            asAnna.post(Chat.room(room) + "/members", Map.of("people", List.of(guest.id())))
                    .expect(204);
            asAnna.delete(Chat.room(room) + "/members/" + guest.id()).expect(204);
        });
        all.put("messages-removed", () -> {
            // Older than anything else in the city, so that the retention takes this message and no other.
            kairan.execute("update chat.message set at = '1900-01-01' where room_id = ? and seq = 1", room);
            var tag = kairan.admin()
                    .get("/api/chat/policy")
                    .expect(200)
                    .header("ETag")
                    .orElseThrow();
            kairan.admin()
                    .put(
                            "/api/chat/policy",
                            Map.of("makers", Map.of(), "days", Map.of("meeting", 36_500)),
                            "If-Match",
                            tag)
                    .expect(200);
            Wait.until(
                    Duration.ofSeconds(40),
                    "the message is removed",
                    () -> kairan.number("select count(*) from chat.message where room_id = ? and seq = 1", room) == 0);
        });
        all.put("role-changed", () -> edit(room, Map.of("recorder", ben.id())));
        all.put("room-changed", () -> edit(room, Map.of("name", "名前を変えた")));
        return all;
    }

    private void edit(long room, Map<String, ?> changes) {
        var answer = asAnna.get(Chat.room(room)).expect(200);
        var agenda = new ArrayList<Object>();
        answer.json().get("agenda").forEach(item -> agenda.add(Answer.JSON.convertValue(item, Map.class)));
        agenda.add(Map.of("title", "追加の議題"));
        var body = new TreeMap<String, Object>(
                Map.of("name", answer.json().at("/room/name").asText(), "purpose", "目的", "agenda", agenda));
        body.putAll(changes);
        asAnna.put(Chat.room(room), body, "If-Match", answer.header("ETag").orElseThrow())
                .expect(200);
    }

    private long meeting() {
        var room = Chat.make(
                asAnna, "meeting", "三日の会議", "people", List.of(ben.id(), chie.id()), "agenda", List.of("議題一", "議題二"));
        Chat.sending(
                        asAnna,
                        room,
                        Chat.key(),
                        Map.of(
                                "text",
                                "始めます",
                                "ackBy",
                                Office.today().plusDays(3).toString()))
                .expect(201);
        Chat.say(asChie, room, "よろしくお願いします");
        return room;
    }

    @Test
    void a_snapshot_and_the_events_after_it_equal_a_fresh_snapshot_for_every_kind_of_event() throws Exception {
        var kinds = RoomEvents.kinds();
        var room = meeting();
        assertEquals(kinds, generators(room).keySet(), "every kind of event has a generator here, and no other");
        for (var kind : kinds) {
            var fresh = meeting();
            var replica = Chat.Replica.snapshot(asChie, fresh);
            var rev = Chat.page(asChie, fresh).get("rev").asLong();
            generators(fresh).get(kind).run();
            replay(replica, fresh, rev, kind);
        }
        // All of them in one room, from the beginning, from the middle, and each entry twice.
        var replica = Chat.Replica.snapshot(asChie, room);
        var rev = Chat.page(asChie, room).get("rev").asLong();
        var acts = generators(room);
        var last = acts.remove("messages-removed");
        acts.forEach((kind, act) -> act.run());
        last.run();
        replay(replica, room, rev, "all");
        replay(Chat.Replica.snapshot(asChie, room), room, rev, "all, over a newer snapshot");
        replay(replica, room, 0, "all, again from the beginning");
    }

    private void replay(Chat.Replica replica, long room, long rev, String what) {
        var head = kairan.number("select rev from chat.room where id = ?", room);
        try (var live = Chat.follow(asChie, "chat.room:" + room, rev)) {
            Chat.awaitRev(live, room, head);
            var seen = new HashSet<String>();
            for (var entry : Chat.entries(live, "chat.room:" + room)) {
                replica.apply(entry);
                replica.apply(entry);
                seen.add(entry.get("type").asText());
            }
            assertTrue(what.contains("all") || seen.contains("chat." + what), what + " made " + seen);
            assertEquals(Chat.entries(live, "chat.room:" + room), polled(room, rev, head), "asked for, " + what);
        }
        assertEquals(Chat.Replica.snapshot(asChie, room).text(), replica.text(), what);
    }

    /** The same as from a socket, for who has none. */
    private List<JsonNode> polled(long room, long rev, long head) {
        var frames = new ArrayList<JsonNode>();
        for (var after = rev;
                after < head;
                after = frames.get(frames.size() - 1).get("cursor").asLong()) {
            asChie.post("/api/live/poll", Map.of("streams", Map.of("chat.room:" + room, after)))
                    .expect(200)
                    .json()
                    .get("frames")
                    .forEach(frames::add);
        }
        return frames;
    }

    @Test
    void no_kind_of_event_reaches_a_stranger_or_who_is_a_member_no_more() {
        var former = kairan.somebody();
        var asFormer = kairan.session(former.id());
        var asStranger = kairan.session(kairan.somebody().id());
        for (var kind : RoomEvents.kinds()) {
            var room = meeting();
            asAnna.post(Chat.room(room) + "/members", Map.of("people", List.of(former.id())))
                    .expect(204);
            Chat.say(asFormer, room, "まだいます");
            var streams = Map.of("chat.room:" + room, 3L, "chat.receipts:" + room, 0L);
            try (var inside = Chat.follow(asFormer, "chat.room:" + room, 0)) {
                Chat.awaitRev(inside, room, 3);
                asAnna.delete(Chat.room(room) + "/members/" + former.id()).expect(204);
                // Who was listening when they were let go, and who comes with an old number or with none.
                inside.await(f -> f.type().equals("stream-gone"), Duration.ofSeconds(20));
                var heard = inside.frames().size();
                var head = kairan.number("select rev from chat.room where id = ?", room);
                try (var gone = asFormer.openLive();
                        var stranger = asStranger.openLive()) {
                    for (var live : List.of(gone, stranger)) {
                        for (var after : List.of(0L, 3L, head)) {
                            streams.keySet()
                                    .forEach(stream -> live.send("{\"type\":\"follow\",\"stream\":\"" + stream
                                            + "\",\"after\":" + after + "}"));
                        }
                    }
                    generators(room).get(kind).run();
                    assertTrue(
                            kairan.number(
                                            "select count(*) from chat.event where room_id = ? and rev > ? and kind = ?",
                                            room,
                                            head,
                                            kind)
                                    > 0,
                            kind + " has happened");
                    Chat.read(asBen, room, 2);
                    for (var live : List.of(inside, gone, stranger)) {
                        live.ping();
                        var after = live == inside ? heard : 0;
                        assertEquals(
                                List.of(),
                                live.framesAfter(after).stream()
                                        .filter(f -> f.json().has("body")
                                                || f.json().has("cursor")
                                                || f.ref().equals("chat:room:" + room))
                                        .toList(),
                                kind);
                    }
                }
            }
            for (var client : List.of(asFormer, asStranger)) {
                var polled = client.post("/api/live/poll", Map.of("streams", streams))
                        .expect(200)
                        .json()
                        .get("frames");
                polled.forEach(
                        frame -> assertEquals("stream-gone", frame.get("type").asText(), kind + ": " + frame));
                assertEquals(2, polled.size(), kind + ": " + polled);
                client.get(Chat.room(room) + "/messages?after=0").expect(404, "core.not-found");
                client.get(Chat.room(room) + "/minutes?format=json").expect(404, "core.not-found");
            }
        }
    }

    @Test
    void what_happened_while_a_client_was_away_arrives_when_it_returns() {
        var room = meeting();
        var replica = Chat.Replica.snapshot(asBen, room);
        var rev = Chat.page(asBen, room).get("rev").asLong();
        for (var i = 0; i < 70; i++) {
            Chat.say(i % 2 == 0 ? asAnna : asChie, room, "留守の間 " + i);
        }
        asAnna.put(Chat.message(room, 1), Map.of("text", "変更後", "baseVersion", 1))
                .expect(204);
        asChie.delete(Chat.message(room, 2)).expect(204);
        asAnna.put(Chat.message(room, 5) + "/pin", null).expect(204);
        asChie.put(Chat.message(room, 5) + "/reactions/understood", null).expect(204);
        var head = kairan.number("select rev from chat.room where id = ?", room);
        try (var live = Chat.follow(asBen, "chat.room:" + room, rev)) {
            Chat.awaitRev(live, room, head);
            Chat.entries(live, "chat.room:" + room).forEach(replica::apply);
        }
        assertEquals(Chat.Replica.snapshot(asBen, room).text(), replica.text());
    }

    @Test
    void one_frame_follows_many_rooms() {
        var rooms =
                IntStream.range(0, 20).mapToObj(i -> Chat.group(asAnna, ben)).toList();
        var frame = new StringBuilder("{\"type\":\"follow\",\"streams\":{\"chat.room:987654321\":0");
        rooms.forEach(room -> frame.append(",\"chat.room:").append(room).append("\":0"));
        try (var live = asBen.openLive()) {
            live.send(frame.append("}}").toString());
            rooms.forEach(room -> Chat.awaitRev(live, room, 1));
            live.await(
                    f -> f.type().equals("stream-gone")
                            && f.json().get("stream").asText().equals("chat.room:987654321"),
                    Duration.ofSeconds(20));
        }
        for (var bad : List.of(
                "{\"type\":\"follow\",\"streams\":{\"chat.room:1\":-1}}",
                "{\"type\":\"follow\",\"streams\":{\"chat.room:1\":\"1\"}}",
                "{\"type\":\"follow\",\"streams\":{\"chat.room:1\":1e400}}",
                "{\"type\":\"follow\",\"streams\":[1]}",
                "{\"type\":\"follow\",\"streams\":{\"chat.room:1\"")) {
            try (var live = asBen.openLive()) {
                live.send(bad);
                assertEquals(1008, live.awaitClose(Duration.ofSeconds(20)), bad);
            }
        }
    }

    // ---- receipts

    private JsonNode readers(Client client, long room, long seq) {
        return client.get(Chat.message(room, seq) + "/readers").expect(200).json();
    }

    private static List<Long> ids(JsonNode list, String pointer) {
        var ids = new ArrayList<Long>();
        list.forEach(one -> ids.add(one.at(pointer).asLong()));
        return ids.stream().sorted().toList();
    }

    @Test
    void a_message_tells_who_has_read_it_and_when_all_have() {
        var room = Chat.group(asAnna, ben, chie);
        var seq = Chat.say(asAnna, room, "読んでください");
        Chat.say(asAnna, room, "これも");
        try (var live = Chat.follow(asAnna, "chat.receipts:" + room, 0)) {
            Chat.read(asBen, room, seq);
            var one = Chat.shown(asAnna, room, seq);
            assertEquals(1, one.get("read").asInt());
            assertEquals(2, one.get("of").asInt());
            assertFalse(one.has("allReadAt"));
            var readers = readers(asAnna, room, seq);
            assertEquals(List.of(ben.id()), ids(readers.get("read"), "/person/id"));
            assertEquals(List.of(chie.id()), ids(readers.get("unread"), "/id"));
            Chat.read(asChie, room, seq + 1);
            var all = Chat.shown(asAnna, room, seq);
            assertEquals(2, all.get("read").asInt());
            var last = kairan.query(
                            row -> row.getTimestamp(1).toInstant(),
                            "select read_at from chat.read_range where room_id = ? and person_id = ?",
                            room,
                            chie.id())
                    .get(0);
            assertEquals(last, Instant.parse(all.get("allReadAt").asText()), "the time is the last reader's");
            live.await(
                    f -> f.type().equals("chat.receipts-moved")
                            && f.json().at("/body/counts/0/1").asInt() == 2
                            && f.json().at("/body/counts/0/3").isTextual(),
                    Duration.ofSeconds(20));
        }
        // Receipts do not go back.
        Chat.read(asChie, room, 1);
        assertEquals(2, Chat.listed(asChie, room).get("readSeq").asLong());
        Chat.read(asChie, room, 99);
        assertEquals(2, Chat.listed(asChie, room).get("readSeq").asLong());
    }

    @Test
    void two_last_readers_at_the_same_moment_make_it_read_by_all() {
        var room = Chat.group(asAnna, ben, chie);
        for (var round = 0; round < 15; round++) {
            var seq = Chat.say(asAnna, room, "同時に読む " + round);
            var both = List.of(asBen, asChie).stream()
                    .map(client -> client.sendLater("PUT", Chat.room(room) + "/receipt", Map.of("seq", seq)))
                    .toList();
            both.forEach(answer -> answer.join().expect(204));
            assertTrue(Chat.shown(asAnna, room, seq).has("allReadAt"), "round " + round);
        }
    }

    @Test
    void newcomers_never_undo_that_all_have_read() {
        var room = Chat.make(asAnna, "consultation", "相談 " + Chat.key());
        asBen.post(Chat.room(room) + "/joining", null).expect(204);
        var seq = Chat.say(asAnna, room, "全員が読む");
        Chat.read(asBen, room, seq);
        var before = Chat.shown(asAnna, room, seq);
        assertTrue(before.has("allReadAt"));
        asChie.post(Chat.room(room) + "/joining", null).expect(204);
        var after = Chat.shown(asAnna, room, seq);
        for (var field : List.of("read", "of", "allReadAt")) {
            assertEquals(before.get(field), after.get(field), field);
        }
        assertEquals(0, Chat.listed(asChie, room).get("unread").asInt(), "what was there before is not unread");
        assertEquals(1, Chat.page(asChie, room).get("messages").size(), "but can be read");
        assertEquals(List.of(), ids(readers(asAnna, room, seq).get("unread"), "/id"));
    }

    @Test
    void who_leaves_without_having_read_is_exempt_and_blocks_nobody() {
        var room = Chat.group(asAnna, ben, chie);
        var seq = Chat.say(asAnna, room, "異動の前に");
        Chat.read(asBen, room, seq);
        assertFalse(Chat.shown(asAnna, room, seq).has("allReadAt"));
        asChie.delete(Chat.room(room) + "/members/" + chie.id()).expect(204);
        var shown = Chat.shown(asAnna, room, seq);
        assertTrue(shown.has("allReadAt"), shown.toString());
        assertEquals(1, shown.get("of").asInt());
        var readers = readers(asAnna, room, seq);
        assertEquals(List.of(chie.id()), ids(readers.get("exempt"), "/id"));
        assertEquals(List.of(ben.id()), ids(readers.get("read"), "/person/id"));
        // Back again they are asked for what comes, not for what was.
        asAnna.post(Chat.room(room) + "/members", Map.of("people", List.of(chie.id())))
                .expect(204);
        assertEquals(1, Chat.shown(asAnna, room, seq).get("of").asInt());
        var next = Chat.say(asAnna, room, "戻ってから");
        assertEquals(2, Chat.shown(asAnna, room, next).get("of").asInt());
    }

    @Test
    void who_read_before_an_edit_is_shown_as_such() {
        var room = Chat.group(asAnna, ben, chie);
        var seq = Chat.say(asAnna, room, "初版");
        Chat.read(asBen, room, seq);
        asAnna.put(Chat.message(room, seq), Map.of("text", "第二版", "baseVersion", 1))
                .expect(204);
        Chat.read(asChie, room, seq);
        for (var reader : readers(asAnna, room, seq).get("read")) {
            assertEquals(
                    reader.at("/person/id").asLong() == ben.id(),
                    reader.get("beforeEdit").asBoolean(),
                    reader.toString());
        }
    }

    @Test
    void sending_does_not_mark_earlier_messages_as_read() {
        var room = Chat.group(asAnna, ben);
        var first = Chat.say(asAnna, room, "未読のまま");
        Chat.say(asBen, room, "送っただけ");
        assertEquals(0, Chat.shown(asAnna, room, first).get("read").asInt());
        assertEquals(1, Chat.listed(asBen, room).get("unread").asInt());
        assertEquals(first, Chat.page(asBen, room).get("firstUnread").asLong());
    }

    @Test
    void putting_back_to_unread_is_for_oneself_alone() {
        var room = Chat.group(asAnna, ben);
        var seq = Chat.say(asAnna, room, "あとで読む");
        Chat.read(asBen, room, seq);
        asBen.put(Chat.room(room) + "/unread", Map.of("from", seq)).expect(204);
        assertEquals(1, Chat.listed(asBen, room).get("unread").asInt());
        assertEquals(
                1,
                asBen.get("/api/chat/unread-messages")
                        .expect(200)
                        .json()
                        .at("/rooms/0/messages")
                        .size());
        assertTrue(Chat.shown(asAnna, room, seq).has("allReadAt"));
        Chat.read(asBen, room, seq);
        assertEquals(0, Chat.listed(asBen, room).get("unread").asInt());
    }

    @Test
    void an_acknowledgement_is_asked_given_once_and_counted() {
        var room = Chat.group(asAnna, ben, chie);
        var seq = Chat.sending(
                        asAnna,
                        room,
                        Chat.key(),
                        Map.of(
                                "text",
                                "要確認",
                                "ackBy",
                                Office.today().plusDays(1).toString()))
                .expect(201)
                .json()
                .get("seq")
                .asLong();
        asAnna.post(Chat.message(room, seq) + "/acknowledgement", null).expect(409, "chat.ack-not-asked");
        asBen.post(Chat.message(room, seq) + "/acknowledgement", null).expect(204);
        var ack = Chat.shown(asBen, room, seq).get("ack");
        assertEquals(1, ack.get("done").asInt());
        assertEquals(2, ack.get("of").asInt());
        assertTrue(ack.has("mine"));
        assertFalse(Chat.shown(asChie, room, seq).get("ack").has("mine"));
        assertEquals(
                2,
                asAnna.post(Chat.message(room, seq) + "/reminder", null)
                        .expect(200)
                        .json()
                        .get("people")
                        .asInt());
        asAnna.post(Chat.message(room, seq) + "/reminder", null).expect(409, "chat.reminded-today");
        asBen.post(Chat.message(room, seq) + "/reminder", null).expect(404);
    }

    // ---- rooms

    @Test
    void two_people_have_one_room_for_ever_whoever_begins() {
        var answers = IntStream.range(0, 10)
                .mapToObj(i -> (i % 2 == 0 ? asAnna : asBen)
                        .sendLater(
                                "POST", "/api/chat/direct-rooms", Map.of("person", i % 2 == 0 ? ben.id() : anna.id())))
                .map(answer -> answer.join().expect(200).json().at("/room/id").asLong())
                .distinct()
                .toList();
        assertEquals(1, answers.size());
        assertEquals(ben.name(), Chat.listed(asAnna, answers.get(0)).get("name").asText());
        assertEquals(2, Chat.listed(asAnna, answers.get(0)).get("members").asInt());
        asAnna.delete(Chat.room(answers.get(0)) + "/members/" + anna.id()).expect(409, "chat.cannot-leave");
        asAnna.post("/api/chat/direct-rooms", Map.of("person", anna.id())).expect(422);
        asAnna.post("/api/chat/direct-rooms", Map.of("person", 987654321)).expect(422, "chat.person-unknown");
    }

    @Test
    void a_repeated_request_for_a_room_makes_no_second_one() {
        var key = Chat.key();
        var rooms = IntStream.range(0, 8)
                .mapToObj(i -> asAnna.sendLater(
                        "POST",
                        "/api/chat/rooms",
                        Map.of("kind", "group", "name", "一つだけ", "purpose", "", "people", List.of(ben.id())),
                        "Idempotency-Key",
                        key))
                .map(answer -> answer.join().expect(201).json().at("/room/id").asLong())
                .distinct()
                .toList();
        assertEquals(1, rooms.size());
        assertEquals(2, Chat.listed(asAnna, rooms.get(0)).get("members").asInt());
        Chat.making(asAnna, key, "group", "別の名前").expect(422, "core.request-reused");
    }

    @Test
    void a_group_shows_newcomers_what_comes_and_nothing_of_before() {
        var room = Chat.group(asAnna, ben);
        var secret = "前の話 " + Chat.key();
        var seq = Chat.say(asAnna, room, secret);
        asAnna.put(Chat.message(room, seq) + "/pin", null).expect(204);
        asAnna.post(Chat.room(room) + "/members", Map.of("people", List.of(chie.id())))
                .expect(204);
        asAnna.put(Chat.message(room, seq), Map.of("text", secret + " 直し", "baseVersion", 1))
                .expect(204);
        var next = Chat.say(asBen, room, "後の話");
        var head = kairan.number("select rev from chat.room where id = ?", room);
        try (var live = Chat.follow(asChie, "chat.room:" + room, 0)) {
            Chat.awaitRev(live, room, head);
            assertFalse(live.frames().toString().contains(secret), live.frames().toString());
            assertEquals(
                    "chat.member-joined",
                    Chat.entries(live, "chat.room:" + room).get(0).get("type").asText());
        }
        for (var path : List.of(
                "/messages",
                "/messages?after=0",
                "/messages?around=1",
                "/messages?before=2",
                "/messages?day=2020-01-01",
                "")) {
            var answer = asChie.get(Chat.room(room) + path).expect(200);
            assertFalse(answer.text().contains(secret), answer.toString());
        }
        assertEquals(List.of(), ids(asChie.get(Chat.room(room)).json().get("pins"), ""));
        for (var route : List.of("/versions", "/readers")) {
            asChie.get(Chat.message(room, seq) + route).expect(404, "core.not-found");
        }
        asChie.put(Chat.message(room, seq) + "/reactions/thanks", null).expect(404, "core.not-found");
        asChie.put(Chat.message(room, seq) + "/bookmark", null).expect(404, "core.not-found");
        Chat.sending(asChie, room, Chat.key(), Map.of("text", "引用", "reply", seq))
                .expect(422, "chat.reply-unknown");
        assertEquals(next, Chat.page(asChie, room).at("/messages/0/seq").asLong());
    }

    @Test
    void a_former_member_gets_nothing_on_any_way() {
        var room = Chat.group(asAnna, ben, chie);
        var seq = Chat.say(asAnna, room, "内輪");
        try (var live = Chat.follow(asChie, "chat.room:" + room, 0);
                var receipts = Chat.follow(asChie, "chat.receipts:" + room, 0)) {
            Chat.awaitRev(live, room, 2);
            asAnna.delete(Chat.room(room) + "/members/" + chie.id()).expect(204);
            live.await(f -> f.type().equals("stream-gone"), Duration.ofSeconds(20));
            Chat.say(asAnna, room, "去った後");
            Chat.read(asBen, room, seq);
            receipts.await(f -> f.type().equals("stream-gone"), Duration.ofSeconds(20));
            live.ping();
            assertFalse(live.frames().toString().contains("去った後"));
        }
        for (var path : List.of("", "/members", "/messages", "/messages/1/readers", "/messages/1/versions", "/draft")) {
            asChie.get(Chat.room(room) + path).expect(404, "core.not-found");
        }
        Chat.sending(asChie, room, Chat.key(), Map.of("text", "まだいる")).expect(404, "core.not-found");
        asChie.put(Chat.room(room) + "/receipt", Map.of("seq", 1)).expect(404, "core.not-found");
        asChie.post(Chat.room(room) + "/joining", null).expect(404, "core.not-found");
        assertFalse(asChie.get("/api/chat/rooms").text().contains("\"id\":" + room + ","));
    }

    @Test
    void a_meeting_is_read_only_before_it_opens_and_after_it_closes() {
        var later = Chat.make(
                asAnna,
                "meeting",
                "明日から",
                "people",
                List.of(ben.id()),
                "opensAt",
                Instant.now().plusSeconds(86_400).toString());
        Chat.sending(asAnna, later, Chat.key(), Map.of("text", "早い")).expect(409, "chat.room-not-open");
        var room = meeting();
        var agenda =
                asBen.get(Chat.room(room)).expect(200).json().at("/agenda/0/id").asLong();
        var seq = Chat.sending(asBen, room, Chat.key(), Map.of("text", "議題一について", "agenda", agenda))
                .expect(201)
                .json()
                .get("seq")
                .asLong();
        assertEquals(agenda, Chat.shown(asAnna, room, seq).get("agenda").asLong());
        var key = Chat.key();
        var sent = Chat.sending(asBen, room, key, Map.of("text", "終わる前"))
                .expect(201)
                .json();
        asBen.post(Chat.room(room) + "/closing", null).expect(404, "core.not-found");
        asAnna.post(Chat.room(room) + "/closing", null).expect(204);
        Chat.sending(asBen, room, Chat.key(), Map.of("text", "遅い")).expect(409, "chat.room-closed");
        assertEquals(
                sent.get("seq"),
                Chat.sending(asBen, room, key, Map.of("text", "終わる前"))
                        .expect(201)
                        .json()
                        .get("seq"),
                "what was sent before is answered after");
        for (var act : List.of("/pin", "/reactions/thanks")) {
            asBen.put(Chat.message(room, seq) + act, null).expect(409, "chat.room-closed");
        }
        asBen.put(Chat.message(room, seq), Map.of("text", "直す", "baseVersion", 1))
                .expect(409, "chat.room-closed");
        asBen.delete(Chat.message(room, seq)).expect(409, "chat.room-closed");
        Chat.read(asBen, room, seq);
        assertFalse(Chat.listed(asBen, room).get("mayPost").asBoolean());
    }

    @Test
    void a_meetings_time_ends_it_visibly() {
        var room = Chat.make(
                asAnna,
                "meeting",
                "すぐ終わる",
                "people",
                List.of(ben.id()),
                "closesAt",
                Instant.now().plusSeconds(3).toString());
        Chat.say(asBen, room, "間に合った");
        try (var live = Chat.follow(asBen, "chat.room:" + room, 0)) {
            var closed = live.await(f -> f.type().equals("chat.room-changed"), Duration.ofSeconds(40));
            assertTrue(closed.json().at("/body/closedAt").isTextual());
            assertTrue(closed.json().at("/body/actor").isMissingNode(), "the clock did it");
        }
        Chat.sending(asBen, room, Chat.key(), Map.of("text", "遅い")).expect(409, "chat.room-closed");
    }

    @Test
    void a_sections_room_follows_the_organization_and_shows_it() {
        var colleague = kairan.somebodyIn(anna.section());
        var stranger = kairan.somebodyNotIn(anna.section());
        var asColleague = kairan.session(colleague.id());
        var asStranger = kairan.session(stranger.id());
        var room = Chat.make(asAnna, "section", "課の部屋", "groups", List.of("section:" + anna.section()));
        Chat.making(asStranger, Chat.key(), "section", "よその課", "groups", List.of("section:" + anna.section()))
                .expect(422, "chat.section-foreign");
        var seq = Chat.say(asAnna, room, "課の連絡");
        assertEquals(seq, Chat.page(asColleague, room).at("/messages/0/seq").asLong());
        asStranger.get(Chat.room(room)).expect(404, "core.not-found");
        asColleague.delete(Chat.room(room) + "/members/" + colleague.id()).expect(409, "chat.cannot-leave");

        kairan.transfer(colleague, stranger.section());
        asColleague.get(Chat.room(room)).expect(404, "core.not-found");
        Wait.until(
                Duration.ofSeconds(30),
                "the transfer is an event of the room",
                () -> kairan.number(
                                "select count(*) from chat.event where room_id = ? and kind = 'member-left' and body like ?",
                                room,
                                "%" + colleague.name() + "%")
                        == 1);
        assertEquals(
                List.of(colleague.id()), ids(readers(asAnna, room, seq).get("exempt"), "/id"), "moved away, not asked");
        kairan.transfer(stranger, anna.section());
        Wait.until(
                Duration.ofSeconds(30),
                "the newcomer is in",
                () -> asStranger.get(Chat.room(room)).status() == 200);
        assertEquals(1, Chat.page(asStranger, room).get("messages").size(), "sees what was before");
        assertEquals(0, Chat.listed(asStranger, room).get("unread").asInt());
        assertFalse(ids(readers(asAnna, room, seq).get("unread"), "/id").contains(stranger.id()));
    }

    @Test
    void who_leaves_the_city_leaves_all_rooms() {
        var leaver = kairan.somebody();
        var room = Chat.group(asAnna, ben, leaver);
        var seq = Chat.say(asAnna, room, "お世話になりました");
        Chat.read(asBen, room, seq);
        Office.bring(
                kairan.admin(), Office.today(), "職員番号,氏名,退職フラグ\r\n" + leaver.login() + "," + leaver.name() + ",1\r\n");
        Wait.until(
                Duration.ofSeconds(30),
                "all who are still here have read it",
                () -> Chat.shown(asAnna, room, seq).has("allReadAt"));
        assertEquals(2, Chat.listed(asAnna, room).get("members").asInt());
    }

    @Test
    void what_is_ones_own_follows_to_another_device() {
        var room = Chat.group(asAnna, ben);
        var seq = Chat.say(asAnna, room, "しおり");
        var phone = kairan.session(ben.id());
        try (var live = phone.openLive()) {
            asBen.put(Chat.room(room) + "/draft", Map.of("text", "書きかけ", "reply", seq))
                    .expect(204);
            live.await(
                    f -> f.type().equals("chat.mine-changed") && f.ref().equals("chat:room:" + room),
                    Duration.ofSeconds(20));
        }
        assertEquals(
                "書きかけ",
                phone.get("/api/chat/drafts")
                        .expect(200)
                        .json()
                        .at("/items/0/text")
                        .asText());
        asBen.put(Chat.message(room, seq) + "/bookmark", null).expect(204);
        assertEquals(
                seq,
                phone.get("/api/chat/bookmarks")
                        .expect(200)
                        .json()
                        .at("/rooms/0/messages/0/seq")
                        .asLong());
        assertFalse(Chat.shown(asAnna, room, seq).get("bookmarked").asBoolean());
        var counted = unread(asBen);
        phone.put(Chat.room(room) + "/preferences", Map.of("favourite", true, "muted", true, "alerts", "mentions"))
                .expect(204);
        var listed = Chat.listed(asBen, room);
        assertTrue(listed.get("favourite").asBoolean() && listed.get("muted").asBoolean());
        assertEquals(counted - 1, unread(asBen), "muted is not counted");
        phone.delete(Chat.room(room) + "/draft").expect(204);
        assertEquals(
                0, asBen.get("/api/chat/drafts").expect(200).json().get("items").size());
    }

    private static int unread(Client client) {
        return client.get("/api/chat/unread").expect(200).json().get("unread").asInt();
    }

    @Test
    void consultation_rooms_are_found_and_joined_by_everybody() {
        var name = "ICT相談 " + Chat.key();
        var room = Chat.make(asAnna, "consultation", name);
        var found = asBen.get("/api/chat/open-rooms?query=" + java.net.URLEncoder.encode(name, StandardCharsets.UTF_8))
                .expect(200)
                .json()
                .get("items");
        assertEquals(room, found.at("/0/id").asLong());
        assertFalse(found.at("/0/joined").asBoolean());
        asBen.get(Chat.room(room)).expect(404, "core.not-found");
        asBen.post(Chat.room(room) + "/joining", null).expect(204);
        Chat.say(asBen, room, "教えてください");
        asBen.delete(Chat.room(room) + "/members/" + ben.id()).expect(204);
        asBen.get(Chat.room(room)).expect(404, "core.not-found");
        asAnna.delete(Chat.room(room) + "/members/" + anna.id()).expect(204);
    }

    @Test
    void pages_lead_through_a_room_in_every_direction() {
        var room = Chat.group(asAnna, ben);
        for (var i = 1; i <= 30; i++) {
            Chat.say(asAnna, room, "第" + i);
        }
        var newest =
                asBen.get(Chat.room(room) + "/messages?limit=10").expect(200).json();
        assertEquals(21, newest.at("/messages/0/seq").asLong());
        assertTrue(newest.get("atEnd").asBoolean());
        assertFalse(newest.get("atStart").asBoolean());
        assertEquals(1, newest.get("firstUnread").asLong());
        var before = asBen.get(Chat.room(room) + "/messages?limit=10&before=21")
                .expect(200)
                .json();
        assertEquals(11, before.at("/messages/0/seq").asLong());
        var around = asBen.get(Chat.room(room) + "/messages?limit=10&around=15")
                .expect(200)
                .json();
        assertEquals(10, around.at("/messages/0/seq").asLong());
        assertEquals(10, around.get("messages").size());
        var first = asBen.get(Chat.room(room) + "/messages?limit=10&after=0")
                .expect(200)
                .json();
        assertTrue(first.get("atStart").asBoolean());
        var day = asBen.get(Chat.room(room) + "/messages?limit=5&day=" + Office.today())
                .expect(200)
                .json();
        assertEquals(1, day.at("/messages/0/seq").asLong());
        asBen.get(Chat.room(room) + "/messages?day=2026-13-45").expect(422, "core.invalid");
    }
}
