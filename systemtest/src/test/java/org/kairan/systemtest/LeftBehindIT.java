package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.kairan.systemtest.Kairan.Person;

/** What people who leave have planned: whoever administers their section takes care of it, and of nothing else. */
class LeftBehindIT {

    private static final String EVENTS = "/api/calendar/events";
    private static final LocalDate MONDAY =
            Office.today().plusMonths(4).with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));

    private final Kairan kairan = Kairan.demo();
    private final Person leaving = kairan.somebody();
    private final Person clerk = kairan.somebodyIn(leaving.section());
    private final Person colleague = kairan.somebodyIn(leaving.section());
    private final Person elsewhere = kairan.somebodyNotIn(leaving.section());
    private final Client asLeaving = kairan.session(leaving.id());
    private final Client asClerk = kairan.session(clerk.id());
    private final Client asColleague = kairan.session(colleague.id());
    private final Client asElsewhere = kairan.session(elsewhere.id());
    private final Client admin = kairan.admin();

    /** The clerk administers the section in which who leaves works, the one elsewhere their own. */
    private void administrators() {
        for (var one : List.of(clerk, elsewhere)) {
            admin.post(
                            "/api/organization/grants",
                            Map.of(
                                    "what",
                                    "section-administrator",
                                    "target",
                                    "person:" + one.id(),
                                    "sectionId",
                                    one.section()))
                    .expect(201);
        }
    }

    private void leave() {
        Office.bring(admin, Office.today(), "職員番号,氏名,退職フラグ\r\n" + leaving.login() + "," + leaving.name() + ",1\r\n");
    }

    private long room() {
        return admin.post(
                        "/api/calendar/rooms",
                        Map.of("kind", "room", "name", "会議室" + UUID.randomUUID(), "building", "別館"))
                .expect(201)
                .json()
                .get("id")
                .asLong();
    }

    private static Map<String, Object> event(Object... more) {
        var event = new LinkedHashMap<String, Object>();
        event.put("title", "引き継がれる会議");
        event.put("start", MONDAY + "T09:00");
        event.put("end", MONDAY + "T10:00");
        for (var i = 0; i < more.length; i += 2) {
            event.put((String) more[i], more[i + 1]);
        }
        return event;
    }

    private static JsonNode make(Client client, Object... more) {
        return client.post(
                        EVENTS,
                        event(more),
                        "Idempotency-Key",
                        UUID.randomUUID().toString())
                .expect(201)
                .json();
    }

    private static String path(JsonNode event) {
        return EVENTS + "/" + event.get("id").asLong();
    }

    private static String tag(JsonNode event) {
        return "\"" + event.get("version").asInt() + "\"";
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static JsonNode booking(Client client, long room) {
        return list(client.get("/api/calendar/rooms/timeline?day=" + MONDAY)
                        .expect(200)
                        .json()
                        .get("rooms"))
                .stream()
                .filter(one -> one.get("id").asLong() == room)
                .findFirst()
                .orElseThrow()
                .get("bookings");
    }

    private static JsonNode shown(Client client, String principal) {
        return client.get("/api/calendar/occurrences?from=" + MONDAY + "&to=" + MONDAY.plusDays(1) + "&principal="
                        + principal)
                .expect(200)
                .json()
                .at("/rows/0/occurrences/0");
    }

    @Test
    void the_events_of_somebody_who_has_left_are_changed_and_cancelled_by_who_administers_their_section() {
        administrators();
        var room = room();
        var event = make(asLeaving, "visibility", "busy", "rooms", List.of(room));
        asClerk.get(path(event)).expect(404, "core.not-found");
        leave();
        for (var client : List.of(asColleague, asElsewhere)) {
            client.get(path(event)).expect(404, "core.not-found");
            client.delete(path(event), "If-Match", tag(event)).expect(404, "core.not-found");
            assertFalse(booking(client, room).get(0).hasNonNull("event"));
        }
        var booked = booking(asClerk, room).get(0);
        assertEquals(event.get("id").asLong(), booked.get("event").asLong(), "found where the room is taken");
        assertFalse(booked.get("by").hasNonNull("section"), "who works nowhere any more");
        assertEquals(
                "引き継がれる会議",
                shown(asClerk, "person:" + leaving.id()).get("title").asText());
        assertEquals(
                true, asClerk.get(path(event)).expect(200).json().get("mayEdit").asBoolean());
        var edited = asClerk.put(
                        path(event),
                        event("title", "後任が行う会議", "visibility", "busy", "rooms", List.of(room)),
                        "If-Match",
                        tag(event))
                .expect(200)
                .json();
        asClerk.delete(path(event), "If-Match", tag(edited)).expect(204);
        assertEquals(0, booking(asClerk, room).size());
    }

    @Test
    void what_was_private_is_opened_by_nobody_and_its_rooms_are_free() {
        administrators();
        var room = room();
        var event = make(asLeaving, "visibility", "private", "rooms", List.of(room));
        assertEquals(1, booking(asColleague, room).size());
        leave();
        assertEquals(0, booking(asColleague, room).size());
        for (var client : List.of(asClerk, asColleague, admin)) {
            client.get(path(event)).expect(404, "core.not-found");
        }
    }

    @Test
    void a_private_event_of_the_section_whose_maker_has_gone_is_taken_over_and_one_whose_maker_is_there_is_not() {
        administrators();
        var section = "section:" + leaving.section();
        var event = make(asLeaving, "visibility", "private", "owner", section);
        asClerk.get(path(event)).expect(404, "core.not-found");
        assertFalse(shown(asClerk, section).hasNonNull("event"));
        kairan.transfer(leaving, elsewhere.section());
        assertEquals(
                event.get("id").asLong(), shown(asClerk, section).get("event").asLong());
        assertFalse(shown(asColleague, section).hasNonNull("event"));
        asColleague.get(path(event)).expect(404, "core.not-found");
        asElsewhere.get(path(event)).expect(404, "core.not-found");
        asClerk.put(path(event), event("visibility", "private"), "If-Match", tag(event))
                .expect(200);
    }
}
