package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import java.util.zip.ZipInputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.kairan.systemtest.Kairan.Person;

/** What is taken out of chat and found in it, and what is sent by itself: minutes, search, scheduled messages, reports, exports, and the line without a WebSocket. */
class ChatRecordsIT {

    private final Kairan kairan = Kairan.demo();
    private final Person anna = kairan.somebody();
    private final Person ben = kairan.somebody();
    private final Person stranger = kairan.somebodyNotIn(ben.section());
    private final Client asAnna = kairan.session(anna.id());
    private final Client asBen = kairan.session(ben.id());
    private final Client asStranger = kairan.session(stranger.id());
    private final Client admin = kairan.admin();

    private static TreeMap<String, String> zip(byte[] bytes) throws IOException {
        var parts = new TreeMap<String, String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return parts;
    }

    private long meeting() {
        var room = Chat.make(
                asAnna, "meeting", "説明会の準備", "people", List.of(ben.id()), "agenda", List.of("日程"), "chair", anna.id());
        var item = asAnna.get(Chat.room(room))
                .expect(200)
                .json()
                .at("/agenda/0/id")
                .asLong();
        Chat.sending(asAnna, room, Chat.key(), Map.of("text", "髙﨑さんの案でよいですか。", "agenda", item))
                .expect(201);
        Chat.sending(asBen, room, Chat.key(), Map.of("text", "12月1日に行う。", "agenda", item))
                .expect(201);
        asAnna.put(Chat.message(room, 2) + "/mark", Map.of("mark", "decision")).expect(204);
        Chat.say(asBen, room, "取り消す話");
        asBen.delete(Chat.message(room, 3)).expect(204);
        Chat.read(asAnna, room, 3);
        return room;
    }

    // ---- minutes

    @Test
    void minutes_say_the_same_in_every_format_and_their_hash_can_be_checked() throws Exception {
        var room = meeting();
        var json = asAnna.get(Chat.room(room) + "/minutes?format=json").expect(200);
        var hash = json.header("Kairan-Content-Hash").orElseThrow();
        assertEquals(
                hash,
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json.body())));
        assertEquals("12月1日に行う。", json.json().at("/items/0/entries/1/text").asText());
        assertEquals("decision", json.json().at("/items/0/entries/1/mark").asText());
        assertEquals("", json.json().at("/items/1/entries/0/text").asText(), "what was deleted is a tombstone");
        for (var format : List.of("docx", "pdf", "csv")) {
            var answer =
                    asBen.get(Chat.room(room) + "/minutes?format=" + format).expect(200);
            assertEquals(hash, answer.header("Kairan-Content-Hash").orElseThrow(), format);
            assertFalse(answer.text().contains("取り消す話"), format);
        }
        var pdf = asAnna.get(Chat.room(room) + "/minutes?format=pdf").expect(200);
        try (var document = Loader.loadPDF(pdf.body())) {
            var text = new PDFTextStripper().getText(document);
            assertTrue(text.contains("髙﨑さんの案でよいですか。"), text);
            assertTrue(text.contains(hash), text);
            for (var page : document.getPages()) {
                for (var font : page.getResources().getFontNames()) {
                    assertTrue(page.getResources().getFont(font).isEmbedded(), "no font of the machine is needed");
                }
            }
        }
        var docx = zip(
                asAnna.get(Chat.room(room) + "/minutes?format=docx").expect(200).body());
        assertTrue(docx.get("word/document.xml").contains("髙﨑さんの案でよいですか。"));
        assertTrue(docx.get("word/footer1.xml").contains(hash));
        assertTrue(asAnna.get(Chat.room(room) + "/minutes?format=csv").text().startsWith("\uFEFF"));
    }

    @Test
    void minutes_of_marked_messages_hold_those_only_and_nothing_to_hold_is_refused() {
        var room = meeting();
        var marked = asAnna.get(Chat.room(room) + "/minutes?format=json&marked=true")
                .expect(200)
                .json();
        assertEquals(1, marked.get("items").size());
        assertEquals(1, marked.at("/items/0/entries").size());
        asAnna.get(Chat.room(room) + "/minutes?from=99").expect(422, "chat.minutes-empty");
        asAnna.get(Chat.room(room) + "/minutes?format=exe").expect(422, "core.invalid");
    }

    @Test
    void minutes_name_people_as_they_stood_on_the_day() {
        var room = meeting();
        var before =
                asAnna.get(Chat.room(room) + "/minutes?format=json").expect(200).json();
        var section = before.at("/items/0/entries/1/author/section").asText();
        // Written a month ago, when ben was elsewhere.
        kairan.execute("update chat.message set at = at - interval '40 days' where room_id = ? and seq = 2", room);
        kairan.execute(
                "update organization.assignment set valid_from = current_date - 10 where person_id = ? and valid_until is null and kind = 'primary'",
                ben.id());
        kairan.execute(
                "insert into organization.assignment (person_id, section_id, kind, valid_from, valid_until) values (?, ?, 'primary', current_date - 400, current_date - 10)",
                ben.id(),
                stranger.section());
        kairan.organizationChanged();
        var then =
                asAnna.get(Chat.room(room) + "/minutes?format=json").expect(200).json();
        var elsewhere = kairan.query(
                        row -> row.getString(1),
                        "select name from organization.section_period where section_id = ? and valid_until is null",
                        stranger.section())
                .get(0);
        assertFalse(section.equals(elsewhere));
        assertEquals(elsewhere, then.at("/items/0/entries/1/author/section").asText());
    }

    @Test
    void minutes_are_the_members_alone_and_each_is_in_the_audit() {
        var room = meeting();
        var foreign = asStranger.get(Chat.room(room) + "/minutes").expect(404);
        assertEquals(
                asStranger.get(Chat.room(987_654_321) + "/minutes").expect(404).text(), foreign.text());
        var hash = asBen.get(Chat.room(room) + "/minutes")
                .expect(200)
                .header("Kairan-Content-Hash")
                .orElseThrow();
        assertEquals(
                1,
                kairan.number(
                        "select count(*) from audit.entry where act = 'chat.minutes-taken' and details::text like ?",
                        "%" + hash + "%"));
    }

    @Test
    void whoever_joins_a_group_later_has_minutes_of_what_came_since() {
        var room = Chat.group(asAnna, ben);
        Chat.say(asAnna, room, "前の話");
        asAnna.post(Chat.room(room) + "/members", Map.of("people", List.of(stranger.id())))
                .expect(204);
        Chat.say(asAnna, room, "後の話");
        var minutes = asStranger
                .get(Chat.room(room) + "/minutes?format=json")
                .expect(200)
                .text();
        assertTrue(minutes.contains("後の話"));
        assertFalse(minutes.contains("前の話"));
    }

    // ---- search

    private static List<String> found(Client client, String query) {
        var texts = new java.util.ArrayList<String>();
        for (var room :
                client.get("/api/chat/messages?" + query).expect(200).json().get("rooms")) {
            room.get("messages")
                    .forEach(message -> texts.add(message.get("text").asText()));
        }
        return texts;
    }

    @Test
    void messages_are_found_by_words_author_room_and_day_by_members_alone() {
        var word = "灯台守" + System.nanoTime();
        var room = Chat.group(asAnna, ben);
        Chat.say(asAnna, room, word + "の予算");
        Chat.say(asBen, room, word + "の返事");
        assertEquals(2, found(asAnna, "query=" + word).size());
        assertEquals(List.of(word + "の予算"), found(asBen, "query=" + word + "%20from:" + anna.id()));
        assertEquals(List.of(word + "の返事"), found(asAnna, "query=" + word + "&from=" + ben.id()));
        assertEquals(2, found(asAnna, "query=" + word + "&in=" + room).size());
        assertEquals(List.of(), found(asAnna, "query=" + word + "&before=2020-01-01"));
        assertEquals(List.of(), found(asStranger, "query=" + word));
        asAnna.get("/api/chat/messages?query=a&before=someday").expect(422, "core.invalid");
    }

    @Test
    void the_search_over_everything_finds_messages_for_members_and_no_longer_for_who_has_left() {
        var word = "珊瑚礁" + System.nanoTime();
        var room = Chat.group(asAnna, ben);
        Chat.say(asAnna, room, word + "について");
        Wait.until(Duration.ofSeconds(30), "the search knows it", () -> hits(asBen, word) == 1);
        assertEquals(0, hits(asStranger, word));
        asBen.delete(Chat.room(room) + "/members/" + ben.id()).expect(204);
        Wait.until(Duration.ofSeconds(40), "the search knows who has left", () -> hits(asBen, word) == 0);
        assertEquals(1, hits(asAnna, word));
    }

    @Test
    void where_all_members_see_everything_the_search_goes_by_who_is_there_at_the_moment() {
        var word = "瑠璃鳥" + System.nanoTime();
        var room = Chat.make(asAnna, "consultation", "相談");
        Chat.say(asAnna, room, word + "について");
        Wait.until(Duration.ofSeconds(30), "the search knows it", () -> hits(asAnna, word) == 1);
        assertEquals(0, hits(asBen, word));
        asBen.post(Chat.room(room) + "/joining", null).expect(204);
        assertEquals(1, hits(asBen, word), "nothing has to be indexed anew");
        asBen.delete(Chat.room(room) + "/members/" + ben.id()).expect(204);
        assertEquals(0, hits(asBen, word));
        assertEquals(1, hits(asAnna, word));
    }

    private static int hits(Client client, String word) {
        return client.get("/api/search/hits?q=" + word)
                .expect(200)
                .json()
                .get("items")
                .size();
    }

    // ---- later

    @Test
    void a_scheduled_message_is_sent_once_when_its_time_has_come() {
        var room = Chat.group(asAnna, ben);
        var key = Chat.key();
        var body = Map.of("text", "後で送る", "at", Instant.now().plusSeconds(2).toString());
        var first = asAnna.post(Chat.room(room) + "/scheduled", body, "Idempotency-Key", key)
                .expect(201)
                .json();
        var again = asAnna.post(Chat.room(room) + "/scheduled", body, "Idempotency-Key", key)
                .expect(201)
                .json();
        assertEquals(first.get("id"), again.get("id"));
        assertEquals(0, Chat.page(asBen, room).get("messages").size());
        Wait.until(
                Duration.ofSeconds(40),
                "it is sent",
                () -> Chat.page(asBen, room).get("messages").size() > 0);
        var messages = Chat.page(asBen, room).get("messages");
        assertEquals(1, messages.size());
        assertEquals("後で送る", messages.get(0).get("text").asText());
        assertEquals(anna.id(), messages.get(0).get("author").asLong());
        assertEquals(
                0,
                mine(asAnna).stream()
                        .filter(one -> one.get("room").asLong() == room)
                        .count());
    }

    private static List<JsonNode> mine(Client client) {
        return StreamSupport.stream(
                        client.get("/api/chat/scheduled")
                                .expect(200)
                                .json()
                                .get("items")
                                .spliterator(),
                        false)
                .toList();
    }

    @Test
    void a_scheduled_message_is_its_senders_alone_and_can_be_taken_back() {
        var room = Chat.group(asAnna, ben);
        var id = asAnna.post(
                        Chat.room(room) + "/scheduled",
                        Map.of(
                                "text",
                                "送らない",
                                "at",
                                Instant.now().plusSeconds(3600).toString()))
                .expect(201)
                .json()
                .get("id")
                .asLong();
        assertTrue(mine(asBen).stream().noneMatch(one -> one.get("id").asLong() == id));
        asBen.delete("/api/chat/scheduled/" + id).expect(404);
        asAnna.delete("/api/chat/scheduled/" + id).expect(204);
        asAnna.delete("/api/chat/scheduled/" + id).expect(404);
        asAnna.post(Chat.room(room) + "/scheduled", Map.of("text", "いつ")).expect(422, "chat.scheduled-when");
        asStranger
                .post(Chat.room(room) + "/scheduled", Map.of("text", "x", "inWorkingHours", true))
                .expect(404);
    }

    @Test
    void who_has_left_a_room_meanwhile_does_not_write_into_it_and_is_told_why() {
        var room = Chat.group(asAnna, ben);
        var id = asBen.post(
                        Chat.room(room) + "/scheduled",
                        Map.of(
                                "text",
                                "届かない",
                                "at",
                                Instant.now().plusSeconds(2).toString()))
                .expect(201)
                .json()
                .get("id")
                .asLong();
        asBen.delete(Chat.room(room) + "/members/" + ben.id()).expect(204);
        Wait.until(
                Duration.ofSeconds(40),
                "its sender is told",
                () -> mine(asBen).stream().anyMatch(one -> one.get("id").asLong() == id && one.has("refused")));
        assertEquals(0, Chat.page(asAnna, room).get("messages").size());
    }

    @Test
    void the_members_of_a_meeting_are_told_once_when_it_opens() {
        var room = Chat.make(
                asAnna,
                "meeting",
                "始まる会議",
                "people",
                List.of(ben.id()),
                "opensAt",
                Instant.now().plusSeconds(2).toString());
        Wait.until(Duration.ofSeconds(40), "ben is told", () -> told(room) == 1);
        Chat.say(asAnna, room, "始めます");
        assertEquals(1, told(room));
    }

    private long told(long room) {
        return kairan.number(
                "select count(*) from notification.activity where type = 'chat.meeting-opened' and subject_kind = 'room' and subject_id = ?",
                room);
    }

    // ---- administration

    @Test
    void a_reported_message_is_hidden_from_all_and_who_administers_sees_that_one_message() {
        var room = Chat.group(asAnna, ben);
        Chat.say(asAnna, room, "別の話");
        Chat.say(asAnna, room, "ひどい話");
        asBen.post(Chat.message(room, 2) + "/report", Map.of("reason", "")).expect(422, "chat.reason-empty");
        asBen.post(Chat.message(room, 2) + "/report", Map.of("reason", "不適切")).expect(204);
        asBen.post(Chat.message(room, 2) + "/report", Map.of("reason", "不適切")).expect(204);
        asStranger
                .post(Chat.message(room, 2) + "/report", Map.of("reason", "x"))
                .expect(404);
        asAnna.get("/api/chat/reports").expect(404);
        var reports = admin.get("/api/chat/reports").expect(200);
        assertFalse(reports.text().contains("別の話"));
        var own = StreamSupport.stream(reports.json().get("items").spliterator(), false)
                .filter(report -> report.get("room").asLong() == room)
                .toList();
        assertEquals(1, own.size());
        assertEquals("ひどい話", own.get(0).get("text").asText());
        var hiding = "/api/chat/reports/" + own.get(0).get("id").asLong() + "/hiding";
        asAnna.post(hiding, null).expect(404);
        admin.post(hiding, null).expect(204);
        admin.post(hiding, null).expect(204);
        assertEquals("", Chat.shown(asAnna, room, 2).get("text").asText());
        assertTrue(Chat.shown(asAnna, room, 2).get("hidden").asBoolean());
        assertEquals("別の話", Chat.shown(asAnna, room, 1).get("text").asText());
    }

    @Test
    void a_room_is_exported_with_its_files_by_who_may_and_never_unnoticed() throws Exception {
        var room = Chat.group(asAnna, ben);
        var file = asAnna.upload("案.txt", "中身".getBytes(StandardCharsets.UTF_8));
        Chat.sending(asAnna, room, Chat.key(), Map.of("text", "添付します", "files", List.of(file)))
                .expect(201);
        asAnna.put(Chat.message(room, 1), Map.of("text", "添付しました", "baseVersion", 1))
                .expect(204);
        asAnna.get(Chat.room(room) + "/export").expect(404);
        admin.get(Chat.room(987_654_321) + "/export").expect(404);
        var parts = zip(admin.get(Chat.room(room) + "/export").expect(200).body());
        assertTrue(
                parts.keySet().stream().anyMatch(name -> name.endsWith(".pdf")),
                parts.keySet().toString());
        assertTrue(parts.get("versions.csv").contains("添付します"), "what it said before");
        assertTrue(
                parts.entrySet().stream()
                        .anyMatch(part -> part.getKey().endsWith("案.txt")
                                && part.getValue().equals("中身")),
                parts.keySet().toString());
        assertEquals(
                1,
                kairan.number(
                        "select count(*) from audit.entry where act = 'chat.room-exported' and subject like ?",
                        "%:" + room));
    }

    // ---- without a WebSocket

    @Test
    void whoever_polls_is_given_what_a_socket_is_given_and_nothing_of_others_rooms() {
        var room = Chat.group(asAnna, ben);
        var at = Chat.page(asBen, room).get("rev").asLong();
        var hints = asBen.post("/api/live/poll", Map.of())
                .expect(200)
                .json()
                .get("hints")
                .asLong();
        var question = Map.of("streams", Map.of("chat.room:" + room, at), "hints", hints);
        var waiting = asBen.sendLater("POST", "/api/live/poll", question);
        Chat.say(asAnna, room, "聞こえますか");
        var answer = waiting.join().expect(200).text();
        if (!answer.contains("聞こえますか")) {
            // The hint that something is new may come first.
            answer = asBen.post("/api/live/poll", question).expect(200).text();
        }
        assertTrue(answer.contains("\"type\":\"chat.message-sent\""), answer);
        assertTrue(answer.contains("聞こえますか"), answer);
        var foreign = asStranger.post("/api/live/poll", question).expect(200).text();
        assertTrue(foreign.contains("stream-gone"), foreign);
        assertFalse(foreign.contains("聞こえますか"), foreign);
        asBen.post("/api/live/poll", Map.of("streams", Map.of("chat.room:" + room, -1)))
                .expect(422, "core.invalid");
        kairan.client().post("/api/live/poll", Map.of()).expect(401);
    }
}
