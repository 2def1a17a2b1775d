package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kairan.systemtest.ClockedOffice.Staff;

/** Presence over HTTP, in an office whose clock can be put forward: whose word counts, who sees what, and who is told. */
class PresenceIT {

    private static final Staff OWNER = new Staff("41001", "髙橋　彩", "タカハシ アヤ", "総務部/庶務課", "主任");
    private static final Staff COLLEAGUE = new Staff("41002", "山﨑　健太", "ヤマザキ ケンタ", "総務部/庶務課", "課長");
    private static final Staff STRANGER = new Staff("41003", "濵田　桃子", "ハマダ モモコ", "市民部/窓口課", "主任");
    private static final Staff GUEST = new Staff("41004", "齋藤　翔", "サイトウ ショウ", "企画部/調整課", "係長");
    private static final Duration MOST = Duration.ofSeconds(30);

    private static ClockedOffice office;
    private static Client asOwner;
    private static Client asColleague;
    private static Client asStranger;
    private static Client asGuest;

    @BeforeAll
    static void an_office_on_the_morning_of_a_business_day() throws IOException, InterruptedException {
        office = ClockedOffice.of(OWNER, COLLEAGUE, STRANGER, GUEST);
    }

    @AfterAll
    static void end() {
        if (office != null) {
            office.close();
        }
    }

    /** Each test has a day of its own, from nine on. */
    @BeforeEach
    void nextDay() {
        office.untilNextBusinessDay(9, 0);
        asOwner = office.as(OWNER);
        asColleague = office.as(COLLEAGUE);
        asStranger = office.as(STRANGER);
        asGuest = office.as(GUEST);
    }

    private static JsonNode make(Client client, String from, String until, Object... more) {
        var event = new LinkedHashMap<String, Object>(
                Map.of("title", "内輪の打合せ", "start", office.today() + "T" + from, "end", office.today() + "T" + until));
        for (var i = 0; i < more.length; i += 2) {
            event.put((String) more[i], more[i + 1]);
        }
        return client.post(
                        "/api/calendar/events",
                        event,
                        "Idempotency-Key",
                        UUID.randomUUID().toString())
                .expect(201)
                .json();
    }

    private static void go(int hour, int minute) {
        office.until(office.today().atTime(hour, minute));
    }

    private static Instant at(int hour, int minute) {
        return office.today().atTime(hour, minute).atZone(ClockedOffice.CITY).toInstant();
    }

    private static JsonNode presence(Client client, Staff person) {
        return client.get("/api/presence/people?id=" + office.id(person))
                .expect(200)
                .json()
                .at("/items/0");
    }

    private static String status(Client client, Staff person) {
        return presence(client, person).get("status").asText();
    }

    private static JsonNode row(Client client, Staff of, Staff person) {
        for (var row : client.get("/api/presence/board?team=person:" + office.id(of))
                .expect(200)
                .json()
                .get("items")) {
            if (row.at("/person/id").asLong() == office.id(person)) {
                return row;
            }
        }
        throw new AssertionError(person + " is not on the board");
    }

    private static Map<String, Object> said(String status, Object... more) {
        var said = new LinkedHashMap<String, Object>(Map.of("status", status));
        for (var i = 0; i < more.length; i += 2) {
            said.put((String) more[i], more[i + 1]);
        }
        return said;
    }

    private static String override(Staff person) {
        return "/api/presence/people/" + office.id(person) + "/override";
    }

    private static String waiting(Staff person) {
        return "/api/presence/people/" + office.id(person) + "/waiting";
    }

    private static Instant time(JsonNode node, String field) {
        return Instant.parse(node.get(field).asText());
    }

    private static boolean says(JsonNode node, String field) {
        return node.hasNonNull(field);
    }

    @Test
    void presence_follows_the_calendar_and_the_hours_of_work() {
        make(asOwner, "10:00", "11:00", "place", "第2会議室");
        make(asOwner, "11:00", "12:30", "kind", "out", "place", "県庁", "travelAfter", 30);
        var now = presence(asStranger, OWNER);
        assertEquals("in", now.get("status").asText());
        assertEquals(at(10, 0), time(now, "changes"));
        assertEquals(at(9, 0), time(row(asStranger, OWNER, OWNER), "freeAt").truncatedTo(ChronoUnit.MINUTES));
        go(10, 0);
        var away = presence(asStranger, OWNER);
        assertEquals("away", away.get("status").asText());
        assertEquals("meeting", away.get("activity").asText());
        assertEquals("第2会議室", away.get("place").asText());
        assertEquals(at(13, 0), time(away, "backAt"), "from the meeting they go out");
        assertEquals(at(11, 0), time(away, "changes"));
        assertEquals(at(13, 0), time(row(asStranger, OWNER, OWNER), "freeAt"));
        go(11, 0);
        assertEquals("out", status(asStranger, OWNER));
        assertEquals("県庁", presence(asStranger, OWNER).get("place").asText());
        go(13, 0);
        assertEquals("in", status(asStranger, OWNER));
        go(17, 15);
        assertEquals("left", status(asStranger, OWNER));
        assertFalse(says(row(asStranger, OWNER, OWNER), "freeAt"));
        var saturday = office.today();
        while (saturday.getDayOfWeek().getValue() != 6) {
            saturday = saturday.plusDays(1);
        }
        office.until(saturday.atTime(10, 0));
        assertEquals("left", status(office.as(STRANGER), OWNER), "the hall is closed");
    }

    /** The table of docs/decisions/0022-calendar.md, in what presence makes of it. */
    @ParameterizedTest
    @CsvSource({
        "public, true, true",
        "busy, false, false",
        "private, false, false",
    })
    void of_what_somebody_may_not_see_there_is_only_until_when(
            String visibility, boolean byColleague, boolean byStranger) {
        make(
                asOwner,
                "10:00",
                "11:00",
                "kind",
                "out",
                "place",
                "秘密の場所",
                "visibility",
                visibility,
                "attendees",
                List.of(Map.of("person", office.id(GUEST))));
        go(10, 30);
        sees(asOwner, true);
        sees(asGuest, true);
        sees(asColleague, byColleague);
        sees(asStranger, byStranger);
    }

    @ParameterizedTest
    @CsvSource({
        "public, true, true",
        "busy, true, false",
        "private, false, false",
    })
    void of_a_sections_event_too(String visibility, boolean byColleague, boolean byStranger) {
        var section = asOwner.get("/api/session")
                .expect(200)
                .json()
                .at("/sections/0/id")
                .asLong();
        make(
                asOwner,
                "10:00",
                "11:00",
                "owner",
                "section:" + section,
                "kind",
                "out",
                "place",
                "秘密の場所",
                "visibility",
                visibility,
                "attendees",
                List.of(Map.of("person", office.id(OWNER)), Map.of("person", office.id(GUEST))));
        go(10, 30);
        sees(asOwner, true);
        sees(asGuest, true);
        sees(asColleague, byColleague);
        sees(asStranger, byStranger);
    }

    /** On each way on which the presence of the owner shows. */
    private static void sees(Client client, boolean whole) {
        for (var seen : List.of(
                presence(client, OWNER),
                row(client, OWNER, OWNER).get("presence"),
                client.get("/api/presence/people?team=person:" + office.id(OWNER))
                        .expect(200)
                        .json()
                        .at("/items/0"))) {
            assertEquals(whole ? "out" : "away", seen.get("status").asText());
            assertEquals(whole, says(seen, "place"), seen.toString());
            assertFalse(says(seen, "activity"), seen.toString());
            assertEquals(at(11, 0), time(seen, "backAt"));
            assertFalse(seen.toString().contains("内輪"), "nobody gets a title");
            assertEquals(whole, seen.toString().contains("秘密"));
        }
        assertEquals(at(11, 0), time(row(client, OWNER, OWNER), "freeAt"), "that the time is taken everybody knows");
    }

    @Test
    void what_takes_no_time_is_not_known_to_those_who_may_not_see_it() {
        make(asOwner, "09:00", "17:00", "kind", "telework", "visibility", "private");
        assertEquals("telework", status(asOwner, OWNER));
        assertEquals("in", status(asStranger, OWNER));
        assertTrue(says(row(asOwner, OWNER, OWNER), "freeAt"));
    }

    @Test
    void who_declines_is_in() {
        var event = make(asGuest, "10:00", "11:00", "attendees", List.of(Map.of("person", office.id(OWNER))));
        go(10, 0);
        assertEquals("away", status(asStranger, OWNER));
        try (var live = asStranger.openLive()) {
            asOwner.put("/api/calendar/events/" + event.get("id").asLong() + "/answer", Map.of("answer", "declined"))
                    .expect(204);
            live.await(
                    frame -> frame.type().equals("presence.changed")
                            && frame.ref().equals(ref(OWNER)),
                    MOST);
        }
        assertEquals("in", status(asStranger, OWNER));
        assertEquals("away", status(asStranger, GUEST));
    }

    private static String ref(Staff person) {
        return "presence:person:" + office.id(person);
    }

    @Test
    void a_word_by_hand_holds_until_its_end_and_then_the_calendar_again() {
        make(asOwner, "10:00", "12:00");
        go(10, 0);
        var out = asOwner.put(
                        override(OWNER),
                        said(
                                "out",
                                "place",
                                "県庁",
                                "note",
                                "電話可",
                                "backAt",
                                at(11, 0).toString()))
                .expect(200)
                .json();
        assertEquals("out", out.get("status").asText());
        var seen = presence(asStranger, OWNER);
        assertEquals("県庁", seen.get("place").asText());
        assertEquals("電話可", seen.get("note").asText());
        assertEquals(at(11, 0), time(seen, "backAt"));
        assertEquals(at(11, 0), time(seen, "changes"));
        assertEquals(office.id(OWNER), seen.at("/setBy/id").asLong());
        go(11, 0);
        assertEquals("away", status(asStranger, OWNER));
        assertFalse(says(presence(asStranger, OWNER), "setBy"));
        // Back early: in for as long as the meeting would have lasted.
        asOwner.put(override(OWNER), said("in")).expect(200);
        assertEquals("in", status(asStranger, OWNER));
        assertEquals(at(12, 0), time(presence(asStranger, OWNER), "changes"));
        go(12, 0);
        assertFalse(says(presence(asStranger, OWNER), "setBy"), "nothing is said by hand any more");
        // Without an end, to the end of the day.
        asOwner.put(override(OWNER), said("away")).expect(200);
        assertFalse(says(presence(asStranger, OWNER), "backAt"));
        go(23, 59);
        assertEquals("away", status(asStranger, OWNER));
        office.until(office.today().plusDays(1).atStartOfDay());
        assertEquals("left", status(office.as(STRANGER), OWNER));
    }

    @Test
    void saying_that_one_is_in_where_one_is_leaves_nothing_behind() {
        asOwner.put(override(OWNER), said("out")).expect(200);
        asOwner.put(override(OWNER), said("in")).expect(200);
        assertFalse(says(presence(asStranger, OWNER), "setBy"));
        assertEquals(0, kept(OWNER));
    }

    private static long kept(Staff person) {
        return office.kairan().number("select count(*) from presence.override where person_id = ?", office.id(person));
    }

    @Test
    void the_last_word_counts_whoever_of_the_section_it_is_from_and_repeating_it_changes_nothing() {
        asOwner.put(override(OWNER), said("out", "place", "県庁")).expect(200);
        for (var round = 0; round < 2; round++) {
            asColleague.put(override(OWNER), said("trip", "place", "東京")).expect(200);
        }
        var seen = presence(asStranger, OWNER);
        assertEquals("trip", seen.get("status").asText());
        assertEquals(COLLEAGUE.name(), seen.at("/setBy/name").asText());
        assertEquals(1, kept(OWNER));
        assertTrue(row(asColleague, OWNER, OWNER).get("maySet").asBoolean());
        asColleague.delete(override(OWNER)).expect(200);
        asColleague.delete(override(OWNER)).expect(200);
        assertEquals("in", status(asStranger, OWNER));
    }

    @Test
    void others_cannot_say_it_and_are_not_told_whether_there_is_such_a_person() {
        var nowhere = "/api/presence/people/987654321/override";
        var body = asStranger
                .put(nowhere, said("out"))
                .expect(404, "core.not-found")
                .body();
        for (var path : List.of(override(OWNER), nowhere)) {
            assertArrayEquals(
                    body, asStranger.put(path, said("out")).expect(404).body());
            assertArrayEquals(
                    body, asStranger.put(path, said("nonsense")).expect(404).body());
            assertArrayEquals(body, asStranger.delete(path).expect(404).body());
        }
        assertFalse(row(asStranger, OWNER, OWNER).get("maySet").asBoolean());
        assertEquals("in", status(asStranger, OWNER));
        office.kairan().client().put(override(OWNER), said("out")).expect(401);
    }

    @Test
    void a_delegate_says_it_as_long_as_they_are_one() {
        asGuest.put(override(OWNER), said("out")).expect(404);
        var delegation = asOwner.post(
                        "/api/organization/delegations",
                        Map.of("delegate", "person:" + office.id(GUEST)),
                        "Idempotency-Key",
                        UUID.randomUUID().toString())
                .expect(201)
                .json();
        Wait.until(
                MOST,
                "the delegate may",
                () -> asGuest.put(override(OWNER), said("out", "place", "市長会")).status() == 200);
        assertEquals(GUEST.name(), presence(asStranger, OWNER).at("/setBy/name").asText());
        asOwner.delete("/api/organization/delegations/" + delegation.get("id").asLong())
                .expect(204);
        asGuest.put(override(OWNER), said("trip")).expect(404);
        assertEquals("out", status(asStranger, OWNER), "what was said stays");
        asOwner.delete(override(OWNER)).expect(200);
    }

    @Test
    void nonsense_is_refused_and_nothing_is_half_done() {
        for (var wrong : List.of(
                said("nonsense"),
                said("out", "place", "あ".repeat(101)),
                said("out", "note", "あ".repeat(201)),
                said("out", "note", "a\u0000b"),
                said("out", "note", "a\nb"),
                said("out", "backAt", office.now().minusSeconds(60).toString()),
                said("out", "backAt", office.now().plus(94, ChronoUnit.DAYS).toString()))) {
            asOwner.put(override(OWNER), wrong).expect(422);
        }
        asOwner.put(override(OWNER), said("out", "backAt", "gestern")).expect(400);
        asOwner.put(override(OWNER), null).expect(422, "core.invalid");
        assertEquals(0, kept(OWNER));
        var many = IntStream.range(1, 502).mapToObj(id -> "id=" + id).collect(Collectors.joining("&"));
        asOwner.get("/api/presence/people?" + many).expect(422, "presence.too-many");
        asOwner.get("/api/presence/board?team=section:987654321").expect(404, "core.not-found");
        asOwner.get("/api/presence/people?team=nonsense").expect(404, "core.not-found");
        assertEquals(
                0,
                asOwner.get("/api/presence/people?id=987654321")
                        .expect(200)
                        .json()
                        .get("items")
                        .size());
    }

    @Test
    void who_has_left_has_no_presence() {
        var admin = office.kairan().signIn("admin", Office.PASSWORD);
        var admins =
                admin.get("/api/session").expect(200).json().at("/person/id").asLong();
        assertEquals(
                0,
                asOwner.get("/api/presence/people?id=" + admins)
                        .expect(200)
                        .json()
                        .get("items")
                        .size(),
                "works in no section");
        admin.put("/api/presence/people/" + admins + "/override", said("out")).expect(404);
        asOwner.post("/api/presence/people/" + admins + "/waiting", null).expect(404);
    }

    @Test
    void everybody_in_one_answer() {
        var all =
                asStranger.get("/api/presence/people?team=everyone").expect(200).json();
        assertEquals(4, all.get("items").size());
        var board = asStranger
                .get("/api/presence/board?team=everyone&limit=3")
                .expect(200)
                .json();
        assertEquals(3, board.get("items").size());
        var rest = asStranger
                .get("/api/presence/board?team=everyone&limit=3&after="
                        + board.get("next").asText())
                .expect(200)
                .json();
        assertEquals(1, rest.get("items").size());
        assertFalse(rest.hasNonNull("next"));
    }

    @Test
    void a_change_of_the_day_is_told_to_everybodys_pages_and_one_of_another_day_is_not() {
        try (var live = asStranger.openLive()) {
            var event = make(asOwner, "15:00", "16:00", "visibility", "private");
            live.await(
                    frame -> frame.type().equals("presence.changed")
                            && frame.ref().equals(ref(OWNER)),
                    MOST);
            var seen = live.frames().size();
            var tomorrow = office.today().plusDays(1);
            asOwner.post(
                            "/api/calendar/events",
                            Map.of("title", "明日", "start", tomorrow + "T09:00", "end", tomorrow + "T10:00"))
                    .expect(201);
            live.ping();
            assertEquals(
                    List.of("pong"),
                    live.framesAfter(seen).stream().map(Live.Frame::type).toList());
            asOwner.delete("/api/calendar/events/" + event.get("id").asLong(), "If-Match", "\"1\"")
                    .expect(204);
            live.await(
                    frame ->
                            live.frames().indexOf(frame) >= seen && frame.type().equals("presence.changed"),
                    MOST);
        }
    }

    private static List<String> notices(Client client) {
        var all = new ArrayList<String>();
        client.get("/api/notification/notices?state=unread")
                .expect(200)
                .json()
                .get("items")
                .forEach(notice -> all.add(notice.toString()));
        return all.stream().filter(notice -> notice.contains("presence.back")).toList();
    }

    @Test
    void who_waits_is_told_once_when_the_other_says_that_they_are_back() {
        asOwner.put(override(OWNER), said("out", "backAt", at(16, 0).toString()))
                .expect(200);
        var before = notices(asStranger).size();
        for (var round = 0; round < 2; round++) {
            asStranger.post(waiting(OWNER), null).expect(204);
        }
        assertTrue(row(asStranger, OWNER, OWNER).get("waiting").asBoolean());
        assertFalse(row(asGuest, OWNER, OWNER).get("waiting").asBoolean());
        assertEquals(
                office.id(OWNER),
                asStranger
                        .get("/api/presence/waitings")
                        .expect(200)
                        .json()
                        .at("/items/0/person/id")
                        .asLong());
        asOwner.put(override(OWNER), said("away")).expect(200);
        asOwner.put(override(OWNER), said("in")).expect(200);
        Wait.until(MOST, "a notice", () -> notices(asStranger).size() == before + 1);
        assertTrue(
                notices(asStranger).get(0).contains(OWNER.name()),
                notices(asStranger).toString());
        assertFalse(row(asStranger, OWNER, OWNER).get("waiting").asBoolean());
        asOwner.put(override(OWNER), said("out")).expect(200);
        asOwner.delete(override(OWNER)).expect(200);
        asGuest.post(waiting(OWNER), null).expect(409, "presence.is-in");
        assertEquals(before + 1, notices(asStranger).size(), "once is enough");
    }

    @Test
    void who_waits_is_told_when_the_meeting_is_over() {
        make(asOwner, "10:00", "11:00", "visibility", "private");
        go(10, 30);
        var before = notices(asStranger).size();
        asStranger.post(waiting(OWNER), null).expect(204);
        asGuest.post(waiting(OWNER), null).expect(204);
        asGuest.delete(waiting(OWNER)).expect(204);
        asGuest.delete(waiting(OWNER)).expect(204);
        Wait.until(
                MOST,
                "it is to be looked again when the meeting is over",
                () -> office.kairan()
                                .number(
                                        "select count(*) from presence.waiting where person_id = ? and look_at = ?",
                                        office.id(OWNER),
                                        at(11, 0).atOffset(ZoneOffset.UTC))
                        == 1);
        go(10, 59);
        assertEquals(before, notices(asStranger).size());
        go(11, 0);
        Wait.until(MOST, "a notice", () -> notices(asStranger).size() == before + 1);
        assertEquals(List.of(), notices(asGuest));
    }

    @Test
    void who_waits_is_told_when_the_event_is_cancelled() {
        var event = make(asOwner, "09:00", "11:00");
        var before = notices(asStranger).size();
        asStranger.post(waiting(OWNER), null).expect(204);
        asOwner.delete("/api/calendar/events/" + event.get("id").asLong(), "If-Match", "\"1\"")
                .expect(204);
        Wait.until(MOST, "a notice", () -> notices(asStranger).size() == before + 1);
    }

    @Test
    void nobody_waits_for_themselves_or_for_more_than_fifty() {
        asOwner.post(waiting(OWNER), null).expect(422, "presence.waiting-for-oneself");
        asOwner.post("/api/presence/people/987654321/waiting", null).expect(404, "core.not-found");
        asOwner.post(waiting(GUEST), null).expect(409, "presence.is-in");
    }

    /** Own hours of work, as they were given to somebody. */
    @Test
    void the_hours_of_work_are_the_persons_own() {
        var weekday = office.today().getDayOfWeek().getValue();
        asGuest.put(
                        "/api/organization/working-hours",
                        Map.of("days", List.of(Map.of("weekday", weekday, "from", "10:00", "until", "12:00"))))
                .expect(200);
        assertEquals("left", status(asStranger, GUEST));
        assertEquals(at(10, 0), time(presence(asStranger, GUEST), "changes"));
        go(10, 0);
        assertEquals("in", status(asStranger, GUEST));
        go(12, 0);
        assertEquals("left", status(asStranger, GUEST));
        var usual = IntStream.rangeClosed(1, 7)
                .mapToObj(day -> Map.of("weekday", day, "from", "08:30", "until", "17:15"))
                .toList();
        asGuest.put("/api/organization/working-hours", Map.of("days", usual)).expect(200);
        assertEquals("in", status(asStranger, GUEST));
    }
}
