package org.kairan.calendar.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.kairan.calendar.CalendarModule;
import org.kairan.core.Ref;
import org.kairan.core.access.Caller;
import org.kairan.core.card.Act;
import org.kairan.core.card.Acts;

/** Offers to make an event of what somebody has said, and to ask those who are in a room for a time at which they can meet. */
@ApplicationScoped
public class CalendarActs implements Acts {

    @Override
    public List<Act> acts(Ref target, Caller caller) {
        return switch (target.kind()) {
            case "message" -> List.of(new Act(CalendarModule.ID, "act.event", "/calendar/new"));
            case "room" ->
                target.module().equals(CalendarModule.ID)
                        ? List.of()
                        : List.of(new Act(CalendarModule.ID, "act.proposal", "/calendar/proposals/new"));
            default -> List.of();
        };
    }
}
