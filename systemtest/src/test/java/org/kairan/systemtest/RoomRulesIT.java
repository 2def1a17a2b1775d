package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kairan.systemtest.Kairan.Person;

/** Rooms and cars that belong to somebody: who may book them, what their owners say, how they are used, and where the cars were. */
class RoomRulesIT {

    private static final String EVENTS = "/api/calendar/events";
    private static final String ROOMS = "/api/calendar/rooms";
    private static final String APPROVALS = "/api/calendar/approvals";

    /** A Monday on which nothing happens but what the tests do. */
    private static final LocalDate MONDAY =
            Office.today().plusMonths(4).with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));

    private final Kairan kairan = Kairan.demo();
    private final Person owner = kairan.somebody();
    private final Person second = kairan.somebodyIn(owner.section());
    private final Person booker = kairan.somebodyNotIn(owner.section());
    private final Person stranger = other();
    private final Client asOwner = kairan.session(owner.id());
    private final Client asSecond = kairan.session(second.id());
    private final Client asBooker = kairan.session(booker.id());
    private final Client asStranger = kairan.session(stranger.id());
    private final Client admin = kairan.admin();
    private final Client nobody = kairan.client();

    /** Of neither section. */
    private Person other() {
        Person found;
        do {
            found = kairan.somebodyNotIn(owner.section());
        } while (found.section() == booker.section());
        return found;
    }

    private static String at(LocalDate day, String time) {
        return day + "T" + time;
    }

    private static Map<String, Object> with(Map<String, Object> body, Object... more) {
        var all = new LinkedHashMap<>(body);
        for (var i = 0; i < more.length; i += 2) {
            all.put((String) more[i], more[i + 1]);
        }
        return all;
    }

    private JsonNode facility(Object... more) {
        return admin.post(
                        ROOMS, with(Map.of("kind", "room", "name", "所管室" + UUID.randomUUID(), "building", "別館"), more))
                .expect(201)
                .json();
    }

    private long room(Object... more) {
        return facility(more).get("id").asLong();
    }

    /** One about which the owner's section is asked. */
    private long asked(Object... more) {
        return facility(with(Map.of("ownerSection", owner.section(), "approval", true), more).entrySet().stream()
                        .flatMap(entry -> java.util.stream.Stream.of(entry.getKey(), entry.getValue()))
                        .toArray())
                .get("id")
                .asLong();
    }

    private static Map<String, Object> event(Object... more) {
        return with(Map.of("title", "研修", "start", at(MONDAY, "09:00"), "end", at(MONDAY, "10:00")), more);
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

    private static JsonNode now(Client client, JsonNode event) {
        return client.get(path(event)).expect(200).json();
    }

    private static Answer editing(Client client, JsonNode event, Object... more) {
        return client.put(
                path(event),
                event(more),
                "If-Match",
                "\"" + now(client, event).get("version").asInt() + "\"");
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private long bookings(long room) {
        return kairan.number("select count(*) from calendar.booking where room_id = ?", room);
    }

    private static Optional<JsonNode> waiting(Client client, long room) {
        return list(client.get(APPROVALS).expect(200).json().get("items")).stream()
                .filter(item -> item.at("/room/id").asLong() == room)
                .findFirst();
    }

    private static Answer deciding(Client client, JsonNode request, String decision, String reason) {
        return client.put(
                APPROVALS + "/" + request.get("id").asLong(),
                Map.of("decision", decision, "reason", reason),
                "If-Match",
                "\"" + request.get("revision").asInt() + "\"");
    }

    private static String state(Client client, JsonNode event) {
        return now(client, event).at("/requests/0/state").asText();
    }

    private static long notices(Client client, String type, String text) {
        return list(client.get("/api/notification/notices?limit=50")
                        .expect(200)
                        .json()
                        .get("items"))
                .stream()
                .filter(notice -> notice.get("type").asText().equals(type)
                        && notice.toString().contains(text))
                .count();
    }

    // ---- who may book

    @Test
    void only_those_named_and_the_owners_book_a_room_and_nobody_who_has_left_them() {
        var former = kairan.somebodyIn(booker.section());
        var asFormer = kairan.session(former.id());
        var room = room("bookers", List.of("section:" + booker.section()), "ownerSection", owner.section());
        make(asBooker, "rooms", List.of(room));
        make(asFormer, "start", at(MONDAY, "10:00"), "end", at(MONDAY, "11:00"), "rooms", List.of(room));
        make(asOwner, "start", at(MONDAY, "11:00"), "end", at(MONDAY, "12:00"), "rooms", List.of(room));
        making(asStranger, "start", at(MONDAY, "13:00"), "end", at(MONDAY, "14:00"), "rooms", List.of(room))
                .expect(422, "calendar.room-not-yours");
        kairan.transfer(former, stranger.section());
        making(asFormer, "start", at(MONDAY, "14:00"), "end", at(MONDAY, "15:00"), "rooms", List.of(room))
                .expect(422, "calendar.room-not-yours");
        assertEquals(3, bookings(room));
        for (var client : List.of(asBooker, asOwner)) {
            assertTrue(mayBook(client, room));
        }
        for (var client : List.of(asStranger, asFormer)) {
            assertFalse(mayBook(client, room));
        }
    }

    private static boolean mayBook(Client client, long room) {
        var shown = list(client.get(ROOMS + "/timeline?day=" + MONDAY)
                        .expect(200)
                        .json()
                        .get("rooms"))
                .stream()
                .filter(one -> one.get("id").asLong() == room)
                .findFirst()
                .orElseThrow();
        assertEquals(
                shown.get("mayBook").asBoolean(),
                client.get(ROOMS + "/" + room).expect(200).json().get("mayBook").asBoolean());
        return shown.get("mayBook").asBoolean();
    }

    @Test
    void who_may_not_book_a_room_any_more_keeps_what_they_have_but_moves_it_nowhere() {
        var facility = facility("bookers", List.of("person:" + booker.id()));
        var room = facility.get("id").asLong();
        var event = make(asBooker, "rooms", List.of(room));
        admin.put(
                        ROOMS + "/" + room,
                        Map.of(
                                "kind",
                                "room",
                                "name",
                                facility.get("name").asText(),
                                "building",
                                "別館",
                                "bookers",
                                List.of("person:" + stranger.id())),
                        "If-Match",
                        "\"1\"")
                .expect(200);
        editing(asBooker, event, "title", "名前だけ", "rooms", List.of(room)).expect(200);
        editing(asBooker, event, "start", at(MONDAY, "09:30"), "rooms", List.of(room))
                .expect(422, "calendar.room-not-yours");
        assertEquals(at(MONDAY, "09:00"), now(asBooker, event).get("start").asText());
    }

    @Test
    void the_search_for_free_times_proposes_only_rooms_that_one_may_book() {
        var day = list(admin.get("/api/calendar/occurrences?from=" + MONDAY + "&to=" + MONDAY.plusDays(20))
                        .expect(200)
                        .json()
                        .get("days"))
                .stream()
                .filter(one -> !one.get("closed").asBoolean())
                .map(one -> LocalDate.parse(one.get("day").asText()))
                .findFirst()
                .orElseThrow();
        var open = room();
        var closed = room("bookers", List.of("section:" + owner.section()));
        assertEquals(List.of(open, closed), proposed(asOwner, day, open, closed));
        assertEquals(List.of(open), proposed(asStranger, day, open, closed));
    }

    private List<Long> proposed(Client client, LocalDate day, long... rooms) {
        var slots = client.post(
                        "/api/calendar/free-times",
                        Map.of(
                                "people",
                                List.of(kairan.somebody().id()),
                                "rooms",
                                rooms,
                                "minutes",
                                60,
                                "from",
                                day.toString(),
                                "to",
                                day.plusDays(1).toString()))
                .expect(200)
                .json()
                .get("slots");
        return list(slots.get(0).get("rooms")).stream()
                .map(room -> room.get("id").asLong())
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"approval\":true}",
                "{\"ownerSection\":987654321}",
                "{\"bookers\":[\"section:987654321\"]}",
                "{\"bookers\":[\"nonsense\"]}",
                "{\"bookers\":[null]}",
                "{\"bookers\":[\"permission:calendar.administer\"]}"
            })
    void terms_that_cannot_be_are_refused(String terms) {
        var before = kairan.number("select count(*) from calendar.room");
        var body =
                "{\"kind\":\"room\",\"name\":\"条件" + UUID.randomUUID() + "\",\"building\":\"\"," + terms.substring(1);
        assertEquals(
                422,
                admin.send(
                                "POST",
                                ROOMS,
                                body.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                                "Content-Type",
                                "application/json")
                        .status());
        assertEquals(before, kairan.number("select count(*) from calendar.room"));
    }

    // ---- what the owners say

    @Test
    void a_request_holds_the_time_until_one_of_the_owners_has_said_yes() {
        var room = asked();
        var name = admin.get(ROOMS + "/" + room).json().get("name").asText();
        var event = make(asBooker, "visibility", "private", "rooms", List.of(room));
        assertEquals("requested", state(asBooker, event));
        making(asStranger, "rooms", List.of(room)).expect(409, "calendar.room-taken");
        assertEquals(1, notices(asOwner, "calendar.room-requested", name));
        assertEquals(1, notices(asSecond, "calendar.room-requested", name));
        assertEquals(0, notices(asStranger, "calendar.room-requested", name));
        var booking = list(asStranger
                        .get(ROOMS + "/timeline?day=" + MONDAY)
                        .expect(200)
                        .json()
                        .get("rooms"))
                .stream()
                .filter(one -> one.get("id").asLong() == room)
                .findFirst()
                .orElseThrow()
                .at("/bookings/0");
        assertTrue(booking.get("requested").asBoolean());

        var request = waiting(asOwner, room).orElseThrow();
        assertEquals(booker.id(), request.at("/by/id").asLong());
        assertEquals(at(MONDAY, "09:00"), request.get("start").asText());
        assertFalse(request.hasNonNull("title"), "what for is private");
        assertFalse(request.hasNonNull("event"));

        // To all others there is nothing to decide.
        var absent = asStranger
                .put(APPROVALS + "/987654321", Map.of("decision", "approved"), "If-Match", "\"1\"")
                .expect(404, "core.not-found")
                .body();
        for (var client : List.of(asBooker, asStranger, admin)) {
            assertTrue(waiting(client, room).isEmpty());
            assertArrayEquals(
                    absent,
                    deciding(client, request, "approved", "").expect(404).body());
        }
        deciding(nobody, request, "approved", "").expect(401, "core.signed-out");
        assertEquals("requested", state(asBooker, event));

        deciding(asOwner, request, "approved", "").expect(204);
        deciding(asOwner, request, "approved", "").expect(204);
        var late = deciding(asSecond, request, "rejected", "遅い").expect(409, "calendar.approved-already");
        assertEquals(owner.name(), late.json().at("/args/name").asText());
        assertEquals("approved", state(asBooker, event));
        assertEquals(owner.id(), now(asBooker, event).at("/requests/0/by/id").asLong());
        assertEquals(1, notices(asBooker, "calendar.room-approved", name));
        assertTrue(waiting(asSecond, room).isEmpty());
        assertEquals(0, notices(asSecond, "calendar.room-requested", name), "what is decided asks nobody");
        assertEquals(1, bookings(room));
    }

    @Test
    void who_leaves_the_owners_decides_nothing_any_more() {
        var former = kairan.somebodyIn(owner.section());
        var asFormer = kairan.session(former.id());
        var room = asked();
        make(asBooker, "rooms", List.of(room));
        var request = waiting(asFormer, room).orElseThrow();
        kairan.transfer(former, stranger.section());
        assertTrue(waiting(asFormer, room).isEmpty());
        deciding(asFormer, request, "approved", "").expect(404, "core.not-found");
        assertEquals(
                1,
                kairan.number(
                        "select count(*) from calendar.approval where room_id = ? and state = 'requested'", room));
    }

    @Test
    void what_is_rejected_gives_the_room_back_and_says_why() {
        var room = asked();
        var other = room();
        var event =
                make(asBooker, "rooms", List.of(room, other), "attendees", List.of(Map.of("person", stranger.id())));
        var request = waiting(asOwner, room).orElseThrow();
        assertEquals("研修", request.get("title").asText());
        deciding(asOwner, request, "rejected", " ").expect(422, "calendar.reason-empty");
        asOwner.put(APPROVALS + "/" + request.get("id").asLong(), Map.of("decision", "approved"))
                .expect(428, "core.condition-required");
        asOwner.put(APPROVALS + "/" + request.get("id").asLong(), Map.of("decision", "perhaps"), "If-Match", "\"1\"")
                .expect(422);
        assertEquals(1, bookings(room));

        deciding(asOwner, request, "rejected", "改修工事のため").expect(204);
        var now = now(asBooker, event);
        assertEquals(0, bookings(room));
        assertEquals(1, bookings(other), "the rest stays");
        assertEquals(1, now.get("rooms").size());
        assertEquals("rejected", now.at("/requests/0/state").asText());
        assertEquals("改修工事のため", now.at("/requests/0/reason").asText());
        assertEquals(1, notices(asBooker, "calendar.room-rejected", "改修工事のため"));
        assertTrue(asBooker.get(path(event) + "/history").expect(200).text().contains("rooms"));
        make(asStranger, "rooms", List.of(room));

        // Whoever asks again is asked about anew.
        editing(
                        asBooker,
                        event,
                        "start",
                        at(MONDAY, "13:00"),
                        "end",
                        at(MONDAY, "14:00"),
                        "rooms",
                        List.of(room, other))
                .expect(200);
        assertEquals("requested", state(asBooker, event));
        assertEquals(
                2,
                kairan.number(
                        "select max(revision) from calendar.approval where event_id = ?",
                        event.get("id").asLong()));
    }

    @Test
    void another_time_asks_again_and_nobody_says_yes_to_one_they_have_not_seen() {
        var room = asked();
        var event = make(asBooker, "rooms", List.of(room));
        var first = waiting(asOwner, room).orElseThrow();
        editing(asBooker, event, "title", "名前だけ", "rooms", List.of(room)).expect(200);
        assertEquals(first.get("revision"), waiting(asOwner, room).orElseThrow().get("revision"));
        editing(asBooker, event, "start", at(MONDAY, "13:00"), "end", at(MONDAY, "14:00"), "rooms", List.of(room))
                .expect(200);
        deciding(asOwner, first, "approved", "").expect(412, "core.changed-meanwhile");
        var again = waiting(asOwner, room).orElseThrow();
        assertEquals(at(MONDAY, "13:00"), again.get("start").asText());
        deciding(asOwner, again, "approved", "").expect(204);
        assertEquals("approved", state(asBooker, event));

        editing(asBooker, event, "start", at(MONDAY, "15:00"), "end", at(MONDAY, "16:00"), "rooms", List.of(room))
                .expect(200);
        assertEquals("requested", state(asBooker, event));
        // Who is asked need not ask.
        var own = make(asSecond, "rooms", List.of(room));
        assertEquals(0, now(asSecond, own).get("requests").size());

        asBooker.delete(
                        path(event),
                        "If-Match",
                        "\"" + now(asBooker, event).get("version").asInt() + "\"")
                .expect(204);
        assertTrue(waiting(asOwner, room).isEmpty());
        asBooker.post(path(event) + "/restoration", null).expect(200);
        assertEquals("requested", state(asBooker, event), "what was given back is asked for anew");
    }

    @Test
    void a_series_is_one_request_and_what_is_cut_from_it_keeps_what_was_said() {
        var room = asked();
        var event = make(asBooker, "rrule", "FREQ=WEEKLY;COUNT=4", "rooms", List.of(room));
        var request = waiting(asOwner, room).orElseThrow();
        assertEquals(4, request.get("instances").asInt());
        assertEquals(at(MONDAY.plusWeeks(3), "09:00"), request.get("last").asText());
        deciding(asOwner, request, "approved", "").expect(204);
        var third = at(MONDAY.plusWeeks(2), "09:00");
        var rest = asBooker.put(
                        path(event) + "?scope=following&occurrence=" + third,
                        event(
                                "title",
                                "名前だけ",
                                "start",
                                third,
                                "end",
                                at(MONDAY.plusWeeks(2), "10:00"),
                                "rrule",
                                now(asBooker, event).get("rrule").asText(),
                                "rooms",
                                List.of(room)),
                        "If-Match",
                        "\"1\"")
                .expect(200)
                .json();
        assertFalse(rest.get("id").equals(event.get("id")));
        assertEquals("approved", state(asBooker, event));
        assertEquals("approved", state(asBooker, rest));
        var moved = at(MONDAY.plusWeeks(3), "09:00");
        asBooker.put(
                        path(rest) + "?scope=one&occurrence=" + moved,
                        event(
                                "start",
                                at(MONDAY.plusWeeks(3), "13:00"),
                                "end",
                                at(MONDAY.plusWeeks(3), "14:00"),
                                "rooms",
                                List.of(room)),
                        "If-Match",
                        "\"" + now(asBooker, rest).get("version").asInt() + "\"")
                .expect(200);
        assertEquals("requested", state(asBooker, rest));
        assertEquals("approved", state(asBooker, event));
    }

    private static <T> List<T> together(List<Callable<T>> acts) throws Exception {
        var pool = Executors.newFixedThreadPool(acts.size());
        var barrier = new CyclicBarrier(acts.size());
        try {
            var futures = new ArrayList<java.util.concurrent.Future<T>>();
            for (var act : acts) {
                futures.add(pool.submit(() -> {
                    barrier.await();
                    return act.call();
                }));
            }
            var results = new ArrayList<T>();
            for (var future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void of_two_who_decide_at_once_one_is_heard_and_the_other_told() throws Exception {
        for (var round = 0; round < 8; round++) {
            var room = asked();
            var event = make(asBooker, "rooms", List.of(room));
            var request = waiting(asOwner, room).orElseThrow();
            var answers = RoomRulesIT.<Integer>together(List.of(
                    () -> deciding(asOwner, request, "approved", "").status(),
                    () -> deciding(asSecond, request, "rejected", "満室").status()));
            assertEquals(List.of(204, 409), answers.stream().sorted().toList(), "one decides");
            var approved = answers.get(0) == 204;
            assertEquals(approved ? "approved" : "rejected", state(asBooker, event));
            assertEquals(approved ? 1 : 0, bookings(room));
            assertEquals(approved ? 0 : 1, notices(asBooker, "calendar.room-rejected", "満室") > 0 ? 1 : 0);
            if (!approved) {
                return;
            }
        }
    }

    @Test
    void what_is_cancelled_while_it_is_approved_is_cancelled_and_no_approval_is_left() throws Exception {
        for (var round = 0; round < 8; round++) {
            var room = asked();
            var event = make(asBooker, "rooms", List.of(room));
            var request = waiting(asOwner, room).orElseThrow();
            var answers = RoomRulesIT.<Integer>together(List.of(
                    () -> deciding(asOwner, request, "approved", "").status(),
                    () -> asBooker.delete(path(event), "If-Match", "\"1\"").status()));
            assertTrue(List.of(204, 404).contains(answers.get(0)), answers.toString());
            assertEquals(204, answers.get(1));
            assertEquals(0, bookings(room));
            assertEquals(0, kairan.number("select count(*) from calendar.approval where room_id = ?", room));
        }
    }

    // ---- out of use

    @Test
    void whoever_has_booked_a_room_that_is_retired_is_told_and_keeps_the_booking() {
        var facility = facility();
        var room = facility.get("id").asLong();
        var name = facility.get("name").asText();
        var series = make(asBooker, "rrule", "FREQ=WEEKLY;COUNT=3", "rooms", List.of(room));
        make(asStranger, "start", at(MONDAY, "13:00"), "end", at(MONDAY, "14:00"), "rooms", List.of(room));
        var upcoming = admin.get(ROOMS + "/" + room + "/bookings").expect(200).json();
        assertEquals(4, upcoming.get("count").asInt());
        assertEquals(booker.id(), upcoming.at("/items/0/by/id").asLong());
        asBooker.get(ROOMS + "/" + room + "/bookings").expect(404, "core.not-found");
        nobody.get(ROOMS + "/" + room + "/bookings").expect(401, "core.signed-out");
        admin.put(
                        ROOMS + "/" + room,
                        Map.of("kind", "room", "name", name, "building", "別館", "active", false),
                        "If-Match",
                        "\"1\"")
                .expect(200);
        assertEquals(1, notices(asBooker, "calendar.room-retired", name), "once for a series");
        assertEquals(1, notices(asStranger, "calendar.room-retired", name));
        assertEquals(4, bookings(room));
        assertEquals(1, now(asBooker, series).get("rooms").size());
        making(asBooker, "start", at(MONDAY, "15:00"), "end", at(MONDAY, "16:00"), "rooms", List.of(room))
                .expect(422, "calendar.room-retired");
        // Saving it again tells nobody again.
        admin.put(
                        ROOMS + "/" + room,
                        Map.of("kind", "room", "name", name, "building", "別館", "active", false, "capacity", 5),
                        "If-Match",
                        "\"2\"")
                .expect(200);
        assertEquals(1, notices(asBooker, "calendar.room-retired", name));
    }

    // ---- where the cars were

    private static Answer entering(Client client, JsonNode event, long car, int version, int departure, int arrival) {
        return client.put(
                path(event) + "/trips/" + car,
                Map.of("destination", "県庁", "departure", departure, "arrival", arrival),
                "If-Match",
                "\"" + version + "\"");
    }

    private JsonNode journey(Client client, long car, LocalDate day, String from, String to) {
        return make(client, "kind", "out", "start", at(day, from), "end", at(day, to), "rooms", List.of(car));
    }

    @Test
    void a_journey_is_written_down_once_it_has_begun_and_a_meter_never_goes_back() {
        var car = room("kind", "car", "ownerSection", owner.section());
        var day = Office.today().minusDays(3);
        var first = journey(asBooker, car, day, "09:00", "11:00");
        var last = journey(asStranger, car, day, "15:00", "16:00");
        var between = journey(asBooker, car, day, "13:00", "14:00");
        var later = journey(asBooker, car, MONDAY, "09:00", "10:00");

        assertEquals(
                0,
                asBooker.get(path(first) + "/trips")
                        .expect(200)
                        .json()
                        .at("/items/0/version")
                        .asInt());
        entering(asBooker, first, car, 0, 1000, 1020).expect(200);
        assertEquals(
                1020,
                asStranger
                        .get(path(last) + "/trips")
                        .expect(200)
                        .json()
                        .at("/items/0/meter")
                        .asInt());
        entering(asStranger, last, car, 0, 1019, 1060).expect(422, "calendar.meter-before");
        entering(asStranger, last, car, 0, 1050, 1049).expect(422, "calendar.meter-backwards");
        entering(asStranger, last, car, 0, 1050, 1060).expect(200);
        entering(asBooker, between, car, 0, 1020, 1051).expect(422, "calendar.meter-after");
        entering(asBooker, between, car, 0, 1020, 1045).expect(200);
        entering(asBooker, later, car, 0, 1060, 1070).expect(409, "calendar.trip-not-begun");
        asBooker.put(
                        path(between) + "/trips/" + car,
                        Map.of("destination", " ", "departure", 1020, "arrival", 1040),
                        "If-Match",
                        "\"1\"")
                .expect(422, "calendar.destination-empty");
        asBooker.put(path(between) + "/trips/" + car, Map.of("destination", "県庁"), "If-Match", "\"1\"")
                .expect(422, "calendar.meter-missing");

        // A correction names what it corrects.
        entering(asBooker, between, car, 0, 1020, 1040).expect(412, "core.changed-meanwhile");
        entering(asBooker, between, car, 1, 1020, 1040).expect(200);
        asBooker.put(path(between) + "/trips/" + car, Map.of("destination", "県庁", "departure", 1020, "arrival", 1040))
                .expect(428, "core.condition-required");

        // Only who may change the event, and only of a car that it holds.
        for (var client : List.of(asStranger, asOwner)) {
            client.get(path(first) + "/trips").expect(404, "core.not-found");
            entering(client, first, car, 1, 1000, 1020).expect(404, "core.not-found");
        }
        entering(nobody, first, car, 1, 1000, 1020).expect(401, "core.signed-out");
        entering(asBooker, first, room("kind", "car"), 0, 1, 2).expect(404, "core.not-found");

        // The log is for those who look after the car.
        var month = "?month=" + YearMonth.from(day);
        var log = asOwner.get(ROOMS + "/" + car + "/trips" + month).expect(200).json();
        assertEquals(3, log.get("items").size());
        assertEquals(20 + 20 + 10, log.get("distance").asInt());
        assertEquals(booker.id(), log.at("/items/0/driver/id").asLong());
        admin.get(ROOMS + "/" + car + "/trips" + month).expect(200);
        for (var client : List.of(asBooker, asStranger)) {
            client.get(ROOMS + "/" + car + "/trips" + month).expect(404, "core.not-found");
            client.get(ROOMS + "/" + car + "/trips/csv" + month).expect(404, "core.not-found");
        }
        var exports = "select count(*) from audit.entry where act = 'calendar.trips-exported' and person_id = ?";
        var before = kairan.number(exports, owner.id());
        var csv = asOwner.get(ROOMS + "/" + car + "/trips/csv" + month)
                .expect(200)
                .text();
        assertTrue(csv.startsWith("\uFEFF\"出発\""), csv);
        assertTrue(csv.contains("\"県庁\",\"1020\",\"1040\",\"20\""), csv);
        assertEquals(before + 1, kairan.number(exports, owner.id()));

        // It stays in the log when the event goes.
        asBooker.delete(path(first), "If-Match", "\"1\"").expect(204);
        assertEquals(
                3,
                asOwner.get(ROOMS + "/" + car + "/trips" + month)
                        .expect(200)
                        .json()
                        .get("items")
                        .size());
    }

    @Test
    void of_two_who_enter_the_same_meter_at_once_only_one_can() throws Exception {
        for (var round = 0; round < 5; round++) {
            var car = room("kind", "car");
            var day = Office.today().minusDays(2);
            var one = journey(asBooker, car, day, "09:00", "10:00");
            var two = journey(asStranger, car, day, "10:00", "11:00");
            var answers = RoomRulesIT.<Integer>together(List.of(
                    () -> entering(asBooker, one, car, 0, 500, 540).status(),
                    () -> entering(asStranger, two, car, 0, 500, 540).status()));
            assertEquals(List.of(200, 422), answers.stream().sorted().toList(), "the meter was at 500 once");
        }
    }

    // ---- how much it is used

    @Test
    void a_month_of_a_room_is_counted_by_section_and_what_waits_is_not() {
        var day = MONDAY.plusDays(1);
        var room = asked("opens", "09:00", "closes", "17:00");
        make(asOwner, "start", at(day, "09:00"), "end", at(day, "12:00"), "rooms", List.of(room));
        var event = make(asBooker, "start", at(day, "13:00"), "end", at(day, "14:30"), "rooms", List.of(room));
        assertEquals(180, use(asOwner, room, day).get("minutes").asInt());
        deciding(asOwner, waiting(asOwner, room).orElseThrow(), "approved", "").expect(204);
        var use = use(asOwner, room, day);
        assertEquals(270, use.get("minutes").asInt());
        assertEquals(2, use.get("bookings").asInt());
        assertEquals(
                List.of(180, 90),
                list(use.get("sections")).stream()
                        .map(s -> s.get("minutes").asInt())
                        .toList());
        assertEquals(use, use(admin, room, day));
        for (var client : List.of(asBooker, asStranger)) {
            assertTrue(
                    list(client.get("/api/calendar/room-use?month=" + YearMonth.from(day))
                                    .expect(200)
                                    .json()
                                    .get("items"))
                            .stream()
                            .noneMatch(item -> item.at("/room/id").asLong() == room));
        }
        nobody.get("/api/calendar/room-use").expect(401, "core.signed-out");
        asOwner.get("/api/calendar/room-use?month=2026-13").expect(422, "core.date-invalid");
        var name = admin.get(ROOMS + "/" + room).json().get("name").asText();
        var exports = "select count(*) from audit.entry where act = 'calendar.use-exported' and person_id = ?";
        var before = kairan.number(exports, owner.id());
        var csv = asOwner.get("/api/calendar/room-use/csv?month=" + YearMonth.from(day))
                .expect(200)
                .text();
        assertTrue(csv.contains("\"" + name + "\",\"（合計）\",\"2\",\"4.5\""), csv);
        assertEquals(before + 1, kairan.number(exports, owner.id()));
        assertEquals("approved", state(asBooker, event));
    }

    private static JsonNode use(Client client, long room, LocalDate day) {
        return list(client.get("/api/calendar/room-use?month=" + YearMonth.from(day))
                        .expect(200)
                        .json()
                        .get("items"))
                .stream()
                .filter(item -> item.at("/room/id").asLong() == room)
                .findFirst()
                .orElseThrow();
    }
}
