package org.kairan.organization.entity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;

/** The department 2 with section 3 below it, and the department 4; 10 heads the department 2, 11 is a secretary in section 3, 12 in department 4, 13 works in section 3 without a title. */
class DelegationTest {

    private static final LocalDate FOUNDED = LocalDate.of(2010, 4, 1);
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);
    private static final long SECRETARY = 5;
    private static final PersonId HEAD = new PersonId(10);
    private static final PersonId SECRETARY_BELOW = new PersonId(11);
    private static final PersonId SECRETARY_ELSEWHERE = new PersonId(12);
    private static final PersonId CLERK = new PersonId(13);

    private static Roster.Delegation delegation(GroupId delegate, LocalDate from, LocalDate until) {
        return new Roster.Delegation(1, HEAD, delegate, from, Optional.ofNullable(until), HEAD, Instant.EPOCH);
    }

    private static Roster.Details person(PersonId id) {
        return new Roster.Details(
                id.value(), "0000" + id.value(), "職員" + id.value(), "ショクイン", Optional.empty(), Optional.empty());
    }

    private static Roster.Assignment work(PersonId person, long section, Long title, LocalDate until) {
        return new Roster.Assignment(
                person.value(), section, Optional.ofNullable(title), true, FOUNDED, Optional.ofNullable(until));
    }

    private static Roster roster(LocalDate headUntil, LocalDate clerkUntil, Roster.Delegation... delegations) {
        return new Roster(
                TODAY,
                1,
                List.of(
                        new Roster.Period(2, "s2", Optional.empty(), "総務部", 0, FOUNDED, Optional.empty()),
                        new Roster.Period(3, "s3", Optional.of(2L), "秘書課", 0, FOUNDED, Optional.empty()),
                        new Roster.Period(4, "s4", Optional.empty(), "市民部", 0, FOUNDED, Optional.empty())),
                List.of(new Roster.Title(SECRETARY, "t5", "秘書", 1)),
                List.of(person(HEAD), person(SECRETARY_BELOW), person(SECRETARY_ELSEWHERE), person(CLERK)),
                List.of(
                        work(HEAD, 2, null, headUntil),
                        work(SECRETARY_BELOW, 3, SECRETARY, null),
                        work(SECRETARY_ELSEWHERE, 4, SECRETARY, null),
                        work(CLERK, 3, null, clerkUntil)),
                List.of(),
                List.of(),
                List.of(delegations),
                Map.of());
    }

    private static boolean acts(Roster roster, PersonId delegate) {
        var acts = roster.principals(delegate).contains(HEAD);
        assertEquals(
                acts,
                roster.member(delegate).orElseThrow().groups().containsKey(GroupId.delegates(HEAD)),
                "what a caller holds says the same");
        return acts;
    }

    @Test
    void who_is_named_acts_and_nobody_else() {
        var roster = roster(null, null, delegation(GroupId.person(CLERK), FOUNDED, null));
        assertTrue(acts(roster, CLERK));
        assertFalse(acts(roster, SECRETARY_BELOW));
        assertFalse(acts(roster, HEAD), "nobody acts for themselves");
        assertEquals(Set.of(), roster.principals(new PersonId(99)), "an invented one");
    }

    @Test
    void a_title_acts_only_where_it_is_held_in_the_persons_section_or_below() {
        var roster = roster(null, null, delegation(GroupId.title(SECRETARY), FOUNDED, null));
        assertTrue(acts(roster, SECRETARY_BELOW));
        assertFalse(acts(roster, SECRETARY_ELSEWHERE));
        assertFalse(acts(roster, CLERK));
    }

    @Test
    void the_first_day_counts_and_the_day_after_the_last_does_not() {
        assertTrue(acts(roster(null, null, delegation(GroupId.person(CLERK), TODAY, TODAY.plusDays(1))), CLERK));
        assertFalse(acts(roster(null, null, delegation(GroupId.person(CLERK), FOUNDED, TODAY)), CLERK));
        assertFalse(acts(roster(null, null, delegation(GroupId.person(CLERK), TODAY.plusDays(1), null)), CLERK));
    }

    @Test
    void who_has_left_acts_no_more_and_nobody_acts_for_who_has_left() {
        var named = delegation(GroupId.person(CLERK), FOUNDED, null);
        assertFalse(acts(roster(TODAY, null, named), CLERK), "the head has left");
        assertFalse(acts(roster(null, TODAY, named), CLERK), "the delegate has left");
    }

    @Test
    void a_title_that_names_the_person_too_does_not_make_them_their_own_delegate() {
        var roster = new Roster(
                TODAY,
                1,
                List.of(new Roster.Period(2, "s2", Optional.empty(), "総務部", 0, FOUNDED, Optional.empty())),
                List.of(new Roster.Title(SECRETARY, "t5", "秘書", 1)),
                List.of(person(HEAD)),
                List.of(work(HEAD, 2, SECRETARY, null)),
                List.of(),
                List.of(),
                List.of(delegation(GroupId.title(SECRETARY), FOUNDED, null)),
                Map.of());
        assertEquals(Set.of(), roster.principals(HEAD));
    }
}
