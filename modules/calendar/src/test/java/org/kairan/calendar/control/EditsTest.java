package org.kairan.calendar.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.kairan.calendar.control.Edits.Invited;
import org.kairan.calendar.entity.Attendee;
import org.kairan.calendar.entity.Content;
import org.kairan.calendar.entity.Event;
import org.kairan.calendar.entity.Series;
import org.kairan.calendar.entity.Variant;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;
import org.kairan.core.time.CityTime;
import org.kairan.core.time.OfficeDays;

class EditsTest {

    private static final PersonId OWNER = new PersonId(1);
    private static final PersonId ANNA = new PersonId(2);
    private static final PersonId BEN = new PersonId(3);
    private static final Window WINDOW = new Window(LocalDate.of(2026, 1, 1), LocalDate.of(2028, 1, 1));

    private final Edits edits = new Edits(OfficeDays.USUAL);

    /** Every Tuesday at nine from December 1, eight times, with two people and a room. */
    private final Series weekly = series("FREQ=WEEKLY;COUNT=8;BYDAY=TU;WKST=MO", "none", "2026-12-01T09:00");

    private static Series series(String rule, String shift, String start) {
        var begins = LocalDateTime.parse(start);
        var content =
                new Content("定例会", "", "", "meeting", begins, begins.plusHours(1), false, false, 0, 0, List.of(7L));
        return new Series(
                new Event(
                        5,
                        GroupId.person(OWNER),
                        content,
                        "public",
                        CityTime.ZONE,
                        Optional.of(rule),
                        Optional.empty(),
                        shift,
                        WINDOW.until(),
                        OptionalLong.empty(),
                        1,
                        OWNER,
                        Instant.EPOCH,
                        Optional.empty(),
                        Optional.empty()),
                List.of(),
                List.of(Attendee.invited(ANNA, false), Attendee.invited(BEN, true)));
    }

    private static List<Invited> both() {
        return List.of(new Invited(ANNA, false), new Invited(BEN, true));
    }

    private static Optional<LocalDateTime> on(String time) {
        return Optional.of(LocalDateTime.parse(time));
    }

    private static List<String> starts(Series series) {
        return Expansion.of(series, WINDOW, OfficeDays.USUAL).stream()
                .map(instance -> instance.content().start().toString())
                .toList();
    }

    private static Map<PersonId, String> answers(Series series, Optional<LocalDateTime> recurrence) {
        return series.attendees(recurrence).stream().collect(Collectors.toMap(Attendee::person, Attendee::answer));
    }

    private Instance instance(Series series, String recurrence) {
        return Expansion.one(series, LocalDateTime.parse(recurrence), OfficeDays.USUAL)
                .orElseThrow();
    }

    private Series moved(Series series, String recurrence, String start) {
        var instance = instance(series, recurrence);
        var begins = LocalDateTime.parse(start);
        return edits.one(series, instance, instance.content().at(begins, begins.plusHours(1)), both());
    }

    private Series cancelled(Series series, String recurrence) {
        return series.with(new Variant(LocalDateTime.parse(recurrence), true, Optional.empty()));
    }

    @Test
    void one_instance_moves_and_comes_back_to_its_place() {
        var moved = moved(weekly, "2026-12-08T09:00", "2026-12-10T14:00");
        assertEquals(
                List.of("2026-12-01T09:00", "2026-12-10T14:00", "2026-12-15T09:00"),
                starts(moved).subList(0, 3));
        var back = moved(moved, "2026-12-08T09:00", "2026-12-08T09:00");
        assertEquals(List.of(), back.variants());
        assertEquals(starts(weekly), starts(back));
    }

    @Test
    void who_comes_to_one_instance_only_and_who_does_not_come_to_it_is_kept_apart() {
        var instance = instance(weekly, "2026-12-08T09:00");
        var guest = new PersonId(9);
        var changed = edits.one(
                weekly, instance, instance.content(), List.of(new Invited(ANNA, false), new Invited(guest, false)));
        assertEquals(
                java.util.Set.of(ANNA, guest),
                answers(changed, on("2026-12-08T09:00")).keySet());
        assertEquals(
                java.util.Set.of(ANNA, BEN),
                answers(changed, on("2026-12-15T09:00")).keySet());
        assertEquals(
                java.util.Set.of(ANNA, BEN), answers(changed, Optional.empty()).keySet());
    }

    @Test
    void an_answer_to_all_stands_for_each_and_gives_way_to_an_answer_to_one() {
        var all = Edits.answered(weekly, ANNA, Optional.empty(), "accepted", Instant.EPOCH);
        var one = Edits.answered(all, ANNA, on("2026-12-15T09:00"), "declined", Instant.EPOCH);
        assertEquals("accepted", answers(one, on("2026-12-08T09:00")).get(ANNA));
        assertEquals("declined", answers(one, on("2026-12-15T09:00")).get(ANNA));
        assertEquals("none", answers(one, on("2026-12-15T09:00")).get(BEN));
    }

    @Test
    void who_has_answered_is_asked_again_when_the_time_changes_and_not_when_the_title_does() {
        var answered = Edits.answered(weekly, ANNA, Optional.empty(), "accepted", Instant.EPOCH);
        var renamed = answered.event().with(answered.event().content());
        assertEquals(
                "accepted",
                answers(edits.all(answered, renamed, both()), Optional.empty()).get(ANNA));
        var content = answered.event().content();
        var later = answered.event()
                .with(content.at(content.start().plusHours(1), content.end().plusHours(1)));
        assertEquals(
                "none",
                answers(edits.all(answered, later, both()), Optional.empty()).get(ANNA));
        var one = moved(answered, "2026-12-08T09:00", "2026-12-08T10:00");
        assertEquals("none", answers(one, on("2026-12-08T09:00")).get(ANNA));
        assertEquals("accepted", answers(one, on("2026-12-15T09:00")).get(ANNA));
    }

    @Test
    void when_all_move_a_cancelled_instance_stays_cancelled_and_a_moved_one_stays_where_it_was_put() {
        var series = moved(cancelled(weekly, "2026-12-15T09:00"), "2026-12-22T09:00", "2026-12-23T16:00");
        var content = series.event().content();
        var wednesday = series.event()
                .with(
                        content.at(LocalDateTime.parse("2026-12-02T10:00"), LocalDateTime.parse("2026-12-02T11:00")),
                        "public",
                        Optional.of("FREQ=WEEKLY;COUNT=8;BYDAY=WE;WKST=MO"),
                        "none");
        var changed = edits.all(series, wednesday, both());
        assertEquals(
                List.of(
                        "2026-12-02T10:00",
                        "2026-12-09T10:00",
                        "2026-12-23T16:00",
                        "2026-12-30T10:00",
                        "2027-01-06T10:00",
                        "2027-01-13T10:00",
                        "2027-01-20T10:00"),
                starts(changed));
    }

    @Test
    void what_is_changed_for_all_reaches_instances_that_differ_in_something_else() {
        var series = moved(weekly, "2026-12-08T09:00", "2026-12-10T14:00");
        var content = series.event().content();
        var renamed = series.event()
                .with(new Content(
                        "連絡会",
                        content.place(),
                        content.notes(),
                        content.kind(),
                        content.start(),
                        content.end(),
                        false,
                        false,
                        0,
                        0,
                        List.of(8L)));
        var variant = instance(edits.all(series, renamed, both()), "2026-12-08T09:00");
        assertEquals("連絡会", variant.content().title());
        assertEquals(List.of(8L), variant.content().rooms());
        assertEquals("2026-12-10T14:00", variant.content().start().toString());
    }

    @Test
    void a_series_is_cut_with_its_count_its_exceptions_and_its_answers() {
        var series = Edits.answered(
                moved(cancelled(weekly, "2026-12-08T09:00"), "2027-01-05T09:00", "2027-01-06T13:00"),
                ANNA,
                on("2026-12-29T09:00"),
                "declined",
                Instant.EPOCH);
        var halves = edits.cut(series, LocalDateTime.parse("2026-12-22T09:00"));
        assertEquals(List.of("2026-12-01T09:00", "2026-12-15T09:00"), starts(halves.before()));
        assertEquals(
                List.of(
                        "2026-12-22T09:00",
                        "2026-12-29T09:00",
                        "2027-01-06T13:00",
                        "2027-01-12T09:00",
                        "2027-01-19T09:00"),
                starts(halves.rest()));
        assertEquals(OptionalLong.of(5), halves.rest().event().follows());
        assertEquals("declined", answers(halves.rest(), on("2026-12-29T09:00")).get(ANNA));
        assertTrue(halves.before().attendees().stream()
                .allMatch(a -> a.recurrence().isEmpty()));
        assertEquals(
                starts(series).size(),
                starts(halves.before()).size() + starts(halves.rest()).size());
    }

    @Test
    void another_rule_keeps_the_exceptions_of_the_days_that_both_have() {
        var series = cancelled(cancelled(weekly, "2026-12-08T09:00"), "2026-12-15T09:00");
        var fortnightly = series.event()
                .with(
                        series.event().content(),
                        "public",
                        Optional.of("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU;WKST=MO"),
                        "none");
        var changed = edits.all(series, fortnightly, both());
        assertEquals(List.of("2026-12-01T09:00", "2026-12-29T09:00", "2027-01-12T09:00"), starts(changed));
    }

    @Test
    void a_series_that_becomes_a_single_event_leaves_nothing_behind() {
        var series = cancelled(weekly, "2026-12-01T09:00");
        var single = series.event().with(Optional.<String>empty());
        assertEquals(List.of("2026-12-01T09:00"), starts(edits.all(series, single, both())));
    }

    @Test
    void instances_on_closed_days_go_to_the_business_day_before_or_after() {
        assertEquals(
                List.of("2026-12-25T09:00", "2026-12-28T09:00", "2027-01-25T09:00"),
                starts(series("FREQ=MONTHLY;COUNT=3;BYMONTHDAY=25,31;WKST=MO", "before", "2026-12-25T09:00")),
                "December 31 goes to the last day of work of the year");
        assertEquals(
                List.of("2026-12-25T09:00", "2027-01-04T09:00", "2027-01-25T09:00"),
                starts(series("FREQ=MONTHLY;COUNT=3;BYMONTHDAY=25,31;WKST=MO", "after", "2026-12-25T09:00")));
    }

    @Test
    void what_would_fall_together_after_the_shift_is_held_once() {
        assertEquals(
                List.of("2026-12-04T09:00", "2026-12-07T09:00"),
                starts(series("FREQ=DAILY;COUNT=4;WKST=MO", "after", "2026-12-04T09:00")),
                "Saturday and Sunday would go to Monday, which has its own");
    }

    @Test
    void what_is_held_once_is_so_wherever_one_begins_to_look() {
        var after = series("FREQ=DAILY;COUNT=4;WKST=MO", "after", "2026-12-04T09:00");
        assertEquals(Optional.empty(), Expansion.one(after, LocalDateTime.parse("2026-12-05T09:00"), OfficeDays.USUAL));
        assertTrue(Expansion.one(after, LocalDateTime.parse("2026-12-07T09:00"), OfficeDays.USUAL)
                .isPresent());
        // January 11 is 成人の日, before which Friday the 8th has an instance of its own.
        var before = series("FREQ=DAILY;COUNT=60;WKST=MO", "before", "2026-12-04T09:00");
        assertEquals(
                List.of("2027-01-12T09:00"),
                Expansion.of(before, new Window(LocalDate.of(2027, 1, 11), LocalDate.of(2027, 1, 13)), OfficeDays.USUAL)
                        .stream()
                        .map(instance -> instance.content().start().toString())
                        .toList());
    }

    @Test
    void what_is_changed_on_the_page_of_one_instance_is_changed_in_the_series_and_nothing_else() {
        var shown = moved(weekly, "2026-12-08T09:00", "2026-12-10T14:00");
        var instance = instance(shown, "2026-12-08T09:00").content();
        var wanted = new Content(
                "連絡会",
                instance.place(),
                instance.notes(),
                instance.kind(),
                instance.start().plusMinutes(30),
                instance.end().plusMinutes(60),
                false,
                false,
                0,
                0,
                instance.rooms());
        var applied = Edits.applied(shown.event().content(), instance, wanted);
        assertEquals("連絡会", applied.title());
        assertEquals("2026-12-01T09:30", applied.start().toString());
        assertEquals("2026-12-01T11:00", applied.end().toString());
    }

    @Test
    void events_last_over_the_turn_of_the_year_and_four_hundred_days() {
        var start = LocalDateTime.parse("2026-12-01T00:00");
        var trip = new Content("派遣", "", "", "trip", start, start.plusDays(400), true, false, 0, 0, List.of());
        var series = weekly.with(weekly.event().with(trip, "public", Optional.empty(), "none"));
        var row = Placement.occurrences(series, Expansion.of(series, WINDOW, OfficeDays.USUAL))
                .get(0);
        assertEquals(Instant.parse("2028-01-04T15:00:00Z"), row.ends());
        assertTrue(row.isLong());
    }
}
