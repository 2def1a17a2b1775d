package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kairan.systemtest.Kairan.Person;

/** Who is told of what in the product, and how it goes away again. */
class NotificationIT {

    private static final String TODAY = "(now() at time zone 'Asia/Tokyo')::date";

    private final Kairan kairan = Kairan.demo();
    private final Person author = kairan.somebody();
    private final Person member = kairan.somebodyIn(author.section());
    private final Client asAuthor = kairan.session(author.id());
    private final Client asMember = kairan.session(member.id());

    /** The number that is shown ends at 99, and other tests publish too. */
    @BeforeEach
    void begin_with_nothing_unread() {
        asMember.post("/api/notification/readings", null);
    }

    private static List<JsonNode> notices(Client client, String state) {
        var items = new ArrayList<JsonNode>();
        client.get("/api/notification/notices?limit=200&state=" + state)
                .expect(200)
                .json()
                .get("items")
                .forEach(items::add);
        return items;
    }

    private static List<JsonNode> of(Client client, long bulletin) {
        return notices(client, "all").stream()
                .filter(n -> n.get("path").asText().equals("/board/" + bulletin))
                .toList();
    }

    private static List<String> types(Client client, long bulletin) {
        return of(client, bulletin).stream().map(n -> n.get("type").asText()).toList();
    }

    private static int unread(Client client) {
        return client.get("/api/notification/unread")
                .expect(200)
                .json()
                .get("count")
                .asInt();
    }

    private long published(String importance, String... audience) {
        return asAuthor.post(
                        "/api/board/bulletins",
                        Map.of("title", "知らせ", "text", "本文", "audience", List.of(audience), "importance", importance))
                .expect(201)
                .json()
                .get("id")
                .asLong();
    }

    private String own() {
        return "section:" + author.section();
    }

    private void edit(long bulletin, String importance, String audience) {
        var version = asAuthor.get("/api/board/bulletins/" + bulletin)
                .json()
                .get("version")
                .asInt();
        asAuthor.put(
                        "/api/board/bulletins/" + bulletin,
                        Map.of(
                                "title",
                                "訂正した知らせ",
                                "text",
                                "本文",
                                "audience",
                                List.of(audience),
                                "importance",
                                importance),
                        "If-Match",
                        "\"" + version + "\"")
                .expect(200);
    }

    private void move(Person person, long section) {
        kairan.execute(
                "update organization.assignment set valid_until = " + TODAY
                        + " where person_id = ? and valid_until is null",
                person.id());
        kairan.execute(
                "insert into organization.assignment (person_id, section_id, kind, valid_from) values (?, ?, 'primary', "
                        + TODAY + ")",
                person.id(),
                section);
        kairan.organizationChanged();
    }

    @Test
    void whom_a_bulletin_concerns_hears_of_it_at_once_but_neither_its_author_nor_a_stranger() {
        var stranger = kairan.session(kairan.somebodyNotIn(author.section()).id());
        var before = unread(asMember);
        try (var live = asMember.openLive();
                var elsewhere = stranger.openLive()) {
            var id = published("normal", own());
            live.await(frame -> frame.type().equals("notification.arrived"), Duration.ofSeconds(20));
            var notice = of(asMember, id).get(0);
            assertEquals("board.published", notice.get("type").asText());
            assertEquals("知らせ", notice.get("title").asText());
            assertEquals(author.name(), notice.get("actor").asText());
            assertTrue(notice.get("unread").asBoolean());
            assertEquals(before + 1, unread(asMember));
            assertEquals(List.of(), of(asAuthor, id));
            assertEquals(List.of(), of(stranger, id));
            elsewhere.ping();
            assertTrue(
                    elsewhere.frames().stream().noneMatch(f -> f.type().startsWith("notification.")),
                    elsewhere.frames().toString());
        }
    }

    @Test
    void who_has_left_the_section_and_who_came_later_is_told_nothing() {
        var former = kairan.somebodyIn(author.section());
        var newcomer = kairan.somebodyNotIn(author.section());
        var asFormer = kairan.session(former.id());
        var asNewcomer = kairan.session(newcomer.id());
        var id = published("normal", own());
        assertEquals(1, of(asFormer, id).size());
        kairan.execute(
                "update notification.activity set happened_on = happened_on - 1 where subject_module = 'board' and subject_id = ?",
                id);
        move(former, newcomer.section());
        move(newcomer, author.section());
        asNewcomer.get("/api/board/bulletins/" + id).expect(200);
        assertEquals(List.of(), of(asFormer, id), "who has left");
        assertEquals(List.of(), of(asNewcomer, id), "who may read it, but came later");
        assertEquals(1, of(asMember, id).size());
        try (var live = asFormer.openLive()) {
            published("normal", own());
            live.ping();
            assertTrue(
                    live.frames().stream().noneMatch(f -> f.type().startsWith("notification.")),
                    live.frames().toString());
        }
    }

    @Test
    void a_withdrawn_bulletin_takes_its_notices_with_it_and_one_that_is_put_back_is_told_anew() {
        var before = unread(asMember);
        var id = published("normal", own());
        try (var live = asMember.openLive()) {
            asAuthor.post("/api/board/bulletins/" + id + "/withdrawals", null).expect(204);
            live.await(frame -> frame.type().equals("notification.withdrawn"), Duration.ofSeconds(20));
        }
        // A colleague of the section that published may still see the withdrawn bulletin, but has no news of it.
        asMember.get("/api/board/bulletins/" + id).expect(200);
        assertEquals(List.of(), of(asMember, id));
        assertEquals(before, unread(asMember));
        asAuthor.delete("/api/board/bulletins/" + id + "/withdrawals").expect(204);
        assertEquals(List.of("board.published"), types(asMember, id));
        assertEquals(before + 1, unread(asMember));
    }

    @Test
    void what_one_may_no_longer_see_is_neither_listed_nor_counted() {
        var other = kairan.somebodyNotIn(author.section());
        var asOther = kairan.session(other.id());
        var before = unread(asOther);
        var id = published("normal", "section:" + other.section());
        assertEquals(before + 1, unread(asOther));
        var notice = of(asOther, id).get(0).get("id").asLong();
        edit(id, "normal", own());
        asOther.get("/api/board/bulletins/" + id).expect(404);
        assertEquals(List.of(), of(asOther, id));
        assertEquals(before, unread(asOther));
        asOther.post("/api/notification/notices/" + notice + "/readings", null).expect(404, "core.not-found");
    }

    @Test
    void who_has_seen_the_thing_itself_knows_and_one_notice_or_all_can_be_marked() {
        asMember.post("/api/notification/readings", null).expect(204);
        assertEquals(0, unread(asMember));
        var seen = published("normal", own());
        var marked = published("normal", own());
        var left = published("normal", own());
        assertEquals(3, unread(asMember));
        try (var live = asMember.openLive()) {
            asMember.post("/api/board/bulletins/" + seen + "/readings", null).expect(204);
            live.await(frame -> frame.type().equals("notification.read"), Duration.ofSeconds(20));
        }
        assertEquals(2, unread(asMember));
        asMember.post(
                        "/api/notification/notices/"
                                + of(asMember, marked).get(0).get("id").asLong() + "/readings",
                        null)
                .expect(204);
        assertEquals(
                List.of("/board/" + left),
                notices(asMember, "unread").stream()
                        .map(n -> n.get("path").asText())
                        .toList());
        asMember.post("/api/notification/readings", null).expect(204);
        assertEquals(0, unread(asMember));
        assertFalse(of(asMember, left).get(0).get("unread").asBoolean());
        published("normal", own());
        assertEquals(1, unread(asMember));
    }

    private Answer choose(Client client, String type, String channel) {
        return client.put(
                "/api/notification/choices", Map.of("items", List.of(Map.of("type", type, "channel", channel))));
    }

    @Test
    void a_kind_can_be_muted_but_not_one_that_is_mandatory() {
        choose(asMember, "board.published", "none").expect(200);
        var normal = published("normal", own());
        assertEquals(List.of(), of(asMember, normal));
        choose(asMember, "board.important", "none").expect(422, "notification.mandatory");
        choose(asMember, "board.important", "mail").expect(422, "notification.mandatory");
        // However it came there.
        kairan.execute("insert into notification.choice values (?, 'board.important', 'none')", member.id());
        var important = published("important", own());
        assertEquals(List.of("board.important"), types(asMember, important));
        var choices = asMember.get("/api/notification/choices").expect(200).json();
        assertEquals("not-configured", choices.get("mail").asText());
        asMember.put("/api/notification/choices", "{\"quietFrom\":\"20:00\"}")
                .expect(422, "notification.quiet-incomplete");
        asMember.put("/api/notification/choices", "{\"quietFrom\":\"25:00\",\"quietUntil\":\"07:00\"}")
                .expect(422, "notification.time-invalid");
        choose(asMember, "board.invented", "none").expect(422);
    }

    @Test
    void an_important_bulletin_that_is_corrected_is_news_until_it_is_opened_again() {
        var id = published("important", own());
        asMember.post("/api/board/bulletins/" + id + "/readings", null).expect(204);
        edit(id, "important", own());
        assertEquals(List.of("board.edited", "board.important"), types(asMember, id));
        assertTrue(of(asMember, id).get(0).get("unread").asBoolean());
        asMember.post("/api/board/bulletins/" + id + "/readings", null).expect(204);
        assertFalse(of(asMember, id).get(0).get("unread").asBoolean());
    }

    @Test
    void those_who_have_not_read_are_asked_once_a_day() {
        var reader = kairan.session(kairan.somebodyIn(author.section()).id());
        var id = published("normal", own());
        var readers = "/api/board/bulletins/" + id + "/readers";
        reader.post("/api/board/bulletins/" + id + "/readings", null).expect(204);
        var total = asAuthor.get(readers).expect(200).json();
        assertTrue(total.get("mayRemind").asBoolean());
        asMember.post(readers + "/reminders", null).expect(404, "core.not-found");
        var asked = asAuthor.post(readers + "/reminders", null).expect(200).json();
        assertEquals(
                total.get("total").asInt() - total.get("read").asInt(),
                asked.get("people").asInt());
        assertTrue(types(asMember, id).contains("board.reminded"));
        assertFalse(types(reader, id).contains("board.reminded"));
        asAuthor.post(readers + "/reminders", null).expect(409, "board.reminded-today");
        assertFalse(asAuthor.get(readers).json().get("mayRemind").asBoolean());
        kairan.execute("update board.reminder set reminded_on = reminded_on - 1 where bulletin_id = ?", id);
        asAuthor.post(readers + "/reminders", null).expect(200);
    }
}
