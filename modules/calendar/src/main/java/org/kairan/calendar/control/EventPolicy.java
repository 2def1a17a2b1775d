package org.kairan.calendar.control;

import org.kairan.calendar.entity.Event;
import org.kairan.calendar.entity.Series;
import org.kairan.core.access.Caller;
import org.kairan.core.people.GroupId;

/**
 * Says who may see and do what with an event.
 *
 * <p>What is public everybody sees. What is {@code busy} its people see, of a section's event the section too; what is {@code private} only whose it is, who made it and who attends. All others see that the time
 * is taken, and nothing else.
 */
public final class EventPolicy {

    private EventPolicy() {}

    public static boolean maySee(Caller caller, Series series) {
        var event = series.event();
        return event.visibility().equals("public")
                || isMine(caller, series)
                || event.createdBy().equals(caller.person())
                || (event.visibility().equals("busy") && isOfSection(caller, event));
    }

    /** What was cancelled only its people can still look at, and whoever can put it back. */
    public static boolean mayOpen(Caller caller, Series series) {
        return maySee(caller, series)
                && (series.event().deletedAt().isEmpty() || isMine(caller, series) || mayEdit(caller, series.event()));
    }

    /** Whoever has made it may change it, whose calendar it is, and of a section's event the section, unless it is private. */
    public static boolean mayEdit(Caller caller, Event event) {
        return event.owner().equals(GroupId.person(caller.person()))
                || event.createdBy().equals(caller.person())
                || (!event.visibility().equals("private") && isOfSection(caller, event));
    }

    public static boolean mayAnswer(Caller caller, Series series) {
        return series.people().contains(caller.person());
    }

    public static boolean isMine(Caller caller, Series series) {
        return series.event().owner().equals(GroupId.person(caller.person()))
                || series.people().contains(caller.person());
    }

    private static boolean isOfSection(Caller caller, Event event) {
        return event.owner().kind() == GroupId.Kind.SECTION && caller.holds(event.owner());
    }
}
