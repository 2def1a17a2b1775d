package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.kairan.systemtest.Kairan.Person;

/** Reminders, which come once and in time also after a pause, the files of events, and that who has opened an event knows of it. */
class ReminderIT {

    private static final String EVENTS = "/api/calendar/events";
    private static final ZoneId CITY = ZoneId.of("Asia/Tokyo");

    private final Kairan kairan = Kairan.demo();
    private final Person owner = kairan.somebody();
    private final Person guest = kairan.somebodyNotIn(owner.section());
    private final Person stranger = kairan.somebodyNotIn(owner.section());
    private final Client asOwner = kairan.session(owner.id());
    private final Client asGuest = kairan.session(guest.id());
    private final Client asStranger = kairan.session(stranger.id());

    /** So many minutes from now, to the minute. */
    private static LocalDateTime in(int minutes) {
        return LocalDateTime.now(CITY).plusMinutes(minutes).truncatedTo(ChronoUnit.MINUTES);
    }

    private static Map<String, Object> event(LocalDateTime start, Object... more) {
        var event = new LinkedHashMap<String, Object>();
        event.put("title", "打合せ");
        event.put("start", start.toString());
        event.put("end", start.plusHours(1).toString());
        for (var i = 0; i < more.length; i += 2) {
            event.put((String) more[i], more[i + 1]);
        }
        return event;
    }

    private static JsonNode make(Client client, LocalDateTime start, Object... more) {
        return client.post(
                        EVENTS,
                        event(start, more),
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

    private List<Map<String, Object>> attending() {
        return List.of(Map.of("person", guest.id()));
    }

    private static void remind(Client client, JsonNode event, Integer... minutes) {
        client.put(path(event) + "/reminders", Map.of("minutes", List.of(minutes)))
                .expect(200);
    }

    private static List<JsonNode> reminders(Client client, JsonNode event) {
        return list(client.get("/api/notification/notices?limit=50")
                        .expect(200)
                        .json()
                        .get("items"))
                .stream()
                .filter(notice -> notice.get("type").asText().equals("calendar.reminded")
                        && notice.get("path")
                                .asText()
                                .endsWith("/" + event.get("id").asLong()))
                .toList();
    }

    /** As if the server had been down for so long: what has come due meanwhile is seen by the next turn. */
    private void afterPauseOf(int minutes) {
        Wait.until(
                Duration.ofSeconds(40),
                "the first turn",
                () -> kairan.number("select count(*) from calendar.reminding") == 1);
        kairan.execute("update calendar.reminding set until = now() - make_interval(mins => ?)", minutes);
        Wait.until(
                Duration.ofSeconds(40),
                "the next turn",
                () -> kairan.number(
                                "select count(*) from calendar.reminding where until > now() - interval '30 seconds'")
                        == 1);
    }

    @Test
    void each_is_reminded_by_what_they_have_chosen_and_once() {
        var event = make(asOwner, in(8), "attendees", attending());
        remind(asOwner, event, 10);
        assertEquals(List.of(), reminders(asOwner, event));
        afterPauseOf(5);
        assertEquals(1, reminders(asOwner, event).size());
        assertEquals(List.of(), reminders(asGuest, event), "who has chosen nothing");
        var notice = reminders(asOwner, event).get(0);
        assertEquals(
                event.get("start").asText().replace('T', ' '),
                notice.at("/args/when").asText());
        assertFalse(notice.hasNonNull("actor"), "nobody has done it");
        kairan.execute("update calendar.reminding set until = now()");
        afterPauseOf(0);
        assertEquals(1, reminders(asOwner, event).size());
        remind(asGuest, event, 5, 15);
        afterPauseOf(10);
        assertEquals(1, reminders(asGuest, event).size(), "of several that were missed one is told");
    }

    @Test
    void who_wants_to_be_reminded_as_usual_is_unless_they_have_said_otherwise_for_the_event() {
        asGuest.put("/api/calendar/reminders", Map.of("minutes", List.of(10))).expect(200);
        var usual = make(asOwner, in(8), "attendees", attending());
        var never = make(asOwner, in(8), "attendees", attending());
        var whole = asOwner.post(
                        EVENTS,
                        event(
                                in(8),
                                "start",
                                Office.today().plusDays(1).toString(),
                                "end",
                                Office.today().plusDays(1).toString(),
                                "allDay",
                                true,
                                "attendees",
                                attending()))
                .expect(201)
                .json();
        remind(asGuest, never);
        assertTrue(asGuest.get(path(never) + "/reminders").json().get("own").asBoolean());
        assertEquals(
                "[10]",
                asGuest.get(path(usual) + "/reminders").json().get("minutes").toString());
        afterPauseOf(5);
        assertEquals(1, reminders(asGuest, usual).size());
        assertEquals(List.of(), reminders(asGuest, never));
        assertEquals(List.of(), reminders(asGuest, whole), "a whole day has no time");
        asGuest.put(path(never) + "/reminders", Map.of()).expect(200);
        afterPauseOf(5);
        assertEquals(1, reminders(asGuest, never).size(), "as usual again");
    }

    @Test
    void of_a_whole_day_one_is_reminded_by_the_opening_of_the_hall() {
        var tomorrow = Office.today().plusDays(1);
        var opens = tomorrow.atTime(8, 30).atZone(CITY).toInstant();
        var event = asOwner.post(
                        EVENTS, event(in(8), "start", tomorrow.toString(), "end", tomorrow.toString(), "allDay", true))
                .expect(201)
                .json();
        remind(asOwner, event, 24 * 60);
        var due = opens.minus(Duration.ofDays(1));
        var ago = Duration.between(due, java.time.Instant.now());
        afterPauseOf(5);
        assertEquals(
                !ago.isNegative() && ago.toMinutes() < 5 ? 1 : 0,
                reminders(asOwner, event).size(),
                "not before its time, and not by midnight");
        if (!ago.isNegative()) {
            afterPauseOf((int) ago.toMinutes() + 5);
            assertEquals(1, reminders(asOwner, event).size());
        }
    }

    @Test
    void nobody_is_reminded_of_what_they_declined_or_what_was_cancelled_or_has_begun() {
        var declined = make(asOwner, in(8), "attendees", attending());
        remind(asGuest, declined, 10);
        asGuest.put(path(declined) + "/answer", Map.of("answer", "declined")).expect(204);
        var cancelled = make(asOwner, in(8));
        remind(asOwner, cancelled, 10);
        asOwner.delete(path(cancelled), "If-Match", tag(cancelled)).expect(204);
        var begun = make(asOwner, in(-3));
        remind(asOwner, begun, 5);
        afterPauseOf(15);
        assertEquals(List.of(), reminders(asGuest, declined));
        assertEquals(List.of(), reminders(asOwner, begun));
        assertEquals(
                0,
                kairan.number(
                        "select count(*) from notification.activity where type = 'calendar.reminded' and subject_id in (?, ?, ?)",
                        declined.get("id").asLong(),
                        cancelled.get("id").asLong(),
                        begun.get("id").asLong()));
    }

    @Test
    void a_moved_instance_reminds_at_its_new_time_and_one_that_was_cut_off_still_reminds() {
        var start = in(24 * 60 + 8);
        var series = make(asOwner, start, "rrule", "FREQ=DAILY;COUNT=5");
        remind(asOwner, series, 10);
        var occurrence = "&occurrence=" + start;
        asOwner.put(path(series) + "?scope=one" + occurrence, event(in(8)), "If-Match", tag(series))
                .expect(200);
        afterPauseOf(5);
        assertEquals(1, reminders(asOwner, series).size());
        assertEquals(
                in(8).toLocalDate().toString(),
                reminders(asOwner, series).get(0).at("/args/when").asText().substring(0, 10));
        var now = asOwner.get(path(series)).expect(200).json();
        var rest = asOwner.put(
                        path(series) + "?scope=following&occurrence=" + start.plusDays(2),
                        event(
                                start.plusDays(2),
                                "title",
                                "続き",
                                "rrule",
                                now.get("rrule").asText()),
                        "If-Match",
                        tag(now))
                .expect(200)
                .json();
        assertTrue(rest.get("id").asLong() != series.get("id").asLong());
        assertEquals(
                "{\"minutes\":[10],\"own\":true}",
                asOwner.get(path(rest) + "/reminders").expect(200).json().toString());
    }

    @Test
    void reminders_are_for_the_people_of_an_event_and_what_cannot_be_chosen_is_refused() {
        var event = make(asOwner, in(300), "attendees", attending());
        asStranger.get(path(event) + "/reminders").expect(404, "core.not-found");
        asStranger
                .put(path(event) + "/reminders", Map.of("minutes", List.of(10)))
                .expect(404, "core.not-found");
        asGuest.put(path(event) + "/reminders", Map.of("minutes", List.of(7))).expect(422, "calendar.reminder-unknown");
        asGuest.put(path(event) + "/reminders", Map.of("minutes", List.of(5, 10, 15, 30, 60, 120)))
                .expect(422, "calendar.reminders-too-many");
        asGuest.put("/api/calendar/reminders", Map.of()).expect(422, "core.invalid");
        remind(asGuest, event, 10, 10, 5);
        assertEquals(
                "[5,10]",
                asGuest.get(path(event) + "/reminders").json().get("minutes").toString());
    }

    // ---- files

    @Test
    void a_file_is_seen_by_whoever_may_open_the_event_and_by_nobody_else() {
        var event = make(asOwner, in(300), "visibility", "busy", "attendees", attending());
        var upload = asOwner.upload("次第.txt", "一、開会".getBytes(StandardCharsets.UTF_8));
        var file = asOwner.post(path(event) + "/files", Map.of("upload", upload))
                .expect(201)
                .json();
        assertEquals(
                file.get("id").asLong(),
                asOwner.post(path(event) + "/files", Map.of("upload", upload))
                        .expect(201)
                        .json()
                        .get("id")
                        .asLong(),
                "sent again it is the same file");
        assertEquals(
                "次第.txt", asGuest.get(path(event)).json().at("/files/0/name").asText());
        var download = "/api/storage/files/" + file.get("file").asText();
        assertEquals("一、開会", asGuest.get(download).expect(200).text());
        asStranger.get(download).expect(404, "core.not-found");
        var theirs = asGuest.upload("私.txt", new byte[] {65});
        asGuest.post(path(event) + "/files", Map.of("upload", theirs)).expect(404, "core.not-found");
        asGuest.delete(path(event) + "/files/" + file.get("id").asLong()).expect(404, "core.not-found");
        var other = make(asOwner, in(300));
        asOwner.delete(path(other) + "/files/" + file.get("id").asLong()).expect(404, "core.not-found");
        asOwner.post(path(event) + "/files", Map.of()).expect(422, "core.invalid");
        var change = asOwner.get(path(event) + "/history").json().at("/items/0/changes/0");
        assertEquals("files", change.get("field").asText());
        assertEquals("次第.txt", change.get("after").asText());
        asOwner.delete(path(event) + "/files/" + file.get("id").asLong()).expect(204);
        asGuest.get(download).expect(404, "core.not-found");
    }

    @Test
    void a_series_that_is_cut_keeps_its_files_on_both_sides() {
        var start = in(24 * 60);
        var series = make(asOwner, start, "rrule", "FREQ=DAILY;COUNT=5");
        var upload = asOwner.upload("次第.txt", new byte[] {65});
        var file = asOwner.post(path(series) + "/files", Map.of("upload", upload))
                .expect(201)
                .json();
        var rest = asOwner.put(
                        path(series) + "?scope=following&occurrence=" + start.plusDays(2),
                        event(start.plusDays(2), "rrule", series.get("rrule").asText()),
                        "If-Match",
                        tag(series))
                .expect(200)
                .json();
        var copy = rest.at("/files/0/file").asText();
        asOwner.delete(path(series) + "/files/" + file.get("id").asLong()).expect(204);
        assertArrayEquals(
                new byte[] {65},
                asOwner.get("/api/storage/files/" + copy).expect(200).body());
    }

    @Test
    void an_event_carries_at_most_twenty_files() {
        var event = make(asOwner, in(300));
        for (int i = 0; i < 20; i++) {
            asOwner.post(path(event) + "/files", Map.of("upload", asOwner.upload(i + ".txt", new byte[] {65})))
                    .expect(201);
        }
        asOwner.post(path(event) + "/files", Map.of("upload", asOwner.upload("20.txt", new byte[] {65})))
                .expect(422, "calendar.files-too-many");
    }

    // ---- what is known

    @Test
    void who_has_opened_an_event_is_not_told_of_it_any_more() {
        var event = make(asOwner, in(300), "attendees", attending());
        var unread = unread(asGuest, event);
        assertEquals(List.of(true), unread);
        asGuest.post(path(event) + "/readings", null).expect(204);
        assertEquals(List.of(false), unread(asGuest, event));
        asStranger.post(EVENTS + "/987654321/readings", null).expect(404, "core.not-found");
    }

    private static List<Boolean> unread(Client client, JsonNode event) {
        return list(client.get("/api/notification/notices?limit=50")
                        .expect(200)
                        .json()
                        .get("items"))
                .stream()
                .filter(notice -> notice.get("path")
                        .asText()
                        .endsWith("/" + event.get("id").asLong()))
                .map(notice -> notice.get("unread").asBoolean())
                .toList();
    }
}
