package org.kairan.calendar.control;

import java.util.Optional;
import org.kairan.calendar.entity.Event;
import org.kairan.calendar.entity.Series;
import org.kairan.core.access.Caller;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;

/**
 * Says who may see and do what with an event.
 *
 * <p>What is public everybody sees. What is {@code busy} its people see and their delegates, of a section's event the section too; what is {@code private} only whose it is, who made it for their section and who
 * attends. All others see that the time is taken, and nothing else.
 *
 * <p>Who acts for a person does in their calendar what they could do themselves, unless the event is private; as long as they act for them, and not because they have made an event.
 */
public final class EventPolicy {

    private EventPolicy() {}

    public static boolean maySee(Caller caller, Series series) {
        var event = series.event();
        return event.visibility().equals("public")
                || isMine(caller, series)
                || hasMade(caller, event)
                || (event.visibility().equals("busy") && (isOfSection(caller, event) || actsInIt(caller, series)));
    }

    /** What was cancelled only its people can still look at, and whoever can put it back. */
    public static boolean mayOpen(Caller caller, Series series) {
        return maySee(caller, series)
                && (series.event().deletedAt().isEmpty()
                        || isMine(caller, series)
                        || mayEdit(caller, series.event())
                        || (!series.event().visibility().equals("private") && actsInIt(caller, series)));
    }

    /** Whose calendar it is may change it, who acts for them, and of a section's event whoever has made it and the section, unless it is private. */
    public static boolean mayEdit(Caller caller, Event event) {
        return event.owner().equals(GroupId.person(caller.person()))
                || hasMade(caller, event)
                || (!event.visibility().equals("private")
                        && (isOfSection(caller, event) || actsForOwner(caller, event)));
    }

    public static boolean mayAnswer(Caller caller, Series series) {
        return mayAnswer(caller, series, caller.person());
    }

    /** Whether the caller may say whether somebody comes: for themselves, or for whom they act. */
    public static boolean mayAnswer(Caller caller, Series series, PersonId person) {
        return series.people().contains(person)
                && (person.equals(caller.person())
                        || (!series.event().visibility().equals("private") && actsFor(caller, person)));
    }

    /** For whom somebody acts who does something with an event of another person's calendar. */
    public static Optional<PersonId> onBehalfOf(PersonId by, Event event) {
        return owner(event).filter(owner -> !owner.equals(by));
    }

    public static boolean isMine(Caller caller, Series series) {
        return series.event().owner().equals(GroupId.person(caller.person()))
                || series.people().contains(caller.person());
    }

    /** The person whose calendar an event is in; empty for a section's. */
    public static Optional<PersonId> owner(Event event) {
        return Optional.of(event.owner())
                .filter(owner -> owner.kind() == GroupId.Kind.PERSON)
                .map(owner -> new PersonId(owner.targetId()));
    }

    /** A section's event is also whoever has made it; in a person's calendar one does things for them only. */
    private static boolean hasMade(Caller caller, Event event) {
        return event.owner().kind() == GroupId.Kind.SECTION && event.createdBy().equals(caller.person());
    }

    private static boolean actsFor(Caller caller, PersonId person) {
        return caller.holds(GroupId.delegates(person));
    }

    private static boolean actsForOwner(Caller caller, Event event) {
        return owner(event).filter(owner -> actsFor(caller, owner)).isPresent();
    }

    private static boolean actsInIt(Caller caller, Series series) {
        return actsForOwner(caller, series.event())
                || series.people().stream().anyMatch(person -> actsFor(caller, person));
    }

    private static boolean isOfSection(Caller caller, Event event) {
        return event.owner().kind() == GroupId.Kind.SECTION && caller.holds(event.owner());
    }
}
