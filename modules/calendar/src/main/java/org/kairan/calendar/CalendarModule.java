package org.kairan.calendar;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kairan.core.ActivityType;
import org.kairan.core.ActivityType.Channel;
import org.kairan.core.MenuEntry;
import org.kairan.core.Module;
import org.kairan.core.ModuleId;
import org.kairan.core.Ref;
import org.kairan.core.access.Permission;

/** Adds the calendar and the rooms to the product. */
@ApplicationScoped
public class CalendarModule implements Module {

    public static final ModuleId ID = new ModuleId("calendar");

    /** The kind of thing that the calendar holds. */
    public static final String EVENT = "event";

    /** Several times that are held until one is confirmed. */
    public static final String PROPOSAL = "proposal";

    /** What the owners of a room are asked. */
    public static final String APPROVAL = "approval";

    /** Whoever holds it adds and changes rooms, cars and equipment. */
    public static final Permission ADMINISTER = new Permission("calendar.administer");

    /** Whoever holds it brings in tables of events for the people of their section, or, with {@link #ADMINISTER}, of any. */
    public static final Permission IMPORT = new Permission("calendar.import");

    public static final ActivityType INVITED = new ActivityType("calendar.invited", Channel.PRODUCT, false, false);

    public static final ActivityType CHANGED = new ActivityType("calendar.changed", Channel.PRODUCT, false, false);

    public static final ActivityType CANCELLED = new ActivityType("calendar.cancelled", Channel.PRODUCT, false, false);

    /** Tells a person what a delegate has done for them. */
    public static final ActivityType ACTED_FOR = new ActivityType("calendar.acted-for", Channel.PRODUCT, false, false);

    public static final ActivityType REMINDED = new ActivityType("calendar.reminded", Channel.PRODUCT, false, false);

    public static final ActivityType ASKED = new ActivityType("calendar.asked", Channel.PRODUCT, false, false);

    public static final ActivityType CONFIRMED = new ActivityType("calendar.confirmed", Channel.PRODUCT, false, false);

    public static final ActivityType WITHDRAWN = new ActivityType("calendar.withdrawn", Channel.PRODUCT, false, false);

    /** The owners of a room are asked whether somebody may have it. */
    public static final ActivityType ROOM_REQUESTED =
            new ActivityType("calendar.room-requested", Channel.PRODUCT, false, false);

    public static final ActivityType ROOM_APPROVED =
            new ActivityType("calendar.room-approved", Channel.PRODUCT, false, false);

    public static final ActivityType ROOM_REJECTED =
            new ActivityType("calendar.room-rejected", Channel.PRODUCT, false, false);

    /** A room that somebody has booked is taken out of use. */
    public static final ActivityType ROOM_RETIRED =
            new ActivityType("calendar.room-retired", Channel.PRODUCT, false, false);

    public static Ref proposal(long id) {
        return new Ref(ID, PROPOSAL, id);
    }

    /** A request for a room. */
    public static Ref approval(long id) {
        return new Ref(ID, APPROVAL, id);
    }

    public static Ref event(long id) {
        return new Ref(ID, EVENT, id);
    }

    @Override
    public ModuleId id() {
        return ID;
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(new MenuEntry("menu.calendar", "/calendar", 150, Optional.empty()));
    }

    @Override
    public Set<Permission> permissions() {
        return Set.of(ADMINISTER, IMPORT);
    }

    @Override
    public Set<ActivityType> activityTypes() {
        return Set.of(
                INVITED,
                CHANGED,
                CANCELLED,
                ACTED_FOR,
                REMINDED,
                ASKED,
                CONFIRMED,
                WITHDRAWN,
                ROOM_REQUESTED,
                ROOM_APPROVED,
                ROOM_REJECTED,
                ROOM_RETIRED);
    }
}
