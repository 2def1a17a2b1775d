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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kairan.systemtest.Kairan.Person;

/** 仮予定 over HTTP: several times that are really held, answers, and a confirmation that frees the others at once, whoever else wants what they hold. */
class ProposalIT {

    private static final String PROPOSALS = "/api/calendar/proposals";
    private static final String EVENTS = "/api/calendar/events";
    private static final String ROOMS = "/api/calendar/rooms";

    /** A Monday on which nothing happens but what the tests do. */
    private static final LocalDate MONDAY =
            Office.today().plusMonths(5).with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));

    private static final LocalDate TUESDAY = MONDAY.plusDays(1);
    private static final LocalDate FRIDAY = MONDAY.plusDays(4);

    private final Kairan kairan = Kairan.demo();
    private final Person proposer = kairan.somebody();
    private final Person guest = kairan.somebodyNotIn(proposer.section());
    private final Person second = kairan.somebodyNotIn(proposer.section());
    private final Person stranger = kairan.somebodyNotIn(proposer.section());
    private final Client asProposer = kairan.session(proposer.id());
    private final Client asGuest = kairan.session(guest.id());
    private final Client asSecond = kairan.session(second.id());
    private final Client asStranger = kairan.session(stranger.id());
    private final Client admin = kairan.admin();

    private static Map<String, Object> slot(LocalDate day, String from, String until, Long... rooms) {
        return Map.of("start", day + "T" + from, "end", day + "T" + until, "rooms", List.of(rooms));
    }

    private static Map<String, Object> proposal(List<?> slots, Object... more) {
        var proposal = new LinkedHashMap<String, Object>();
        proposal.put("title", "三課の打合せ");
        proposal.put("slots", slots);
        for (var i = 0; i < more.length; i += 2) {
            proposal.put((String) more[i], more[i + 1]);
        }
        return proposal;
    }

    private static List<Map<String, Object>> asking(Person... people) {
        return Arrays.stream(people)
                .map(person -> Map.<String, Object>of("person", person.id()))
                .toList();
    }

    private static Answer proposing(Client client, List<?> slots, Object... more) {
        return client.post(
                PROPOSALS,
                proposal(slots, more),
                "Idempotency-Key",
                UUID.randomUUID().toString());
    }

    private static JsonNode propose(Client client, List<?> slots, Object... more) {
        return proposing(client, slots, more).expect(201).json();
    }

    private static String path(JsonNode proposal) {
        return PROPOSALS + "/" + proposal.get("id").asLong();
    }

    private static String tag(JsonNode thing) {
        return "\"" + thing.get("version").asInt() + "\"";
    }

    private static long slotId(JsonNode proposal, int at) {
        return proposal.at("/slots/" + at + "/id").asLong();
    }

    private static Answer confirming(Client client, JsonNode proposal, int at) {
        return client.post(path(proposal) + "/confirmation", Map.of("slot", slotId(proposal, at)));
    }

    private static Answer answering(Client client, JsonNode proposal, String... answers) {
        var given = new ArrayList<Map<String, Object>>();
        for (var at = 0; at < answers.length; at++) {
            given.add(Map.of("slot", slotId(proposal, at), "answer", answers[at]));
        }
        return client.put(path(proposal) + "/answers", Map.of("answers", given));
    }

    private static JsonNode shown(Client client, JsonNode proposal) {
        return client.get(path(proposal)).expect(200).json();
    }

    private static Answer booking(Client client, LocalDate day, String from, String until, long room) {
        return client.post(
                EVENTS,
                Map.of("title", "別の会議", "start", day + "T" + from, "end", day + "T" + until, "rooms", List.of(room)));
    }

    private long room(Object... more) {
        var room = new LinkedHashMap<String, Object>(
                Map.of("kind", "room", "name", "調整室" + UUID.randomUUID(), "building", "別館", "capacity", 12));
        for (var i = 0; i < more.length; i += 2) {
            room.put((String) more[i], more[i + 1]);
        }
        return admin.post(ROOMS, room).expect(201).json().get("id").asLong();
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static List<JsonNode> occurrences(Client client, String principal, LocalDate day) {
        return list(client.get(
                        "/api/calendar/occurrences?from=" + day + "&to=" + day.plusDays(1) + "&principal=" + principal)
                .expect(200)
                .json()
                .at("/rows/0/occurrences"));
    }

    private List<String> booked(long room) {
        return kairan.query(
                row -> row.getString(1),
                "select to_char(starts at time zone 'Asia/Tokyo', 'YYYY-MM-DD\"T\"HH24:MI') from calendar.booking where room_id = ? order by starts",
                room);
    }

    /** What a proposal's slots hold of calendars and rooms. */
    private long held(JsonNode proposal) {
        var ids = list(proposal.get("slots")).stream()
                .map(slot -> slot.get("id").asText())
                .toList();
        return kairan.number("select (select count(*) from calendar.occurrence where event_id in ("
                + String.join(",", ids) + ")) + (select count(*) from calendar.booking where event_id in ("
                + String.join(",", ids) + "))");
    }

    private void lapse(JsonNode proposal) {
        kairan.execute(
                "update calendar.proposal set lapses_at = now() - interval '1 second' where id = ?",
                proposal.get("id").asLong());
    }

    private static List<Answer> atOnce(List<Callable<Answer>> acts) throws Exception {
        var start = new CountDownLatch(1);
        var pool = Executors.newFixedThreadPool(acts.size());
        try {
            var answers = new ArrayList<Future<Answer>>();
            for (var act : acts) {
                answers.add(pool.submit(() -> {
                    start.await();
                    return act.call();
                }));
            }
            start.countDown();
            var got = new ArrayList<Answer>();
            for (var answer : answers) {
                got.add(answer.get());
            }
            return got;
        } finally {
            pool.shutdownNow();
        }
    }

    private static Map<Integer, Integer> counted(List<Answer> answers) {
        var counts = new TreeMap<Integer, Integer>();
        answers.forEach(answer -> counts.merge(answer.status(), 1, Integer::sum));
        return counts;
    }

    private List<Client> people(int count, int offset) {
        return kairan
                .query(
                        row -> row.getLong(1),
                        "select person_id from organization.assignment where kind = 'primary' and valid_until is null order by person_id limit "
                                + count + " offset " + offset)
                .stream()
                .map(kairan::session)
                .toList();
    }

    // ---- holding, answering, confirming

    /** Days on which the city works, since on others no free time is proposed. */
    private List<LocalDate> businessDays() {
        var closed = admin.get("/api/calendar/holidays?from=" + MONDAY + "&to=" + MONDAY.plusDays(30))
                .expect(200)
                .text();
        return MONDAY.datesUntil(MONDAY.plusDays(30))
                .filter(day -> day.getDayOfWeek().getValue() < 6 && !closed.contains(day.toString()))
                .limit(3)
                .toList();
    }

    @Test
    void a_proposal_holds_people_and_rooms_at_all_its_times_and_confirming_one_frees_the_others() {
        var days = businessDays();
        var first = days.get(0);
        var next = days.get(1);
        var last = days.get(2);
        var room = room();
        var made = propose(
                asProposer,
                List.of(
                        slot(last, "13:00", "14:00", room),
                        slot(first, "09:00", "10:00", room),
                        slot(next, "09:00", "10:30")),
                "attendees",
                asking(guest, second));
        assertEquals("open", made.get("state").asText());
        assertEquals(first + "T09:00", made.at("/slots/0/start").asText(), "the earliest first");
        assertEquals(List.of(first + "T09:00", last + "T13:00"), booked(room));
        for (var person : List.of(proposer, guest, second)) {
            for (var day : List.of(first, next, last)) {
                var held = occurrences(asStranger, "person:" + person.id(), day).get(0);
                assertTrue(held.get("tentative").asBoolean(), held.toString());
            }
        }
        booking(asStranger, first, "09:30", "10:30", room).expect(409, "calendar.room-taken");
        var free = asStranger
                .post(
                        "/api/calendar/free-times",
                        Map.of(
                                "people",
                                List.of(guest.id(), second.id()),
                                "minutes",
                                60,
                                "from",
                                first.toString(),
                                "to",
                                first.plusDays(1).toString()))
                .expect(200)
                .json();
        assertFalse(
                list(free.get("slots")).stream()
                        .anyMatch(slot -> slot.get("start").asText().equals(first + "T09:00")
                                && slot.get("rank").asText().equals("all")),
                "who is asked is not free then");

        var alone = asStranger
                .post(
                        "/api/calendar/free-times",
                        Map.of(
                                "people",
                                List.of(guest.id()),
                                "minutes",
                                60,
                                "from",
                                first.toString(),
                                "to",
                                first.plusDays(1).toString()))
                .expect(200)
                .json();
        var missing = list(alone.get("slots")).stream()
                .filter(slot -> slot.get("start").asText().equals(first + "T09:00"))
                .findFirst()
                .orElseThrow();
        assertEquals(guest.id(), missing.at("/onlyHeld/0").asLong(), "and it is said that the time is only held");

        answering(asGuest, made, "declined", "accepted", "accepted").expect(200);
        answering(asSecond, made, "accepted", "tentative", "accepted").expect(200);
        var standing = shown(asProposer, made);
        assertEquals("missing", standing.at("/slots/0/rank").asText());
        assertEquals("open", standing.at("/slots/1/rank").asText());
        assertEquals("all", standing.at("/slots/2/rank").asText());
        assertEquals(1, standing.at("/slots/2/place").asInt());
        assertEquals(3, standing.at("/slots/0/place").asInt());

        var confirmed = confirming(asProposer, made, 2).expect(200).json();
        assertEquals("confirmed", confirmed.get("state").asText());
        assertEquals(slotId(made, 2), confirmed.get("event").asLong());
        assertEquals(List.of(last + "T13:00"), booked(room));
        var event = asGuest.get(EVENTS + "/" + slotId(made, 2)).expect(200).json();
        assertFalse(event.get("tentative").asBoolean());
        assertEquals("accepted", event.at("/attendees/0/answer").asText(), "what was answered stands");
        assertFalse(occurrences(asGuest, "person:" + guest.id(), last)
                .get(0)
                .get("tentative")
                .asBoolean());
        for (var person : List.of(proposer, guest, second)) {
            assertEquals(List.of(), occurrences(asProposer, "person:" + person.id(), first));
            assertEquals(List.of(), occurrences(asProposer, "person:" + person.id(), next));
        }
        booking(asStranger, first, "09:30", "10:30", room).expect(201);

        confirming(asProposer, made, 2).expect(200);
        var late = confirming(asProposer, made, 0).expect(409, "calendar.proposal-confirmed");
        assertEquals(proposer.name(), late.json().at("/args/name").asText());
        answering(asGuest, made, "accepted").expect(409, "calendar.proposal-confirmed");
        assertTrue(
                asProposer
                        .get(EVENTS + "/" + slotId(made, 2) + "/history")
                        .text()
                        .contains("\"held\""),
                "who has decided stands in the history");
    }

    @Test
    void what_is_found_and_what_is_changed_by_itself_is_an_event_and_not_a_slot() {
        var word = "chosei" + UUID.randomUUID().toString().replaceAll("[^a-f]", "");
        var made = propose(
                asProposer,
                List.of(slot(MONDAY, "11:00", "12:00"), slot(TUESDAY, "11:00", "12:00")),
                "title",
                word,
                "attendees",
                asking(guest));
        var path = EVENTS + "/" + slotId(made, 0);
        var slot = asProposer.get(path).expect(200).json();
        assertTrue(slot.get("tentative").asBoolean());
        assertFalse(slot.get("mayEdit").asBoolean());
        assertEquals(made.get("id").asLong(), slot.get("proposal").asLong());
        assertFalse(asStranger.get(path).expect(200).json().hasNonNull("proposal"));
        asProposer
                .put(
                        path,
                        Map.of("title", "別", "start", MONDAY + "T11:00", "end", MONDAY + "T12:00"),
                        "If-Match",
                        tag(slot))
                .expect(409, "calendar.slot-of-proposal");
        asProposer.delete(path, "If-Match", tag(slot)).expect(409, "calendar.slot-of-proposal");
        // Its answer may be given there too: it is the same one.
        asGuest.put(path + "/answer", Map.of("answer", "accepted")).expect(204);
        assertEquals(1, shown(asProposer, made).at("/slots/0/accepted").asInt());
        confirming(asProposer, made, 1).expect(200);
        asProposer.post(path + "/restoration", null).expect(409, "calendar.slot-of-proposal");
        Wait.until(
                Duration.ofSeconds(60),
                "what was confirmed to be found",
                () -> found(asStranger, word).equals(Set.of(slotId(made, 1))));
    }

    private static Set<Long> found(Client client, String word) {
        return list(client.get("/api/search/hits?kind=calendar:event&q=" + word)
                        .expect(200)
                        .json()
                        .get("items"))
                .stream()
                .map(item -> item.get("id").asLong())
                .collect(Collectors.toSet());
    }

    @Test
    void an_edit_keeps_what_was_answered_to_the_times_that_stay_and_frees_those_that_are_taken_out() {
        var room = room();
        var other = room();
        var made = propose(
                asProposer,
                List.of(
                        slot(MONDAY, "09:00", "10:00", room),
                        slot(TUESDAY, "09:00", "10:00", room),
                        slot(FRIDAY, "09:00", "10:00", other)),
                "attendees",
                asking(guest, second));
        answering(asGuest, made, "accepted", "accepted", "accepted").expect(200);
        var edit = proposal(
                List.of(
                        with(slot(MONDAY, "09:00", "10:00", room), "id", slotId(made, 0)),
                        with(slot(TUESDAY, "14:00", "15:00", other), "id", slotId(made, 1)),
                        slot(FRIDAY, "09:00", "10:00", other)),
                "title",
                "改めた打合せ",
                "attendees",
                asking(guest, stranger));
        asProposer.put(path(made), edit).expect(428, "core.condition-required");
        asProposer.put(path(made), edit, "If-Match", "\"9\"").expect(412, "core.changed-meanwhile");
        var changed = asProposer
                .put(path(made), edit, "If-Match", tag(made))
                .expect(200)
                .json();
        assertEquals("改めた打合せ", changed.get("title").asText());
        assertEquals(slotId(made, 0), slotId(changed, 0));
        assertEquals(slotId(made, 1), slotId(changed, 1));
        assertEquals(1, changed.at("/slots/0/accepted").asInt(), "the time is the same, and so is the answer");
        assertEquals(0, changed.at("/slots/1/accepted").asInt(), "another time is asked anew");
        assertEquals(0, changed.at("/slots/2/accepted").asInt());
        assertEquals(List.of(MONDAY + "T09:00"), booked(room));
        assertEquals(List.of(TUESDAY + "T14:00", FRIDAY + "T09:00"), booked(other));
        assertEquals(
                0,
                kairan.number("select count(*) from calendar.occurrence where event_id = ?", slotId(made, 2)),
                "the slot that is not named any more holds nothing");
        asSecond.get(path(made)).expect(404);
        kairan.session(stranger.id()).get(path(made)).expect(200);
        // They change places, which no order of one after the other would let them.
        var swapped = proposal(
                List.of(
                        with(slot(TUESDAY, "14:00", "15:00", other), "id", slotId(changed, 0)),
                        with(slot(MONDAY, "09:00", "10:00", room), "id", slotId(changed, 1)),
                        with(slot(FRIDAY, "09:00", "10:00", other), "id", slotId(changed, 2))),
                "attendees",
                asking(guest, stranger));
        asProposer.put(path(made), swapped, "If-Match", tag(changed)).expect(200);
        assertEquals(List.of(MONDAY + "T09:00"), booked(room));
    }

    private static Map<String, Object> with(Map<String, Object> slot, String key, Object value) {
        var all = new LinkedHashMap<>(slot);
        all.put(key, value);
        return all;
    }

    @Test
    void a_proposal_that_is_called_off_holds_nothing_any_more_and_its_people_are_told() {
        var room = room();
        var made = propose(
                asProposer,
                List.of(slot(MONDAY, "15:00", "16:00", room), slot(TUESDAY, "15:00", "16:00", room)),
                "attendees",
                asking(guest));
        assertTrue(notices(asGuest).contains("calendar.asked"));
        asGuest.delete(path(made), "If-Match", tag(made)).expect(404, "core.not-found");
        asProposer.delete(path(made)).expect(428, "core.condition-required");
        asProposer.delete(path(made), "If-Match", tag(made)).expect(204);
        asProposer.delete(path(made), "If-Match", tag(made)).expect(204);
        assertEquals(0, held(made));
        assertEquals("cancelled", shown(asGuest, made).get("state").asText());
        assertTrue(notices(asGuest).contains("calendar.withdrawn"));
        confirming(asProposer, made, 0).expect(409, "calendar.proposal-cancelled");
        booking(asStranger, MONDAY, "15:00", "16:00", room).expect(201);
    }

    private static String notices(Client client) {
        return client.get("/api/notification/notices?limit=20").expect(200).text();
    }

    @Test
    void who_confirms_tells_everybody_once_and_leads_them_to_the_event() {
        var made = propose(
                asProposer,
                List.of(slot(MONDAY, "16:00", "17:00"), slot(TUESDAY, "16:00", "17:00")),
                "attendees",
                asking(guest));
        assertEquals(1, told("calendar.asked", made.get("id").asLong()), "not once for each slot");
        confirming(asProposer, made, 1).expect(200);
        assertEquals(1, told("calendar.confirmed", slotId(made, 1)));
        assertEquals(0, told("calendar.invited", slotId(made, 0)) + told("calendar.invited", slotId(made, 1)));
    }

    private long told(String type, long subject) {
        return kairan.number(
                "select count(*) from notification.activity where type = ? and subject_module = 'calendar' and subject_id = ?",
                type,
                subject);
    }

    @Test
    void the_list_says_first_what_waits_for_an_answer() {
        var made = propose(
                asProposer,
                List.of(slot(MONDAY, "17:00", "17:30"), slot(TUESDAY, "17:00", "17:30")),
                "attendees",
                asking(guest, second));
        assertTrue(row(asGuest, made, false).get("awaiting").asBoolean());
        assertFalse(row(asProposer, made, false).get("awaiting").asBoolean());
        answering(asGuest, made, "accepted").expect(200);
        assertTrue(row(asGuest, made, false).get("awaiting").asBoolean(), "one of two is not all");
        assertEquals(0, row(asProposer, made, false).get("answered").asInt());
        answering(asGuest, made, "accepted", "declined").expect(200);
        assertFalse(row(asGuest, made, false).get("awaiting").asBoolean());
        assertEquals(1, row(asProposer, made, false).get("answered").asInt());
        confirming(asProposer, made, 0).expect(200);
        assertTrue(rows(asGuest, false).stream()
                .noneMatch(row -> row.get("id").asLong() == made.get("id").asLong()));
        assertEquals("confirmed", row(asGuest, made, true).get("state").asText());
        assertTrue(rows(asStranger, true).stream()
                .noneMatch(row -> row.get("id").asLong() == made.get("id").asLong()));
    }

    private static List<JsonNode> rows(Client client, boolean all) {
        return list(client.get(PROPOSALS + "?all=" + all).expect(200).json().get("items"));
    }

    private static JsonNode row(Client client, JsonNode proposal, boolean all) {
        return rows(client, all).stream()
                .filter(row -> row.get("id").asLong() == proposal.get("id").asLong())
                .findFirst()
                .orElseThrow();
    }

    // ---- who sees what

    /** Nobody but who is asked and who proposes sees the proposal; the times that are held show themselves as events do. */
    @ParameterizedTest
    @CsvSource({"public, true", "busy, false", "private, false"})
    void others_see_the_held_times_as_the_visibility_says_and_nothing_of_the_proposal(
            String visibility, boolean title) {
        var room = room();
        var made = propose(
                asProposer,
                List.of(slot(MONDAY, "10:00", "11:00", room), slot(TUESDAY, "10:00", "11:00", room)),
                "visibility",
                visibility,
                "attendees",
                asking(guest));
        var absent = asStranger.get(PROPOSALS + "/987654321").expect(404).body();
        assertArrayEquals(absent, asStranger.get(path(made)).expect(404).body());
        asStranger.put(path(made) + "/answers", Map.of("answers", List.of())).expect(404, "core.not-found");
        confirming(asStranger, made, 0).expect(404, "core.not-found");
        confirming(asGuest, made, 0).expect(404, "core.not-found");
        asGuest.get(path(made)).expect(200);
        var seen = occurrences(asStranger, "person:" + guest.id(), MONDAY).get(0);
        assertEquals(title, seen.hasNonNull("title"));
        assertTrue(seen.get("tentative").asBoolean(), "that it is only held everybody sees");
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
        assertEquals(title, booking.hasNonNull("title"));
        assertTrue(booking.get("tentative").asBoolean());
        assertEquals(0, cards(asStranger, made));
        assertEquals(1, cards(asGuest, made));
    }

    private static int cards(Client client, JsonNode proposal) {
        return client.get("/api/chat/cards?path=/calendar/proposals/"
                        + proposal.get("id").asLong())
                .expect(200)
                .json()
                .get("items")
                .size();
    }

    @Test
    void a_link_in_chat_is_a_card_with_the_counts_and_a_room_offers_to_find_a_time() {
        var made = propose(
                asProposer,
                List.of(slot(MONDAY, "13:00", "14:00"), slot(TUESDAY, "13:00", "14:00")),
                "attendees",
                asking(guest));
        answering(asGuest, made, "declined", "accepted").expect(200);
        var card = asGuest.get("/api/chat/cards?path=/calendar/proposals/"
                        + made.get("id").asLong())
                .expect(200)
                .json()
                .at("/items/0");
        assertEquals("三課の打合せ", card.get("title").asText());
        assertEquals(
                TUESDAY.getMonthValue() + "/" + TUESDAY.getDayOfMonth() + " 13:00 ○1 △0 ×0 / " + MONDAY.getMonthValue()
                        + "/" + MONDAY.getDayOfMonth() + " 13:00 ○0 △0 ×1",
                card.get("detail").asText());
        var room = Chat.group(asProposer, guest);
        var offered =
                asProposer.get(Chat.room(room) + "/acts").expect(200).json().at("/items/0");
        assertEquals("calendar", offered.get("module").asText());
        assertEquals("/calendar/proposals/new", offered.get("path").asText());
        var said = Chat.say(asGuest, room, "打合せをしませんか");
        assertEquals(
                "/calendar/new",
                asProposer
                        .get(Chat.room(room) + "/acts?message=" + said)
                        .expect(200)
                        .json()
                        .at("/items/0/path")
                        .asText());
        asStranger.get(Chat.room(room) + "/acts").expect(404);
        asStranger.get(Chat.room(room) + "/acts?message=" + said).expect(404);
        asProposer.get(Chat.room(room) + "/acts?message=987").expect(404);
    }

    @Test
    void what_a_section_proposes_together_all_its_people_may_decide() {
        var colleague = kairan.somebodyIn(proposer.section());
        var asColleague = kairan.session(colleague.id());
        var made = propose(
                asProposer,
                List.of(slot(MONDAY, "08:30", "09:00"), slot(TUESDAY, "08:30", "09:00")),
                "owner",
                "section:" + proposer.section(),
                "attendees",
                asking(guest));
        assertTrue(shown(asColleague, made).get("mayEdit").asBoolean());
        confirming(asColleague, made, 0).expect(200);
        assertEquals(colleague.id(), shown(asGuest, made).at("/decidedBy/id").asLong());
        assertEquals(
                proposer.id(),
                asGuest.get(EVENTS + "/" + slotId(made, 0))
                        .expect(200)
                        .json()
                        .at("/createdBy/id")
                        .asLong());
        var secret = propose(
                asProposer,
                List.of(slot(MONDAY, "08:30", "09:00"), slot(TUESDAY, "08:30", "09:00")),
                "visibility",
                "private",
                "owner",
                "section:" + proposer.section());
        asColleague.get(path(secret)).expect(404);
        assertTrue(rows(asColleague, true).stream()
                .noneMatch(row -> row.get("id").asLong() == secret.get("id").asLong()));
    }

    // ---- bad input

    @Test
    void what_cannot_be_is_refused_with_a_reason_and_nothing_is_held() {
        var room = room("setup", 15);
        var before = kairan.number("select count(*) from calendar.event");
        var one = slot(MONDAY, "09:00", "10:00", room);
        proposing(asProposer, List.of(one)).expect(422, "calendar.slots-count");
        proposing(asProposer, java.util.Collections.nCopies(21, one)).expect(422, "calendar.slots-count");
        proposing(asProposer, List.of(one, one)).expect(422, "calendar.slots-same");
        proposing(asProposer, List.of(one, slot(MONDAY, "10:00", "11:00", room)))
                .expect(422, "calendar.slots-share-room");
        proposing(asProposer, List.of(one, slot(MONDAY, "11:00", "10:00"))).expect(422, "calendar.end-before-start");
        proposing(asProposer, List.of(one, slot(Office.today().minusDays(1), "09:00", "10:00")))
                .expect(422, "calendar.slot-past");
        proposing(asProposer, List.of(one, with(slot(TUESDAY, "09:00", "10:00"), "id", 5)))
                .expect(422, "calendar.slot-unknown");
        proposing(asProposer, List.of(one, slot(TUESDAY, "09:00", "10:00", 987654321L)))
                .expect(422, "calendar.room-unknown");
        var right = List.of(one, slot(TUESDAY, "09:00", "10:00", room));
        proposing(asProposer, right, "title", " ").expect(422, "calendar.title-empty");
        proposing(asProposer, right, "until", Office.today().minusDays(1).toString())
                .expect(422, "calendar.until-past");
        proposing(asProposer, right, "until", "あした").expect(422, "core.date-invalid");
        proposing(asProposer, right, "attendees", List.of(Map.of("person", 987654321)))
                .expect(422, "calendar.person-unknown");
        proposing(asProposer, right, "owner", "section:" + guest.section()).expect(422, "calendar.owner-foreign");
        asProposer.post(PROPOSALS, null).expect(422);
        assertEquals(before, kairan.number("select count(*) from calendar.event"));
        assertEquals(List.of(), booked(room));

        var made = propose(asProposer, right, "attendees", asking(guest));
        asGuest.put(path(made) + "/answers", Map.of("answers", List.of())).expect(422);
        answering(asGuest, made, "よろこんで").expect(422);
        asGuest.put(
                        path(made) + "/answers",
                        Map.of("answers", List.of(Map.of("slot", 987654321, "answer", "accepted"))))
                .expect(422, "calendar.slot-unknown");
        answering(asProposer, made, "accepted").expect(404, "core.not-found");
        asProposer.post(path(made) + "/confirmation", Map.of("slot", 987654321)).expect(422, "calendar.slot-unknown");
        asProposer.post(path(made) + "/confirmation", null).expect(422);
    }

    @Test
    void a_request_that_is_repeated_holds_its_times_once() {
        var room = room();
        var key = UUID.randomUUID().toString();
        var body = proposal(List.of(slot(MONDAY, "09:00", "10:00", room), slot(TUESDAY, "09:00", "10:00", room)));
        var first = asProposer
                .post(PROPOSALS, body, "Idempotency-Key", key)
                .expect(201)
                .json();
        var again = asProposer
                .post(PROPOSALS, body, "Idempotency-Key", key)
                .expect(201)
                .json();
        assertEquals(first.get("id"), again.get("id"));
        assertEquals(2, booked(room).size());
        asProposer
                .post(
                        PROPOSALS,
                        proposal(List.of(slot(MONDAY, "13:00", "14:00"), slot(TUESDAY, "13:00", "14:00"))),
                        "Idempotency-Key",
                        key)
                .expect(422, "core.request-reused");
    }

    // ---- rooms and people that change meanwhile

    @Test
    void a_room_that_was_retired_is_not_confirmed_but_another_time_is() {
        var room = room();
        var made = propose(asProposer, List.of(slot(MONDAY, "09:00", "10:00", room), slot(TUESDAY, "09:00", "10:00")));
        kairan.execute("update calendar.room set active = false where id = ?", room);
        confirming(asProposer, made, 0).expect(409, "calendar.room-retired");
        assertEquals("open", shown(asProposer, made).get("state").asText(), "nothing is half done");
        assertEquals(1, booked(room).size());
        confirming(asProposer, made, 1).expect(200);
        assertEquals(List.of(), booked(room));
    }

    @Test
    void nobody_waits_for_the_answer_of_somebody_who_has_left() {
        var leaving = kairan.somebodyNotIn(proposer.section());
        var made = propose(
                asProposer,
                List.of(slot(MONDAY, "09:00", "10:00"), slot(TUESDAY, "09:00", "10:00")),
                "attendees",
                asking(guest, leaving));
        answering(asGuest, made, "accepted", "accepted").expect(200);
        assertEquals("open", shown(asProposer, made).at("/slots/0/rank").asText());
        kairan.execute(
                "update organization.assignment set valid_until = (now() at time zone 'Asia/Tokyo')::date where person_id = ? and valid_until is null",
                leaving.id());
        kairan.organizationChanged();
        var now = shown(asProposer, made);
        assertEquals("all", now.at("/slots/0/rank").asText());
        assertTrue(list(now.get("people")).stream()
                .anyMatch(one -> one.at("/person/id").asLong() == leaving.id()
                        && one.get("left").asBoolean()));
        var edit = proposal(
                List.of(
                        with(slot(MONDAY, "09:00", "10:00"), "id", slotId(made, 0)),
                        with(slot(TUESDAY, "09:00", "10:00"), "id", slotId(made, 1))),
                "attendees",
                asking(guest, leaving));
        asProposer.put(path(made), edit, "If-Match", tag(made)).expect(200);
        confirming(asProposer, made, 0).expect(200);
    }

    @Test
    void a_proposal_whose_time_is_over_is_in_nobodys_way_not_even_before_the_upkeep_has_come() {
        var room = room();
        var made = propose(
                asProposer,
                List.of(slot(MONDAY, "09:00", "10:00", room), slot(TUESDAY, "09:00", "10:00", room)),
                "until",
                Office.today().plusDays(3).toString(),
                "attendees",
                asking(guest));
        assertEquals(Office.today().plusDays(3).toString(), made.get("until").asText());
        booking(asStranger, MONDAY, "09:00", "10:00", room).expect(409, "calendar.room-taken");
        lapse(made);
        confirming(asProposer, made, 0).expect(409, "calendar.proposal-lapsed");
        answering(asGuest, made, "accepted").expect(409, "calendar.proposal-lapsed");
        booking(asStranger, MONDAY, "09:00", "10:00", room).expect(201);
        assertEquals(List.of(MONDAY + "T09:00"), booked(room));
        assertEquals(0, held(made));
        var ended = shown(asProposer, made);
        assertEquals("lapsed", ended.get("state").asText());
        assertEquals(2, ended.get("slots").size(), "what was proposed can still be looked at");
    }

    @Test
    void the_upkeep_frees_what_is_over_by_itself() {
        var made = propose(
                asProposer,
                List.of(slot(MONDAY, "09:00", "10:00"), slot(TUESDAY, "09:00", "10:00")),
                "attendees",
                asking(guest));
        assertEquals(4, held(made));
        lapse(made);
        Wait.until(Duration.ofSeconds(90), "the times to be freed", () -> held(made) == 0);
        assertEquals("lapsed", shown(asProposer, made).get("state").asText());
    }

    // ---- many at once

    @Test
    void of_twenty_who_propose_times_in_one_room_one_holds_it_and_the_others_hold_nothing() throws Exception {
        var room = room();
        var other = room();
        var acts = new ArrayList<Callable<Answer>>();
        for (var client : people(20, 400)) {
            // In either order: whoever takes rooms in the order in which they are named would wait in a circle.
            var first = acts.size() % 2 == 0 ? room : other;
            var then = acts.size() % 2 == 0 ? other : room;
            acts.add(() -> proposing(
                    client, List.of(slot(MONDAY, "09:00", "10:00", first), slot(MONDAY, "09:15", "10:15", then))));
        }
        var answers = atOnce(acts);
        assertEquals(Map.of(201, 1, 409, 19), counted(answers));
        for (var answer : answers) {
            if (answer.status() == 409) {
                var clash = answer.expect(409, "calendar.room-taken").json().at("/args/clashes/0");
                assertTrue(clash.get("tentative").asBoolean(), "that it is only held is told: " + clash);
            }
        }
        assertEquals(1, booked(room).size());
        assertEquals(1, booked(other).size());
        assertEquals(
                2,
                kairan.number(
                        "select count(*) from calendar.event where ? = any(rooms) or ? = any(rooms)", room, other));
    }

    @Test
    void of_twenty_who_confirm_at_once_one_time_is_chosen_and_the_others_are_told_who_was_faster() throws Exception {
        var rooms = List.of(room(), room(), room());
        var made = propose(
                asProposer,
                List.of(
                        slot(MONDAY, "09:00", "10:00", rooms.get(0)),
                        slot(TUESDAY, "09:00", "10:00", rooms.get(1)),
                        slot(FRIDAY, "09:00", "10:00", rooms.get(2))),
                "attendees",
                asking(guest, second));
        var acts = new ArrayList<Callable<Answer>>();
        for (var i = 0; i < 20; i++) {
            var at = i % 3;
            acts.add(() -> confirming(asProposer, made, at));
        }
        var answers = atOnce(acts);
        var chosen = new TreeSet<Long>();
        for (var answer : answers) {
            if (answer.status() == 200) {
                chosen.add(answer.json().get("event").asLong());
            } else {
                assertEquals(
                        proposer.name(),
                        answer.expect(409, "calendar.proposal-confirmed")
                                .json()
                                .at("/args/name")
                                .asText());
            }
        }
        assertEquals(1, chosen.size(), "one time alone");
        assertEquals(1, rooms.stream().mapToInt(room -> booked(room).size()).sum());
        assertEquals(4, held(made), "three people and a room");
        assertEquals(
                1,
                kairan.number(
                        "select count(*) from calendar.event where id in (?, ?, ?) and deleted_at is null",
                        slotId(made, 0),
                        slotId(made, 1),
                        slotId(made, 2)));
    }

    /** Whoever wants a room that is being freed gets it after the confirmation or is refused before it; at no moment is it held twice or by nobody who has it. */
    @Test
    void while_one_confirms_others_book_what_is_freed_answer_and_call_off_and_nothing_is_left_between()
            throws Exception {
        for (var round = 0; round < 6; round++) {
            var room = room();
            var day = MONDAY.plusWeeks(2 + round);
            var made = propose(
                    asProposer,
                    List.of(slot(day, "09:00", "10:00", room), slot(day.plusDays(1), "09:00", "10:00", room)),
                    "attendees",
                    asking(guest, second));
            var acts = new ArrayList<Callable<Answer>>();
            acts.add(() -> confirming(asProposer, made, 1));
            acts.add(() -> asProposer.delete(path(made), "If-Match", tag(made)));
            acts.add(() -> answering(asGuest, made, "accepted", "declined"));
            acts.add(() -> answering(asSecond, made, "declined", "accepted"));
            for (var client : people(8, 500)) {
                acts.add(() -> booking(client, day, "09:00", "10:00", room));
                acts.add(() -> booking(client, day.plusDays(1), "09:30", "10:30", room));
            }
            var answers = atOnce(acts);
            answers.forEach(answer -> assertTrue(
                    Set.of(200, 201, 204, 409, 412).contains(answer.status()), answer.status() + " " + answer.text()));
            var isConfirmed = answers.get(0).status() == 200;
            assertTrue(isConfirmed != (answers.get(1).status() == 204), "one of the two has decided");
            assertEquals(
                    isConfirmed ? "confirmed" : "cancelled",
                    shown(asProposer, made).get("state").asText());
            // A person who answers while the slot is freed must not come back into a calendar.
            assertEquals(
                    0,
                    kairan.number(
                            "select count(*) from calendar.occurrence o join calendar.event e on e.id = o.event_id where e.deleted_at is not null and e.id in (?, ?)",
                            slotId(made, 0),
                            slotId(made, 1)));
            assertEquals(isConfirmed ? 4 : 0, held(made));
            var starts = booked(room);
            assertEquals(starts.stream().distinct().toList(), starts, "never twice");
            if (isConfirmed) {
                assertTrue(starts.contains(day.plusDays(1) + "T09:00"), "what is confirmed is held: " + starts);
            }
        }
    }

    @Test
    void an_act_that_ends_before_its_commit_leaves_all_slots_as_they_were() {
        var room = room();
        var made = propose(
                asProposer,
                List.of(slot(MONDAY, "09:00", "10:00", room), slot(TUESDAY, "09:00", "10:00", room)),
                "attendees",
                asking(guest));
        // As a server that is killed between: the last thing that a confirmation writes cannot be written.
        kairan.execute(
                "create or replace function calendar.dies() returns trigger language plpgsql as $$ begin if old.event_id = "
                        + slotId(made, 1) + " then raise exception 'killed'; end if; return old; end $$");
        kairan.execute(
                "create trigger dies before delete on calendar.booking for each row execute function calendar.dies()");
        try {
            assertEquals(500, confirming(asProposer, made, 0).status());
        } finally {
            kairan.execute("drop trigger dies on calendar.booking");
            kairan.execute("drop function calendar.dies()");
        }
        assertEquals("open", shown(asProposer, made).get("state").asText());
        assertEquals(6, held(made), "two people and a room, twice");
        assertTrue(asProposer
                .get(EVENTS + "/" + slotId(made, 0))
                .expect(200)
                .json()
                .get("tentative")
                .asBoolean());
        confirming(asProposer, made, 0).expect(200);
        assertEquals(3, held(made));
    }
}
