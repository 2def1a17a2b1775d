package org.kairan.calendar.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.kairan.calendar.control.FreeTime.Question;
import org.kairan.calendar.control.FreeTime.Rank;
import org.kairan.calendar.control.FreeTime.Slot;
import org.kairan.calendar.control.FreeTime.Taken;
import org.kairan.calendar.entity.Room;
import org.kairan.calendar.entity.Terms;
import org.kairan.core.people.PersonId;
import org.kairan.core.time.WorkingWeek;
import org.kairan.core.time.WorkingWeek.Hours;

class FreeTimeTest {

    private static final LocalDate DAY = LocalDate.of(2026, 12, 1);
    private static final PersonId ANNA = new PersonId(1);
    private static final PersonId BEN = new PersonId(2);
    private static final PersonId CLARA = new PersonId(3);

    private static Taken taken(String from, String until) {
        return new Taken(DAY.atTime(LocalTime.parse(from)), DAY.atTime(LocalTime.parse(until)));
    }

    private static Room room(long id, int setup, String opens) {
        return new Room(
                id,
                "room",
                "第" + id + "会議室",
                "本庁舎",
                Optional.of(10),
                List.of(),
                Optional.of(LocalTime.parse(opens)),
                Optional.of(LocalTime.of(17, 0)),
                setup,
                Optional.empty(),
                Optional.empty(),
                Terms.OPEN,
                true,
                1);
    }

    private static List<Slot> slots(
            Set<PersonId> needed,
            Set<PersonId> optional,
            List<Room> rooms,
            Map<PersonId, List<Taken>> people,
            Map<Long, List<Taken>> taken) {
        return new FreeTime(new Question(needed, optional, rooms, 60, List.of(DAY), DAY.atStartOfDay()), people, taken)
                .slots(1_000);
    }

    private static List<String> starts(List<Slot> slots, Rank rank) {
        return slots.stream()
                .filter(slot -> slot.rank() == rank)
                .map(slot -> slot.start().toLocalTime().toString())
                .toList();
    }

    @Test
    void proposes_office_hours_without_lunch() {
        var starts = starts(slots(Set.of(ANNA), Set.of(), List.of(), Map.of(), Map.of()), Rank.ALL);
        assertEquals("08:30", starts.get(0));
        assertEquals("16:15", starts.get(starts.size() - 1));
        assertTrue(starts.contains("11:00") && starts.contains("13:00"));
        assertTrue(starts.stream().noneMatch(start -> start.compareTo("11:00") > 0 && start.compareTo("13:00") < 0));
    }

    @Test
    void ranks_all_before_optional_before_one_and_names_who_is_missing() {
        var slots = slots(
                Set.of(ANNA, BEN),
                Set.of(CLARA),
                List.of(),
                Map.of(
                        ANNA, List.of(taken("08:30", "10:00"), taken("13:00", "17:15")),
                        BEN, List.of(taken("13:00", "15:00")),
                        CLARA, List.of(taken("10:00", "11:00"))),
                Map.of());
        assertEquals(List.of("11:00"), starts(slots, Rank.ALL));
        assertEquals(List.of("10:00", "10:15", "10:30", "10:45"), starts(slots, Rank.OPTIONAL));
        assertEquals(List.of(CLARA), slots.get(1).missing());
        assertEquals(
                List.of(
                        "08:30", "08:45", "09:00", "09:15", "09:30", "09:45", "15:00", "15:15", "15:30", "15:45",
                        "16:00", "16:15"),
                starts(slots, Rank.ONE),
                "two who are needed and cannot are too many");
        assertTrue(slots.stream()
                .filter(slot -> slot.rank() == Rank.ONE)
                .allMatch(slot -> slot.missing().get(0).equals(ANNA)));
    }

    @Test
    void a_time_without_a_free_room_is_none_and_the_time_to_make_it_ready_counts() {
        var slots = slots(
                Set.of(ANNA),
                Set.of(),
                List.of(room(1, 30, "09:00"), room(2, 0, "13:00")),
                Map.of(),
                Map.of(1L, List.of(taken("09:00", "10:00"))));
        assertEquals("10:30", slots.get(0).start().toLocalTime().toString());
        assertEquals(List.of(1L), slots.get(0).rooms().stream().map(Room::id).toList());
        var afternoon = slots.stream()
                .filter(slot -> slot.start().getHour() == 14)
                .findFirst()
                .orElseThrow();
        assertEquals(List.of(1L, 2L), afternoon.rooms().stream().map(Room::id).toList());
        assertTrue(slots.stream().noneMatch(slot -> slot.end().toLocalTime().isAfter(LocalTime.of(17, 0))));
    }

    @Test
    void proposes_nothing_that_has_begun() {
        var question = new Question(
                Set.of(ANNA), Set.of(), List.of(), 60, List.of(DAY), LocalDateTime.of(DAY, LocalTime.of(15, 50)));
        var starts = starts(new FreeTime(question, Map.of(), Map.of()).slots(10), Rank.ALL);
        assertEquals(List.of("16:00", "16:15"), starts);
    }

    private static List<Slot> within(Map<PersonId, WorkingWeek> weeks, Set<PersonId> needed, Set<PersonId> optional) {
        var question = new Question(needed, optional, List.of(), 60, List.of(DAY), DAY.atStartOfDay(), weeks);
        return new FreeTime(question, Map.of(), Map.of()).slots(1_000);
    }

    private static WorkingWeek hours(String from, String until) {
        return new WorkingWeek(Map.of(DAY.getDayOfWeek(), new Hours(LocalTime.parse(from), LocalTime.parse(until))));
    }

    @Test
    void who_does_not_work_at_a_time_cannot_come_then_and_is_named() {
        var slots = within(Map.of(BEN, hours("13:00", "15:00")), Set.of(ANNA, BEN), Set.of());
        assertEquals(List.of("13:00", "13:15", "13:30", "13:45", "14:00"), starts(slots, Rank.ALL));
        assertTrue(slots.stream()
                .filter(slot -> slot.rank() == Rank.ONE)
                .allMatch(slot -> slot.missing().equals(List.of(BEN))));
        assertTrue(starts(within(Map.of(CLARA, hours("13:00", "15:00")), Set.of(ANNA), Set.of(CLARA)), Rank.OPTIONAL)
                .contains("09:00"));
    }

    @Test
    void looks_from_the_first_to_the_last_hour_at_which_any_of_them_works() {
        var early = within(Map.of(ANNA, hours("06:30", "09:30")), Set.of(ANNA), Set.of());
        assertEquals("06:30", starts(early, Rank.ALL).get(0));
        assertEquals(
                "08:30", starts(early, Rank.ALL).get(starts(early, Rank.ALL).size() - 1));
        assertEquals(9, early.size(), "nothing after they have gone");
    }

    @Test
    void on_a_day_on_which_nobody_works_there_is_nothing() {
        assertEquals(List.of(), within(Map.of(ANNA, new WorkingWeek(Map.of())), Set.of(ANNA), Set.of()));
    }
}
