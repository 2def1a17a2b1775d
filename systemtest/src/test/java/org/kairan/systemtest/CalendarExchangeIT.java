package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kairan.systemtest.Kairan.Person;

/** What goes out to other calendars and comes in from them, over HTTP. */
class CalendarExchangeIT {

    private static final String EVENTS = "/api/calendar/events";
    private static final String EXPORTS = "/api/calendar/exports";
    private static final String IMPORTS = "/api/calendar/imports";
    private static final String FEEDS = "/api/calendar/feeds";

    /** A Monday after the end of what the demo city has planned. */
    private static final LocalDate MONDAY =
            Office.today().plusMonths(5).with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));

    private static final String DAY = MONDAY.format(DateTimeFormatter.BASIC_ISO_DATE);

    private final Kairan kairan = Kairan.demo();
    private final Person owner = kairan.somebody();
    private final Person colleague = kairan.somebodyIn(owner.section());
    private final Person stranger = kairan.somebodyNotIn(owner.section());
    private final Client asOwner = kairan.session(owner.id());
    private final Client asColleague = kairan.session(colleague.id());
    private final Client asStranger = kairan.session(stranger.id());
    private final Client admin = kairan.admin();
    private final Client nobody = kairan.client();
    private final String section = "section:" + owner.section();

    private static JsonNode make(Client client, Object... more) {
        var event = new LinkedHashMap<String, Object>(
                Map.of("title", "打合せ", "start", MONDAY + "T09:00", "end", MONDAY + "T10:00"));
        for (var i = 0; i < more.length; i += 2) {
            event.put((String) more[i], more[i + 1]);
        }
        return client.post(EVENTS, event, "Idempotency-Key", UUID.randomUUID().toString())
                .expect(201)
                .json();
    }

    private static String calendar(String... events) {
        return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + String.join("", events) + "END:VCALENDAR\r\n";
    }

    private static String event(String uid, String... lines) {
        return "BEGIN:VEVENT\r\nUID:" + uid + "\r\n" + String.join("\r\n", lines) + "\r\nEND:VEVENT\r\n";
    }

    private static Answer sending(Client client, String query, String content) {
        return client.send(
                "POST",
                IMPORTS + "?" + query,
                content.getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                query.contains("kind=csv") ? "text/csv" : "text/calendar",
                "Idempotency-Key",
                UUID.randomUUID().toString());
    }

    private static JsonNode preview(Client client, String query, String content) {
        return sending(client, query, content).expect(201).json();
    }

    private static JsonNode apply(Client client, JsonNode file) {
        var path = IMPORTS + "/" + file.get("id").asLong() + "/applications";
        var done = client.post(path, null).expect(201).json();
        while (done.get("state").asText().equals("running")) {
            done = client.post(path, null).expect(201).json();
        }
        assertEquals("applied", done.get("state").asText());
        return done;
    }

    private static JsonNode bring(Client client, String query, String content) {
        return apply(client, preview(client, query, content));
    }

    private static String counts(JsonNode file) {
        var counts = file.get("counts");
        return counts.get("added").asInt() + " " + counts.get("changed").asInt() + " "
                + counts.get("unchanged").asInt() + " " + counts.get("refused").asInt();
    }

    private static List<String> codes(JsonNode file) {
        return StreamSupport.stream(file.get("items").spliterator(), false)
                .map(item -> item.path("code").asText())
                .toList();
    }

    private static String export(Client client, String query) {
        return client.get(EXPORTS + query).expect(200).text();
    }

    private long events(String title) {
        return kairan.number("select count(*) from calendar.event where title = ? and deleted_at is null", title);
    }

    // ---- out and in again

    @Test
    void what_is_exported_comes_in_again_as_what_it_is_and_elsewhere_as_its_copy() {
        var title = "往復 " + UUID.randomUUID();
        var weekly = make(
                asOwner, "title", title, "rrule", "FREQ=WEEKLY;COUNT=6", "travelBefore", 20, "visibility", "private");
        asOwner.delete(
                        EVENTS + "/" + weekly.get("id").asLong() + "?scope=one&occurrence=" + MONDAY.plusDays(7)
                                + "T09:00",
                        "If-Match",
                        "\"1\"")
                .expect(204);
        make(
                asOwner,
                "title",
                title + "終日",
                "start",
                MONDAY.toString(),
                "end",
                MONDAY.plusDays(2).toString(),
                "allDay",
                true);
        make(asOwner, "title", title + "未定", "start", MONDAY.toString(), "end", MONDAY.toString(), "undecided", true);
        var file = asOwner.get(EXPORTS + "?from=" + MONDAY + "&to=" + MONDAY.plusDays(7))
                .expect(200);
        assertEquals(
                "text/calendar;charset=UTF-8",
                file.header("Content-Type").orElseThrow().replace("; ", ";"));
        assertTrue(
                file.header("Content-Disposition").orElseThrow().contains("filename*=UTF-8''%"),
                file.headers().map().toString());
        var again = bring(asOwner, "name=a.ics", file.text());
        assertEquals("0 0 3 0", counts(again), again.toString());

        assertEquals("3 0 0 0", counts(bring(asStranger, "name=a.ics", file.text())));
        assertEquals("0 0 3 0", counts(bring(asStranger, "name=a.ics", file.text())));
        assertEquals(2, events(title));
        var copy = kairan.number(
                "select id from calendar.event where title = ? and owner = ?", title, "person:" + stranger.id());
        assertEquals(
                5,
                kairan.number("select count(*) from calendar.occurrence where event_id = ?", copy),
                "six instances, one of them cancelled");
        assertEquals(
                "private",
                asStranger
                        .get(EVENTS + "/" + copy)
                        .expect(200)
                        .json()
                        .get("visibility")
                        .asText());
    }

    @Test
    void what_another_program_wrote_comes_back_byte_for_byte_after_an_edit_and_after_this_and_following() {
        var uid = UUID.randomUUID() + "@example.jp";
        var foreign =
                "X-FOO;BAR=\"a,b\":折り返した\r\n 行\r\nBEGIN:VALARM\r\nTRIGGER:-PT5M\r\nACTION:AUDIO\r\nEND:VALARM\r\n";
        var file = calendar("BEGIN:VEVENT\r\nUID:" + uid + "\r\nDTSTART;TZID=Tokyo Standard Time:" + DAY
                + "T130000\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;COUNT=4\r\nSUMMARY:よそから\r\n" + foreign
                + "END:VEVENT\r\n");
        assertEquals("1 0 0 0", counts(bring(asOwner, "name=a.ics&visibility=public", file)));
        var id = kairan.number("select event_id from calendar.client_copy where uid = ?", uid);
        assertArrayEquals(
                file.substring(file.indexOf("BEGIN:VEVENT"), file.indexOf("END:VCALENDAR"))
                        .getBytes(StandardCharsets.UTF_8),
                kairan.query(row -> row.getBytes(1), "select raw from calendar.client_copy where uid = ?", uid)
                        .get(0));
        assertTrue(export(asOwner, "/" + id).contains(foreign));
        var seen = export(asStranger, "/" + id);
        assertTrue(seen.contains("SUMMARY:よそから") && !seen.contains("X-FOO") && !seen.contains("VALARM"), seen);

        var shown = asOwner.get(EVENTS + "/" + id + "?occurrence=" + MONDAY.plusDays(2) + "T13:00")
                .expect(200)
                .json();
        var edit = Map.of(
                "title",
                "改題",
                "start",
                MONDAY.plusDays(2) + "T14:00",
                "end",
                MONDAY.plusDays(2) + "T15:00",
                "rrule",
                shown.get("rrule").asText(),
                "visibility",
                "busy",
                "kind",
                "other");
        var rest = asOwner.put(
                        EVENTS + "/" + id + "?scope=following&occurrence=" + MONDAY.plusDays(2) + "T13:00",
                        edit,
                        "If-Match",
                        "\"1\"")
                .expect(200)
                .json();
        var after = export(asOwner, "/" + rest.get("id").asLong());
        assertTrue(after.contains(foreign) && after.contains("SUMMARY:改題") && !after.contains(uid), after);
        assertTrue(export(asOwner, "/" + id).contains(foreign + "END:VEVENT"));

        // It was changed here since: what was brought in then is older.
        assertEquals(List.of("calendar.import-older"), codes(bring(asOwner, "name=a.ics", file)));
        assertEquals("0 1 0 0", counts(bring(asOwner, "name=a.ics", file.replace("SUMMARY", "SEQUENCE:5\r\nSUMMARY"))));
        assertEquals(
                "0 1 0 0",
                counts(bring(
                        asOwner, "name=a.ics", file.replace("SUMMARY", "SEQUENCE:6\r\nSTATUS:CANCELLED\r\nSUMMARY"))));
        asOwner.get(EXPORTS + "/" + id).expect(404);
        assertEquals(
                "1 0 0 0",
                counts(bring(asOwner, "name=a.ics", file)),
                "brought in again, what was cancelled is there again");
    }

    @Test
    void each_change_of_an_event_is_noted_in_each_calendar_in_which_it_stands() {
        var event = make(asOwner, "attendees", List.of(Map.of("person", colleague.id())));
        var seq = "select seq from calendar.change where principal = ? and event_id = ?";
        var mine = kairan.number(seq, "person:" + owner.id(), event.get("id").asLong());
        var theirs =
                kairan.number(seq, "person:" + colleague.id(), event.get("id").asLong());
        asOwner.put(
                        EVENTS + "/" + event.get("id").asLong(),
                        Map.of("title", "一人", "start", MONDAY + "T09:00", "end", MONDAY + "T10:00"),
                        "If-Match",
                        "\"1\"")
                .expect(200);
        assertTrue(kairan.number(seq, "person:" + owner.id(), event.get("id").asLong()) > mine);
        assertTrue(
                kairan.number(seq, "person:" + colleague.id(), event.get("id").asLong()) > theirs,
                "who no longer attends is told as well");
    }

    // ---- bad files

    @Test
    void each_event_stands_alone_those_that_cannot_be_taken_over_are_told_with_line_and_reason() {
        var tag = UUID.randomUUID().toString();
        var file = calendar(
                event(tag + "1", "DTSTART:" + DAY + "T010000Z", "DURATION:PT1H", "SUMMARY:" + tag),
                event(tag + "2", "DTSTART:" + DAY + "T010000Z", "RRULE:FREQ=MINUTELY"),
                event(tag + "3", "DTSTART:" + DAY + "T010000Z", "RRULE:FREQ=DAILY;COUNT=1000000"),
                event(tag + "4", "DTSTART:" + DAY + "T010000Z", "RRULE:FREQ=WEEKLY;BYDAY=SU"),
                event(tag + "5", "DTSTART;TZID=Nonsense:" + DAY + "T010000", "DURATION:PT1H", "SUMMARY:" + tag));
        var preview = preview(asOwner, "name=a.ics", file);
        assertEquals("2 0 0 3", counts(preview));
        assertEquals(
                List.of("calendar.rule-too-fine", "calendar.rule-too-many", "calendar.start-outside-rule"),
                codes(preview).subList(0, 3));
        assertEquals(9, preview.at("/items/0/line").asInt());
        assertEquals(0, events(tag), "a preview changes nothing");
        assertEquals("2 0 0 3", counts(apply(asOwner, preview)));
        assertEquals(2, events(tag));
        var repeated = asOwner.post(IMPORTS + "/" + preview.get("id").asLong() + "/applications", null)
                .expect(201)
                .json();
        assertEquals("2 0 0 3", counts(repeated), "asked again nothing more is done");
        assertEquals(
                List.of("calendar.rule-too-fine", "calendar.rule-too-many", "calendar.start-outside-rule"),
                codes(repeated));
        asOwner.delete(IMPORTS + "/" + preview.get("id").asLong()).expect(409, "calendar.import-begun");
    }

    @Test
    void fifty_megabytes_are_refused_at_once_and_eleven_with_the_limit() {
        var start = Instant.now();
        asOwner.send("POST", IMPORTS, new byte[50 << 20], "Content-Type", "text/calendar")
                .expect(413, "core.too-big");
        var eleven = asOwner.send("POST", IMPORTS, new byte[(10 << 20) + 1], "Content-Type", "text/calendar")
                .expect(413, "calendar.import-too-big");
        assertEquals(10, eleven.json().at("/args/max").asInt(), eleven.text());
        assertTrue(Duration.between(start, Instant.now()).toSeconds() < 20);
    }

    @Test
    void a_thousand_of_one_name_are_one_event_and_several_hundred_come_in_by_several_requests() {
        var uid = UUID.randomUUID().toString();
        var clashing = IntStream.range(0, 1_000)
                .mapToObj(i ->
                        event(uid, "SEQUENCE:" + i, "DTSTART:" + DAY + "T010000Z", "DURATION:PT1H", "SUMMARY:" + uid))
                .toArray(String[]::new);
        assertEquals("1 0 0 0", counts(bring(asOwner, "name=a.ics", calendar(clashing))));
        assertEquals(1, events(uid));

        var many = IntStream.range(0, 250)
                .mapToObj(i -> event(uid + i, "DTSTART:" + DAY + "T010000Z", "DURATION:PT1H", "SUMMARY:多 " + uid))
                .toArray(String[]::new);
        var preview = preview(asOwner, "name=a.ics", calendar(many));
        var first = asOwner.post(IMPORTS + "/" + preview.get("id").asLong() + "/applications", null)
                .expect(201)
                .json();
        assertEquals("running", first.get("state").asText());
        // Two at once: each event is taken over by one of them.
        var both = IntStream.range(0, 2)
                .mapToObj(i -> CompletableFuture.runAsync(() -> apply(asOwner, preview)))
                .toList();
        both.forEach(CompletableFuture::join);
        assertEquals(
                "250 0 0 0",
                counts(asOwner.get(IMPORTS + "/" + preview.get("id").asLong())
                        .expect(200)
                        .json()));
        assertEquals(250, events("多 " + uid));
    }

    // ---- rights

    @Test
    void a_sections_calendar_is_taken_out_and_filled_by_its_people_and_does_not_exist_for_others() {
        var title = "課内 " + UUID.randomUUID();
        make(asOwner, "title", title, "owner", section, "visibility", "busy");
        make(asOwner, "title", title + "秘", "owner", section, "visibility", "private", "place", "秘密の部屋");
        var seen = export(asColleague, "?principal=" + section + "&from=" + MONDAY + "&to=" + MONDAY.plusDays(1));
        assertTrue(seen.contains(title) && !seen.contains(title + "秘") && !seen.contains("秘密の部屋"), seen);
        assertTrue(seen.contains("SUMMARY:予定あり"), seen);
        assertTrue(export(asOwner, "?principal=" + section + "&from=" + MONDAY + "&to=" + MONDAY.plusDays(1))
                .contains(title + "秘"));
        for (var path : List.of(
                EXPORTS + "?principal=" + section,
                EXPORTS + "?principal=person:" + owner.id(),
                EXPORTS + "?principal=section:987654321")) {
            asStranger.get(path).expect(404, "core.not-found");
            nobody.get(path).expect(401);
        }
        sending(asStranger, "into=" + section, calendar(event("x", "DTSTART:" + DAY + "T010000Z")))
                .expect(404);
        sending(asStranger, "into=person:" + owner.id(), calendar(event("x", "DTSTART:" + DAY + "T010000Z")))
                .expect(404);
        assertEquals(
                "1 0 0 0",
                counts(bring(
                        asColleague,
                        "into=" + section + "&name=a.ics",
                        calendar(
                                event(UUID.randomUUID().toString(), "DTSTART:" + DAY + "T010000Z", "DURATION:PT1H")))));
    }

    // ---- secret addresses

    private static String feed(Client client, Map<String, Object> wanted) {
        return client.post(FEEDS, wanted, "Idempotency-Key", UUID.randomUUID().toString())
                .expect(201)
                .json()
                .get("path")
                .asText();
    }

    /** {@code title} whether it is told, {@code time} whether the time is. */
    @ParameterizedTest
    @CsvSource({
        "public, false, true, true",
        "busy, false, true, true",
        "private, false, false, true",
        "public, true, false, true",
        "busy, true, false, true",
        "private, true, false, true"
    })
    void an_address_tells_as_much_as_the_table_says(String visibility, boolean busyOnly, boolean title, boolean time) {
        var secret = "内密 " + UUID.randomUUID();
        var guest = kairan.somebody();
        make(
                asOwner,
                "title",
                secret,
                "place",
                secret + "の場所",
                "notes",
                secret + "のメモ",
                "visibility",
                visibility,
                "attendees",
                List.of(Map.of("person", guest.id())));
        var text = nobody.get(feed(asOwner, Map.of("label", "電話", "busyOnly", busyOnly)))
                .expect(200)
                .text()
                .replace("\r\n ", "");
        assertEquals(title, text.contains("SUMMARY:" + secret), text);
        assertEquals(title, text.contains(secret));
        assertEquals(title, text.contains(guest.name()));
        assertEquals(time, text.contains("DTSTART;TZID=Asia/Tokyo:" + DAY + "T090000"));
    }

    @Test
    void what_takes_no_time_is_not_told_where_nothing_else_is() {
        var alone = kairan.session(kairan.somebody().id());
        make(alone, "kind", "telework");
        make(alone, "start", MONDAY.toString(), "end", MONDAY.toString(), "undecided", true);
        var text = nobody.get(feed(alone, Map.of("label", "", "busyOnly", true)))
                .expect(200)
                .text();
        assertFalse(text.contains(":" + DAY), text);
    }

    @Test
    void an_address_is_a_secret_that_is_told_once_answers_304_and_ends_at_once() {
        var key = UUID.randomUUID().toString();
        var first = asOwner.post(FEEDS, Map.of("label", "電話"), "Idempotency-Key", key)
                .expect(201)
                .json();
        var second = asOwner.post(FEEDS, Map.of("label", "電話"), "Idempotency-Key", key)
                .expect(201)
                .json();
        assertEquals(first.at("/feed/id"), second.at("/feed/id"), "repeated it is one address");
        var path = second.get("path").asText();
        assertTrue(path.matches("/api/calendar/feeds/[A-Za-z0-9_-]{43}\\.ics"), path);
        assertFalse(asOwner.get(FEEDS).expect(200).text().contains(path.substring(20)));
        var read = nobody.get(path).expect(200);
        assertEquals(
                304,
                nobody.get(path, "If-None-Match", read.header("ETag").orElseThrow())
                        .status());
        make(asOwner, "title", "新しい");
        var changed = nobody.get(path, "If-None-Match", read.header("ETag").orElseThrow())
                .expect(200);
        assertNotEquals(read.header("ETag"), changed.header("ETag"));
        assertFalse(asOwner.get(FEEDS).expect(200).json().at("/items/0/usedAt").isMissingNode());

        var unknown = nobody.get(FEEDS + "/" + "x".repeat(43) + ".ics").expect(404, "core.not-found");
        var id = second.at("/feed/id").asLong();
        asStranger.delete(FEEDS + "/" + id).expect(404);
        asOwner.delete(FEEDS + "/" + id).expect(204);
        assertArrayEquals(unknown.body(), nobody.get(path).expect(404).body());
        assertEquals("[]", asOwner.get(FEEDS).expect(200).json().get("items").toString());
    }

    @Test
    void who_leaves_the_section_has_no_address_of_it_any_more_and_who_leaves_the_city_none_at_all() {
        var mover = kairan.somebodyIn(owner.section());
        var asMover = kairan.session(mover.id());
        var ofSection = feed(asMover, Map.of("label", "課", "calendar", section));
        var own = feed(asMover, Map.of("label", "自分"));
        asStranger.post(FEEDS, Map.of("label", "", "calendar", section)).expect(404);
        nobody.get(ofSection).expect(200);
        kairan.transfer(mover, stranger.section());
        nobody.get(ofSection).expect(404);
        nobody.get(own).expect(200);
        kairan.execute(
                "delete from organization.assignment where person_id = ? and valid_from = (now() at time zone 'Asia/Tokyo')::date",
                mover.id());
        kairan.organizationChanged();
        nobody.get(own).expect(404);
    }

    // ---- tables

    private static String csv(String text) {
        return "職員番号,開始日,開始時刻,終了時刻,件名,種別\r\n" + text;
    }

    private void mayImport(Person person) {
        admin.post("/api/organization/grants", Map.of("what", "calendar.import", "target", "person:" + person.id()))
                .expect(201);
    }

    @Test
    void a_table_goes_into_the_calendars_of_a_sections_people_once_however_often_it_is_brought() {
        var title = "他システムから " + UUID.randomUUID();
        var table = csv(owner.login() + "," + MONDAY + ",9:00,10:00," + title + ",会議\r\n"
                + colleague.login() + ",令和" + (MONDAY.getYear() - 2018) + "年" + MONDAY.getMonthValue() + "月"
                + MONDAY.getDayOfMonth() + "日,9:00,10:00," + title + ",出張\r\n"
                + stranger.login() + "," + MONDAY + ",9:00,10:00," + title + ",会議\r\n"
                + "," + MONDAY + ",,," + title + ",\r\n");
        var query = "kind=csv&into=" + section + "&name=" + URLEncoder.encode("予定.csv", StandardCharsets.UTF_8);
        sending(asOwner, query, table).expect(404, "core.not-found");
        mayImport(owner);
        sending(asOwner, query.replace(section, "section:" + stranger.section()), table)
                .expect(404);
        var preview = preview(asOwner, query, table);
        assertEquals("3 0 0 1", counts(preview));
        assertEquals("calendar.import-person", codes(preview).get(0));
        assertEquals(4, preview.at("/items/0/line").asInt());
        assertEquals("3 0 0 1", counts(apply(asOwner, preview)));
        assertEquals("0 0 3 1", counts(bring(asOwner, query, table)));
        assertEquals(3, events(title));
        assertEquals(
                1,
                kairan.number(
                        "select count(*) from calendar.event where title = ? and owner = ? and kind = 'trip'",
                        title,
                        "person:" + colleague.id()));
        assertEquals(
                1,
                kairan.number(
                        "select count(*) from calendar.event where title = ? and owner = ? and all_day",
                        title,
                        section));
        assertTrue(kairan.number(
                        "select count(*) from audit.entry where act = 'calendar.imported' and person_id = ?",
                        owner.id())
                > 0);
    }

    @Test
    void everybody_brings_a_table_into_their_own_calendar_but_not_into_anothers() {
        var title = "自分の表 " + UUID.randomUUID();
        var table = csv(owner.login() + "," + MONDAY + ",9:00,10:00," + title + ",\r\n," + MONDAY + ",11:00,12:00,"
                + title + ",\r\n" + colleague.login() + "," + MONDAY + ",9:00,10:00," + title + ",\r\n");
        assertEquals("2 0 0 1", counts(bring(asOwner, "kind=csv&name=a.csv", table)));
        assertEquals(2, events(title));
    }

    @Test
    void a_file_is_its_makers_alone_and_a_repeated_request_keeps_one() {
        var key = UUID.randomUUID().toString();
        var content = calendar(event(key, "DTSTART:" + DAY + "T010000Z", "DURATION:PT1H"))
                .getBytes(StandardCharsets.UTF_8);
        var one = asOwner.send("POST", IMPORTS, content, "Content-Type", "text/calendar", "Idempotency-Key", key)
                .expect(201)
                .json();
        var two = asOwner.send("POST", IMPORTS, content, "Content-Type", "text/calendar", "Idempotency-Key", key)
                .expect(201)
                .json();
        assertEquals(one.get("id"), two.get("id"));
        var path = IMPORTS + "/" + one.get("id").asLong();
        asColleague.get(path).expect(404);
        asColleague.post(path + "/applications", null).expect(404);
        asColleague.delete(path).expect(404);
        asOwner.delete(path).expect(204);
        asOwner.get(path).expect(404);
    }
}
