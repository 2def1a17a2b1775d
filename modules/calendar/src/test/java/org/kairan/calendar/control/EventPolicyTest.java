package org.kairan.calendar.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kairan.calendar.entity.Attendee;
import org.kairan.calendar.entity.Content;
import org.kairan.calendar.entity.Event;
import org.kairan.calendar.entity.Series;
import org.kairan.core.access.Caller;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;

/** An event of person 1, made by person 5 for them, which person 2 attends; and one of section 9 that person 5 made. */
class EventPolicyTest {

    private static final PersonId OWNER = new PersonId(1);
    private static final PersonId GUEST = new PersonId(2);
    private static final PersonId OTHER = new PersonId(3);
    private static final PersonId MAKER = new PersonId(5);

    private static Series series(GroupId owner, String visibility) {
        var start = LocalDateTime.of(2026, 11, 30, 9, 0);
        var content = new Content("庁議", "", "", "meeting", start, start.plusHours(1), false, false, 0, 0, List.of());
        var event = new Event(
                1,
                owner,
                content,
                visibility,
                ZoneId.of("Asia/Tokyo"),
                Optional.empty(),
                Optional.empty(),
                "none",
                LocalDate.of(9999, 12, 31),
                OptionalLong.empty(),
                1,
                MAKER,
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty());
        return new Series(event, List.of(), List.of(Attendee.invited(GUEST, false)));
    }

    private static Caller caller(PersonId person, GroupId... held) {
        return new Caller(
                person,
                UUID.randomUUID(),
                Arrays.stream(held).collect(Collectors.toMap(Function.identity(), group -> LocalDate.EPOCH)),
                Set.of(),
                Instant.MAX);
    }

    private static Caller who(String name) {
        return Map.of(
                        "owner", caller(OWNER),
                        "guest", caller(GUEST),
                        "maker", caller(MAKER),
                        "other", caller(OTHER),
                        "delegate", caller(OTHER, GroupId.delegates(OWNER)),
                        "delegate of the guest", caller(OTHER, GroupId.delegates(GUEST)),
                        "delegate of another", caller(OTHER, GroupId.delegates(MAKER)),
                        "colleague", caller(OTHER, GroupId.section(9)))
                .get(name);
    }

    /** Sees, edits, answers for the guest. */
    private static String may(Caller caller, Series series) {
        return (EventPolicy.maySee(caller, series) ? "s" : "-")
                + (EventPolicy.mayEdit(caller, series.event()) ? "e" : "-")
                + (EventPolicy.mayAnswer(caller, series, GUEST) ? "a" : "-");
    }

    @ParameterizedTest
    @CsvSource({
        "owner, se-, se-, se-",
        "guest, s-a, s-a, s-a",
        "maker, s--, ---, ---",
        "other, s--, ---, ---",
        "delegate, se-, se-, ---",
        "delegate of the guest, s-a, s-a, ---",
        "delegate of another, s--, ---, ---",
        "colleague, s--, ---, ---",
    })
    void in_a_persons_calendar(String name, String open, String busy, String closed) {
        var owner = GroupId.person(OWNER);
        assertEquals(open, may(who(name), series(owner, "public")));
        assertEquals(busy, may(who(name), series(owner, "busy")));
        assertEquals(closed, may(who(name), series(owner, "private")));
    }

    @ParameterizedTest
    @CsvSource({
        "guest, s-a, s-a, s-a",
        "maker, se-, se-, se-",
        "other, s--, ---, ---",
        "delegate of the guest, s-a, s-a, ---",
        "delegate of another, s--, ---, ---",
        "colleague, se-, se-, ---",
    })
    void in_a_sections_calendar(String name, String open, String busy, String closed) {
        var owner = GroupId.section(9);
        assertEquals(open, may(who(name), series(owner, "public")));
        assertEquals(busy, may(who(name), series(owner, "busy")));
        assertEquals(closed, may(who(name), series(owner, "private")));
    }
}
