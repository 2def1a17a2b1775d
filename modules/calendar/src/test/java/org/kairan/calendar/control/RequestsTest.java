package org.kairan.calendar.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.kairan.calendar.control.Requests.Act;
import org.kairan.calendar.control.Requests.What;
import org.kairan.calendar.entity.Approval;
import org.kairan.calendar.entity.Booking;
import org.kairan.calendar.entity.Room;
import org.kairan.calendar.entity.Terms;
import org.kairan.core.access.Caller;
import org.kairan.core.people.Audience;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;

class RequestsTest {

    private static final LocalDateTime NINE = LocalDateTime.of(2026, 11, 30, 9, 0);
    private static final Room HALL = room(1, true);
    private static final Room OPEN = room(2, false);
    private static final Map<Long, Room> ROOMS = Map.of(1L, HALL, 2L, OPEN);
    private static final Caller SOMEBODY = caller();
    private static final Caller OWNER = caller(GroupId.section(7));

    private static Room room(long id, boolean approval) {
        return new Room(
                id,
                "room",
                "ホール",
                "",
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                new Terms(Audience.of(GroupId.EVERYONE), Optional.of(7L), approval),
                true,
                1);
    }

    private static Caller caller(GroupId... groups) {
        var held = new java.util.HashMap<GroupId, LocalDate>();
        held.put(GroupId.EVERYONE, LocalDate.EPOCH);
        Set.of(groups).forEach(group -> held.put(group, LocalDate.EPOCH));
        return new Caller(new PersonId(5), UUID.randomUUID(), held, Set.of(), Instant.MAX);
    }

    private static Booking booking(long room, long event, LocalDateTime start) {
        var at = start.toInstant(ZoneOffset.ofHours(9));
        return new Booking(room, event, start, at, at, at.plusSeconds(3600));
    }

    private static Approval approval(String state) {
        return new Approval(
                9,
                100,
                1,
                state,
                1,
                new PersonId(5),
                Instant.EPOCH,
                state.equals("requested") ? Optional.empty() : Optional.of(new PersonId(6)),
                "");
    }

    private static List<Act> acts(List<Booking> rows, List<Booking> held, Map<Long, Approval> known, Caller caller) {
        return Requests.acts(rows, held, ROOMS, known, caller);
    }

    @Test
    void for_a_room_with_owners_who_want_to_be_asked_they_are_and_for_others_nobody_is() {
        var rows = List.of(booking(1, 100, NINE), booking(2, 100, NINE));
        assertEquals(List.of(new Act(1, What.ASK)), acts(rows, List.of(), Map.of(), SOMEBODY));
        assertEquals(List.of(), acts(rows, List.of(), Map.of(), OWNER), "owners do not ask themselves");
    }

    @Test
    void a_series_is_one_request() {
        var rows = List.of(booking(1, 100, NINE), booking(1, 100, NINE.plusWeeks(1)));
        assertEquals(List.of(new Act(1, What.ASK)), acts(rows, List.of(), Map.of(), SOMEBODY));
    }

    @Test
    void another_time_asks_again_whatever_was_said_and_the_same_or_less_does_not() {
        var before = List.of(booking(1, 100, NINE), booking(1, 100, NINE.plusWeeks(1)));
        for (var state : List.of("requested", "approved")) {
            var known = Map.of(1L, approval(state));
            assertEquals(
                    List.of(new Act(1, What.ASK)),
                    acts(List.of(booking(1, 100, NINE.plusHours(1))), before, known, SOMEBODY));
            assertEquals(List.of(new Act(1, What.KEEP)), acts(before, before, known, SOMEBODY));
            assertEquals(List.of(new Act(1, What.KEEP)), acts(before.subList(1, 2), before, known, SOMEBODY));
        }
    }

    @Test
    void what_is_not_held_any_more_is_not_asked_but_why_it_was_rejected_stays() {
        var held = List.of(booking(1, 100, NINE));
        assertEquals(
                List.of(new Act(1, What.DROP)), acts(List.of(), held, Map.of(1L, approval("requested")), SOMEBODY));
        assertEquals(List.of(new Act(1, What.DROP)), acts(List.of(), held, Map.of(1L, approval("approved")), SOMEBODY));
        assertEquals(List.of(), acts(List.of(), held, Map.of(1L, approval("rejected")), SOMEBODY));
    }

    @Test
    void owners_who_move_a_booking_that_waits_have_said_yes() {
        var held = List.of(booking(1, 100, NINE));
        assertEquals(
                List.of(new Act(1, What.DROP)),
                acts(List.of(booking(1, 100, NINE.plusDays(1))), held, Map.of(1L, approval("requested")), OWNER));
    }

    @Test
    void what_was_cut_from_a_series_keeps_what_was_said_if_it_stays_where_it_was() {
        var held = List.of(booking(1, 100, NINE), booking(1, 100, NINE.plusWeeks(1)));
        assertEquals(
                List.of(new Act(1, What.KEEP)),
                acts(List.of(booking(1, 200, NINE.plusWeeks(1))), held, Map.of(), SOMEBODY));
        assertEquals(
                List.of(new Act(1, What.ASK)),
                acts(List.of(booking(1, 200, NINE.plusDays(8))), held, Map.of(), SOMEBODY));
    }
}
