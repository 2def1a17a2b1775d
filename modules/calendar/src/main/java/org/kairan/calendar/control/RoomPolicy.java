package org.kairan.calendar.control;

import org.kairan.calendar.CalendarModule;
import org.kairan.calendar.entity.Room;
import org.kairan.core.access.Caller;

/** Says who may book a room, who is asked about it, and who looks after it. */
public final class RoomPolicy {

    private RoomPolicy() {}

    public static boolean mayBook(Caller caller, Room room) {
        return room.terms().bookers().reaches(caller.groups().keySet()) || owns(caller, room);
    }

    /** Whoever is of the section that owns it; without that nobody. */
    public static boolean owns(Caller caller, Room room) {
        return room.terms().owners().filter(caller::holds).isPresent();
    }

    /** Whether a booking by them must wait for the owners. */
    public static boolean mustAsk(Caller caller, Room room) {
        return room.terms().approval() && !owns(caller, room);
    }

    /** Whoever owns it and whoever administers all see how it is used. */
    public static boolean oversees(Caller caller, Room room) {
        return owns(caller, room) || caller.may(CalendarModule.ADMINISTER);
    }
}
