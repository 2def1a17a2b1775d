package org.kairan.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.kairan.systemtest.Kairan.Person;

/** What the tests of the calendar do over HTTP. */
public final class Diary {

    public static final String EVENTS = "/api/calendar/events";
    public static final String ROOMS = "/api/calendar/rooms";

    /** A Monday on which nothing happens but what the tests do, after the end of what the demo knows. */
    public static final LocalDate MONDAY =
            Office.today().plusMonths(5).with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));

    private Diary() {}

    /** The first day from the Monday on on which the city works. */
    public static LocalDate businessDay(Kairan kairan) {
        var closed = kairan.admin()
                .get("/api/calendar/holidays?from=" + MONDAY + "&to=" + MONDAY.plusDays(30))
                .expect(200)
                .text();
        return MONDAY.datesUntil(MONDAY.plusDays(30))
                .filter(day -> day.getDayOfWeek().getValue() < 6 && !closed.contains(day.toString()))
                .findFirst()
                .orElseThrow();
    }

    public static String at(LocalDate day, String time) {
        return day + "T" + time;
    }

    /** An hour from nine on the Monday, unless said otherwise. */
    public static Map<String, Object> event(Object... more) {
        var event = new LinkedHashMap<String, Object>();
        event.put("title", "打合せ");
        event.put("start", at(MONDAY, "09:00"));
        event.put("end", at(MONDAY, "10:00"));
        return with(event, more);
    }

    /** The same for a day and hours. */
    public static Map<String, Object> event(LocalDate day, String from, String to, Object... more) {
        var event = event("start", at(day, from), "end", at(day, to));
        return with(event, more);
    }

    private static Map<String, Object> with(Map<String, Object> event, Object... more) {
        for (var i = 0; i < more.length; i += 2) {
            event.put((String) more[i], more[i + 1]);
        }
        return event;
    }

    public static Answer making(Client client, Map<String, Object> event) {
        return client.post(EVENTS, event, "Idempotency-Key", UUID.randomUUID().toString());
    }

    public static JsonNode make(Client client, Map<String, Object> event) {
        return making(client, event).expect(201).json();
    }

    public static String path(JsonNode event) {
        return EVENTS + "/" + event.get("id").asLong();
    }

    public static String tag(JsonNode event) {
        return "\"" + event.get("version").asInt() + "\"";
    }

    public static List<Map<String, Object>> attending(Person... people) {
        return Arrays.stream(people)
                .map(person -> Map.<String, Object>of("person", person.id()))
                .toList();
    }

    /** Adds a room of its own to a test. */
    public static long room(Client admin, Object... more) {
        var room = with(
                new LinkedHashMap<>(
                        Map.of("kind", "room", "name", "会議室" + UUID.randomUUID(), "building", "別館", "capacity", 12)),
                more);
        return admin.post(ROOMS, room).expect(201).json().get("id").asLong();
    }

    public static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    public static List<JsonNode> occurrences(Client client, String principal, LocalDate from, LocalDate to) {
        return list(client.get("/api/calendar/occurrences?from=" + from + "&to=" + to + "&principal=" + principal)
                .expect(200)
                .json()
                .at("/rows/0/occurrences"));
    }

    public static List<String> starts(Client client, Person person, LocalDate from, LocalDate to) {
        return occurrences(client, "person:" + person.id(), from, to).stream()
                .map(occurrence -> occurrence.get("start").asText())
                .toList();
    }

    /** Bookings that are at the same time in the same room, the time to make ready not included; there must be none, whatever happens. */
    public static long twice(Kairan kairan) {
        return kairan.number(
                "select count(*) from calendar.booking a join calendar.booking b on a.room_id = b.room_id"
                        + " and (a.event_id, a.recurrence_id) < (b.event_id, b.recurrence_id) and a.starts < b.ends and b.starts < a.ends");
    }

    /** Wall times at which a room is booked, in order. */
    public static List<String> booked(Kairan kairan, long room) {
        return kairan.query(
                row -> row.getString(1),
                "select to_char(starts at time zone 'Asia/Tokyo', 'YYYY-MM-DD\"T\"HH24:MI') from calendar.booking where room_id = ? order by starts",
                room);
    }
}
