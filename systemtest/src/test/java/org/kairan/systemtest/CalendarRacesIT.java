package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.kairan.systemtest.Diary.MONDAY;
import static org.kairan.systemtest.Diary.at;
import static org.kairan.systemtest.Diary.attending;
import static org.kairan.systemtest.Diary.booked;
import static org.kairan.systemtest.Diary.event;
import static org.kairan.systemtest.Diary.make;
import static org.kairan.systemtest.Diary.making;
import static org.kairan.systemtest.Diary.occurrences;
import static org.kairan.systemtest.Diary.path;
import static org.kairan.systemtest.Diary.starts;
import static org.kairan.systemtest.Diary.tag;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kairan.systemtest.Kairan.Person;

/** Many at once: rooms are held by one, whatever is booked, moved or cut meanwhile, and what two people do to one event is either both done or told. */
class CalendarRacesIT {

    private final Kairan kairan = Kairan.demo();
    private final Person owner = kairan.somebody();
    private final Person guest = kairan.somebodyNotIn(owner.section());
    private final Person colleague = kairan.somebodyIn(owner.section());
    private final Client asOwner = kairan.session(owner.id());
    private final Client asGuest = kairan.session(guest.id());
    private final Client asColleague = kairan.session(colleague.id());
    private final Client admin = kairan.admin();

    /** Does all of it at the same moment, and gives the answers in order. */
    private static List<Answer> atOnce(Callable<Answer> one, Callable<Answer> other) throws Exception {
        return atOnce(List.of(one, other));
    }

    private static List<Answer> atOnce(List<Callable<Answer>> acts) throws Exception {
        var barrier = new CyclicBarrier(acts.size());
        var pool = Executors.newFixedThreadPool(acts.size());
        try {
            var answers = new ArrayList<Answer>();
            for (var done : pool.invokeAll(acts.stream()
                    .map(act -> (Callable<Answer>) () -> {
                        barrier.await();
                        return act.call();
                    })
                    .toList())) {
                answers.add(done.get());
            }
            return answers;
        } finally {
            pool.shutdownNow();
        }
    }

    private static List<Integer> statuses(List<Answer> answers) {
        return answers.stream().map(Answer::status).sorted().toList();
    }

    private long bookings(JsonNode event) {
        return kairan.number(
                "select count(*) from calendar.booking where event_id = ?",
                event.get("id").asLong());
    }

    private List<Client> clients(int count) {
        return kairan
                .query(
                        row -> row.getLong(1),
                        "select person_id from organization.assignment where kind = 'primary' and valid_until is null order by person_id limit ? offset 400",
                        count)
                .stream()
                .map(kairan::session)
                .toList();
    }

    // ---- rooms

    @Test
    void of_many_series_that_want_one_room_one_has_every_instance_and_the_others_none() throws Exception {
        var clients = clients(12);
        for (var round = 0; round < 3; round++) {
            var room = Diary.room(admin);
            // All of them meet, but no two on the same days: each collides with each other one somewhere.
            var rules = List.of("FREQ=WEEKLY;COUNT=12", "FREQ=DAILY;COUNT=40", "FREQ=WEEKLY;INTERVAL=2;COUNT=8");
            var acts = new ArrayList<Callable<Answer>>();
            for (var i = 0; i < clients.size(); i++) {
                var client = clients.get(i);
                var body = event("rrule", rules.get(i % rules.size()), "rooms", List.of(room));
                acts.add(() -> making(client, body));
            }
            var answers = atOnce(acts);
            var won = answers.stream().filter(answer -> answer.status() == 201).toList();
            assertEquals(1, won.size(), statuses(answers).toString());
            answers.stream()
                    .filter(answer -> answer.status() != 201)
                    .forEach(answer -> answer.expect(409, "calendar.room-taken"));
            var event = won.get(0).json();
            var count = Integer.parseInt(event.get("rrule").asText().replaceAll(".*COUNT=([0-9]+).*", "$1"));
            assertEquals(count, bookings(event), "every instance");
            assertEquals(count, booked(kairan, room).size(), "and nobody else's");
            assertEquals(
                    1,
                    kairan.number("select count(*) from calendar.event where ? = any(rooms)", room),
                    "who lost has no event either");
        }
        assertEquals(0, Diary.twice(kairan));
    }

    @Test
    void series_that_want_two_rooms_in_turn_do_not_wait_for_each_other_in_a_circle() throws Exception {
        var clients = clients(8);
        for (var round = 0; round < 4; round++) {
            var rooms = List.of(Diary.room(admin), Diary.room(admin), Diary.room(admin));
            var acts = new ArrayList<Callable<Answer>>();
            for (var i = 0; i < clients.size(); i++) {
                var client = clients.get(i);
                var body = event(
                        "rrule",
                        "FREQ=DAILY;COUNT=20",
                        "rooms",
                        i % 2 == 0
                                ? List.of(rooms.get(i % 3), rooms.get((i + 1) % 3))
                                : List.of(rooms.get((i + 2) % 3), rooms.get(i % 3)));
                acts.add(() -> making(client, body));
            }
            var answers = atOnce(acts);
            answers.forEach(answer -> assertTrue(List.of(201, 409).contains(answer.status()), () -> answer.toString()));
            assertEquals(
                    1,
                    answers.stream().filter(answer -> answer.status() == 201).count(),
                    "any two of three rooms have one in common");
        }
        assertEquals(0, Diary.twice(kairan));
    }

    @Test
    void the_time_to_make_a_room_ready_is_nobody_elses_whoever_is_first() throws Exception {
        for (var round = 0; round < 6; round++) {
            var hall = Diary.room(admin, "setup", 30);
            var day = MONDAY.plusDays(round);
            var tooNear = atOnce(
                    () -> making(asOwner, event(day, "09:00", "10:00", "rooms", List.of(hall))),
                    () -> making(asGuest, event(day, "10:15", "11:00", "rooms", List.of(hall))));
            assertEquals(List.of(201, 409), statuses(tooNear));
            var other = Diary.room(admin, "setup", 30);
            var farEnough = atOnce(
                    () -> making(asOwner, event(day, "09:00", "10:00", "rooms", List.of(other))),
                    () -> making(asGuest, event(day, "10:30", "11:00", "rooms", List.of(other))));
            assertEquals(List.of(201, 201), statuses(farEnough));
        }
    }

    @Test
    void two_who_want_to_swap_their_rooms_at_once_are_told_and_keep_what_they_have() throws Exception {
        for (var round = 0; round < 8; round++) {
            var day = MONDAY.plusDays(round);
            var one = Diary.room(admin);
            var two = Diary.room(admin);
            var mine = make(asOwner, event(day, "09:00", "10:00", "rooms", List.of(one)));
            var yours = make(asGuest, event(day, "09:00", "10:00", "rooms", List.of(two)));
            var answers = atOnce(
                    () -> asOwner.put(
                            path(mine), event(day, "09:00", "10:00", "rooms", List.of(two)), "If-Match", tag(mine)),
                    () -> asGuest.put(
                            path(yours), event(day, "09:00", "10:00", "rooms", List.of(one)), "If-Match", tag(yours)));
            answers.forEach(answer -> answer.expect(409, "calendar.room-taken"));
            assertEquals(List.of(at(day, "09:00")), booked(kairan, one));
            assertEquals(List.of(at(day, "09:00")), booked(kairan, two));
            assertEquals(
                    one,
                    asOwner.get(path(mine)).expect(200).json().at("/rooms/0/id").asLong());
        }
    }

    @Test
    void rooms_are_held_once_while_many_move_to_and_fro_between_them() throws Exception {
        var clients = clients(6);
        var rooms = IntStream.range(0, 3).mapToObj(i -> Diary.room(admin)).toList();
        var hours = List.of("09", "10", "11", "12");
        var acts = new ArrayList<Callable<Answer>>();
        for (var i = 0; i < clients.size(); i++) {
            var client = clients.get(i);
            var number = i;
            acts.add(() -> {
                var random = new Random(5545 + number);
                var first = hours.get(number % 4);
                var event = make(
                        client, event(MONDAY, first + ":00", first + ":50", "rooms", List.of(rooms.get(number / 4))));
                Answer answer = null;
                for (var move = 0; move < 25; move++) {
                    var hour = hours.get(random.nextInt(4));
                    answer = client.put(
                            path(event),
                            event(MONDAY, hour + ":00", hour + ":50", "rooms", List.of(rooms.get(random.nextInt(3)))),
                            "If-Match",
                            tag(event));
                    assertTrue(List.of(200, 409).contains(answer.status()), answer.toString());
                    event = client.get(path(event)).expect(200).json();
                }
                return client.get(path(event));
            });
        }
        for (var answer : atOnce(acts)) {
            var event = answer.expect(200).json();
            assertEquals(
                    List.of(event.at("/rooms/0/id").asText() + " "
                            + event.get("start").asText()),
                    kairan.query(
                            row -> row.getString(1),
                            "select room_id || to_char(starts at time zone 'Asia/Tokyo', ' YYYY-MM-DD\"T\"HH24:MI') from calendar.booking where event_id = ?",
                            event.get("id").asLong()),
                    "what an event says is what it holds");
        }
        assertEquals(0, Diary.twice(kairan));
    }

    // ---- one event

    @Test
    void of_two_edits_at_once_one_is_done_and_the_other_is_told() throws Exception {
        for (var round = 0; round < 8; round++) {
            var event = make(asOwner, event("owner", "section:" + owner.section()));
            var answers = atOnce(
                    () -> asOwner.put(path(event), event("title", "わたしの"), "If-Match", tag(event)),
                    () -> asColleague.put(path(event), event("title", "あなたの"), "If-Match", tag(event)));
            assertEquals(List.of(200, 412), statuses(answers));
            var won = answers.stream()
                    .filter(answer -> answer.status() == 200)
                    .findFirst()
                    .orElseThrow();
            assertEquals(
                    won.json().get("title"), asOwner.get(path(event)).json().get("title"));
            assertEquals(2, asOwner.get(path(event)).json().get("version").asInt());
        }
    }

    /** A weekly series of six in a room: the fourth is cancelled, the fifth is later, and who is invited has said yes to the sixth and to all. */
    private JsonNode special(long room) {
        var event = make(
                asOwner,
                event(
                        "owner",
                        "section:" + owner.section(),
                        "rrule",
                        "FREQ=WEEKLY;COUNT=6;BYDAY=MO",
                        "rooms",
                        List.of(room),
                        "attendees",
                        attending(guest)));
        asOwner.delete(path(event) + "?scope=one&occurrence=" + at(week(3), "09:00"), "If-Match", tag(event))
                .expect(204);
        var now = asOwner.get(path(event)).json();
        asOwner.put(
                        path(event) + "?scope=one&occurrence=" + at(week(4), "09:00"),
                        event(
                                week(4),
                                "14:00",
                                "15:00",
                                "title",
                                "延期した回",
                                "rooms",
                                List.of(room),
                                "attendees",
                                attending(guest)),
                        "If-Match",
                        tag(now))
                .expect(200);
        asGuest.put(path(event) + "/answer", Map.of("answer", "accepted")).expect(204);
        asGuest.put(path(event) + "/answer", Map.of("answer", "declined", "occurrence", at(week(5), "09:00")))
                .expect(204);
        return asOwner.get(path(event)).expect(200).json();
    }

    private static LocalDate week(int number) {
        return MONDAY.plusWeeks(number);
    }

    private Answer movedFrom(int week, JsonNode event, long room) {
        return asOwner.put(
                path(event) + "?scope=following&occurrence=" + at(week(week), "09:00"),
                event(
                        week(week),
                        "11:00",
                        "12:00",
                        "rrule",
                        event.get("rrule").asText(),
                        "rooms",
                        List.of(room),
                        "attendees",
                        attending(guest)),
                "If-Match",
                tag(event));
    }

    @Test
    void what_is_special_about_later_instances_goes_along_when_a_series_is_cut() {
        var room = Diary.room(admin);
        var rest = movedFrom(2, special(room), room).expect(200).json();
        assertEquals(
                List.of(
                        at(week(0), "09:00"),
                        at(week(1), "09:00"),
                        at(week(2), "11:00"),
                        at(week(4), "14:00"),
                        at(week(5), "11:00")),
                booked(kairan, room),
                "the cancelled one stays cancelled, the one that was moved stays where it was moved to");
        assertEquals(
                "延期した回",
                asOwner.get(path(rest) + "?occurrence=" + at(week(4), "11:00"))
                        .expect(200)
                        .json()
                        .get("title")
                        .asText());
        assertEquals(
                5,
                starts(asGuest, guest, MONDAY, MONDAY.plusWeeks(7)).size(),
                "who has declined one still sees it in their own calendar");
    }

    @Test
    void a_series_is_cut_and_one_of_its_instances_edited_at_once_and_one_of_both_is_told() throws Exception {
        for (var round = 0; round < 4; round++) {
            var room = Diary.room(admin);
            var event = special(room);
            var answers = atOnce(
                    () -> movedFrom(2, event, room),
                    () -> asColleague.put(
                            path(event) + "?scope=one&occurrence=" + at(week(1), "09:00"),
                            event(
                                    week(1),
                                    "16:00",
                                    "17:00",
                                    "title",
                                    "臨時",
                                    "rooms",
                                    List.of(room),
                                    "attendees",
                                    attending(guest)),
                            "If-Match",
                            tag(event)));
            assertEquals(List.of(200, 412), statuses(answers));
            assertEquals(
                    answers.get(0).status() == 200
                            ? List.of("09:00", "09:00", "11:00", "14:00", "11:00")
                            : List.of("09:00", "16:00", "09:00", "14:00", "09:00"),
                    booked(kairan, room).stream()
                            .map(start -> start.substring(11))
                            .toList());
            asOwner.delete(
                            path(event) + "?scope=all",
                            "If-Match",
                            tag(asOwner.get(path(event)).json()))
                    .expect(204);
        }
    }

    @Test
    void who_answers_while_a_series_is_changed_has_answered() throws Exception {
        for (var round = 0; round < 8; round++) {
            var event = make(
                    asOwner,
                    event(
                            "rrule",
                            "FREQ=WEEKLY;COUNT=4",
                            "rooms",
                            List.of(Diary.room(admin)),
                            "attendees",
                            attending(guest)));
            var rooms = List.of(event.at("/rooms/0/id").asLong());
            var answers = atOnce(
                    () -> asGuest.put(path(event) + "/answer", Map.of("answer", "accepted")),
                    () -> asOwner.put(
                            path(event),
                            event(
                                    "title",
                                    "改題",
                                    "rrule",
                                    event.get("rrule").asText(),
                                    "rooms",
                                    rooms,
                                    "attendees",
                                    attending(guest)),
                            "If-Match",
                            tag(event)));
            answers.get(0).expect(204);
            answers.get(1).expect(200);
            var now = asOwner.get(path(event)).expect(200).json();
            assertEquals("改題", now.get("title").asText());
            assertEquals("accepted", now.at("/attendees/0/answer").asText(), "nothing that was said is lost");
            assertEquals(
                    List.of("accepted"),
                    kairan.query(
                            row -> row.getString(1),
                            "select distinct answer from calendar.occurrence where event_id = ? and principal = ?",
                            event.get("id").asLong(),
                            "person:" + guest.id()));
            asOwner.delete(path(event), "If-Match", tag(now)).expect(204);
        }
    }

    // ---- days that are special

    @Test
    void events_go_across_the_change_of_year_and_of_era_and_stand_on_the_29th_of_february() {
        var year = Office.today().getYear() + 1;
        make(asOwner, event("start", year + "-12-31T23:00", "end", (year + 1) + "-01-01T01:00", "title", "年越し"));
        for (var day : List.of(LocalDate.of(year, 12, 31), LocalDate.of(year + 1, 1, 1))) {
            assertEquals(List.of(year + "-12-31T23:00"), starts(asOwner, owner, day, day.plusDays(1)), day.toString());
        }
        // 平成 ended with 30 April 2019.
        make(asOwner, event("allDay", true, "start", "2019-04-27", "end", "2019-05-06", "title", "改元の連休"));
        for (var day : List.of(LocalDate.of(2019, 4, 30), LocalDate.of(2019, 5, 1))) {
            assertEquals(List.of("2019-04-27"), starts(asOwner, owner, day, day.plusDays(1)), day.toString());
        }
        var leap = LocalDate.of(2028, 2, 29);
        make(asGuest, event("allDay", true, "start", leap.toString(), "end", leap.toString(), "rrule", "FREQ=YEARLY"));
        assertEquals(List.of(leap.toString()), starts(asGuest, guest, leap, leap.plusDays(1)));
        assertEquals(
                List.of(),
                occurrences(asGuest, "person:" + guest.id(), leap.plusDays(1), leap.plusDays(2)),
                "one day long");
    }
}
