package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kairan.systemtest.Kairan.Person;

/** Calendars and rooms over HTTP: who sees what, rooms that are never booked twice, series and what edits do to them. */
class CalendarIT {

    private static final String EVENTS = "/api/calendar/events";
    private static final String ROOMS = "/api/calendar/rooms";

    /** A Monday on which nothing happens but what the tests do: after the end of what the demo knows, with rooms and people of their own. */
    private static final LocalDate MONDAY =
            Office.today().plusMonths(4).with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));

    private final Kairan kairan = Kairan.demo();
    private final Person owner = kairan.somebody();
    private final Person colleague = kairan.somebodyIn(owner.section());
    private final Person guest = kairan.somebodyNotIn(owner.section());
    private final Person stranger = kairan.somebodyNotIn(owner.section());
    private final Client asOwner = kairan.session(owner.id());
    private final Client asColleague = kairan.session(colleague.id());
    private final Client asGuest = kairan.session(guest.id());
    private final Client asStranger = kairan.session(stranger.id());
    private final Client admin = kairan.admin();

    private static String at(LocalDate day, String time) {
        return day + "T" + time;
    }

    /** An hour from nine on the Monday, unless said otherwise. */
    private static Map<String, Object> event(Object... more) {
        var event = new LinkedHashMap<String, Object>();
        event.put("title", "打合せ");
        event.put("start", at(MONDAY, "09:00"));
        event.put("end", at(MONDAY, "10:00"));
        for (var i = 0; i < more.length; i += 2) {
            event.put((String) more[i], more[i + 1]);
        }
        return event;
    }

    private static Answer making(Client client, Object... more) {
        return client.post(
                EVENTS, event(more), "Idempotency-Key", UUID.randomUUID().toString());
    }

    private static JsonNode make(Client client, Object... more) {
        return making(client, more).expect(201).json();
    }

    private static String path(JsonNode event) {
        return EVENTS + "/" + event.get("id").asLong();
    }

    private static String tag(JsonNode event) {
        return "\"" + event.get("version").asInt() + "\"";
    }

    private static List<Map<String, Object>> attending(Person... people) {
        return Arrays.stream(people)
                .map(person -> Map.<String, Object>of("person", person.id()))
                .toList();
    }

    private long room(Object... more) {
        var room = new LinkedHashMap<String, Object>(
                Map.of("kind", "room", "name", "会議室" + UUID.randomUUID(), "building", "別館", "capacity", 12));
        for (var i = 0; i < more.length; i += 2) {
            room.put((String) more[i], more[i + 1]);
        }
        return admin.post(ROOMS, room).expect(201).json().get("id").asLong();
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static List<JsonNode> occurrences(Client client, String principal, LocalDate from, LocalDate to) {
        return list(client.get("/api/calendar/occurrences?from=" + from + "&to=" + to + "&principal=" + principal)
                .expect(200)
                .json()
                .at("/rows/0/occurrences"));
    }

    private static List<String> starts(Client client, Person person, LocalDate from, LocalDate to) {
        return occurrences(client, "person:" + person.id(), from, to).stream()
                .map(occurrence -> occurrence.get("start").asText())
                .toList();
    }

    private List<String> booked(long room) {
        return kairan.query(
                row -> row.getString(1),
                "select to_char(starts at time zone 'Asia/Tokyo', 'YYYY-MM-DD\"T\"HH24:MI') from calendar.booking where room_id = ? order by starts",
                room);
    }

    private long rows(String table, JsonNode event) {
        return kairan.number(
                "select count(*) from calendar." + table + " where event_id = ?",
                event.get("id").asLong());
    }

    // ---- who sees what: the table of docs/decisions/0022-calendar.md, cell by cell

    /** Who is nobody's participant, to whom somebody's event is shown as this visibility says. */
    @ParameterizedTest
    @CsvSource({
        "public, true, true",
        "busy, false, false",
        "private, false, false",
    })
    void a_persons_event_is_seen_as_its_visibility_says(String visibility, boolean byColleague, boolean byStranger) {
        var room = room();
        var event = make(
                asOwner,
                "visibility",
                visibility,
                "place",
                "秘密の場所",
                "attendees",
                attending(guest),
                "rooms",
                List.of(room));
        sees(asOwner, event, room, true, true);
        sees(asGuest, event, room, true, true);
        sees(asColleague, event, room, byColleague, false);
        sees(asStranger, event, room, byStranger, false);
    }

    @ParameterizedTest
    @CsvSource({
        "public, true, true",
        "busy, true, false",
        "private, false, false",
    })
    void a_sections_event_is_seen_as_its_visibility_says(String visibility, boolean bySection, boolean byStranger) {
        var room = room();
        var event = make(
                asOwner,
                "owner",
                "section:" + owner.section(),
                "visibility",
                visibility,
                "place",
                "秘密の場所",
                "attendees",
                attending(guest),
                "rooms",
                List.of(room));
        sees(asOwner, event, room, true, false);
        sees(asGuest, event, room, true, true);
        sees(asColleague, event, room, bySection, false);
        sees(asStranger, event, room, byStranger, false);
        var edit = asColleague.put(
                path(event),
                event("visibility", visibility, "title", "直した", "attendees", attending(guest), "rooms", List.of(room)),
                "If-Match",
                tag(event));
        assertEquals(bySection ? 200 : 404, edit.status(), "the section corrects its own, unless it is private");
        asGuest.put(path(event), event(), "If-Match", tag(event)).expect(404, "core.not-found");
    }

    /** Looks at an event by each way on which it could show itself. */
    private void sees(Client client, JsonNode event, long room, boolean whole, boolean mine) {
        var absent = client.get(EVENTS + "/987654321").expect(404).body();
        for (var way : List.of("", "/history")) {
            var answer = client.get(path(event) + way);
            if (whole) {
                answer.expect(200);
            } else {
                assertArrayEquals(absent, answer.expect(404).body());
            }
        }
        var principal = event.at("/owner/principal").asText();
        var shown = occurrences(client, principal, MONDAY, MONDAY.plusDays(1)).stream()
                .filter(o -> o.path("event").asLong() == event.get("id").asLong() || !o.hasNonNull("event"))
                .toList();
        assertEquals(1, shown.size(), "that the time is taken everybody sees");
        var occurrence = shown.get(0);
        assertEquals(at(MONDAY, "09:00"), occurrence.get("start").asText());
        if (whole) {
            assertEquals("打合せ", occurrence.get("title").asText());
            assertEquals(1, occurrence.get("rooms").size());
            assertEquals(mine, occurrence.get("mine").asBoolean());
        } else {
            assertEquals("busy", occurrence.get("visibility").asText());
            assertEquals(List.of(), list(occurrence.get("rooms")));
            for (var field : List.of("event", "recurrence", "title", "kind", "place", "answer")) {
                assertFalse(occurrence.hasNonNull(field), field + " of " + occurrence);
            }
        }
        var booking = list(client.get(ROOMS + "/timeline?day=" + MONDAY)
                        .expect(200)
                        .json()
                        .get("rooms"))
                .stream()
                .filter(r -> r.get("id").asLong() == room)
                .findFirst()
                .orElseThrow()
                .at("/bookings/0");
        assertEquals(owner.id(), booking.at("/by/id").asLong(), "who has a room everybody sees");
        assertEquals(whole, booking.hasNonNull("title"));
        assertEquals(whole, booking.hasNonNull("event"));
        if (!whole) {
            client.put(path(event) + "/answer", Map.of("answer", "accepted")).expect(404, "core.not-found");
            client.put(path(event), event(), "If-Match", "\"1\"").expect(404, "core.not-found");
            client.delete(path(event), "If-Match", "\"1\"").expect(404, "core.not-found");
            client.post(path(event) + "/restoration", null).expect(404, "core.not-found");
        }
    }

    @Test
    void the_search_and_cards_know_no_more_than_the_calendar() {
        var word = "kaigi" + UUID.randomUUID().toString().replaceAll("[^a-f]", "");
        var open = make(asOwner, "title", word, "attendees", attending(guest));
        var busy = make(asOwner, "title", word, "visibility", "busy", "attendees", attending(guest));
        var ofSection = make(asOwner, "title", word, "visibility", "busy", "owner", "section:" + owner.section());
        Wait.until(
                Duration.ofSeconds(60),
                "the events to be found",
                () -> found(asOwner, word).size() == 3);
        assertEquals(ids(open, busy), found(asGuest, word));
        assertEquals(ids(open, ofSection), found(asColleague, word));
        assertEquals(ids(open), found(asStranger, word));
        assertEquals(3, cards(asOwner, open, busy, ofSection));
        assertEquals(2, cards(asGuest, open, busy, ofSection));
        assertEquals(2, cards(asColleague, open, busy, ofSection));
        assertEquals(1, cards(asStranger, open, busy, ofSection));
        asOwner.delete(path(open), "If-Match", "\"1\"").expect(204);
        Wait.until(
                Duration.ofSeconds(60),
                "what is cancelled to be gone",
                () -> found(asStranger, word).isEmpty());
        assertEquals(ids(busy), found(asGuest, word));
    }

    private static int cards(Client client, JsonNode... events) {
        var paths = Arrays.stream(events)
                .map(event -> "path=/calendar/events/" + event.get("id").asLong())
                .collect(Collectors.joining("&"));
        return client.get("/api/chat/cards?" + paths)
                .expect(200)
                .json()
                .get("items")
                .size();
    }

    private static Set<Long> ids(JsonNode... events) {
        return Arrays.stream(events)
                .map(event -> event.get("id").asLong())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<Long> found(Client client, String word) {
        return list(client.get("/api/search/hits?kind=calendar:event&q=" + word)
                        .expect(200)
                        .json()
                        .get("items"))
                .stream()
                .map(item -> item.get("id").asLong())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void who_leaves_a_section_sees_what_is_public_only() {
        var former = kairan.somebodyIn(owner.section());
        var asFormer = kairan.session(former.id());
        var event = make(asOwner, "owner", "section:" + owner.section(), "visibility", "busy");
        asFormer.get(path(event)).expect(200);
        kairan.transfer(former, guest.section());
        asFormer.get(path(event)).expect(404, "core.not-found");
        making(asFormer, "owner", "section:" + owner.section()).expect(422, "calendar.owner-foreign");
    }

    // ---- events

    @Test
    void an_event_stands_in_the_calendars_of_its_people_and_they_are_told() {
        try (var live = asGuest.openLive()) {
            var event = make(asOwner, "attendees", attending(guest, colleague), "place", "第1会議室");
            assertEquals(List.of(at(MONDAY, "09:00")), starts(asStranger, guest, MONDAY, MONDAY.plusDays(1)));
            Wait.until(
                    Duration.ofSeconds(10),
                    "the hint",
                    () -> live.frames().stream().anyMatch(frame -> frame.type().equals("calendar.changed")));
            assertEquals(1, notices(asGuest, "calendar.invited", event));
            assertEquals(0, notices(asOwner, "calendar.invited", event));
            var moved = asOwner.put(
                            path(event),
                            event(
                                    "start", at(MONDAY, "13:00"),
                                    "end", at(MONDAY, "14:00"),
                                    "attendees", attending(guest)),
                            "If-Match",
                            tag(event))
                    .expect(200)
                    .json();
            assertEquals(1, notices(asGuest, "calendar.changed", event));
            assertEquals(1, notices(asColleague, "calendar.cancelled", event));
            assertEquals(List.of(), starts(asStranger, colleague, MONDAY, MONDAY.plusDays(1)));
            asOwner.delete(path(event), "If-Match", tag(moved)).expect(204);
            assertEquals(1, notices(asGuest, "calendar.cancelled", event));
            assertTrue(
                    asGuest.get(path(event)).expect(200).json().get("cancelled").asBoolean());
            asStranger.get(path(event)).expect(404, "core.not-found");
            assertEquals(List.of(), starts(asGuest, guest, MONDAY, MONDAY.plusDays(1)));
        }
    }

    private static long notices(Client client, String type, JsonNode event) {
        return list(client.get("/api/notification/notices?limit=50")
                        .expect(200)
                        .json()
                        .get("items"))
                .stream()
                .filter(notice -> notice.get("type").asText().equals(type)
                        && notice.toString()
                                .contains("calendar/events/" + event.get("id").asLong()))
                .count();
    }

    @Test
    void a_request_that_is_repeated_makes_one_event_and_a_key_is_not_used_twice() {
        var key = UUID.randomUUID().toString();
        var first = asOwner.post(EVENTS, event("rrule", "FREQ=DAILY;COUNT=3"), "Idempotency-Key", key)
                .expect(201)
                .json();
        var again = asOwner.post(EVENTS, event("rrule", "FREQ=DAILY;COUNT=3"), "Idempotency-Key", key)
                .expect(201)
                .json();
        assertEquals(first.get("id"), again.get("id"));
        assertEquals(3, rows("occurrence", first));
        asOwner.post(EVENTS, event("title", "別の会議"), "Idempotency-Key", key).expect(422, "core.request-reused");
    }

    @Test
    void two_who_edit_one_event_do_not_overwrite_each_other() {
        var event = make(asOwner, "owner", "section:" + owner.section());
        asOwner.put(path(event), event("title", "わたしの"), "If-Match", tag(event)).expect(200);
        asColleague
                .put(path(event), event("title", "あなたの"), "If-Match", tag(event))
                .expect(412, "core.changed-meanwhile");
        asColleague.put(path(event), event("title", "あなたの")).expect(428, "core.condition-required");
        assertEquals("わたしの", asColleague.get(path(event)).json().get("title").asText());
        asColleague.delete(path(event), "If-Match", tag(event)).expect(412, "core.changed-meanwhile");
    }

    @Test
    void the_history_says_who_changed_what() {
        var event = make(asOwner, "owner", "section:" + owner.section(), "attendees", attending(guest));
        asColleague
                .put(path(event), event("title", "連絡会", "attendees", attending(guest)), "If-Match", tag(event))
                .expect(200);
        asGuest.put(path(event) + "/answer", Map.of("answer", "accepted")).expect(204);
        var history =
                list(asOwner.get(path(event) + "/history").expect(200).json().get("items"));
        assertEquals(
                List.of("answered", "changed", "made"),
                history.stream().map(change -> change.get("what").asText()).toList());
        assertEquals(colleague.id(), history.get(1).at("/by/id").asLong());
        assertEquals("title", history.get(1).at("/changes/0/field").asText());
        assertEquals("打合せ", history.get(1).at("/changes/0/before").asText());
        assertEquals("連絡会", history.get(1).at("/changes/0/after").asText());
    }

    @Test
    void all_day_events_end_on_the_day_they_say_and_undecided_ones_take_no_time() {
        var trip = make(
                asOwner,
                "title",
                "出張",
                "kind",
                "trip",
                "allDay",
                true,
                "start",
                MONDAY.toString(),
                "end",
                MONDAY.plusDays(2).toString());
        assertEquals(MONDAY.plusDays(2).toString(), trip.get("end").asText());
        assertEquals(
                1,
                occurrences(asOwner, "person:" + owner.id(), MONDAY.plusDays(2), MONDAY.plusDays(3))
                        .size());
        assertEquals(
                0,
                occurrences(asOwner, "person:" + owner.id(), MONDAY.plusDays(3), MONDAY.plusDays(4))
                        .size());
        asOwner.delete(path(trip), "If-Match", tag(trip)).expect(204);
        var some = make(
                asOwner, "undecided", true, "visibility", "busy", "start", MONDAY.toString(), "end", MONDAY.toString());
        assertEquals(
                1,
                occurrences(asOwner, "person:" + owner.id(), MONDAY, MONDAY.plusDays(1))
                        .size());
        assertEquals(List.of(), starts(asStranger, owner, MONDAY, MONDAY.plusDays(1)), "it takes no time");
        assertTrue(some.get("undecided").asBoolean());
        making(
                        asOwner,
                        "undecided",
                        true,
                        "start",
                        MONDAY.toString(),
                        "end",
                        MONDAY.toString(),
                        "rooms",
                        List.of(room()))
                .expect(422, "calendar.undecided-room");
    }

    @Test
    void a_long_event_is_found_on_each_of_its_days() {
        make(
                asOwner,
                "title",
                "派遣",
                "allDay",
                true,
                "start",
                MONDAY.toString(),
                "end",
                MONDAY.plusDays(399).toString());
        assertEquals(
                1,
                occurrences(asStranger, "person:" + owner.id(), MONDAY.plusDays(200), MONDAY.plusDays(201))
                        .size());
        assertEquals(
                1,
                occurrences(asStranger, "person:" + owner.id(), MONDAY.plusDays(399), MONDAY.plusDays(400))
                        .size());
        assertEquals(
                0,
                occurrences(asStranger, "person:" + owner.id(), MONDAY.plusDays(400), MONDAY.plusDays(401))
                        .size());
        making(
                        asOwner,
                        "allDay",
                        true,
                        "start",
                        MONDAY.toString(),
                        "end",
                        MONDAY.plusDays(401).toString())
                .expect(422, "calendar.too-long");
    }

    @Test
    void what_cannot_be_is_refused_and_nothing_is_half_done() {
        var before = kairan.number("select count(*) from calendar.event");
        making(asOwner, "title", " ").expect(422, "calendar.title-empty");
        making(asOwner, "title", "長".repeat(201)).expect(422, "calendar.text-too-long");
        making(asOwner, "title", "あ\nい").expect(422, "core.character-invalid");
        making(asOwner, "end", at(MONDAY, "09:00")).expect(422, "calendar.end-before-start");
        making(asOwner, "start", "9時").expect(422, "calendar.time-invalid");
        making(asOwner, "start", at(MONDAY, "09:00:30")).expect(422, "calendar.time-invalid");
        making(asOwner, "start", "1999-01-01T09:00").expect(422, "core.invalid");
        making(asOwner, "kind", "party").expect(422, "core.invalid");
        making(asOwner, "travelBefore", -1).expect(422, "calendar.travel-out-of-range");
        making(asOwner, "attendees", List.of(Map.of("person", 987654321))).expect(422, "calendar.person-unknown");
        making(asOwner, "attendees", List.of(Map.of("group", "everyone"))).expect(422, "calendar.attendees-too-many");
        making(asOwner, "attendees", List.of(Map.of())).expect(422, "core.invalid");
        making(asOwner, "rooms", List.of(987654321)).expect(422, "calendar.room-unknown");
        making(asOwner, "owner", "section:" + guest.section()).expect(422, "calendar.owner-foreign");
        making(asOwner, "owner", "person:" + guest.id()).expect(422, "calendar.owner-foreign");
        making(asOwner, "rrule", "FREQ=HOURLY").expect(422, "calendar.rule-too-fine");
        making(asOwner, "rrule", "FREQ=DAILY;COUNT=1000000").expect(422, "calendar.rule-too-many");
        making(asOwner, "rrule", "毎週").expect(422, "calendar.rule-invalid");
        making(asOwner, "rrule", "FREQ=WEEKLY;BYDAY=TU").expect(422, "calendar.start-outside-rule");
        making(asOwner, "rrule", "FREQ=DAILY", "start", "2090-01-01T09:00", "end", "2090-01-01T10:00")
                .expect(422, "calendar.series-out-of-range");
        asOwner.post(EVENTS, "null").expect(422, "core.invalid");
        asOwner.post(EVENTS, "{\"title\":").expect(400, "core.bad-json");
        asOwner.get("/api/calendar/occurrences?from=" + MONDAY + "&to=" + MONDAY.plusDays(63))
                .expect(422, "calendar.period-out-of-range");
        asOwner.get("/api/calendar/occurrences?from=yesterday").expect(422, "core.date-invalid");
        asOwner.get("/api/calendar/occurrences?principal=person:987654321").expect(404, "core.not-found");
        asOwner.get("/api/calendar/occurrences?principal=everyone").expect(404, "core.not-found");
        assertEquals(before, kairan.number("select count(*) from calendar.event"));
    }

    // ---- series

    @Test
    void a_series_is_listed_day_by_day_and_goes_on_for_two_years() {
        var event = make(asOwner, "rrule", "FREQ=WEEKLY;BYDAY=MO,WE");
        assertEquals("FREQ=WEEKLY;BYDAY=MO,WE;WKST=MO", event.get("rrule").asText());
        assertEquals(
                List.of(at(MONDAY, "09:00"), at(MONDAY.plusDays(2), "09:00"), at(MONDAY.plusDays(7), "09:00")),
                starts(asOwner, owner, MONDAY, MONDAY.plusDays(8)));
        var last = kairan.query(
                        row -> row.getObject(1, LocalDate.class),
                        "select max(day) from calendar.occurrence where event_id = ?",
                        event.get("id").asLong())
                .get(0);
        assertFalse(last.isBefore(Office.today().plusMonths(24).minusDays(7)), last.toString());
    }

    @Test
    void one_instance_is_changed_cancelled_and_put_back() {
        var event = make(asOwner, "rrule", "FREQ=WEEKLY;COUNT=3", "attendees", attending(guest));
        var second = at(MONDAY.plusWeeks(1), "09:00");
        var changed = asOwner.put(
                        path(event) + "?scope=one&occurrence=" + second,
                        event(
                                "title", "特別回",
                                "start", at(MONDAY.plusWeeks(1), "15:00"),
                                "end", at(MONDAY.plusWeeks(1), "16:00"),
                                "attendees", attending(guest)),
                        "If-Match",
                        tag(event))
                .expect(200)
                .json();
        assertEquals(second, changed.get("recurrence").asText());
        assertEquals(
                List.of(at(MONDAY, "09:00"), at(MONDAY.plusWeeks(1), "15:00"), at(MONDAY.plusWeeks(2), "09:00")),
                starts(asGuest, guest, MONDAY, MONDAY.plusWeeks(3)));
        asOwner.delete(path(event) + "?scope=one&occurrence=" + second, "If-Match", tag(changed))
                .expect(204);
        asOwner.delete(path(event) + "?scope=one&occurrence=" + second, "If-Match", tag(changed))
                .expect(204);
        assertEquals(
                List.of(at(MONDAY, "09:00"), at(MONDAY.plusWeeks(2), "09:00")),
                starts(asGuest, guest, MONDAY, MONDAY.plusWeeks(3)));
        asOwner.get(path(event) + "?occurrence=" + second).expect(404, "core.not-found");
        asOwner.post(path(event) + "/restoration?scope=one&occurrence=" + second, null)
                .expect(200);
        assertEquals(
                "特別回",
                asOwner.get(path(event) + "?occurrence=" + second)
                        .expect(200)
                        .json()
                        .get("title")
                        .asText());
        asOwner.get(path(event) + "?occurrence=" + at(MONDAY.plusDays(1), "09:00"))
                .expect(404, "core.not-found");
    }

    @Test
    void this_and_following_move_with_their_room_and_their_exceptions() {
        var room = room();
        var event = make(
                asOwner,
                "rrule",
                "FREQ=WEEKLY;COUNT=5;BYDAY=MO",
                "rooms",
                List.of(room),
                "attendees",
                attending(guest));
        assertEquals(5, booked(room).size());
        var fourth = at(MONDAY.plusWeeks(3), "09:00");
        asOwner.delete(path(event) + "?scope=one&occurrence=" + fourth, "If-Match", tag(event))
                .expect(204);
        asGuest.put(path(event) + "/answer", Map.of("answer", "accepted")).expect(204);
        var now = asOwner.get(path(event)).json();
        var third = MONDAY.plusWeeks(2);
        var rest = asOwner.put(
                        path(event) + "?scope=following&occurrence=" + at(third, "09:00"),
                        event(
                                "start", at(third.plusDays(1), "13:30"),
                                "end", at(third.plusDays(1), "15:00"),
                                "rrule", now.get("rrule").asText(),
                                "rooms", List.of(room),
                                "attendees", attending(guest)),
                        "If-Match",
                        tag(now))
                .expect(200)
                .json();
        assertEquals("FREQ=WEEKLY;COUNT=3;BYDAY=TU;WKST=MO", rest.get("rrule").asText());
        var expected = List.of(
                at(MONDAY, "09:00"),
                at(MONDAY.plusWeeks(1), "09:00"),
                at(third.plusDays(1), "13:30"),
                at(third.plusDays(15), "13:30"));
        assertEquals(expected, booked(room), "the room goes along, and is free where the meeting was or was cancelled");
        assertEquals(expected, starts(asGuest, guest, MONDAY, MONDAY.plusWeeks(6)));
        assertEquals("none", rest.at("/attendees/0/answer").asText(), "who had said yes to Mondays is asked again");
        assertEquals(
                "accepted",
                asOwner.get(path(event)).json().at("/attendees/0/answer").asText());
    }

    @Test
    void what_follows_is_cancelled_and_put_back_with_its_rooms() {
        var room = room();
        var event = make(asOwner, "rrule", "FREQ=WEEKLY;COUNT=4", "rooms", List.of(room));
        var third = at(MONDAY.plusWeeks(2), "09:00");
        asOwner.delete(path(event) + "?scope=following&occurrence=" + third, "If-Match", tag(event))
                .expect(204);
        assertEquals(2, booked(room).size());
        asOwner.post(path(event) + "/restoration?scope=following&occurrence=" + third, null)
                .expect(200);
        assertEquals(4, booked(room).size());
        assertEquals(
                "FREQ=WEEKLY;COUNT=4;WKST=MO",
                asOwner.get(path(event)).json().get("rrule").asText());
    }

    @Test
    void a_series_goes_to_the_business_day_before_when_the_hall_is_closed() {
        var year = Office.today().getYear() + 1;
        var first = LocalDate.of(year, 4, 29);
        make(
                asOwner,
                "start",
                at(first, "09:00"),
                "end",
                at(first, "10:00"),
                "rrule",
                "FREQ=YEARLY;COUNT=1",
                "shift",
                "before");
        var found = starts(asOwner, owner, first.minusDays(7), first.plusDays(1));
        var expected = first.minusDays(1);
        while (expected.getDayOfWeek().getValue() > 5) {
            expected = expected.minusDays(1);
        }
        assertEquals(List.of(at(expected, "09:00")), found, "昭和の日 is closed");
    }

    @Test
    void a_series_is_written_down_further_as_the_days_go_by() {
        var data = Kairan.temporaryFolder();
        try {
            try (var office = Kairan.up(data, Map.of())) {
                var first = Office.administrator(office);
                var id = make(first, "rrule", "FREQ=DAILY").get("id").asLong();
                assertTrue(office.number("select count(*) from calendar.occurrence where event_id = ?", id) > 600);
                office.execute("delete from calendar.occurrence where event_id = ? and day >= current_date + 100", id);
                office.execute("update calendar.event set expanded_until = current_date + 100 where id = ?", id);
                // One that cannot be read, and comes first, keeps no other from it.
                office.execute(
                        "update calendar.event set rrule = 'FREQ=NEVER', expanded_until = current_date + 50 where id = ?",
                        make(first, "rrule", "FREQ=YEARLY").get("id").asLong());
            }
            try (var office = Kairan.up(data, Map.of())) {
                Wait.until(
                        Duration.ofSeconds(60),
                        "the series to be written down again",
                        () -> office.number("select count(*) from calendar.occurrence") > 600);
                assertEquals(
                        0,
                        office.number(
                                "select count(*) from calendar.event where rrule <> 'FREQ=NEVER' and expanded_until < (now() at time zone 'Asia/Tokyo')::date + interval '24 months'"));
            }
        } finally {
            Kairan.delete(data);
        }
    }

    // ---- answers

    @Test
    void who_declines_is_free_again_and_one_instance_can_be_answered_apart() {
        var event = make(asOwner, "rrule", "FREQ=WEEKLY;COUNT=3", "visibility", "busy", "attendees", attending(guest));
        var second = at(MONDAY.plusWeeks(1), "09:00");
        asGuest.put(path(event) + "/answer", Map.of("answer", "declined", "occurrence", second))
                .expect(204);
        assertEquals(
                List.of(at(MONDAY, "09:00"), at(MONDAY.plusWeeks(2), "09:00")),
                starts(asStranger, guest, MONDAY, MONDAY.plusWeeks(3)));
        assertEquals(3, starts(asGuest, guest, MONDAY, MONDAY.plusWeeks(3)).size());
        asGuest.put(path(event) + "/answer", Map.of("answer", "accepted")).expect(204);
        var detail =
                asOwner.get(path(event) + "?occurrence=" + second).expect(200).json();
        assertEquals("declined", detail.at("/attendees/0/answer").asText());
        assertEquals(
                "accepted",
                asOwner.get(path(event)).json().at("/attendees/0/answer").asText());
        assertEquals(1, asOwner.get(path(event)).json().get("version").asInt(), "an answer is no edit");
        asGuest.put(path(event) + "/answer", Map.of("answer", "perhaps")).expect(422, "core.invalid");
        asOwner.put(path(event) + "/answer", Map.of("answer", "accepted")).expect(404, "core.not-found");
        asGuest.put(path(event) + "/answer", Map.of("answer", "accepted", "occurrence", at(MONDAY, "10:00")))
                .expect(404, "core.not-found");
    }

    // ---- rooms

    @Test
    void of_fifty_who_book_one_room_for_the_same_minute_one_wins_and_the_others_are_told_who() throws Exception {
        var room = room();
        var people = kairan.query(
                row -> row.getLong(1),
                "select person_id from organization.assignment where kind = 'primary' and valid_until is null order by person_id limit 50 offset 300");
        var clients = people.stream().map(kairan::session).toList();
        var start = new CountDownLatch(1);
        var pool = Executors.newFixedThreadPool(50);
        try {
            var answers = new ArrayList<Future<Answer>>();
            for (var client : clients) {
                answers.add(pool.submit(() -> {
                    start.await();
                    return making(client, "rooms", List.of(room));
                }));
            }
            start.countDown();
            var winners = new ArrayList<Long>();
            var named = new TreeSet<Long>();
            for (var answer : answers) {
                var got = answer.get();
                if (got.status() == 201) {
                    winners.add(got.json().at("/createdBy/id").asLong());
                } else {
                    var clash = got.expect(409, "calendar.room-taken").json().at("/args/clashes/0");
                    named.add(clash.at("/by/id").asLong());
                    assertEquals(room, clash.get("room").asLong());
                    assertEquals(at(MONDAY, "09:00"), clash.get("start").asText());
                    assertTrue(clash.hasNonNull("extension"), "whom to telephone: " + clash);
                }
            }
            assertEquals(1, winners.size());
            assertEquals(Set.of(winners.get(0)), named);
            assertEquals(List.of(at(MONDAY, "09:00")), booked(room));
            assertEquals(
                    1,
                    kairan.number("select count(*) from calendar.event where ? = any(rooms)", room),
                    "who lost has no event either");
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void the_database_itself_lets_one_of_fifty_have_a_room() throws Exception {
        var room = room();
        var event = make(asOwner).get("id").asLong();
        var start = new CountDownLatch(1);
        // Ten who try five times: a small database has no fifty connections to spare.
        var pool = Executors.newFixedThreadPool(10);
        try {
            var outcomes = new ArrayList<Future<List<String>>>();
            for (var i = 0; i < 10; i++) {
                var first = i * 5;
                outcomes.add(pool.submit(() -> {
                    var said = new ArrayList<String>();
                    try (var connection = kairan.database();
                            var insert = connection.prepareStatement(
                                    "insert into calendar.booking (room_id, event_id, recurrence_id, starts, ends, during) select ?, ?, ?::timestamp, t, t + interval '1 hour', tstzrange(t, t + interval '1 hour')"
                                            + " from (select ?::timestamptz) as at(t)")) {
                        start.await();
                        for (var minute = first; minute < first + 5; minute++) {
                            insert.setLong(1, room);
                            insert.setLong(2, event);
                            insert.setString(3, at(MONDAY.plusDays(minute), "00:00"));
                            insert.setString(4, MONDAY + " 09:" + (minute < 10 ? "0" : "") + minute + "+09");
                            said.add(outcome(insert));
                        }
                    }
                    return said;
                }));
            }
            start.countDown();
            var counts = new LinkedHashMap<String, Integer>();
            for (var outcome : outcomes) {
                outcome.get().forEach(said -> counts.merge(said, 1, Integer::sum));
            }
            assertEquals(50, counts.values().stream().mapToInt(n -> n).sum());
            assertEquals(1, counts.remove("booked"), counts.toString());
            assertEquals(1, kairan.number("select count(*) from calendar.booking where room_id = ?", room));
            // 23P01 is exclusion_violation; two who wait for each other are parted by 40P01.
            assertTrue(Set.of("23P01", "40P01").containsAll(counts.keySet()), counts.toString());
        } finally {
            pool.shutdownNow();
        }
    }

    private static String outcome(PreparedStatement insert) {
        try {
            insert.executeUpdate();
            return "booked";
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }

    @Test
    void a_series_takes_every_instance_or_is_told_which_it_cannot() {
        var room = room();
        make(
                asGuest,
                "start",
                at(MONDAY.plusWeeks(1), "09:30"),
                "end",
                at(MONDAY.plusWeeks(1), "09:45"),
                "rooms",
                List.of(room));
        make(
                asColleague,
                "allDay",
                true,
                "start",
                MONDAY.plusWeeks(3).toString(),
                "end",
                MONDAY.plusWeeks(3).toString(),
                "rooms",
                List.of(room));
        var before = kairan.number("select count(*) from calendar.event");
        var clashes = making(asOwner, "rrule", "FREQ=WEEKLY;COUNT=5", "rooms", List.of(room))
                .expect(409, "calendar.room-taken")
                .json()
                .at("/args/clashes");
        assertEquals(
                List.of(guest.id(), colleague.id()),
                list(clashes).stream().map(clash -> clash.at("/by/id").asLong()).toList());
        assertEquals(2, booked(room).size());
        assertEquals(before, kairan.number("select count(*) from calendar.event"));
        make(
                asOwner,
                "rrule",
                "FREQ=WEEKLY;COUNT=5",
                "start",
                at(MONDAY, "10:00"),
                "end",
                at(MONDAY, "11:00"),
                "rooms",
                List.of(room()));
        making(asOwner, "rrule", "FREQ=WEEKLY", "rooms", List.of(room)).expect(422, "calendar.room-needs-end");
    }

    @Test
    void an_event_that_cannot_move_keeps_what_it_has() {
        var room = room();
        var mine = make(asOwner, "rooms", List.of(room));
        make(asGuest, "start", at(MONDAY, "10:00"), "end", at(MONDAY, "11:00"), "rooms", List.of(room));
        asOwner.put(
                        path(mine),
                        event("start", at(MONDAY, "09:30"), "end", at(MONDAY, "10:30"), "rooms", List.of(room)),
                        "If-Match",
                        tag(mine))
                .expect(409, "calendar.room-taken");
        assertEquals(List.of(at(MONDAY, "09:00"), at(MONDAY, "10:00")), booked(room));
        assertEquals(List.of(at(MONDAY, "09:00")), starts(asOwner, owner, MONDAY, MONDAY.plusDays(1)));
        assertEquals(1, asOwner.get(path(mine)).json().get("version").asInt());
        asOwner.put(
                        path(mine),
                        event("start", at(MONDAY, "11:00"), "end", at(MONDAY, "12:00"), "rooms", List.of(room)),
                        "If-Match",
                        tag(mine))
                .expect(200);
        assertEquals(List.of(at(MONDAY, "10:00"), at(MONDAY, "11:00")), booked(room));
    }

    @Test
    void an_instance_that_moves_takes_its_room_along() {
        var room = room();
        var event = make(asOwner, "rrule", "FREQ=WEEKLY;COUNT=2", "rooms", List.of(room));
        asOwner.put(
                        path(event) + "?scope=one&occurrence=" + at(MONDAY.plusWeeks(1), "09:00"),
                        event("start", at(MONDAY, "10:00"), "end", at(MONDAY, "11:00"), "rooms", List.of(room)),
                        "If-Match",
                        tag(event))
                .expect(200);
        assertEquals(List.of(at(MONDAY, "09:00"), at(MONDAY, "10:00")), booked(room));
        making(asGuest, "start", at(MONDAY, "10:30"), "end", at(MONDAY, "11:30"), "rooms", List.of(room))
                .expect(409, "calendar.room-taken");
        make(
                asGuest,
                "start",
                at(MONDAY.plusWeeks(1), "09:00"),
                "end",
                at(MONDAY.plusWeeks(1), "10:00"),
                "rooms",
                List.of(room));
    }

    @Test
    void a_room_that_was_let_go_and_taken_by_another_does_not_come_back() {
        var room = room();
        var event = make(asOwner, "rooms", List.of(room));
        asOwner.delete(path(event), "If-Match", tag(event)).expect(204);
        make(asGuest, "rooms", List.of(room));
        var clash = asOwner.post(path(event) + "/restoration", null)
                .expect(409, "calendar.room-taken")
                .json()
                .at("/args/clashes/0");
        assertEquals(guest.id(), clash.at("/by/id").asLong());
        assertTrue(asOwner.get(path(event)).json().get("cancelled").asBoolean());
    }

    @Test
    void a_rooms_rules_are_kept() {
        var hall = room("opens", "09:00", "closes", "17:00", "setup", 30, "longest", 120, "daysAhead", 200);
        making(asOwner, "start", at(MONDAY, "08:30"), "rooms", List.of(hall)).expect(422, "calendar.room-closed");
        making(asOwner, "start", at(MONDAY, "16:30"), "end", at(MONDAY, "17:30"), "rooms", List.of(hall))
                .expect(422, "calendar.room-closed");
        making(asOwner, "end", at(MONDAY, "11:30"), "rooms", List.of(hall)).expect(422, "calendar.room-too-long");
        var far = Office.today().plusDays(201);
        making(asOwner, "start", at(far, "09:00"), "end", at(far, "10:00"), "rooms", List.of(hall))
                .expect(422, "calendar.room-too-far");
        make(asOwner, "rooms", List.of(hall));
        making(asGuest, "start", at(MONDAY, "10:15"), "end", at(MONDAY, "11:00"), "rooms", List.of(hall))
                .expect(409, "calendar.room-taken");
        make(asGuest, "start", at(MONDAY, "10:30"), "end", at(MONDAY, "11:00"), "rooms", List.of(hall));
    }

    @Test
    void a_rooms_new_rules_are_not_held_against_what_was_booked_before() {
        var id = room();
        var first = make(asOwner, "rooms", List.of(id));
        make(asGuest, "start", at(MONDAY, "10:00"), "end", at(MONDAY, "11:00"), "rooms", List.of(id));
        var room = admin.get(ROOMS + "/" + id).expect(200).json();
        admin.put(
                        ROOMS + "/" + id,
                        Map.of(
                                "kind",
                                "room",
                                "name",
                                room.get("name").asText(),
                                "building",
                                "別館",
                                "opens",
                                "12:00",
                                "setup",
                                30),
                        "If-Match",
                        tag(room))
                .expect(200);
        asOwner.put(path(first), event("title", "改題", "rooms", List.of(id)), "If-Match", tag(first))
                .expect(200);
        assertEquals(List.of(at(MONDAY, "09:00"), at(MONDAY, "10:00")), booked(id));
    }

    @Test
    void a_room_that_is_retired_keeps_what_was_booked_and_takes_nothing_new() {
        var id = room();
        var event = make(asOwner, "rooms", List.of(id));
        var room = admin.get(ROOMS + "/" + id).expect(200).json();
        admin.put(
                        ROOMS + "/" + id,
                        Map.of("kind", "room", "name", room.get("name").asText(), "building", "別館", "active", false),
                        "If-Match",
                        tag(room))
                .expect(200);
        assertEquals(List.of(at(MONDAY, "09:00")), booked(id));
        making(asGuest, "start", at(MONDAY, "13:00"), "end", at(MONDAY, "14:00"), "rooms", List.of(id))
                .expect(422, "calendar.room-retired");
        asOwner.put(path(event), event("title", "改題", "rooms", List.of(id)), "If-Match", tag(event))
                .expect(200);
        assertFalse(
                asGuest.get(ROOMS).json().toString().contains(room.get("name").asText()));
        assertTrue(admin.get(ROOMS).json().toString().contains(room.get("name").asText()));
    }

    @Test
    void only_administrators_add_and_change_rooms_and_only_what_can_be() {
        var room = Map.of("kind", "car", "name", "公用車" + UUID.randomUUID(), "building", "本庁舎");
        asOwner.post(ROOMS, room).expect(404, "core.not-found");
        var made = admin.post(ROOMS, room).expect(201).json();
        assertEquals(made.get("id"), admin.post(ROOMS, room).expect(201).json().get("id"), "a repeated request");
        asOwner.put(ROOMS + "/" + made.get("id"), room, "If-Match", "\"1\"").expect(404, "core.not-found");
        admin.put(ROOMS + "/" + made.get("id"), room, "If-Match", "\"7\"").expect(412, "core.changed-meanwhile");
        admin.put(ROOMS + "/" + made.get("id"), room).expect(428, "core.condition-required");
        admin.put(ROOMS + "/987654321", room, "If-Match", "\"1\"").expect(404, "core.not-found");
        admin.post(ROOMS, Map.of("name", " ")).expect(422, "calendar.room-name-empty");
        admin.post(ROOMS, Map.of("name", "ある", "opens", "17:00", "closes", "09:00"))
                .expect(422, "calendar.end-before-start");
        admin.post(ROOMS, Map.of("name", "ある", "opens", "朝")).expect(422, "calendar.time-invalid");
        admin.post(ROOMS, Map.of("name", "ある", "capacity", 0)).expect(422, "calendar.number-out-of-range");
        admin.post(ROOMS, Map.of("name", "ある", "kind", "boat")).expect(422, "core.invalid");
        asOwner.get(ROOMS + "/" + made.get("id")).expect(200);
        asOwner.get(ROOMS + "?kind=boat").expect(422, "core.invalid");
    }

    @Test
    void rooms_are_found_by_words_capacity_and_equipment() {
        var tag = "機材" + UUID.randomUUID().toString().substring(0, 8);
        var small = room("capacity", 6, "equipment", List.of(tag));
        var big = room("capacity", 60, "equipment", List.of("プロジェクター", tag));
        assertEquals(Set.of(small, big), ids("?query=" + encoded(tag)));
        assertEquals(Set.of(big), ids("?capacity=50&query=" + encoded(tag)));
        assertEquals(Set.of(big), ids("?query=" + encoded(tag + " プロジェクター")));
        assertEquals(Set.of(), ids("?kind=car&query=" + encoded(tag)));
    }

    private Set<Long> ids(String query) {
        return list(asOwner.get(ROOMS + query).expect(200).json().get("items")).stream()
                .map(item -> item.get("id").asLong())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }

    // ---- many calendars

    @Test
    void a_team_is_shown_in_the_order_of_the_organization_page_by_page() {
        var everybody = list(asOwner.get("/api/calendar/occurrences?team=everyone&limit=50")
                .expect(200)
                .json()
                .get("rows"));
        assertEquals(50, everybody.size());
        var section = "/api/calendar/occurrences?team=section:" + owner.section();
        var all = list(asOwner.get(section).expect(200).json().get("rows")).stream()
                .map(row -> row.get("principal").asText())
                .toList();
        assertTrue(all.contains("person:" + owner.id()) && all.contains("person:" + colleague.id()), all.toString());
        var page = asOwner.get(section + "&limit=2").expect(200).json();
        var next = asOwner.get(section + "&limit=200&after=" + page.get("next").asText())
                .expect(200)
                .json();
        var joined = new ArrayList<>(list(page.get("rows")));
        joined.addAll(list(next.get("rows")));
        assertEquals(
                all, joined.stream().map(row -> row.get("principal").asText()).toList());
        asOwner.get("/api/calendar/occurrences?team=section:987654321").expect(404, "core.not-found");
        asOwner.get("/api/calendar/occurrences?team=nobody").expect(404, "core.not-found");
    }

    @Test
    void holidays_and_closed_days_stand_over_the_calendar() {
        var days = list(asOwner.get("/api/calendar/occurrences?from=2026-12-28&to=2027-01-05")
                .expect(200)
                .json()
                .get("days"));
        assertEquals(
                List.of(false, true, true, true, true, true, true, false),
                days.stream().map(day -> day.get("closed").asBoolean()).toList());
        assertEquals("元日", days.get(4).get("holiday").asText());
        var holidays = list(asOwner.get("/api/calendar/holidays?from=2026-09-01&to=2026-10-01")
                .expect(200)
                .json()
                .get("items"));
        assertEquals(
                List.of("敬老の日", "国民の休日", "秋分の日"),
                holidays.stream().map(day -> day.get("name").asText()).toList());
        asOwner.get("/api/calendar/holidays?from=2026-09-01&to=2036-09-01").expect(422, "calendar.period-out-of-range");
    }

    @Test
    void free_times_are_ranked_and_a_private_event_counts_without_being_told() {
        var day = list(asOwner.get(
                                "/api/calendar/occurrences?from=" + MONDAY.plusDays(1) + "&to=" + MONDAY.plusDays(21))
                        .expect(200)
                        .json()
                        .get("days"))
                .stream()
                .filter(one -> !one.get("closed").asBoolean())
                .map(one -> LocalDate.parse(one.get("day").asText()))
                .findFirst()
                .orElseThrow();
        var room = room("capacity", 4);
        make(asOwner, "start", at(day, "08:30"), "end", at(day, "12:00"), "visibility", "private", "travelAfter", 60);
        make(asColleague, "start", at(day, "13:00"), "end", at(day, "15:00"));
        make(asGuest, "start", at(day, "15:00"), "end", at(day, "16:00"));
        make(asStranger, "start", at(day, "13:00"), "end", at(day, "13:30"), "rooms", List.of(room));
        var slots = list(asStranger
                .post(
                        "/api/calendar/free-times",
                        Map.of(
                                "people", List.of(owner.id(), colleague.id()),
                                "optional", List.of(guest.id()),
                                "rooms", List.of(room),
                                "minutes", 60,
                                "from", day.toString(),
                                "to", day.plusDays(1).toString()))
                .expect(200)
                .json()
                .get("slots"));
        assertEquals(at(day, "16:00"), slots.get(0).get("start").asText());
        assertEquals("all", slots.get(0).get("rank").asText());
        assertEquals(room, slots.get(0).at("/rooms/0/id").asLong());
        var optional = slots.stream()
                .filter(slot -> slot.get("rank").asText().equals("optional"))
                .findFirst()
                .orElseThrow();
        assertEquals(at(day, "15:00"), optional.get("start").asText());
        assertEquals(guest.id(), optional.at("/missing/0/id").asLong());
        var one = slots.stream()
                .filter(slot -> slot.get("rank").asText().equals("one"))
                .map(slot -> slot.get("start").asText() + " "
                        + slot.at("/missing/0/id").asLong())
                .toList();
        assertTrue(one.contains(at(day, "08:30") + " " + owner.id()), one.toString());
        assertTrue(one.contains(at(day, "13:30") + " " + colleague.id()), one.toString());
        assertFalse(one.contains(at(day, "13:15") + " " + colleague.id()), "the room is taken until half past one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "{\"people\":[1],\"minutes\":0,\"from\":\"2026-12-01\",\"to\":\"2026-12-02\"}",
                "{\"people\":[1],\"minutes\":60,\"from\":\"2026-12-01\",\"to\":\"2027-12-02\"}",
                "{\"people\":[987654321],\"minutes\":60,\"from\":\"2026-12-01\",\"to\":\"2026-12-02\"}",
                "{\"people\":[],\"minutes\":60,\"from\":\"2026-12-01\",\"to\":\"2026-12-02\"}",
                "{\"groups\":[\"everyone\"],\"minutes\":60,\"from\":\"2026-12-01\",\"to\":\"2026-12-02\"}",
                "{\"groups\":[\"nobody\"],\"minutes\":60,\"from\":\"2026-12-01\",\"to\":\"2026-12-02\"}",
                "{\"people\":[1],\"rooms\":[987654321],\"minutes\":60,\"from\":\"2026-12-01\",\"to\":\"2026-12-02\"}"
            })
    void a_question_for_free_times_that_cannot_be_answered_is_refused(String question) {
        assertEquals(422, asOwner.post("/api/calendar/free-times", question).status());
    }

    @Test
    void a_constraint_stands_behind_every_booking() {
        assertThrows(
                AssertionError.class,
                () -> kairan.execute(
                        "insert into calendar.booking (room_id, event_id, recurrence_id, starts, ends, during) values (987654321, 1, now(), now(), now(), tstzrange(now(), now()))"),
                "a booking is of a room and an event");
        assertEquals(
                1,
                kairan.number(
                        "select count(*) from pg_constraint where conname = 'never_twice' and contype = 'x' and not condeferrable"));
    }
}
