package org.kairan.calendar.control.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import biweekly.Biweekly;
import biweekly.component.VEvent;
import biweekly.util.com.google.ical.compat.javautil.DateIterator;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kairan.calendar.control.Expansion;
import org.kairan.calendar.control.Instance;
import org.kairan.calendar.control.Window;
import org.kairan.calendar.entity.Attendee;
import org.kairan.calendar.entity.ClientCopy;
import org.kairan.calendar.entity.Content;
import org.kairan.calendar.entity.Event;
import org.kairan.calendar.entity.Series;
import org.kairan.calendar.entity.Variant;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.Refused;
import org.kairan.core.time.OfficeDays;

/** What goes out is what comes in again, other programs read it, and whatever comes in, the calendar survives it. */
class ExchangeTest {

    private static final ZoneId CITY = Draft.ZONE;
    private static final PersonId ME = new PersonId(1);
    private static final GroupId MINE = GroupId.person(ME);
    private static final Window WINDOW = new Window(LocalDate.of(2025, 11, 1), LocalDate.of(2028, 12, 1));

    private static String calendar(String... lines) {
        return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + String.join("\r\n", lines) + "\r\nEND:VCALENDAR\r\n";
    }

    private static String event(String... lines) {
        return "BEGIN:VEVENT\r\nUID:a@example.jp\r\n" + String.join("\r\n", lines) + "\r\nEND:VEVENT";
    }

    private static List<Item> read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Item> read(byte[] bytes) {
        return EventReader.items(CalendarFile.read(bytes), MINE, "busy", WINDOW);
    }

    private static Draft draft(String... lines) {
        return assertInstanceOf(Draft.class, read(calendar(event(lines))).get(0));
    }

    private static String refusal(String... lines) {
        return assertInstanceOf(Rejected.class, read(calendar(event(lines))).get(0))
                .code();
    }

    private static Series kept(Draft draft, int version) {
        return new Series(
                new Event(
                        7,
                        draft.owner(),
                        draft.content(),
                        draft.visibility(),
                        CITY,
                        draft.rule(),
                        Optional.empty(),
                        draft.shift(),
                        WINDOW.until(),
                        OptionalLong.empty(),
                        version,
                        ME,
                        Instant.parse("2026-11-01T00:00:00Z"),
                        Optional.empty(),
                        Optional.empty()),
                draft.variants(),
                List.of());
    }

    private static ClientCopy copy(Draft draft) {
        return new ClientCopy(draft.uid(), draft.sequence(), 1, draft.raw().getBytes(StandardCharsets.UTF_8));
    }

    private static String written(Series series, ClientCopy copy) {
        var writer = new CalendarWriter("予定表", WINDOW, OfficeDays.USUAL);
        writer.event(series, MINE, copy);
        return writer.end();
    }

    private static String written(Draft draft) {
        return written(kept(draft, 1), copy(draft));
    }

    // ---- byte for byte

    @Test
    void what_kairan_does_not_know_comes_back_byte_for_byte_also_after_a_change() {
        var unknown = List.of(
                "X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-TITLE=\"a, b; c\":geo:35.6,139.7",
                "ATTACH;FMTTYPE=text/plain;ENCODING=BASE64;VALUE=BINARY:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gIS",
                " IjJCUmJygpKissLS4v",
                "URL:https://example.jp/会議?x=1\\,2",
                "x-lower;p=v:  spaces kept  ",
                "no colon in this line at all",
                "ATTENDEE;CN=\"Yamada, Taro\";PARTSTAT=ACCEPTED:mailto:taro@example.jp",
                "BEGIN:VALARM",
                "TRIGGER:-PT15M",
                "ACTION:DISPLAY",
                "X-ODD:日本",
                "\t語",
                "END:VALARM");
        var lines = new ArrayList<>(List.of(
                "DTSTART;TZID=Asia/Tokyo:20261201T090000",
                "DTEND;TZID=Asia/Tokyo:20261201T100000",
                "SUMMARY;LANGUAGE=ja:部",
                " 課長会議"));
        lines.addAll(unknown);
        var draft = draft(lines.toArray(String[]::new));
        assertEquals("部課長会議", draft.title());
        var block = String.join("\r\n", unknown) + "\r\n";
        assertTrue(written(draft).contains(block), written(draft));
        assertTrue(
                written(draft).contains("SUMMARY;LANGUAGE=ja:部\r\n 課長会議\r\n"),
                "an unchanged text keeps its parameters and folds");

        var series = kept(draft, 3);
        var content = series.event().content();
        var changed = series.with(series.event()
                .with(new Content(
                        "係長会議",
                        "",
                        "",
                        "meeting",
                        content.start().plusHours(1),
                        content.end().plusHours(1),
                        false,
                        false,
                        0,
                        0,
                        List.of())));
        var after = written(changed, copy(draft));
        assertTrue(after.contains(block), after);
        assertTrue(after.contains("SUMMARY:係長会議\r\n"), after);
        assertFalse(after.contains("課長会議"), after);
        assertTrue(after.contains("DTSTART;TZID=Asia/Tokyo:20261201T100000\r\n"), after);
        assertTrue(after.contains("SEQUENCE:2\r\n"), "two changes: " + after);
    }

    @Test
    void the_text_that_is_kept_is_the_clients_own_with_its_line_ends() {
        var one = "BEGIN:VEVENT\nUID:lf\nDTSTART:20261201T000000Z\nX-A:b\n c\nEND:VEVENT\n";
        var draft = assertInstanceOf(
                Draft.class, read("BEGIN:VCALENDAR\n" + one + "END:VCALENDAR\n").get(0));
        assertEquals(one, draft.raw());
        assertTrue(written(draft).contains("X-A:b\r\n c\r\n"));
    }

    @Test
    void one_instance_of_somebody_elses_series_is_an_event_that_keeps_what_was_written_and_has_one_organizer() {
        var draft = draft(
                "RECURRENCE-ID:20261201T000000Z",
                "DTSTART:20261201T010000Z",
                "DURATION:PT1H",
                "ORGANIZER:mailto:boss@example.jp",
                "X-A:b");
        var writer = new CalendarWriter("", WINDOW, OfficeDays.USUAL);
        writer.naming(new CalendarWriter.Names(Map.of(ME, "私"), Map.of(), Set.of()));
        writer.event(
                kept(draft, 1).attended(Optional.empty(), List.of(Attendee.invited(ME, false))), MINE, copy(draft));
        var text = writer.end();
        assertTrue(text.contains("X-A:b\r\n") && text.contains("ATTENDEE;CN=\"私\""), text);
        assertEquals(2, text.split("ORGANIZER").length, text);
        assertFalse(text.contains("RECURRENCE-ID"), text);
    }

    // ---- form

    @Test
    void lines_are_folded_at_75_octets_and_within_no_character() {
        var content = "会議の議題は𠮷野家の件、\\;,:と\n改行です".repeat(20);
        var draft = draft("DTSTART:20261201T000000Z", "SUMMARY:x");
        var series = kept(draft, 1);
        var event = series.event();
        var noted = new Content(
                "件名",
                "場所, 2階; \\東",
                content,
                "meeting",
                event.content().start(),
                event.content().end(),
                false,
                false,
                0,
                0,
                List.of());
        var text = written(series.with(event.with(noted)), new ClientCopy("x", 0, 1, new byte[0]));
        for (var line : text.split("\r\n")) {
            assertTrue(line.getBytes(StandardCharsets.UTF_8).length <= 75, line);
            assertFalse(line.contains("\n") || line.contains("\r"), "CRLF alone ends a line");
            assertTrue(StandardCharsets.UTF_8.newEncoder().canEncode(line), "half a character in " + line);
        }
        var read = Biweekly.parse(text).first().getEvents().get(0);
        assertEquals(content, read.getDescription().getValue());
        assertEquals("場所, 2階; \\東", read.getLocation().getValue());
        assertEquals(
                content,
                assertInstanceOf(Draft.class, read(text).get(0)).content().notes());
    }

    // ---- there and back

    private static Series series(String rule, String shift, String start, boolean allDay, List<Variant> variants) {
        var begins = LocalDateTime.parse(start);
        var content = new Content(
                "定例会",
                "本庁",
                "",
                "meeting",
                begins,
                allDay ? begins.plusDays(1) : begins.plusMinutes(90),
                allDay,
                false,
                15,
                30,
                List.of());
        return new Series(
                new Event(
                        7,
                        MINE,
                        content,
                        "private",
                        CITY,
                        Optional.of(rule),
                        Optional.empty(),
                        shift,
                        WINDOW.until(),
                        OptionalLong.empty(),
                        1,
                        ME,
                        Instant.EPOCH,
                        Optional.empty(),
                        Optional.empty()),
                variants,
                List.of());
    }

    private static List<Series> all() {
        var moved = LocalDateTime.parse("2026-12-08T09:00");
        var other = series("FREQ=DAILY;WKST=MO", "none", "2026-12-08T14:00", false, List.of())
                .event()
                .content();
        return List.of(
                series("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=MO", "none", "2026-12-01T09:00", false, List.of()),
                series(
                        "FREQ=WEEKLY;COUNT=30;BYDAY=TU;WKST=MO",
                        "none",
                        "2026-12-01T09:00",
                        false,
                        List.of(
                                new Variant(moved, false, Optional.of(other)),
                                new Variant(moved.plusDays(7), true, Optional.empty()))),
                series(
                        "FREQ=MONTHLY;BYMONTHDAY=25;UNTIL=20280331T145959Z;WKST=MO",
                        "before",
                        "2026-12-25T09:00",
                        false,
                        List.of()),
                series("FREQ=MONTHLY;BYMONTHDAY=-1;WKST=MO", "after", "2026-12-31T00:00", true, List.of()),
                series("FREQ=DAILY;COUNT=60;WKST=MO", "after", "2026-12-28T09:00", false, List.of()),
                series("FREQ=YEARLY;BYMONTH=2;BYDAY=-1FR;WKST=SU", "none", "2026-02-27T00:00", true, List.of()));
    }

    @Test
    void what_is_written_is_read_again_as_it_was() {
        for (var series : all()) {
            var draft = assertInstanceOf(
                    Draft.class,
                    read(written(series, new ClientCopy("u", 0, 1, new byte[0])))
                            .get(0));
            assertEquals(series.event().content(), draft.content());
            assertEquals(series.event().rule(), draft.rule());
            assertEquals(series.event().shift(), draft.shift());
            assertEquals(series.event().visibility(), draft.visibility());
            assertEquals(series.variants(), draft.variants());
            assertEquals(List.of(), draft.warnings());
        }
    }

    /** Another library, another engine of rules: the days that a foreign program shows are those that Kairan holds. */
    @Test
    void a_foreign_program_finds_the_same_days_also_those_moved_past_closed_ones() {
        for (var series : all()) {
            var calendar = Biweekly.parse(written(series, new ClientCopy("u", 0, 1, new byte[0])))
                    .first();
            var days = new TreeSet<Instant>();
            // The other library reads a day as midnight of the machine's zone.
            var zone = series.event().content().allDay() ? ZoneId.systemDefault() : CITY;
            var master = calendar.getEvents().stream()
                    .filter(event -> event.getRecurrenceId() == null)
                    .findFirst()
                    .orElseThrow();
            DateIterator dates = master.getDateIterator(TimeZone.getTimeZone(zone));
            while (dates.hasNext()) {
                var next = dates.next().toInstant();
                if (!next.isBefore(WINDOW.until().atStartOfDay(zone).toInstant())) {
                    break;
                }
                days.add(next);
            }
            for (VEvent event : calendar.getEvents()) {
                if (event.getRecurrenceId() != null) {
                    assertTrue(
                            days.remove(event.getRecurrenceId().getValue().toInstant()),
                            "an override of nothing: " + event);
                }
            }
            for (VEvent event : calendar.getEvents()) {
                if (event.getRecurrenceId() != null) {
                    days.add(event.getDateStart().getValue().toInstant());
                }
            }
            var held = Expansion.of(series, WINDOW, OfficeDays.USUAL).stream()
                    .map(Instance::content)
                    .map(content -> content.start().atZone(zone).toInstant())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(
                    held, days, series.event().rule() + " " + series.event().shift());
        }
    }

    @Test
    void who_does_not_come_to_one_instance_has_it_not_and_who_comes_to_one_alone_has_no_series() {
        var anna = new PersonId(2);
        var ben = new PersonId(3);
        var day = Optional.of(LocalDateTime.parse("2026-12-08T09:00"));
        var weekly = series("FREQ=WEEKLY;COUNT=4;BYDAY=TU;WKST=MO", "none", "2026-12-01T09:00", false, List.of());
        var attended = weekly.attended(Optional.empty(), List.of(Attendee.invited(anna, false)))
                .attended(day, List.of(Attendee.invited(anna, false).missing(true), Attendee.invited(ben, false)));
        var writer = new CalendarWriter("", WINDOW, OfficeDays.USUAL);
        writer.naming(new CalendarWriter.Names(Map.of(anna, "安 那"), Map.of(), Set.of()));
        writer.event(attended, GroupId.person(anna), new ClientCopy("u", 0, 1, new byte[0]));
        assertTrue(writer.end().contains("EXDATE;TZID=Asia/Tokyo:20261208T090000\r\n"));
        writer = new CalendarWriter("", WINDOW, OfficeDays.USUAL);
        writer.event(attended, GroupId.person(ben), new ClientCopy("u", 0, 1, new byte[0]));
        var alone = writer.end();
        assertFalse(alone.contains("RRULE"), alone);
        assertTrue(alone.contains("RECURRENCE-ID;TZID=Asia/Tokyo:20261208T090000\r\n"), alone);
        writer = new CalendarWriter("", WINDOW, OfficeDays.USUAL);
        writer.event(attended, GroupId.person(new PersonId(4)), new ClientCopy("u", 0, 1, new byte[0]));
        assertFalse(writer.end().contains("BEGIN:VEVENT"), "of whoever does not attend nothing is written");
    }

    @Test
    void a_masked_event_tells_when_and_nothing_else() {
        var draft = draft(
                "DTSTART:20261201T000000Z",
                "SUMMARY:秘密の件",
                "LOCATION:秘密の場所",
                "DESCRIPTION:秘密",
                "X-SECRET:秘密",
                "CATEGORIES:休暇");
        var writer = new CalendarWriter("予定表", WINDOW, OfficeDays.USUAL);
        writer.naming(new CalendarWriter.Names(Map.of(ME, "秘密の人"), Map.of(), Set.of()));
        writer.busy(kept(draft, 1).attended(Optional.empty(), List.of(Attendee.invited(ME, false))), MINE, "hidden");
        var text = writer.end();
        assertFalse(
                text.contains("秘密") || text.contains("example.jp") || text.contains("休暇") || text.contains("X-KAIRAN"),
                text);
        assertTrue(text.contains("SUMMARY:予定あり\r\n") && text.contains("DTSTART;TZID=Asia/Tokyo:20261201T090000"), text);
    }

    // ---- zones

    @ParameterizedTest
    @CsvSource({
        "Asia/Tokyo, 2026-12-01T09:00",
        "asia/tokyo, 2026-12-01T09:00",
        "Tokyo Standard Time, 2026-12-01T09:00",
        "W. Europe Standard Time, 2026-12-01T17:00",
        "/freeassociation.sourceforge.net/America/New_York, 2026-12-01T23:00",
        "/citadel.org/20210210_1/Asia/Seoul, 2026-12-01T09:00",
        "'(UTC+09:00) 大阪、札幌、東京', 2026-12-01T09:00",
        "(UTC+01:00) somewhere, 2026-12-01T17:00"
    })
    void zones_are_known_by_their_names_in_the_whole_world(String zone, String here) {
        var draft = draft("DTSTART;TZID=\"" + zone + "\":20261201T090000", "DURATION:PT1H");
        assertEquals(LocalDateTime.parse(here), draft.content().start());
        assertEquals(List.of(), draft.warnings());
    }

    @Test
    void every_name_of_windows_leads_to_a_zone_that_java_knows() throws Exception {
        try (var in = getClass().getResourceAsStream("windows-zones.txt")) {
            var lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            assertTrue(lines.size() > 130);
            for (var line : lines) {
                var pair = line.split("=", 2);
                assertEquals(
                        ZoneId.of(pair[1]), ZoneNames.find(pair[0], Map.of()).orElseThrow());
            }
        }
    }

    @Test
    void nonsense_in_vtimezone_is_not_carried_out() {
        var nonsense =
                "BEGIN:VTIMEZONE\r\nTZID:Home\r\nBEGIN:STANDARD\r\nDTSTART:99999999T999999\r\nRRULE:FREQ=SECONDLY\r\nTZOFFSETFROM:+9999\r\nTZOFFSETTO:+9999\r\nEND:STANDARD\r\nEND:VTIMEZONE";
        var home = event("DTSTART;TZID=Home:20261201T090000", "DURATION:PT1H");
        var draft = assertTimeoutPreemptively(Duration.ofSeconds(2), () ->
                (Draft) read(calendar(nonsense, home)).get(0));
        assertEquals(LocalDateTime.parse("2026-12-01T09:00"), draft.content().start());
        assertEquals(List.of("calendar.import-zone-unknown"), draft.warnings());
        var fixed = nonsense.replace("+9999", "+0100");
        assertEquals(
                LocalDateTime.parse("2026-12-01T17:00"),
                ((Draft) read(calendar(fixed, home)).get(0)).content().start());
    }

    @Test
    void a_series_of_another_zone_is_taken_over_where_its_distance_stays_the_same() {
        var utc = draft(
                "DTSTART:20261201T213000Z",
                "DURATION:PT1H",
                "RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20261215T213000Z",
                "EXDATE:20261208T213000Z");
        assertEquals(LocalDateTime.parse("2026-12-02T06:30"), utc.content().start());
        assertEquals(
                List.of("2026-12-02T06:30", "2026-12-16T06:30"),
                Expansion.of(kept(utc, 1), WINDOW, OfficeDays.USUAL).stream()
                        .map(instance -> instance.content().start().toString())
                        .toList());
        assertEquals(
                "calendar.import-zone",
                refusal("DTSTART;TZID=America/New_York:20261201T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY"));
        assertEquals(
                3,
                Expansion.of(
                                kept(
                                        draft(
                                                "DTSTART;TZID=America/New_York:20261201T190000",
                                                "DURATION:PT1H",
                                                "RRULE:FREQ=DAILY;COUNT=3"),
                                        1),
                                WINDOW,
                                OfficeDays.USUAL)
                        .size());
    }

    // ---- what is not right

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FREQ=SECONDLY | calendar.rule-too-fine",
                "FREQ=DAILY;BYHOUR=9,10 | calendar.rule-too-fine",
                "FREQ=DAILY;COUNT=1000000 | calendar.rule-too-many",
                "FREQ=WEEKLY;BYDAY=MO | calendar.start-outside-rule",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30 | calendar.rule-empty",
                "FREQ=NONSENSE | calendar.rule-invalid",
                "FREQ=DAILY;UNTIL=99999999 | calendar.rule-invalid",
                "FREQ=DAILY;INTERVAL=99999999999999 | calendar.rule-invalid"
            })
    void rules_that_cannot_be_kept_are_refused_with_a_reason_and_at_once(String rule, String code) {
        assertEquals(
                code,
                assertTimeoutPreemptively(
                        Duration.ofSeconds(5),
                        () -> refusal("DTSTART:20261201T000000Z", "DURATION:PT1H", "RRULE:" + rule)));
    }

    @Test
    void other_faults_are_told_event_by_event_with_the_line() {
        assertEquals("calendar.import-no-start", refusal("SUMMARY:x"));
        assertEquals("calendar.import-time", refusal("DTSTART:20261301T000000Z"));
        assertEquals("calendar.end-before-start", refusal("DTSTART:20261201T000000Z", "DTEND:20261130T000000Z"));
        assertEquals("calendar.too-long", refusal("DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20280201"));
        assertEquals("calendar.date-out-of-range", refusal("DTSTART;VALUE=DATE:19991201"));
        assertEquals(
                "calendar.import-rules", refusal("DTSTART:20261201T000000Z", "RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY"));
        assertEquals("calendar.import-rules", refusal("DTSTART:20261201T000000Z", "RDATE:20261203T000000Z"));
        assertEquals("calendar.import-past", refusal("DTSTART:20200101T000000Z", "RRULE:FREQ=DAILY;COUNT=3"));
        var items = read(calendar(
                event("SUMMARY:悪い", "DTSTART:x"),
                "BEGIN:VEVENT",
                "UID:b",
                "SUMMARY:良い",
                "DTSTART:20261201T000000Z",
                "END:VEVENT"));
        assertEquals(List.of("悪い", "良い"), items.stream().map(Item::title).toList());
        assertEquals(List.of(3, 8), items.stream().map(Item::line).toList());
    }

    @Test
    void what_is_cut_off_deep_endless_or_full_of_zeros_is_survived() {
        assertEquals("calendar.import-cut-off", code("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nDTSTART:20261201T000000Z"));
        assertEquals("calendar.import-cut-off", code("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nEND:VCALENDAR"));
        assertEquals(
                "calendar.import-too-deep",
                code(calendar(
                        event("DTSTART:20261201T000000Z", "BEGIN:X\r\n".repeat(20_000) + "END:X\r\n".repeat(20_000)))));
        assertEquals(
                "calendar.import-item-too-big",
                code(calendar(event("DTSTART:20261201T000000Z", "X-LONG:" + "x".repeat(3 << 20)))));
        assertEquals(
                "calendar.import-item-too-big",
                code(calendar(event("DTSTART:20261201T000000Z", "X-FOLDED:" + "\r\n x".repeat(500_000)))));
        var zeros = draft("DTSTART:20261201T000000Z", "SUMMARY:a\u0000b\u0007c");
        assertEquals("abc", zeros.title());
        assertEquals(
                "calendar.import-uid",
                assertInstanceOf(
                                Rejected.class,
                                read(calendar("BEGIN:VEVENT", "UID:a\u0000", "DTSTART:20261201T000000Z", "END:VEVENT"))
                                        .get(0))
                        .code());
    }

    private static String code(String text) {
        return assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertInstanceOf(Rejected.class, read(text).get(0)).code());
    }

    @Test
    void what_is_no_calendar_is_refused_as_a_whole() {
        assertEquals(
                "calendar.import-no-calendar",
                assertThrows(Refused.class, () -> read("今日は")).code());
        assertEquals(
                "calendar.import-unreadable",
                assertThrows(Refused.class, () -> read(new byte[] {(byte) 0x81, 0, (byte) 0xFF, (byte) 0xFF}))
                        .code());
        var many = calendar(IntStream.range(0, CalendarFile.MOST + 1)
                .mapToObj(i -> "BEGIN:VEVENT\r\nEND:VEVENT")
                .toArray(String[]::new));
        assertEquals(
                "calendar.import-too-many",
                assertThrows(Refused.class, () -> read(many)).code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows-31j", "UTF-8", "UTF-16LE", "UTF-16BE"})
    void what_japanese_programs_write_is_read(String charset) {
        var mark = charset.equals("windows-31j") ? "" : "\uFEFF";
        var text = mark + calendar(event("DTSTART:20261201T000000Z", "SUMMARY:①髙橋㈱と打合せ～"));
        var draft = assertInstanceOf(
                Draft.class, read(text.getBytes(Charset.forName(charset))).get(0));
        assertEquals("①髙橋㈱と打合せ～", draft.title());
    }

    @Test
    void a_thousand_events_of_one_name_are_one_the_last_of_the_highest_sequence() {
        var clashing = IntStream.range(0, 1_000)
                .mapToObj(i -> event(
                        "SEQUENCE:" + (i < 500 ? i : 3), "DTSTART:20261201T000000Z", "DURATION:PT1H", "SUMMARY:版" + i))
                .toArray(String[]::new);
        var items = assertTimeoutPreemptively(Duration.ofSeconds(5), () -> read(calendar(clashing)));
        assertEquals(1, items.size());
        assertEquals("版499", items.get(0).title());
        assertEquals(List.of("calendar.import-superseded"), ((Draft) items.get(0)).warnings());
    }

    @Test
    void hostile_series_by_the_thousand_take_seconds_not_minutes() {
        var hostile = IntStream.range(0, CalendarFile.MOST)
                .mapToObj(
                        i -> "BEGIN:VEVENT\r\nUID:" + i
                                + "\r\nDTSTART:20000101T000000Z\r\nRRULE:FREQ=DAILY;UNTIL=20991231T000000Z\r\nRDATE:20000102T000000Z,20991230T000000Z\r\nEND:VEVENT")
                .toArray(String[]::new);
        var items = assertTimeoutPreemptively(Duration.ofSeconds(60), () -> read(calendar(hostile)));
        assertEquals(CalendarFile.MOST, items.size());
        assertEquals("calendar.import-too-many-series", ((Rejected) items.get(CalendarFile.MOST - 1)).code());
    }

    /** Lines shuffled, cut and doubled, octets turned: each is read or refused, nothing else. */
    @Test
    void what_nobody_has_thought_of_is_read_or_refused() {
        var random = new Random(5);
        var good = calendar(
                "BEGIN:VTIMEZONE\r\nTZID:Home\r\nBEGIN:STANDARD\r\nTZOFFSETTO:+0900\r\nEND:STANDARD\r\nEND:VTIMEZONE",
                event(
                        "DTSTART;TZID=Home:20261201T090000",
                        "DURATION:PT1H",
                        "RRULE:FREQ=MONTHLY;BYDAY=1TU;COUNT=5",
                        "EXDATE;TZID=Home:20270105T090000",
                        "SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=nonsense:=E4=BC",
                        "CATEGORIES:会議,X"),
                event("RECURRENCE-ID;TZID=Home:20270202T090000", "DTSTART;TZID=Home:20270203T090000", "DURATION:PT1H"));
        for (var i = 0; i < 3_000; i++) {
            var lines = new ArrayList<>(Arrays.asList(good.split("(?<=\n)")));
            for (var n = random.nextInt(4); n >= 0; n--) {
                var at = random.nextInt(lines.size());
                switch (random.nextInt(4)) {
                    case 0 -> lines.remove(at);
                    case 1 -> lines.add(random.nextInt(lines.size()), lines.get(at));
                    case 2 ->
                        lines.set(
                                at,
                                lines.get(at)
                                        .substring(random.nextInt(lines.get(at).length())));
                    default -> {
                        var chars = lines.get(at).toCharArray();
                        chars[random.nextInt(chars.length)] = (char) random.nextInt(0x300);
                        lines.set(at, new String(chars));
                    }
                }
            }
            try {
                for (var item : read(String.join("", lines))) {
                    if (item instanceof Draft draft) {
                        read(written(draft));
                    }
                }
            } catch (Refused e) {
                assertTrue(e.code().startsWith("calendar."), e.code());
            }
        }
    }
}
