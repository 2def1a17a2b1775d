package org.kairan.calendar.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.kairan.calendar.control.RoomUse.Sum;
import org.kairan.calendar.control.RoomUse.Used;
import org.kairan.calendar.entity.Room;
import org.kairan.calendar.entity.Terms;
import org.kairan.core.people.PersonId;

class RoomUseTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);
    private static final List<LocalDate> DAYS =
            FIRST.datesUntil(FIRST.plusMonths(1)).toList();
    private static final Set<LocalDate> WORKING =
            DAYS.stream().filter(day -> day.getDayOfWeek().getValue() < 6).collect(Collectors.toSet());
    private static final PersonId ONE = new PersonId(1);
    private static final PersonId TWO = new PersonId(2);

    private static Room room(String opens, String closes) {
        return new Room(
                1,
                "room",
                "会議室",
                "",
                Optional.empty(),
                List.of(),
                Optional.ofNullable(opens).map(LocalTime::parse),
                Optional.ofNullable(closes).map(LocalTime::parse),
                0,
                Optional.empty(),
                Optional.empty(),
                Terms.OPEN,
                true,
                1);
    }

    private static Used used(PersonId by, LocalDate day, String from, LocalDate until, String to) {
        return new Used(1, by, day.atTime(LocalTime.parse(from)), until.atTime(LocalTime.parse(to)));
    }

    private static RoomUse.Result of(Room room, Used... used) {
        return RoomUse.of(room, List.of(used), DAYS, WORKING, person -> person.equals(ONE) ? "総務課" : "");
    }

    @Test
    void it_counts_hours_and_bookings_in_all_and_by_section() {
        var monday = LocalDate.of(2026, 11, 2);
        var use = of(
                room("09:00", "17:00"),
                used(ONE, monday, "09:00", monday, "10:30"),
                used(ONE, monday, "11:00", monday, "12:00"),
                used(TWO, monday, "13:00", monday, "13:30"));
        assertEquals(new Sum(3, 180), use.total());
        assertEquals(180, use.within());
        assertEquals(21 * 8 * 60, use.open());
        assertEquals(Map.of("総務課", new Sum(2, 150), "", new Sum(1, 30)), use.sections());
    }

    @Test
    void what_is_outside_of_opening_hours_or_on_a_closed_day_is_used_but_not_of_the_open_hours() {
        var sunday = LocalDate.of(2026, 11, 1);
        var use = of(
                room("09:00", "17:00"),
                used(ONE, sunday, "09:00", sunday, "12:00"),
                used(ONE, sunday.plusDays(1), "16:00", sunday.plusDays(1), "19:00"));
        assertEquals(new Sum(2, 360), use.total());
        assertEquals(60, use.within());
    }

    @Test
    void of_what_goes_beyond_the_month_only_what_lies_in_it_counts() {
        var use = of(
                room(null, null),
                used(ONE, LocalDate.of(2026, 10, 30), "00:00", LocalDate.of(2026, 11, 3), "00:00"),
                used(ONE, LocalDate.of(2026, 11, 30), "12:00", LocalDate.of(2026, 12, 1), "12:00"));
        assertEquals(new Sum(2, 2 * 1440 + 720), use.total());
        // One Monday from half past eight to a quarter past five, and another from noon on.
        assertEquals(525 + 315, use.within());
    }
}
