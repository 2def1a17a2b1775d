package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kairan.systemtest.Kairan.Person;

/** Who acts for whom: named by person or by title, in the calendar as long as it is so and not a moment longer. */
class DelegationIT {

    private static final String DELEGATIONS = "/api/organization/delegations";
    private static final String EVENTS = "/api/calendar/events";
    private static final LocalDate MONDAY =
            Office.today().plusMonths(4).with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));

    private final Kairan kairan = Kairan.demo();
    private final Person head = kairan.somebody();
    private final Person secretary = kairan.somebodyNotIn(head.section());
    private final Person guest = kairan.somebodyNotIn(head.section());
    private final Person stranger = kairan.somebodyNotIn(head.section());
    private final Client asHead = kairan.session(head.id());
    private final Client asSecretary = kairan.session(secretary.id());
    private final Client asGuest = kairan.session(guest.id());
    private final Client asStranger = kairan.session(stranger.id());
    private final Client admin = kairan.admin();

    private long name(Client by, Object... more) {
        return by.post(DELEGATIONS, body(more)).expect(201).json().get("id").asLong();
    }

    private static Map<String, Object> body(Object... more) {
        var body = new LinkedHashMap<String, Object>();
        for (var i = 0; i < more.length; i += 2) {
            body.put((String) more[i], more[i + 1]);
        }
        return body;
    }

    private long named() {
        return name(asHead, "delegate", "person:" + secretary.id());
    }

    private static Map<String, Object> event(Object... more) {
        var event = new LinkedHashMap<String, Object>();
        event.put("title", "庁議");
        event.put("start", MONDAY + "T09:00");
        event.put("end", MONDAY + "T10:00");
        event.putAll(body(more));
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

    private List<Map<String, Object>> attending(Person person) {
        return List.of(Map.of("person", person.id()));
    }

    private static List<String> principals(Client client) {
        return list(client.get(DELEGATIONS + "/principals").expect(200).json().get("items")).stream()
                .map(person -> person.get("name").asText())
                .toList();
    }

    private static List<String> titles(Client client, Person whose) {
        return list(client.get("/api/calendar/occurrences?from=" + MONDAY + "&to=" + MONDAY.plusDays(1)
                                + "&principal=person:" + whose.id())
                        .expect(200)
                        .json()
                        .at("/rows/0/occurrences"))
                .stream()
                .map(one -> one.path("title").asText("-"))
                .toList();
    }

    private static List<JsonNode> notices(Client client, String type, JsonNode event) {
        return list(client.get("/api/notification/notices?limit=50")
                        .expect(200)
                        .json()
                        .get("items"))
                .stream()
                .filter(notice -> notice.get("type").asText().equals(type)
                        && notice.get("path")
                                .asText()
                                .endsWith("/calendar/events/" + event.get("id").asLong()))
                .toList();
    }

    // ---- naming

    @Test
    void somebody_names_who_acts_for_them_and_takes_it_back() {
        assertEquals(List.of(), principals(asSecretary));
        var id = named();
        assertEquals(id, named(), "sent again it names nobody twice");
        assertEquals(List.of(head.name()), principals(asSecretary));
        assertEquals(List.of(), principals(asHead));
        var listed = asHead.get(DELEGATIONS).expect(200).json().at("/items/0");
        assertEquals("person:" + secretary.id(), listed.get("delegate").asText());
        assertEquals(secretary.name(), listed.at("/people/0/name").asText());
        assertEquals(head.id(), listed.at("/namedBy/id").asLong());
        asHead.delete(DELEGATIONS + "/" + id).expect(204);
        assertEquals(List.of(), principals(asSecretary));
        asHead.delete(DELEGATIONS + "/" + id).expect(404, "core.not-found");
    }

    @Test
    void a_title_names_whoever_holds_it_in_the_persons_section_and_nobody_elsewhere() {
        var near = kairan.somebodyIn(head.section());
        var title = kairan.query(
                        row -> row.getLong(1),
                        "insert into organization.title (code, name, sort_order) values (?, '秘書', 900) returning id",
                        "t" + UUID.randomUUID())
                .get(0);
        for (var person : List.of(near, stranger)) {
            kairan.execute(
                    "update organization.assignment set title_id = ? where person_id = ? and valid_until is null",
                    title,
                    person.id());
        }
        kairan.organizationChanged();
        name(asHead, "delegate", "title:" + title);
        assertEquals(List.of(head.name()), principals(kairan.session(near.id())));
        assertEquals(List.of(), principals(asStranger), "the same title elsewhere");
        kairan.transfer(near, guest.section());
        assertEquals(List.of(), principals(kairan.session(near.id())), "who has moved away");
    }

    @Test
    void whoever_administers_somebody_on_leave_names_for_them_and_it_is_on_record() {
        name(admin, "person", head.id(), "delegate", "person:" + secretary.id());
        assertEquals(List.of(head.name()), principals(asSecretary));
        assertEquals(
                1,
                kairan.number(
                        "select count(*) from audit.entry where act = 'organization.delegate-named' and subject = ?",
                        "organization:person:" + head.id()));
        for (var client : List.of(asSecretary, asStranger)) {
            client.post(DELEGATIONS, body("person", head.id(), "delegate", "person:" + stranger.id()))
                    .expect(404, "core.not-found");
            client.get(DELEGATIONS + "?person=" + head.id()).expect(404, "core.not-found");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "person:987654321, , , organization.delegate-unknown",
        "title:987654321, , , organization.delegate-unknown",
        "everyone, , , organization.delegate-unknown",
        "nonsense, , , organization.delegate-unknown",
        "self, , , organization.delegate-self",
        "one, 2026-13-01, , core.date-invalid",
        "one, 1999-01-01, , core.date-invalid",
        "one, 2050-02-01, 2050-01-31, organization.delegation-backwards",
        "one, 2020-01-01, 2020-01-02, organization.delegation-over",
    })
    void what_cannot_be_is_refused(String who, String from, String until, String code) {
        var delegate =
                "self".equals(who) ? "person:" + head.id() : "one".equals(who) ? "person:" + secretary.id() : who;
        asHead.post(DELEGATIONS, body("delegate", delegate, "from", from, "until", until))
                .expect(422, code);
        asHead.post(DELEGATIONS, null).expect(422, "core.invalid");
        assertEquals(0, asHead.get(DELEGATIONS).expect(200).json().get("items").size());
    }

    @Test
    void nobody_has_more_than_twenty_delegates() {
        var people = kairan.query(
                row -> row.getLong(1),
                "select person_id from organization.assignment where valid_until is null and kind = 'primary' and person_id <> ? order by person_id limit 21",
                head.id());
        for (var person : people.subList(0, 20)) {
            name(asHead, "delegate", "person:" + person);
        }
        asHead.post(DELEGATIONS, body("delegate", "person:" + people.get(20)))
                .expect(422, "organization.delegates-too-many");
        name(asHead, "delegate", "person:" + people.get(0), "until", "2098-12-31");
    }

    // ---- in the calendar

    @ParameterizedTest
    @ValueSource(strings = {"public", "busy"})
    void a_delegate_sees_and_edits_and_cancels_and_restores(String visibility) {
        var event = make(asHead, "visibility", visibility, "attendees", attending(guest));
        if (visibility.equals("busy")) {
            asSecretary.get(path(event)).expect(404, "core.not-found");
            assertEquals(List.of("-"), titles(asSecretary, head));
        }
        named();
        var shown = asSecretary.get(path(event)).expect(200).json();
        assertTrue(shown.get("mayEdit").asBoolean());
        assertEquals(head.id(), shown.at("/onBehalfOf/id").asLong());
        assertFalse(shown.get("isMine").asBoolean());
        assertEquals(List.of("庁議"), titles(asSecretary, head));
        var edited = asSecretary
                .put(
                        path(event),
                        event(
                                "title",
                                "庁議（変更）",
                                "start",
                                MONDAY + "T13:00",
                                "end",
                                MONDAY + "T14:00",
                                "visibility",
                                visibility,
                                "attendees",
                                attending(guest)),
                        "If-Match",
                        tag(event))
                .expect(200)
                .json();
        asSecretary.delete(path(event), "If-Match", tag(edited)).expect(204);
        asSecretary.post(path(event) + "/restoration", null).expect(200);
        var changes =
                list(asHead.get(path(event) + "/history").expect(200).json().get("items"));
        assertEquals(
                List.of("restored", "cancelled", "changed", "made"),
                changes.stream().map(change -> change.get("what").asText()).toList());
        for (var change : changes.subList(0, 3)) {
            assertEquals(secretary.id(), change.at("/by/id").asLong());
            assertEquals(head.id(), change.at("/onBehalfOf/id").asLong(), change.toString());
        }
        assertFalse(changes.get(3).hasNonNull("onBehalfOf"), "what one does oneself");
        var told = notices(asGuest, "calendar.changed", event);
        assertEquals(2, told.size(), "changed, and put back");
        assertEquals(secretary.name(), told.get(1).get("actor").asText());
        assertEquals(head.name(), told.get(1).at("/args/for").asText());
        assertEquals(
                List.of("restored", "cancelled", "changed"),
                notices(asHead, "calendar.acted-for", event).stream()
                        .map(notice -> notice.at("/args/form").asText())
                        .toList(),
                "whose calendar it is is told what was done for them");
        assertEquals(
                3,
                kairan.number(
                        "select count(*) from audit.entry where act like 'calendar.%-for' and subject = ? and on_behalf_of = ?",
                        "calendar:event:" + event.get("id").asLong(), head.id()));
    }

    @Test
    void a_delegate_makes_events_in_the_calendar_of_whom_they_act_for_and_nobody_else_does() {
        var owner = "person:" + head.id();
        asSecretary.post(EVENTS, event("owner", owner)).expect(422, "calendar.owner-foreign");
        named();
        var event = make(asSecretary, "owner", owner, "visibility", "busy", "attendees", attending(guest));
        assertEquals(owner, event.at("/owner/principal").asText());
        assertEquals(List.of("庁議"), titles(asHead, head));
        assertEquals(List.of(), titles(asSecretary, secretary), "it is not in their own");
        var invited = notices(asGuest, "calendar.invited", event).get(0);
        assertEquals(secretary.name(), invited.get("actor").asText());
        assertEquals(head.name(), invited.at("/args/for").asText());
        assertEquals(
                "made",
                notices(asHead, "calendar.acted-for", event)
                        .get(0)
                        .at("/args/form")
                        .asText());
        asStranger.post(EVENTS, event("owner", owner)).expect(422, "calendar.owner-foreign");
        asSecretary
                .post(EVENTS, event("owner", owner, "visibility", "private"))
                .expect(422, "calendar.private-of-another");
        asSecretary
                .put(path(event), event("visibility", "private"), "If-Match", tag(event))
                .expect(422, "calendar.private-of-another");
    }

    @Test
    void what_is_private_stays_hidden_from_delegates() {
        named();
        var event = make(asHead, "visibility", "private", "attendees", attending(guest));
        var absent = asSecretary.get(EVENTS + "/987654321").expect(404).body();
        assertArrayEquals(absent, asSecretary.get(path(event)).expect(404).body());
        assertArrayEquals(
                absent, asSecretary.get(path(event) + "/history").expect(404).body());
        asSecretary.put(path(event), event(), "If-Match", tag(event)).expect(404, "core.not-found");
        asSecretary.delete(path(event), "If-Match", tag(event)).expect(404, "core.not-found");
        assertEquals(List.of("-"), titles(asSecretary, head));
        name(asGuest, "delegate", "person:" + secretary.id());
        assertArrayEquals(absent, asSecretary.get(path(event)).expect(404).body(), "nor as the delegate of a guest");
        asSecretary
                .put(path(event) + "/answer", Map.of("answer", "accepted", "person", guest.id()))
                .expect(404, "core.not-found");
    }

    @Test
    void a_delegate_answers_for_whom_they_act_and_both_are_named() {
        var event = make(asGuest, "visibility", "busy", "attendees", attending(head));
        var answer = Map.of("answer", "declined", "person", head.id());
        asSecretary.put(path(event) + "/answer", answer).expect(404, "core.not-found");
        named();
        var shown = asSecretary.get(path(event)).expect(200).json();
        assertFalse(shown.get("mayEdit").asBoolean(), "who attends does not edit");
        assertFalse(shown.get("mayAnswer").asBoolean(), "the delegate is not asked themselves");
        assertEquals(head.id(), shown.at("/answersFor/0/id").asLong());
        asSecretary.put(path(event) + "/answer", answer).expect(204);
        assertEquals(
                "declined",
                asGuest.get(path(event)).json().at("/attendees/0/answer").asText());
        var change = asGuest.get(path(event) + "/history").json().at("/items/0");
        assertEquals(secretary.id(), change.at("/by/id").asLong());
        assertEquals(head.id(), change.at("/onBehalfOf/id").asLong());
        assertEquals(
                "answered",
                notices(asHead, "calendar.acted-for", event)
                        .get(0)
                        .at("/args/form")
                        .asText());
        asHead.put(path(event) + "/answer", Map.of("answer", "accepted")).expect(204);
        assertFalse(asGuest.get(path(event) + "/history").json().at("/items/0").hasNonNull("onBehalfOf"));
        asSecretary.put(path(event) + "/answer", Map.of("answer", "accepted")).expect(404, "core.not-found");
    }

    @Test
    void whose_right_has_ended_loses_it_at_once_also_over_what_they_have_made() {
        var id = named();
        var event = make(asSecretary, "owner", "person:" + head.id(), "visibility", "busy");
        try (var live = asSecretary.openLive()) {
            live.ping();
            var heard = hints(live);
            asHead.delete(DELEGATIONS + "/" + id).expect(204);
            asSecretary.get(path(event)).expect(404, "core.not-found");
            asSecretary
                    .put(path(event), event("visibility", "busy"), "If-Match", tag(event))
                    .expect(404, "core.not-found");
            asSecretary.delete(path(event), "If-Match", tag(event)).expect(404, "core.not-found");
            asSecretary.post(path(event) + "/restoration", null).expect(404, "core.not-found");
            assertEquals(List.of("-"), titles(asSecretary, head));
            asSecretary.post(EVENTS, event("owner", "person:" + head.id())).expect(422, "calendar.owner-foreign");
            asHead.put(path(event), event("title", "後で"), "If-Match", tag(event))
                    .expect(200);
            live.ping();
            assertEquals(heard, hints(live), "a hint would tell that something exists");
        }
    }

    private static long hints(Live live) {
        return live.frames().stream()
                .filter(frame -> frame.type().equals("calendar.changed"))
                .count();
    }

    @Test
    void a_last_day_that_is_over_ends_it_too() {
        named();
        var event = make(asHead, "visibility", "busy");
        asSecretary.get(path(event)).expect(200);
        kairan.execute(
                "update organization.delegation set valid_from = valid_from - 2, valid_until = ? where person_id = ?",
                Office.today(),
                head.id());
        kairan.organizationChanged();
        asSecretary.get(path(event)).expect(404, "core.not-found");
    }

    @Test
    void the_search_finds_for_a_delegate_what_they_may_open() {
        var word = "hisho" + UUID.randomUUID().toString().replaceAll("[^a-f]", "");
        named();
        var busy = make(asHead, "title", word, "visibility", "busy");
        make(asHead, "title", word, "visibility", "private");
        Wait.until(
                Duration.ofSeconds(60),
                "both to be found by whose they are",
                () -> found(asHead, word).size() == 2);
        assertEquals(List.of(busy.get("id").asLong()), found(asSecretary, word));
        assertEquals(List.of(), found(asStranger, word));
    }

    private static List<Long> found(Client client, String word) {
        return list(client.get("/api/search/hits?kind=calendar:event&q=" + word)
                        .expect(200)
                        .json()
                        .get("items"))
                .stream()
                .map(item -> item.get("id").asLong())
                .toList();
    }

    // ---- working hours

    @Test
    void free_times_lie_within_everybodys_own_working_hours() {
        asHead.put(
                        "/api/organization/working-hours",
                        Map.of("days", List.of(Map.of("weekday", 1, "from", "13:00", "until", "15:00"))))
                .expect(200);
        var day = MONDAY;
        while (!kairan.query(row -> 1, "select 1 from organization.closed_day where day = ?", day)
                        .isEmpty()
                || asHead.get("/api/calendar/holidays?from=" + day + "&to=" + day.plusDays(1))
                                .json()
                                .get("items")
                                .size()
                        > 0) {
            day = day.plusWeeks(1);
        }
        var slots = list(asGuest.post(
                        "/api/calendar/free-times",
                        Map.of(
                                "people", List.of(head.id(), guest.id()),
                                "minutes", 60,
                                "from", day.toString(),
                                "to", day.plusDays(2).toString()))
                .expect(200)
                .json()
                .get("slots"));
        var all = slots.stream()
                .filter(slot -> slot.get("rank").asText().equals("all"))
                .map(slot -> slot.get("start").asText())
                .toList();
        assertEquals(List.of(day + "T13:00", day + "T13:15", day + "T13:30", day + "T13:45", day + "T14:00"), all);
        assertTrue(slots.stream()
                .filter(slot -> slot.get("rank").asText().equals("one"))
                .allMatch(slot -> slot.at("/missing/0/id").asLong() == head.id()));
        var row = asGuest.get("/api/calendar/occurrences?principal=person:" + head.id())
                .expect(200)
                .json()
                .at("/rows/0/hours");
        assertEquals(1, row.size());
        assertEquals(1, row.at("/0/weekday").asInt());
        assertEquals("13:00", row.at("/0/from").asText());
        assertEquals("15:00", row.at("/0/until").asText());
        asHead.put("/api/organization/working-hours", Map.of("days", List.of())).expect(200);
        assertFalse(
                asHead.get("/api/organization/working-hours").json().get("own").asBoolean());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 09:00, 10:00, core.invalid",
        "8, 09:00, 10:00, core.invalid",
        "1, 10:00, 10:00, organization.hours-backwards",
        "1, 25:00, 10:00, organization.time-invalid",
        "1, , 10:00, organization.time-invalid",
    })
    void hours_that_cannot_be_are_refused(int weekday, String from, String until, String code) {
        asHead.put(
                        "/api/organization/working-hours",
                        Map.of("days", List.of(body("weekday", weekday, "from", from, "until", until))))
                .expect(422, code);
        var day = Map.of("weekday", 2, "from", "09:00", "until", "10:00");
        asHead.put("/api/organization/working-hours", Map.of("days", List.of(day, day)))
                .expect(422, "organization.weekday-doubled");
        assertFalse(
                asHead.get("/api/organization/working-hours").json().get("own").asBoolean());
    }

    @Test
    void who_administers_somebody_says_when_they_work_and_nobody_else_does() {
        var path = "/api/organization/working-hours?person=" + head.id();
        var week = Map.of("days", List.of(Map.of("weekday", 3, "from", "09:00", "until", "12:00")));
        admin.put(path, week).expect(200);
        assertTrue(
                asHead.get("/api/organization/working-hours").json().get("own").asBoolean());
        assertEquals(
                1,
                kairan.number(
                        "select count(*) from audit.entry where act = 'organization.working-hours-set' and subject = ?",
                        "organization:person:" + head.id()));
        for (var client : List.of(asSecretary, asStranger)) {
            client.put(path, week).expect(404, "core.not-found");
            client.get(path).expect(404, "core.not-found");
        }
    }
}
