package org.kairan.organization.entity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kairan.core.people.Audience;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;

class RosterTest {

    private static final LocalDate FOUNDED = LocalDate.of(2010, 4, 1);
    private static final LocalDate CAME = LocalDate.of(2020, 4, 1);
    private static final LocalDate MOVED = LocalDate.of(2026, 4, 1);
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);
    private static final PersonId PERSON = new PersonId(7);

    private static Roster.Period period(long id, Long parent, LocalDate from, LocalDate until) {
        return new Roster.Period(
                id, "s" + id, Optional.ofNullable(parent), "課" + id, 0, from, Optional.ofNullable(until));
    }

    /** City 1 with departments 2 and 3; section 4 moved from 2 to 3. */
    private static Roster roster(LocalDate day, List<Roster.CustomGroup> groups) {
        return new Roster(
                day,
                1,
                List.of(
                        period(1, null, FOUNDED, null),
                        period(2, 1L, FOUNDED, null),
                        period(3, 1L, FOUNDED, null),
                        period(4, 2L, CAME, MOVED),
                        period(4, 3L, MOVED, null)),
                List.of(),
                List.of(new Roster.Details(7, "00007", "山田　花子", "ヤマダ ハナコ", Optional.empty(), Optional.empty())),
                List.of(new Roster.Assignment(7, 4, Optional.empty(), true, CAME, Optional.empty())),
                groups,
                List.of(),
                List.of(),
                Map.of());
    }

    private static Map<GroupId, LocalDate> groups(LocalDate day) {
        return roster(day, List.of()).member(PERSON).orElseThrow().groups();
    }

    @Test
    void a_department_is_held_from_the_day_on_which_the_section_came_under_it() {
        var held = groups(TODAY);
        assertEquals(MOVED, held.get(GroupId.tree(3)));
        assertFalse(held.containsKey(GroupId.tree(2)), "the department that the section has left");
        assertEquals(CAME, held.get(GroupId.section(4)));
        assertEquals(CAME, held.get(GroupId.tree(4)));
        assertEquals(CAME, held.get(GroupId.tree(1)), "the city was above it all the time");
    }

    @Test
    void before_the_move_the_old_department_was_held() {
        var held = groups(MOVED.minusDays(1));
        assertEquals(CAME, held.get(GroupId.tree(2)));
        assertFalse(held.containsKey(GroupId.tree(3)));
    }

    @Test
    void what_was_addressed_to_the_new_department_before_the_move_is_not_addressed_to_the_section() {
        var roster = roster(TODAY, List.of());
        assertEquals(
                0,
                roster.members(Audience.of(GroupId.tree(3)), MOVED.minusDays(1)).size());
        assertEquals(1, roster.members(Audience.of(GroupId.tree(3)), MOVED).size());
    }

    @Test
    void the_place_that_is_first_known_of_a_section_holds_for_the_time_before() {
        var lineage = new Lineage(List.of(period(1, null, MOVED, null), period(2, 1L, MOVED, null)));
        assertEquals(Optional.of(CAME), lineage.since(2, 1, CAME, Optional.empty()));
    }

    @Test
    void sections_in_a_circle_do_not_hang_the_server() {
        var lineage = new Lineage(List.of(period(1, 2L, FOUNDED, null), period(2, 1L, FOUNDED, null)));
        assertEquals(Optional.of(CAME), lineage.since(1, 2, CAME, Optional.empty()));
    }

    @Test
    void a_custom_group_is_held_from_the_day_on_which_somebody_came_into_it() {
        var group = new Roster.CustomGroup(5, new PersonId(9), "窓口の輪", false, 1, Map.of(PERSON, TODAY));
        var roster = roster(TODAY, List.of(group));
        assertEquals(TODAY, roster.member(PERSON).orElseThrow().groups().get(GroupId.group(5)));
        assertTrue(roster.exists(GroupId.group(5)));
        assertEquals(1, roster.members(Audience.of(GroupId.group(5)), TODAY).size());
        assertEquals(
                0,
                roster.members(Audience.of(GroupId.group(5)), TODAY.minusDays(1))
                        .size());
        assertFalse(group.isOpenTo(PERSON), "its members do not see a private group, its owner does");
    }

    @Test
    void on_another_day_a_person_has_the_section_of_that_day_under_its_name_of_that_day() {
        var before = new Roster(
                TODAY,
                1,
                List.of(
                        new Roster.Period(4, "s4", Optional.empty(), "情報係", 0, CAME, Optional.of(MOVED)),
                        new Roster.Period(4, "s4", Optional.empty(), "情報政策課", 0, MOVED, Optional.empty()),
                        period(5, null, FOUNDED, null)),
                List.of(new Roster.Title(1, "t1", "主査", 1)),
                List.of(new Roster.Details(7, "00007", "山田　花子", "ヤマダ ハナコ", Optional.empty(), Optional.empty())),
                List.of(
                        new Roster.Assignment(7, 4, Optional.of(1L), true, CAME, Optional.of(TODAY)),
                        new Roster.Assignment(7, 5, Optional.empty(), false, CAME, Optional.empty()),
                        new Roster.Assignment(7, 5, Optional.empty(), true, TODAY, Optional.empty())),
                List.of(),
                List.of(),
                List.of(),
                Map.of());
        assertEquals(
                Optional.of("課5"), before.person(PERSON, TODAY).orElseThrow().section());
        var then = before.person(PERSON, TODAY.minusDays(1)).orElseThrow();
        assertEquals(Optional.of("情報政策課"), then.section());
        assertEquals(Optional.of("主査"), then.title());
        assertEquals(
                Optional.of("情報係"),
                before.person(PERSON, MOVED.minusDays(1)).orElseThrow().section());
        assertEquals(
                Optional.empty(),
                before.person(PERSON, CAME.minusDays(1)).orElseThrow().section());
        assertEquals(Optional.empty(), before.person(new PersonId(8), TODAY));
    }
}
