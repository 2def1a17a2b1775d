package org.kairan.calendar.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kairan.calendar.entity.Attendee;
import org.kairan.core.people.PersonId;

class StandingTest {

    /** Answers of those who are needed, then of those who are welcome: ○, △, × and － for none. */
    private static Standing of(String needed, String optional) {
        var attendees = new ArrayList<Attendee>();
        for (var answer : needed.split("")) {
            attendees.add(attendee(attendees.size() + 1, false, answer));
        }
        Stream.of(optional.split(""))
                .filter(answer -> !answer.isEmpty())
                .forEach(answer -> attendees.add(attendee(attendees.size() + 1, true, answer)));
        return Standing.of(attendees);
    }

    private static Attendee attendee(long id, boolean optional, String answer) {
        var word = switch (answer) {
            case "○" -> "accepted";
            case "△" -> "tentative";
            case "×" -> "declined";
            default -> "none";
        };
        return Attendee.invited(new PersonId(id), optional).answering(word, Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "○○, ○, ALL",
        "○○, '', ALL",
        "○○, ×, NEEDED",
        "○○, －, NEEDED",
        "○△, ○, OPEN",
        "○－, ○, OPEN",
        "○×, ○, MISSING",
        "－×, ×, MISSING",
    })
    void a_slot_is_as_good_as_those_who_are_needed_can_come(String needed, String optional, Standing.Rank rank) {
        assertEquals(rank, of(needed, optional).rank());
    }

    @Test
    void answers_are_counted_by_what_they_say() {
        assertEquals(new Standing(2, 1, 2, 1, 1, 1, 1, 1), of("○○×△", "×－"));
    }

    @Test
    void the_best_slot_costs_the_fewest_who_are_needed_then_the_fewest_others_and_among_equals_most_is_known() {
        var inOrder = List.of(
                of("○○○", "○○"),
                of("○○○", "○－"),
                of("○○○", "○×"),
                of("○○△", "○○"),
                of("○△－", "○○"),
                of("○○×", "○○"),
                of("○－×", "○○"),
                of("○××", "○○"));
        for (var i = 1; i < inOrder.size(); i++) {
            assertTrue(
                    Standing.BEST.compare(inOrder.get(i - 1), inOrder.get(i)) < 0,
                    inOrder.get(i - 1) + " is better than " + inOrder.get(i));
        }
    }
}
