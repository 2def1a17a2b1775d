package org.kairan.presence.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kairan.core.people.PersonId;
import org.kairan.core.time.CityTime;
import org.kairan.core.time.Engagements.Engagement;
import org.kairan.core.time.WorkingWeek;
import org.kairan.core.time.WorkingWeek.Hours;
import org.kairan.presence.entity.SaidByHand;

class DerivationTest {

    private static final PersonId SHE = new PersonId(1);
    private static final PersonId COLLEAGUE = new PersonId(2);

    /** A Tuesday. */
    private static final LocalDate DAY = LocalDate.of(2027, 1, 12);

    private static Instant at(int hour, int minute) {
        return at(DAY, hour, minute);
    }

    private static Instant at(LocalDate day, int hour, int minute) {
        return day.atTime(hour, minute).atZone(CityTime.ZONE).toInstant();
    }

    private static Instant midnight(int days) {
        return DAY.plusDays(days).atStartOfDay(CityTime.ZONE).toInstant();
    }

    private static Engagement timed(String kind, int from, int until, String place) {
        return new Engagement(SHE, at(from, 0), at(until, 0), false, Optional.of(kind), Optional.of(place));
    }

    private static Engagement masked(int from, int until) {
        return new Engagement(SHE, at(from, 0), at(until, 0), false, Optional.empty(), Optional.empty());
    }

    private static Engagement days(String kind, int from, int until) {
        return new Engagement(SHE, midnight(from), midnight(until), true, Optional.ofNullable(kind), Optional.empty());
    }

    private static SaidByHand said(String status, Optional<Instant> back) {
        return new SaidByHand(SHE, status, "県庁", "", back, back.orElse(midnight(1)), COLLEAGUE, at(8, 40));
    }

    private static Presence presence(Instant now, Engagement... engagements) {
        return presence(now, Optional.empty(), engagements);
    }

    private static Presence presence(Instant now, Optional<SaidByHand> said, Engagement... engagements) {
        return new Derivation(List.of(engagements), said, WorkDay.of(DAY, WorkingWeek.USUAL, true), now).presence();
    }

    @Test
    void who_has_nothing_to_do_is_in_by_the_hours_of_work() {
        assertEquals(Status.LEFT, presence(at(8, 29)).status());
        assertEquals(at(8, 30), presence(at(8, 29)).changes());
        assertEquals(Status.IN, presence(at(8, 30)).status());
        assertEquals(Status.IN, presence(at(12, 30)).status(), "lunch");
        assertEquals(at(17, 15), presence(at(12, 30)).changes());
        assertEquals(Status.LEFT, presence(at(17, 15)).status());
        assertEquals(midnight(1), presence(at(17, 15)).changes());
        var closed = new Derivation(List.of(), Optional.empty(), WorkDay.of(DAY, WorkingWeek.USUAL, false), at(10, 0))
                .presence();
        assertEquals(Status.LEFT, closed.status());
        assertEquals(Optional.empty(), closed.freeAt());
        assertEquals(midnight(1), closed.changes());
    }

    @Test
    void the_hours_are_the_persons_own() {
        var mornings = new WorkingWeek(Map.of(DayOfWeek.TUESDAY, new Hours(LocalTime.of(9, 0), LocalTime.of(13, 0))));
        var tuesday = WorkDay.of(DAY, mornings, true);
        assertEquals(
                Status.LEFT,
                new Derivation(List.of(), Optional.empty(), tuesday, at(13, 0))
                        .presence()
                        .status());
        assertEquals(
                Status.IN,
                new Derivation(List.of(), Optional.empty(), tuesday, at(9, 0))
                        .presence()
                        .status());
        var wednesday = WorkDay.of(DAY.plusDays(1), mornings, true);
        assertEquals(
                Status.LEFT,
                new Derivation(List.of(), Optional.empty(), wednesday, at(DAY.plusDays(1), 10, 0))
                        .presence()
                        .status());
    }

    @Test
    void a_meeting_takes_somebody_away_from_its_first_minute_to_its_last() {
        var meeting = timed("meeting", 10, 11, "第2会議室");
        assertEquals(Status.IN, presence(at(9, 59), meeting).status());
        assertEquals(at(10, 0), presence(at(9, 59), meeting).changes());
        var during = presence(at(10, 0), meeting);
        assertEquals(Status.AWAY, during.status());
        assertEquals(Optional.of("meeting"), during.activity());
        assertEquals(Optional.of("第2会議室"), during.place());
        assertEquals(Optional.of(at(11, 0)), during.backAt());
        assertEquals(at(11, 0), during.changes());
        assertFalse(during.goneToday());
        assertEquals(Status.IN, presence(at(11, 0), meeting).status());
    }

    @Test
    void of_what_one_may_not_know_there_is_only_until_when() {
        var away = presence(at(10, 30), masked(10, 12));
        assertEquals(Status.AWAY, away.status());
        assertEquals(Optional.empty(), away.activity());
        assertEquals(Optional.empty(), away.place());
        assertEquals(Optional.of(at(12, 0)), away.backAt());
        assertEquals(Status.AWAY, presence(at(10, 30), days(null, 0, 1)).status(), "a whole day, whatever it is");
    }

    @Test
    void one_absence_goes_on_in_the_next_and_the_way_back_is_told_once() {
        var out = timed("out", 10, 11, "県庁");
        var then = presence(at(10, 0), out, timed("meeting", 11, 12, ""), masked(12, 14), timed("meeting", 15, 16, ""));
        assertEquals(Status.OUT, then.status());
        assertEquals(Optional.of(at(14, 0)), then.backAt());
        assertEquals(at(11, 0), then.changes());
    }

    @Test
    void who_is_back_only_after_work_does_not_come_back_today() {
        assertTrue(presence(at(15, 0), timed("out", 14, 18, "")).goneToday());
        assertFalse(presence(at(15, 0), timed("out", 14, 17, "")).goneToday());
        assertTrue(presence(at(19, 0), timed("meeting", 18, 20, "")).goneToday());
    }

    @Test
    void the_more_definite_of_two_at_once_counts() {
        var meeting = timed("meeting", 9, 12, "");
        var home = days("telework", 0, 1);
        var out = timed("out", 10, 11, "");
        var trip = timed("trip", 10, 11, "");
        var leave = timed("leave", 10, 11, "");
        assertEquals(Status.TELEWORK, presence(at(10, 0), meeting, home).status());
        assertEquals(Status.OUT, presence(at(10, 0), meeting, home, out).status());
        assertEquals(Status.TRIP, presence(at(10, 0), out, meeting, trip, home).status());
        assertEquals(Status.LEAVE, presence(at(10, 0), trip, leave, out).status());
        assertEquals(Status.TELEWORK, presence(at(10, 0), home, masked(9, 12)).status());
    }

    @Test
    void work_at_home_ends_with_the_hours_of_work_and_leave_does_not() {
        var home = days("telework", 0, 1);
        assertEquals(Status.LEFT, presence(at(8, 0), home).status());
        assertEquals(Status.TELEWORK, presence(at(8, 30), home).status());
        assertEquals(Status.LEFT, presence(at(17, 15), home).status());
        var leave = presence(at(20, 0), days("leave", 0, 3));
        assertEquals(Status.LEAVE, leave.status());
        assertEquals(Optional.of(midnight(3)), leave.backAt());
        assertEquals(midnight(1), leave.changes());
    }

    @Test
    void a_whole_day_of_something_vague_says_nothing_of_where_somebody_is() {
        assertEquals(Status.IN, presence(at(10, 0), days("other", 0, 1)).status());
        assertEquals(Status.IN, presence(at(10, 0), days("meeting", 0, 2)).status());
    }

    @Test
    void what_was_said_by_hand_holds_until_it_ends_and_then_the_calendar_again() {
        var meeting = timed("meeting", 14, 16, "");
        var said = said("out", Optional.of(at(15, 0)));
        var now = presence(at(14, 30), Optional.of(said), meeting);
        assertEquals(Status.OUT, now.status());
        assertEquals(Optional.of("県庁"), now.place());
        assertEquals(Optional.of(at(15, 0)), now.backAt());
        assertEquals(at(15, 0), now.changes());
        assertEquals(Optional.of(said), now.byHand());
        var open = presence(at(9, 0), Optional.of(said("out", Optional.empty())));
        assertEquals(Optional.empty(), open.backAt());
        assertEquals(midnight(1), open.changes());
        assertFalse(open.goneToday());
        var long_ = presence(at(9, 0), Optional.of(said("trip", Optional.of(midnight(3)))));
        assertEquals(midnight(1), long_.changes(), "a page never waits past midnight");
        assertTrue(long_.goneToday());
    }

    @Test
    void who_says_that_they_are_in_is_so_as_long_as_the_absence_lasted_that_they_deny() {
        var during = new Derivation(
                List.of(timed("meeting", 10, 12, ""), timed("meeting", 12, 13, ""), timed("meeting", 14, 15, "")),
                Optional.empty(),
                WorkDay.of(DAY, WorkingWeek.USUAL, true),
                at(11, 0));
        assertEquals(at(13, 0), during.asLongAsNow());
        var evening = new Derivation(List.of(), Optional.empty(), WorkDay.of(DAY, WorkingWeek.USUAL, true), at(18, 0));
        assertEquals(midnight(1), evening.asLongAsNow());
    }

    @Test
    void the_next_free_quarter_of_an_hour_is_told_of_today_only() {
        assertEquals(Optional.of(at(9, 0)), presence(at(9, 0)).freeAt());
        assertEquals(Optional.of(at(8, 30)), presence(at(7, 0)).freeAt());
        assertEquals(
                Optional.of(at(11, 0)),
                presence(at(9, 0), timed("meeting", 9, 10, ""), masked(10, 11)).freeAt());
        assertEquals(
                Optional.of(at(13, 0)),
                presence(at(9, 0), timed("meeting", 9, 12, "")).freeAt(),
                "nobody is disturbed at lunch");
        assertEquals(
                Optional.of(at(11, 0)),
                presence(at(9, 50), timed("meeting", 10, 11, "")).freeAt(),
                "ten minutes are too few");
        assertEquals(Optional.empty(), presence(at(9, 0), days("trip", 0, 1)).freeAt());
        assertEquals(Optional.empty(), presence(at(17, 5)).freeAt());
        assertEquals(
                Optional.of(at(9, 0)),
                presence(at(9, 0), days("telework", 0, 1)).freeAt(),
                "who is at home can be met");
    }

    @Test
    void what_was_said_by_hand_counts_for_the_next_free_time_too() {
        assertEquals(
                Optional.of(at(15, 0)),
                presence(at(9, 0), Optional.of(said("out", Optional.of(at(15, 0)))))
                        .freeAt());
        assertEquals(
                Optional.empty(),
                presence(at(9, 0), Optional.of(said("out", Optional.empty()))).freeAt());
        assertEquals(
                Optional.of(at(10, 0)),
                presence(at(10, 0), Optional.of(said("in", Optional.of(at(12, 0)))), timed("meeting", 9, 13, ""))
                        .freeAt(),
                "the meeting is over early");
    }
}
